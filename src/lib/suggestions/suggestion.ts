import type { FACILITIES } from './facilities';

export const CORRECTIONS = ['gone', 'there', 'closed', 'other'] as const;

type Kind = 'spot' | (typeof CORRECTIONS)[number];

interface Suggested {
  id: string;
  /** Its suggester agreed that others read it. */
  publish: boolean;
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
/** One's own: `spot` is where others read it, which is somebody else's of the same spot where it was `joined`. */
export type Own = Suggested & { spot: { id: string; supports: number } | null; joined: boolean };

/** One on the editors' desk: never by whom, only whether it is their own; `spot` as everybody reads it, or did. */
export type Waiting = Suggested & {
  own: boolean;
  spot:
    | (Pick<Spot, 'title' | 'words' | 'supports' | 'joined'> & { subdistrict_code: string; hidden_at: string | null })
    | null;
  /** What shares its page, supports and answer, as it was suggested. */
  joined: {
    id: string;
    landmark: string;
    words: string;
    lang: 'zh' | 'en';
    own: boolean;
    joined_at: string;
    /** It is shown again once it is taken apart. */
    was_shown: boolean;
    supports: number;
    /** Which editor joined it; null = unknown, or gone. */
    by: string | null;
  }[];
  /** The newest joinings and partings, with which other. */
  joinings: { id: number; act: 'join' | 'part'; at: string; other: string; lang: 'zh' | 'en'; by: string | null }[];
};

/** A suggested spot that everybody reads, as a list shows it (`private.spot_card`). */
export interface SpotCard {
  id: string;
  title: string;
  lang: 'zh' | 'en';
  subdistrict: string;
  supports: number;
  released_at: string;
  status: 'waiting' | 'accepted' | 'refused';
}
/** … and its page. `joined`: how many more suggested the same spot. */
export interface Spot extends SpotCard {
  words: string;
  answer: string | null;
  answered_at: string | null;
  own: boolean;
  supported: boolean;
  joined: number;
}

export const FIELDS = [
  'kind',
  'facility',
  'words',
  'seen_on',
  'subdistrict',
  'landmark',
  'publish',
  'credit',
  'offered'
] as const;
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
export interface RefusedPhoto {
  name: string;
  code: string;
  field: string;
  typed: { alt_zh: string; alt_en: string };
  write_id: string;
}

/** How a state looks: shape, colour and, beside them, its word. */
export const LOOK = {
  waiting: { tone: 'sun', shape: 'ring' },
  accepted: { tone: 'pine', shape: 'check' },
  refused: { tone: 'plum', shape: 'cross' }
} as const;

/** What a form of the desk was refused, and all that was typed into it. */
export interface Refused {
  id: string;
  act: 'answer' | 'release' | 'hide' | 'join' | 'part';
  code: string;
  field: string;
  typed: Record<string, string>;
}
