import type { Candidate, Case, GreenPlace, QueueRow } from './case';
import type { FieldErrors, MoveName, Typed } from './moves';
import type { Limit, Question, Template } from './names';
import type { CaseOrder } from './orders';
import type { After, Place, QueueName } from './queues';
import type { Release, ReleaseAnswer } from './release';
import type { SiteAnswer, SitePanel } from './sites';

/** What the page of a case is made from. */
export interface DeskData {
  case_: Case;
  /** The park that it names. */
  green: GreenPlace | null;
  /** The park that the list is narrowed to. */
  filterPlace: GreenPlace | null;
  /** Where somebody with these roles finds what is open. */
  openQueue: QueueName;
  list: { rows: QueueRow[]; later: After | null } | null;
  place: Required<Place>;
  questions: Question[];
  limits: Limit[];
  templates: Template[];
  act: MoveName | null;
  typed: Typed;
  /** What is public of the case; null for whoever does not decide that, or when nothing may be. */
  release: Release | null;
  /** Open cases near by that it may be merged into, and what its reporter is told by that. */
  candidates: Candidate[];
  mergeWords: string;
  /** The reported site it is about, or what that may be. */
  site: SitePanel;
  /** The letter to its unit, when that works by e-mail; for moderators. */
  order: CaseOrder | null;
  done: string | null;
  next: string | null;
  /** The server's clock, so that both sides say the same about waiting. */
  now: string;
}

/** What a posted form comes back with. */
export interface Answer {
  act?: MoveName;
  typed?: Typed;
  errors?: FieldErrors;
  since?: number | null;
  undoError?: string;
  contact?: { email: string | null; phone: string | null };
  reason?: string;
  revealError?: string;
  release?: ReleaseAnswer;
  site?: SiteAnswer;
  orderError?: string;
}
