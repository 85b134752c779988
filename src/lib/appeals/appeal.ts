/** An appeal as `report_appeal` tells it, to its reporter and to staff alike. Times are ISO strings. */
export type TextLang = 'zh' | 'en';

export interface Appeal {
  id: string;
  words: string;
  lang: TextLang;
  created_at: string;
  /** The move that is contested, such as `refuse`. */
  contested_move: string;
  /** `overtaken`: the case moved on before anybody decided. */
  state: 'waiting' | 'upheld' | 'rejected' | 'overtaken';
  /** When it was decided or overtaken. */
  decided_at: string | null;
  decision_public_text: string | null;
  decision_public_lang: TextLang | null;
  decision_translation: string | null;
  /** Whether the caller may decide it, and if not, the code of the reason; for moderators. */
  may_decide: boolean;
  decision_refusal: string | null;
}

export interface AppealPage {
  /** Until when the reporter can appeal; null when they cannot. */
  open_until: string | null;
  appeal: Appeal | null;
}

export const DECISIONS = ['upheld', 'rejected'] as const;

/** The most characters of a text, as in SQL. */
export const TEXT_LONG = 4000;
