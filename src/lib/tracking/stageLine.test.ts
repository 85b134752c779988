import { describe, expect, it } from 'vitest';
import { mainLine, STATUSES, stageLine, type LineEvent, type Status } from './stageLine';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 1, minute)).toISOString();
const story = (...moves: [move: string, to: string][]): LineEvent[] => {
  let from: string | null = null;
  return moves.map(([move, to], i) => {
    const event = { at: at(i), move, from, to };
    from = to;
    return event;
  });
};
const spoken = (status: Status, events: LineEvent[], askedBy?: string) =>
  stageLine(status, events, askedBy)
    .map(({ name, state, side }) => `${{ done: '✓', now: '●', ahead: '○' }[state]}${name}${side ? `(${side})` : ''}`)
    .join(' ');

const sent = [['submit', 'submitted']] as [string, string][];
const taken = [...sent, ['accept', 'accepted'], ['dispatch', 'dispatched'], ['take_on', 'in_progress']] as [
  string,
  string
][];
const answered = [...taken, ['answer', 'resolved']] as [string, string][];
const reopened = [...answered, ['reopen', 'reopened']] as [string, string][];

const lines: [what: string, status: Status, events: LineEvent[], askedBy: string | undefined, line: string][] = [
  ['just sent', 'submitted', story(...sent), undefined, '●received ○accepted ○sent ○handled ○answered ○closed'],
  [
    'a moderator asks',
    'needs_info',
    story(...sent, ['ask', 'needs_info']),
    'moderator',
    '●received(needs_info) ○accepted ○sent ○handled ○answered ○closed'
  ],
  [
    'accepted',
    'accepted',
    story(...taken.slice(0, 2)),
    undefined,
    '✓received ●accepted ○sent ○handled ○answered ○closed'
  ],
  [
    'sent to a unit',
    'dispatched',
    story(...taken.slice(0, 3)),
    undefined,
    '✓received ✓accepted ●sent ○handled ○answered ○closed'
  ],
  [
    'the unit says it is not theirs',
    'objected',
    story(...taken.slice(0, 3), ['object', 'objected']),
    undefined,
    '✓received ✓accepted ●sent(objected) ○handled ○answered ○closed'
  ],
  ['being handled', 'in_progress', story(...taken), undefined, '✓received ✓accepted ✓sent ●handled ○answered ○closed'],
  [
    'the unit asks',
    'needs_info',
    story(...taken, ['ask', 'needs_info']),
    'handler',
    '✓received ✓accepted ✓sent ●handled(needs_info) ○answered ○closed'
  ],
  [
    'put off to a date',
    'deferred',
    story(...taken, ['defer', 'deferred']),
    undefined,
    '✓received ✓accepted ✓sent ●handled(deferred) ○answered ○closed'
  ],
  ['answered', 'resolved', story(...answered), undefined, '✓received ✓accepted ✓sent ✓handled ●answered ○closed'],
  [
    'not solved',
    'reopened',
    story(...reopened),
    undefined,
    '✓received ✓accepted ✓answered ●reopened ○sent ○handled ○answered ○closed'
  ],
  [
    'not solved, recalled',
    'accepted',
    story(...reopened, ['recall', 'accepted']),
    undefined,
    '✓received ✓accepted ✓answered ●reopened ○sent ○handled ○answered ○closed'
  ],
  [
    'handled a second time',
    'in_progress',
    story(...reopened, ['dispatch', 'dispatched'], ['take_on', 'in_progress']),
    undefined,
    '✓received ✓accepted ✓answered ✓reopened ✓sent ●handled ○answered ○closed'
  ],
  [
    'closed after one round',
    'closed',
    story(...answered, ['call_back', 'closed']),
    undefined,
    '✓received ✓accepted ✓sent ✓handled ✓answered ✓closed'
  ],
  [
    'closed after two',
    'closed',
    story(
      ...reopened,
      ['dispatch', 'dispatched'],
      ['take_on', 'in_progress'],
      ['answer', 'resolved'],
      ['lapse', 'closed']
    ),
    undefined,
    '✓received ✓accepted ✓answered ✓reopened ✓sent ✓handled ✓answered ✓closed'
  ],
  [
    'closed, nobody answered the question',
    'closed',
    story(...sent, ['ask', 'needs_info'], ['lapse', 'closed']),
    undefined,
    '✓received ✓closed'
  ],
  [
    'closed at once after "not solved"',
    'closed',
    story(...reopened, ['close', 'closed']),
    undefined,
    '✓received ✓accepted ✓answered ✓reopened ✓closed'
  ],
  [
    'put together with another',
    'merged',
    story(...taken, ['merge', 'merged']),
    undefined,
    '✓received ✓accepted ✓sent ✓handled ✓merged'
  ],
  ['passed on', 'redirected', story(...sent, ['redirect', 'redirected']), undefined, '✓received ✓redirected'],
  ['not accepted', 'refused', story(...sent, ['refuse', 'refused']), undefined, '✓received ✓refused'],
  [
    'taken back',
    'withdrawn',
    story(...taken.slice(0, 3), ['withdraw', 'withdrawn']),
    undefined,
    '✓received ✓accepted ✓sent ✓withdrawn'
  ],
  [
    'taken up again',
    'accepted',
    story(...sent, ['refuse', 'refused'], ['reinstate', 'accepted']),
    undefined,
    '✓received ●accepted ○sent ○handled ○answered ○closed'
  ],
  [
    'taken up again after two rounds',
    'accepted',
    story(...reopened, ['close', 'closed'], ['reinstate', 'accepted']),
    undefined,
    '✓received ●accepted ○sent ○handled ○answered ○closed'
  ],
  [
    'a poor answer sent back',
    'in_progress',
    story(...answered, ['return_answer', 'in_progress']),
    undefined,
    '✓received ✓accepted ✓sent ●handled ○answered ○closed'
  ],
  [
    'called back from the unit',
    'accepted',
    story(...taken, ['recall', 'accepted']),
    undefined,
    '✓received ●accepted ○sent ○handled ○answered ○closed'
  ]
];

describe('the stage line', () => {
  it.each(lines)('%s', (_what, status, events, askedBy, line) => expect(spoken(status, events, askedBy)).toBe(line));

  it('has a line for every status', () => {
    expect(new Set(lines.map(([, status]) => status))).toEqual(new Set(STATUSES));
  });

  it.each(STATUSES)('%s: one place to stand, nothing done after something ahead, even without any event', (status) => {
    for (const events of [[], story(...answered), story(...reopened)]) {
      const states = stageLine(status, events).map(({ state }) => state);
      expect(states.filter((state) => state === 'now').length).toBe(
        ['closed', 'merged', 'redirected', 'refused', 'withdrawn'].includes(status) ? 0 : 1
      );
      const order = states.map((state) => ['done', 'now', 'ahead'].indexOf(state));
      expect(order).toEqual([...order].sort());
    }
  });

  it('tells when a step was reached, and forgets notes that change nothing', () => {
    const events = [
      ...story(...taken.slice(0, 3)),
      { at: at(30), move: 'add_information', from: 'dispatched', to: 'dispatched' }
    ];
    expect(stageLine('dispatched', events).map((step) => step.at)).toEqual([
      at(0),
      at(1),
      at(2),
      undefined,
      undefined,
      undefined
    ]);
  });
});

describe('the line of a main case, as those who joined it see it', () => {
  const line = (status: Status, events: LineEvent[]) =>
    mainLine({ status, received_at: at(0), events: events.slice(1) })
      .map(({ name, state, side }) => `${{ done: '✓', now: '●', ahead: '○' }[state]}${name}${side ? `(${side})` : ''}`)
      .join(' ');

  it('begins with its receipt, though nobody tells them of it', () => {
    expect(line('resolved', story(...answered))).toBe(spoken('resolved', story(...answered)));
    expect(mainLine({ status: 'submitted', received_at: at(0), events: [] })[0]).toMatchObject({
      at: at(0),
      state: 'now'
    });
  });

  it('knows from what was told whether a unit or a moderator asks', () => {
    expect(line('needs_info', story(...taken))).toContain('●handled(needs_info)');
    expect(line('needs_info', story(...sent))).toContain('●received(needs_info)');
  });
});
