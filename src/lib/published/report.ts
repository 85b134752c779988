/** What `published_reports` and its doors tell everybody (docs/decisions/0004-publishing.md). */
import type { Stage } from './filters';

export type Precision = 'exact' | 'rounded' | 'subdistrict';
export type TextLang = 'zh' | 'en';

/** A photo that a moderator released, covered where needed: `/photos/<name>.webp`, `?size=small` for at most 480 pixels. */
export interface PublicPhoto {
  name: string;
  /** Of the large picture, in pixels. */
  width: number;
  height: number;
  alt_zh: string | null;
  alt_en: string | null;
}

export const photoPath = ({ name }: Pick<PublicPhoto, 'name'>, size?: 'small'): string =>
  `/photos/${name}.webp${size ? `?size=${size}` : ''}`;

/** One line of the public list. */
export interface PublicRow {
  report_id: string;
  category_code: string;
  group_code: string;
  subdistrict_code: string;
  precision: Precision;
  /** The first day of the month of receipt. */
  month: string;
  /** The day of receipt, where the place is exact and something was released. */
  day: string | null;
  landmark: string | null;
  stage: Stage;
  /** The beginning of the released words. */
  public_text: string | null;
  public_lang: TextLang | null;
  answer_kind: string | null;
  published_at: string;
  /** In the order of the reporter, at most four. */
  photos: PublicPhoto[];
}

/** A line of the list with its codes in words: `title` is the category, `place` the subdistrict. */
export type Line = PublicRow & { title: string; place: string };

/** All that is public of one report. */
export interface PublicReport extends PublicRow {
  lat: number | null;
  lng: number | null;
  /** The reporter's answers to the category's questions, as codes. */
  answers: Record<string, string> | null;
  answer_text: string | null;
  answer_lang: TextLang | null;
  released_at: string | null;
  changed_at: string;
  /** How many people reported it; null when fewer than three. */
  people: number | null;
}

const BACK_DAYS = 90;

/**
 * Whether a public case can be joined ("Same here") or may be back ("It is back"); null when it ended too long ago. The
 * same rule as `private.same_problem_kind`, which decides.
 */
export function kindOf({ stage, changed_at }: Pick<PublicReport, 'stage' | 'changed_at'>, now = Date.now()) {
  if (stage === 'open') return 'open';
  return Date.parse(changed_at) > now - BACK_DAYS * 86_400_000 ? 'ended' : null;
}

/** What came back, and as what: public cases, and of the newer ones those of the reader's account, by their code. */
export interface LinkedCases {
  earlier: { report_id: string; stage: Stage; month: string } | null;
  newer: { report_id: string; stage: Stage | null; month: string | null; own_code: string | null }[];
}

/** A report on the map. `lat`, `lng` are the public point. */
export interface MapPoint {
  id: string;
  lat: number;
  lng: number;
  category: string;
  subdistrict: string;
  stage: Stage;
  /** `2026-11` */
  month: string;
}

export interface MapView {
  /** The zoom of the grid that the squares belong to. */
  z: number;
  /** The middle of each square and how many reports are in it; null when fewer than three. */
  cells: [lat: number, lng: number, n: number | null][];
  points: MapPoint[];
  /** More reports are in sight than are shown. */
  more: boolean;
}
