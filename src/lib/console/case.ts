/** A case as `report_case` tells it to staff. Times are ISO strings, distances metres, days working days. */
import type { MoveName } from './moves';

export interface CaseEvent {
  id: number;
  at: string;
  party: string;
  unit_code: string | null;
  move: string;
  from: string | null;
  to: string;
  public_text: string | null;
  public_lang: 'zh' | 'en' | null;
  public_text_translation: string | null;
  internal_text: string | null;
  email_text: string | null;
  answer_kind: string | null;
  actor_name?: string | null;
  data: Record<string, unknown> | null;
  undone_at: string | null;
  mine: boolean;
}

interface CaseUnit {
  unit_code: string;
  part: 'lead' | 'assist';
  since: string;
  until: string | null;
}

interface CaseCallback {
  round: number;
  party: string;
  reached: string | null;
  solved: string | null;
  satisfied: string | null;
  words: string | null;
}

export interface OtherCase {
  id: string;
  code: string;
  status: string;
  received_at: string;
  distance_m: number | null;
  /** It stands for itself and is not the caller's own: others may be merged into it. */
  may_be_target: boolean;
}

/** An open case near by that this one may be merged into. */
export interface Candidate {
  id: string;
  code: string;
  status: string;
  received_at: string;
  excerpt: string | null;
  lang: 'zh' | 'en';
  distance_m: number | null;
  same_landmark: boolean;
  same_site: boolean;
  public: boolean;
  /** SHA-256 of each photo that has arrived. */
  photos: string[];
  /** How many are merged into it already. */
  children: number;
}

/** A report that was merged into a case, or that joined it ("Same here"). */
interface ChildCase {
  id: string;
  code: string;
  received_at: string;
  joined: boolean;
  /** Number of photos; they are read by the child's own address. */
  photos: number;
  reporter_left: boolean;
  words: string | null;
  lang: 'zh' | 'en';
  callback: { solved: string; satisfied: string; words: string | null; created_at: string } | null;
}

/** Another case that this one is linked to. */
export interface LinkedCase {
  id: string;
  code: string;
  status: string;
  outcome: string | null;
  received_at: string;
  ended_at: string | null;
  /** The unit that had it last. */
  lead_unit_code: string | null;
  may_open: boolean;
}

/** A park or another green place that a report is about. */
export interface GreenPlace {
  slug: string;
  name_zh: string;
  name_en: string;
}

export interface Case {
  id: string;
  code: string;
  lang: 'zh' | 'en';
  status: string;
  outcome: string | null;
  version: number;
  category_code: string;
  description: string | null;
  lat: number | null;
  lng: number | null;
  subdistrict_code: string;
  subdistrict_guessed: boolean;
  outside: boolean;
  landmark: string | null;
  place: string | null;
  happened_at: string | null;
  time_pattern: string | null;
  answers: Record<string, unknown> | null;
  mediation: boolean;
  publish: boolean;
  contact_ok: boolean;
  has_contact: boolean;
  contact: { email_masked: string | null; phone_masked: string | null };
  received_at: string;
  due_at: string | null;
  due_provisional: boolean;
  overdue: boolean;
  stage_due_at: string | null;
  stage_due_provisional: boolean;
  lead_unit_code: string | null;
  assist_unit_codes: string[];
  urgent: boolean;
  deferred_until: string | null;
  merged_into_code: string | null;
  reporter_left_at: string | null;
  photos: { sha256: string; arrived: boolean }[];
  events: CaseEvent[];
  may: string[];
  undo: { event_id: number; until: string } | null;
  reporter: { kind: 'account' | 'guest'; reachable: boolean };
  objections: number;
  deferrals: number;
  deferred_days: number;
  deferral_allowed: boolean;
  units: CaseUnit[];
  callbacks: CaseCallback[];
  reveals: { revealed_at: string; reason: string; unit_code: string | null; actor_name: string | null }[];
  publish_stage: string | null;
  suggestion: Suggestion | null;
  others: OtherCase[];
  joined: boolean;
  /** The case it was merged into. */
  main: LinkedCase | null;
  children: ChildCase[];
  /** The case that is back, says the reporter, and those that it came back from, newest first. */
  again_of: (LinkedCase & { earlier: LinkedCase[] }) | null;
  /** Reports that say that this one is back. */
  back: LinkedCase[];
}

export interface Suggestion {
  lead: string | null;
  assists: string[];
  limit_days: number | null;
  /** The unit had the case that is back. */
  because?: 'again';
}

/** One line of a queue. */
export interface QueueRow {
  id: string;
  code: string;
  status: string;
  category_code: string;
  subdistrict_code: string;
  landmark: string | null;
  excerpt: string | null;
  received_at: string;
  since: string;
  due_at: string | null;
  overdue: boolean;
  urgent: boolean;
  mediation: boolean;
  /** The reporter added a photo, and no colleague has done anything on the case since. */
  photo_added: boolean;
  lead_unit_code: string | null;
  version: number;
}

/** What others did since somebody opened a case: everything after the last event that he saw. */
export const eventsSince = (events: readonly CaseEvent[], seen: number): CaseEvent[] =>
  events.filter(({ id }) => id > seen);

export const lastEvent = (events: readonly CaseEvent[]): number => Math.max(0, ...events.map(({ id }) => id));

/** The same form posted twice: the only thing that happened since it was opened is this person's own same move. */
export function isRepeat(since: readonly CaseEvent[], move: MoveName): boolean {
  const [first, second] = since;
  return first !== undefined && second === undefined && first.mine && first.move === move && !first.undone_at;
}

/** A unit may put a case off twice and for 60 working days in all, unless a moderator allows more. */
const DEFERRALS = { times: 2, workingDays: 60 } as const;

export const deferralsLeft = (case_: Pick<Case, 'deferrals' | 'deferred_days'>) => ({
  times: Math.max(0, DEFERRALS.times - case_.deferrals),
  workingDays: Math.max(0, DEFERRALS.workingDays - case_.deferred_days)
});

/** How long something has waited, as a number and a unit that `console:waited.*` says in words. */
export function waited(since: string, now: string): { unit: 'minutes' | 'hours' | 'days'; count: number } {
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / 60_000));
  if (minutes < 60) return { unit: 'minutes', count: minutes };
  if (minutes < 48 * 60) return { unit: 'hours', count: Math.floor(minutes / 60) };
  return { unit: 'days', count: Math.floor(minutes / 1440) };
}

/** Whether a due date has passed, comes within a day, or is further off. */
export function dueState(due: string | null, now: string): 'none' | 'overdue' | 'soon' | 'in_time' {
  if (!due) return 'none';
  const left = Date.parse(due) - Date.parse(now);
  if (left < 0) return 'overdue';
  return left < 24 * 3_600_000 ? 'soon' : 'in_time';
}
