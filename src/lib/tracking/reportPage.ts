/** What `report_page` and `my_reports` answer (docs/decisions/0001-how-a-report-moves.md). */
import type { Status } from './stageLine';

type Outcome = 'solved' | 'not_solved' | 'unverified' | 'no_information' | 'unanswered';
type Reply = 'yes' | 'no' | 'no_answer';
export type TextLang = 'zh' | 'en';

export interface ReportEvent {
  id: number;
  at: string;
  party: 'reporter' | 'moderator' | 'handler' | 'clock';
  unit_code: string | null;
  move: string;
  from: Status | null;
  to: Status;
  public_text: string | null;
  public_lang: TextLang | null;
  public_text_translation: string | null;
  answer_kind: string | null;
  /** Where a redirected report has to go. */
  channel: string | null;
  mine: boolean;
  /** Of the main case: from before this report belonged to it, so that the moment is a day, as everybody may know it. */
  earlier?: boolean;
  /** There were words, written to somebody else and never made public. */
  withheld?: boolean;
}

/** The main case of a merged report, as its reporter may follow it: staff's public words since the merging, nobody else's. */
interface MainCase {
  status: Status;
  outcome: Outcome | null;
  /** Midnight in Beijing: the day alone. */
  received_at: string;
  stage_since: string;
  due_at: string | null;
  due_provisional: boolean;
  overdue: boolean;
  stage_due_at: string | null;
  deferred_until: string | null;
  lead_unit_code: string | null;
  /** Until when "not solved" opens the main case again; null when it cannot any more. */
  reopen_until: string | null;
  events: ReportEvent[];
}

export interface ReportPage {
  id: string;
  code: string;
  lang: TextLang;
  status: Status;
  outcome: Outcome | null;
  version: number;
  category_code: string;
  description: string;
  lat: number | null;
  lng: number | null;
  subdistrict_code: string | null;
  subdistrict_guessed: boolean;
  outside: boolean;
  landmark: string | null;
  place: string | null;
  happened_at: string | null;
  time_pattern: string | null;
  answers: Record<string, unknown>;
  mediation: boolean;
  publish: boolean;
  contact_ok: boolean;
  has_contact: boolean;
  contact: { email_masked: string | null; phone_masked: string | null } | null;
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
  asked_by: string | null;
  reopen_until: string | null;
  resubmit_until: string | null;
  merged_into_code: string | null;
  reporter_left_at: string | null;
  held_by: 'account' | 'key';
  photos: { sha256: string; arrived: boolean }[];
  events: ReportEvent[];
  callback: { solved: Reply | null; satisfied: Reply | null; words: string | null } | null;
  may: string[];
  undo: { event_id: number; until: string } | null;
  /** Sent as "Same here". */
  joined: boolean;
  /** The main case; its id only when it has a public page. */
  merged_into: { id: string | null; code: string; public: boolean } | null;
  main: MainCase | null;
  /** "It is back": the earlier case; its id only while it has a public page. */
  again_of: { id: string | null; public: boolean } | null;
}

/** One line of *My reports*. */
export interface MyReport {
  id: string;
  code: string;
  status: Status;
  outcome: Outcome | null;
  category_code: string;
  subdistrict_code: string | null;
  received_at: string;
  due_at: string | null;
  overdue: boolean;
  waiting_for_you: boolean;
  updated_at: string;
  joined: boolean;
  /** Where the main case of a merged report stands. */
  main: { status: Status; outcome: Outcome | null; due_at: string | null; overdue: boolean } | null;
}

/** Those that wait for the reporter first, then the newest. */
export const inOrder = (reports: MyReport[]): MyReport[] =>
  [...reports].sort(
    (a, b) =>
      Number(b.waiting_for_you) - Number(a.waiting_for_you) ||
      b.updated_at.localeCompare(a.updated_at) ||
      a.id.localeCompare(b.id)
  );
