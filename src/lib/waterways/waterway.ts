import type { Point } from '$lib/map/coordinates';

interface Named {
  name_zh: string;
  name_en: string;
}
export interface Chief {
  kind: 'river' | 'forest' | 'field';
  level: 'district' | 'subdistrict' | 'community';
  post_zh: string;
  post_en: string;
  duty_zh: string | null;
  duty_en: string | null;
  reach: (Named & { slug: string }) | null;
  subdistrict_code: string | null;
  office_phone: string | null;
  source: string | null;
  as_of: string | null;
  demo: boolean;
}

interface Reach extends Named {
  id: string;
  number: number;
  quality: 'surveyed' | 'sourced' | 'schematic' | null;
  line: Point[] | null;
  source: string;
  licence: string | null;
  subdistricts: string[];
  boards: { code: string; demo: boolean }[];
}

/** All that is public of a waterway (`waterway_page`). */
export interface Waterway extends Named {
  id: string;
  slug: string;
  kind: 'river' | 'lake' | 'ditch';
  summary_zh: string | null;
  summary_en: string | null;
  source: string;
  as_of: string | null;
  reaches: Reach[];
  chiefs: Chief[];
}

/** Who answers for a place (`find_chiefs`). */
export interface FoundChiefs {
  subdistricts: string[];
  /** The subdistrict is the one whose middle is nearest to a position: there are no polygons. */
  guessed: boolean;
  waterways: (Named & { slug: string })[];
  board: (Named & { code: string; demo: boolean }) | null;
  chiefs: Chief[];
}

export type River = Named & { slug: string };

/** The rivers that a way is named after: 「亮马河滨水步道」 runs along 「亮马河」. Nothing else ties the two together. */
export const alongside = <T extends Named>(rivers: T[], route: { name_zh: string }): T[] =>
  rivers.filter(({ name_zh }) => route.name_zh.startsWith(name_zh));

/** What people report of water, in the order of the list; the categories are `water.…`. */
export const PROBLEMS = ['outfall', 'odour', 'litter', 'deadfish', 'sewer'] as const;
