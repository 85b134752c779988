/** What `published_reports` and its doors tell everybody (docs/decisions/0004-publishing.md). */
import type { Stage } from './filters';

type Precision = 'exact' | 'rounded' | 'subdistrict';
type TextLang = 'zh' | 'en';

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
