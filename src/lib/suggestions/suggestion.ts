import type { FACILITIES } from './facilities';

export const CORRECTIONS = ['gone', 'there', 'closed', 'other'] as const;

type Kind = 'spot' | (typeof CORRECTIONS)[number];

export interface Suggested {
  id: string;
  kind: Kind;
  facility: (typeof FACILITIES)[number] | null;
  words: string | null;
  landmark: string | null;
  subdistrict_code: string | null;
  seen_on: string;
  lang: 'zh' | 'en';
  status: 'waiting' | 'accepted' | 'refused';
  answer: string | null;
  answered_at: string | null;
  created_at: string;
  place: {
    id?: string;
    slug: string;
    name_zh: string;
    name_en: string;
    present?: 'yes' | 'no' | 'unknown' | null;
    checked_at?: string | null;
  } | null;
}
/** One that waits, as editors see it: never by whom, only whether it is their own. */
export type Waiting = Suggested & { own: boolean };

export const FIELDS = ['kind', 'facility', 'words', 'seen_on', 'subdistrict', 'landmark', 'credit', 'offered'] as const;
export type Typed = Partial<Record<(typeof FIELDS)[number] | 'id' | 'place', string>>;
export interface Answer {
  status: number;
  typed: Typed;
  error: { code: string; field: string };
}

/** A photo that came with a suggestion. */
export interface SuggestionPhoto {
  name: string;
  suggestion_id: string;
  /** Its sender agrees that the page of the place shows it. */
  offered: boolean;
  /** Null = a resident. */
  credit: string | null;
}

/** Why a photo was not put up, with what was typed. */
export interface Refused {
  name: string;
  code: string;
  field: string;
  typed: { alt_zh: string; alt_en: string };
  write_id: string;
}
