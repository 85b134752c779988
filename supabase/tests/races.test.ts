import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDb, type Actor, type Person, type TestDb } from './harness.ts';

// Two people press at the same moment. On a PostgreSQL server (TEST_DATABASE_URL) they really do; PGlite has one
// session, so there the second comes with the version that the first has just used up. Either way exactly one wins.

let db: TestDb;
const who = {} as Record<'owner' | 'handler' | 'moderator' | 'moderator2', Person>;
const KEY = 'c3'.repeat(16);
const THERE = { category: 'air.fume', description: 'smoke', lat: 39.948, lng: 116.467 };
const POINT = { lead: '110105012', assists: [] };

beforeAll(async () => {
  db = await openDb();
  who.owner = await db.person('owner');
  who.handler = await db.person('handler', { roles: ['handler'], unit: '110105012' });
  who.moderator = await db.person('moderator', { roles: ['moderator'] });
  who.moderator2 = await db.person('moderator2', { roles: ['moderator'] });
});
// One person sends more here than the throttle would ever let them.
beforeEach(() => db.sql('delete from private.throttles'));
afterAll(() => db.close());

interface Moved {
  status: string;
  version: number;
  event_id: number;
}

const call = (actor: Actor, door: string, parameters: unknown[]) =>
  db.as(actor, async (q) => {
    const places = parameters.map((_, n) => `$${String(n + 1)}`).join(', ');
    return (await q(`select public.${door}(${places}) as answer`, parameters))[0]?.answer as Moved;
  });
const submit = (actor: Actor, id: string = randomUUID(), more = {}) =>
  call(actor, 'submit_report', [JSON.stringify({ id, key: KEY, ...THERE, ...more }), null]).then(() => id);
const move = (actor: Actor, id: string, name: string, version: number, details = {}) =>
  call(actor, 'move_report', [id, name, version, JSON.stringify(details)]);

/** A report of the owner, taken along these moves. */
async function reportAt(...path: [actor: Person, move: string, details?: object][]): Promise<string> {
  const id = await submit(who.owner);
  for (const [n, [actor, name, details]] of path.entries()) await move(actor, id, name, n + 1, details);
  return id;
}
const accepted = (): [Person, string][] => [[who.moderator, 'accept']];
const taken = (): [Person, string, object?][] => [
  ...accepted(),
  [who.moderator, 'dispatch', POINT],
  [who.handler, 'take_on']
];
const answered = (): [Person, string, object?][] => [
  ...taken(),
  [who.handler, 'answer', { answer_kind: 'fixed', public_text: 'done' }]
];

type Racer = (id: string) => Promise<unknown>;

/** Both at once; says who won and with which codes the other was sent away. */
async function race(id: string, ...racers: Racer[]): Promise<{ won: number; codes: string[] }> {
  const ends = await Promise.allSettled(racers.map((run) => run(id)));
  return {
    won: ends.filter(({ status }) => status === 'fulfilled').length,
    codes: ends.flatMap((end) => (end.status === 'rejected' ? [(end.reason as Error).message] : []))
  };
}

const WORDS = { public_text: 'words' };
const RACES: [title: string, path: () => [Person, string, object?][], racers: Racer[]][] = [
  [
    'accept and refuse',
    () => [],
    [(id) => move(who.moderator, id, 'accept', 1), (id) => move(who.moderator2, id, 'refuse', 1, WORDS)]
  ],
  [
    'dispatch by two moderators',
    accepted,
    [
      (id) => move(who.moderator, id, 'dispatch', 2, POINT),
      (id) => move(who.moderator2, id, 'dispatch', 2, { lead: 'ecology' })
    ]
  ],
  [
    'withdraw and accept',
    () => [],
    [(id) => move(who.owner, id, 'withdraw', 1), (id) => move(who.moderator, id, 'accept', 1)]
  ],
  [
    'answer and recall',
    taken,
    [
      (id) => move(who.handler, id, 'answer', 4, { ...WORDS, answer_kind: 'fixed' }),
      (id) => move(who.moderator, id, 'recall', 4, { internal_text: 'wrong unit' })
    ]
  ],
  [
    'call back and record a callback',
    answered,
    [
      (id) => move(who.owner, id, 'call_back', 5, { solved: 'no' }),
      (id) => move(who.moderator, id, 'record_callback', 5, { reached: 'yes', solved: 'yes' })
    ]
  ],
  [
    'reopen and return the answer',
    answered,
    [
      (id) => move(who.owner, id, 'reopen', 5, WORDS),
      (id) => move(who.moderator, id, 'return_answer', 5, { internal_text: 'poor' })
    ]
  ],
  [
    'the same button twice',
    taken,
    [1, 2].map(() => (id: string) => move(who.handler, id, 'answer', 4, { ...WORDS, answer_kind: 'scheduled' }))
  ],
  [
    'undo twice',
    () => [],
    [1, 2].map(() => async (id: string) => {
      const [newest] = await db.sql('select max(id) as id from public.report_events where report_id = $1', [id]);
      return call(who.moderator, 'undo_move', [id, newest?.id]);
    })
  ]
];
const ROUNDS = 25;

describe(`${String(RACES.length * ROUNDS)} races of two have one winner`, () => {
  test.each(RACES)('%s', async (title, path, racers) => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await reportAt(...path());
      if (title === 'undo twice') await move(who.moderator, id, 'accept', 1);
      const { won, codes } = await race(id, ...(round % 2 ? racers : racers.toReversed()));
      expect(won, `round ${String(round)}: ${codes.join(', ')}`).toBe(1);
      // A handler whose case was recalled a moment ago has nothing to do with it any more.
      expect(['conflict', 'undo_too_late', ...(title === 'answer and recall' ? ['not_found'] : [])]).toContain(
        codes[0]
      );

      const [kept] = await db.sql(
        `select r.version, r.status,
           (select e.to_status from public.report_events e where e.report_id = r.id order by e.id desc limit 1) as last,
           (select count(*) from public.report_events e where e.report_id = r.id) as events,
           (select count(*) from public.callbacks c where c.report_id = r.id) as callbacks
         from public.reports r where r.id = $1`,
        [id]
      );
      expect(kept?.last).toBe(kept?.status);
      expect(kept?.events).toBe(kept?.version);
      expect(kept?.callbacks).toBeLessThanOrEqual(1);
    }
  });

  test('the same form sent twice at once is one report', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = randomUUID();
      const ends = await Promise.all(
        [1, 2].map(() => call(null, 'submit_report', [JSON.stringify({ id, key: KEY, ...THERE }), null]))
      );
      expect(ends.map((end) => (end as unknown as { result: string }).result).sort()).toEqual(['again', 'created']);
    }
    const [count] = await db.sql('select sum(received) as n from public.daily_figures');
    const [real] = await db.sql('select count(*) as n from public.reports');
    expect(count?.n).toBe(real?.n);
  });

  test('two moderators who merge crosswise do not wait for each other for ever', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [one, two] = [await reportAt(), await reportAt()] as [string, string];
      const { won, codes } = await race(
        one,
        () => move(who.moderator, one, 'merge', 1, { target: two, ...WORDS }),
        () => move(who.moderator2, two, 'merge', 1, { target: one, ...WORDS })
      );
      expect(won).toBe(1);
      expect(['merge_has_children', 'target_wrong']).toContain(codes[0]);
    }
  });

  /** An accepted case that everybody can see, and what came of those who joined it while something else happened. */
  const publicCase = async () => {
    const id = await submit(who.owner, randomUUID(), { publish: true });
    await move(who.moderator, id, 'accept', 1);
    return id;
  };
  const guestJoins = (id: string) => (child: string) => submit(null, child, { joins: id, description: 'same here' });
  const mainOf = async (child: string) =>
    (
      await db.sql(
        `select r.merged_into, r.joined, m.status, m.merged_into as chain, p.stage, p.report_id is not null as shown
         from public.reports r join public.reports m on m.id = r.merged_into
         left join public.published_reports p on p.report_id = m.id where r.id = $1`,
        [child]
      )
    )[0];

  test('who joins a case while it is merged ends up in the main case, or the merge is refused; never in a chain', async () => {
    const ends = { merged: 0, refused: 0 };
    for (let round = 0; round < 20; round++) {
      const [one, target, child] = [await publicCase(), await publicCase(), randomUUID()];
      const merge = () => move(who.moderator, one, 'merge', 2, { target, ...WORDS });
      const racers = [guestJoins(one), merge];
      const { won, codes } = await race(child, ...(round % 2 ? racers : racers.toReversed()));
      const main = await mainOf(child);
      expect(main?.joined, 'the join is never lost').toBe(true);
      expect(main?.chain).toBeNull();
      expect(main?.merged_into).toBe(won === 2 ? target : one);
      if (won === 1) expect(codes).toEqual(['merge_has_children']);
      ends[won === 2 ? 'merged' : 'refused']++;
      await db.sql('delete from private.throttles');
    }
    expect(Math.min(ends.merged, ends.refused), JSON.stringify(ends)).toBeGreaterThan(0);
  });

  test('who joins a case while it ends is in it before, or is told that it ended; never in one that was over', async () => {
    const ends = { joined: 0, refused: 0 };
    for (let round = 0; round < 20; round++) {
      const [id, child] = [await publicCase(), randomUUID()];
      const ending = round % 4 < 2;
      if (ending) {
        await move(who.moderator, id, 'dispatch', 2, POINT);
        await move(who.handler, id, 'take_on', 3);
      }
      const end = () =>
        ending
          ? move(who.handler, id, 'answer', 4, { ...WORDS, answer_kind: 'fixed' })
          : move(who.moderator, id, 'refuse', 2, WORDS);
      const racers = [guestJoins(id), end];
      const { won, codes } = await race(child, ...(round % 2 ? racers : racers.toReversed()));
      const main = await mainOf(child);
      if (won === 1) {
        expect(codes).toEqual([ending ? 'joins_ended' : 'joins_unknown']);
        expect(main, 'nothing of it was kept').toBeUndefined();
      } else {
        expect(main?.merged_into).toBe(id);
        expect(main?.status).toBe(ending ? 'resolved' : 'refused');
      }
      ends[won === 2 ? 'joined' : 'refused']++;
      await db.sql('delete from private.throttles');
    }
    expect(Math.min(ends.joined, ends.refused), JSON.stringify(ends)).toBeGreaterThan(0);
  });

  test('a step of the clock and one of a person do not both happen', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await reportAt(...answered());
      const late = new Date(Date.now() + 60 * 86_400_000);
      await db.at(late, () =>
        race(
          id,
          () => db.as('service_role', (q) => q('select public.run_due()')),
          () => move(who.owner, id, 'call_back', 5, { solved: 'yes' })
        )
      );
      const closings = await db.sql(
        `select count(*) as n from public.report_events where report_id = $1 and to_status = 'closed' and undone_at is null`,
        [id]
      );
      expect(closings[0]?.n).toBe(1);
    }
  });
});
