/**
 * A moment in the demo's past: `'9 10:20'` is 10:20 in Beijing, nine working days ago. `'0 …'` is today, or the last
 * working day before it. The player moves what would lie in the future to just before now, in order.
 */
export type Moment = `${number} ${number}:${number}`;

type Person = 'resident' | 'organizer' | 'teacher';

/** Whoever handles cases for the unit that leads, or for one that assists, is found when the step is played. */
type Actor = 'reporter' | 'moderator' | 'moderator2' | 'handler' | 'assistant';

/**
 * What `move_report` takes, with three things that only the player can know: `target` names a scenario, `until` is a number
 * of working days from today, and a `translate` is about the last public words. A `dispatch` without `lead` follows the catalogue.
 */
interface Details {
  public_text?: string;
  public_lang?: 'zh' | 'en';
  internal_text?: string;
  public_text_translation?: string;
  answer_kind?: 'fixed' | 'scheduled' | 'inspected_nothing_found' | 'not_a_violation' | 'cannot_now' | 'not_ours';
  lead?: string;
  assists?: string[];
  target?: string;
  channel?: string;
  until?: number;
  outcome?: 'solved' | 'not_solved' | 'unverified';
  reached?: 'yes' | 'no';
  solved?: 'yes' | 'no' | 'no_answer';
  satisfied?: 'yes' | 'no' | 'no_answer';
  words?: string;
  duty_number?: string;
  called_whom?: string;
}

export type Step = [when: Moment, who: Actor, move: string, details?: Details];

/** One report, from what the resident sent to how far it has come. Field names are those of the report form. */
export interface Scenario {
  slug: string;
  by: Person | 'guest';
  sent: Moment;
  lang?: 'en';
  category: string;
  subdistrict?: string;
  lat?: number;
  lng?: number;
  landmark?: string;
  place?: string;
  description: string;
  time_pattern?: 'once' | 'daily' | 'workdays' | 'weekends' | 'nights' | 'irregular';
  answers?: Record<string, string>;
  contact_email?: string;
  contact_phone?: string;
  contact_ok?: true;
  publish?: true;
  mediation?: true;
  steps: Step[];
  /** What a moderator then shows of it to the public. */
  release?: Release;
  /** It is public no more: the reporter took that back, or a moderator hid it, for this reason. */
  hidden?: string;
  /** The reporter does not agree with the end of it; undecided, it waits for a moderator. */
  appeal?: Appeal;
}

interface Appeal {
  filed: Moment;
  words: string;
  decided?: Moment;
  by?: 'moderator' | 'moderator2';
  public_text?: string;
  internal_text?: string;
}

/** What the moderator released of a report, looked over and shortened where words would tell too much. */
export interface Release {
  public_text: string;
  public_lang: 'zh' | 'en';
  landmark?: true;
  answers?: true;
  /** The answer of the unit, as it is shown to everybody. */
  answer_text?: string;
}

/** Accepted and dispatched by the catalogue in one morning. */
export const sentOn = (day: number): Step[] => [
  [`${day} 09:20`, 'moderator', 'accept'],
  [`${day} 09:40`, 'moderator', 'dispatch']
];

/** The same, and taken on by the lead unit the working day after. */
export const inHand = (day: number): Step[] => [...sentOn(day), [`${day - 1} 10:10`, 'handler', 'take_on']];

export const answered = (day: number, answer_kind: Details['answer_kind'], public_text: string): Step => [
  `${day} 15:30`,
  'handler',
  'answer',
  { answer_kind, public_text }
];

/** The reporter says how it went. */
export const calledBack = (day: number, solved: 'yes' | 'no', words?: string): Step => [
  `${day} 20:05`,
  'reporter',
  'call_back',
  words ? { solved, satisfied: solved, words } : { solved, satisfied: solved }
];
