/**
 * A report's life as a line that anybody can read: what is behind, where it stands, what comes next.
 * Pure: status and events in, steps out. The words are in `tracking.json` under `step` and `side`.
 */
export const STATUSES = [
  'submitted',
  'needs_info',
  'accepted',
  'dispatched',
  'in_progress',
  'objected',
  'deferred',
  'resolved',
  'reopened',
  'closed',
  'merged',
  'redirected',
  'refused',
  'withdrawn'
] as const;
export type Status = (typeof STATUSES)[number];

const ROAD = ['received', 'accepted', 'sent', 'handled', 'answered', 'closed'] as const;
type RoadStep = (typeof ROAD)[number];
/** Ends that leave the road. */
type End = 'merged' | 'redirected' | 'refused' | 'withdrawn';
type StepName = RoadStep | 'reopened' | End;

/** What is special about the step where the report stands. */
type Side = 'needs_info' | 'objected' | 'deferred';

export interface Step {
  name: StepName;
  state: 'done' | 'now' | 'ahead';
  /** When it was reached, ISO; absent for what lies ahead or was stepped over. */
  at?: string;
  side?: Side;
}

export interface LineEvent {
  at: string;
  move: string;
  from: string | null;
  to: string;
}

const STEP_OF: Record<Exclude<Status, 'needs_info' | 'reopened' | End>, RoadStep> = {
  submitted: 'received',
  accepted: 'accepted',
  dispatched: 'sent',
  objected: 'sent',
  in_progress: 'handled',
  deferred: 'handled',
  resolved: 'answered',
  closed: 'closed'
};
const ENDS: readonly string[] = ['merged', 'redirected', 'refused', 'withdrawn'] satisfies End[];
const isEnd = (status: string): status is End => ENDS.includes(status);

/** `askedBy` is who waits for an answer while the status is `needs_info`: a unit asks while handling, a moderator at the start. */
export function stageLine(status: Status, events: LineEvent[], askedBy: string | null = null): Step[] {
  const story = events.filter(({ move }) => move !== 'undone').sort((a, b) => a.at.localeCompare(b.at));
  // A second round starts at the last "not solved"; being taken up again after an end starts the road anew.
  const last = (move: string) => story.findLastIndex((event) => event.move === move);
  const reopening = last('reopen') > last('reinstate') ? last('reopen') : -1;
  const round = reopening < 0 ? story : story.slice(reopening + 1);
  const reached = (name: RoadStep, among: LineEvent[]) =>
    among.findLast((event) => event.from !== event.to && STEP_OF[event.to as keyof typeof STEP_OF] === name)?.at;
  const step = (name: RoadStep, state: Step['state'], among: LineEvent[]): Step => {
    const at = state === 'ahead' ? undefined : reached(name, among);
    return at ? { name, state, at } : { name, state };
  };

  const first: Step = { name: 'received', state: 'done', ...(story[0] ? { at: story[0].at } : {}) };
  const before: Step[] = [];
  let road: readonly RoadStep[] = ROAD.slice(1);
  if (reopening >= 0) {
    const past = story.slice(0, reopening);
    before.push(step('accepted', 'done', past), step('answered', 'done', past));
    before.push({ name: 'reopened', state: 'done', at: story[reopening]!.at });
    road = ROAD.slice(2);
  }

  if (isEnd(status) || status === 'closed') {
    const behind = road.filter((name) => name !== 'closed' && reached(name, round));
    const at = story.findLast((event) => event.to === status && event.from !== status)?.at;
    return [
      first,
      ...before,
      ...behind.map((name) => step(name, 'done', round)),
      { name: status, state: 'done', ...(at ? { at } : {}) }
    ];
  }

  const name = status === 'reopened' ? 'reopened' : status === 'needs_info' ? asking(askedBy) : STEP_OF[status];
  const side = status === 'needs_info' || status === 'objected' || status === 'deferred' ? { side: status } : {};
  const here = road.indexOf(name as RoadStep);
  if (here < 0) {
    // It stands before the road: received, or looked at again after "not solved".
    const start = [first, ...before];
    start[start.length - 1] = { ...start.at(-1)!, state: 'now', ...side };
    return [...start, ...road.map((next) => step(next, 'ahead', round))];
  }
  return [
    first,
    ...before,
    ...road.map((next, i) =>
      i === here ? { ...step(next, 'now', round), ...side } : step(next, i < here ? 'done' : 'ahead', round)
    )
  ];
}

const asking = (askedBy: string | null): RoadStep => (askedBy === 'handler' ? 'handled' : 'received');

/** The main case of a merged report. Its events begin after its receipt, because what its reporter did is not told. */
export const mainLine = (main: { status: Status; received_at: string; events: LineEvent[] }): Step[] =>
  stageLine(
    main.status,
    [{ at: main.received_at, move: 'submit', from: null, to: 'submitted' }, ...main.events],
    main.events.some(({ move }) => move === 'take_on') ? 'handler' : 'moderator'
  );
