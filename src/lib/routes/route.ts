import type { Point } from '$lib/map/coordinates';
import type { Kind } from './filters';

interface Named {
  name_zh: string;
  name_en: string;
}
type LineQuality = 'surveyed' | 'sourced' | 'schematic';
type Presence = 'yes' | 'no' | 'unknown';

/** A route as lists show it (`private.route_card`). */
export interface Card extends Named {
  id: string;
  slug: string;
  kind: Kind;
  /** As the source states it; null = unknown. */
  length_m: number | null;
  /** Null = there is no line. */
  line_quality: LineQuality | null;
  step_free: Presence;
  step_free_demo: boolean;
  /** What the places along the way have. */
  needs: string[];
  needs_demo: boolean;
  start: Named | null;
  end: Named | null;
  flower: string | null;
  months: number[] | null;
}

export interface Stop extends Named {
  number: number;
  text_zh: string | null;
  text_en: string | null;
  source: string;
  lat: number | null;
  lng: number | null;
  position_quality: 'surveyed' | 'sourced' | 'approximate' | null;
  metro: Named | null;
  place: (Named & { slug: string; needs: string[]; needs_demo: boolean }) | null;
}

interface Line {
  quality: LineQuality;
  line: Point[];
  source: string;
  licence: string;
}

/** All that is public of a route (`route_page`). */
export interface Route extends Card {
  summary_zh: string | null;
  summary_en: string | null;
  stations_source: string | null;
  step_free_source: string | null;
  flower_zh: string | null;
  flower_en: string | null;
  season_zh: string | null;
  season_en: string | null;
  season_source: string | null;
  measure: number;
  source: string;
  as_of: string | null;
  checked_at: string | null;
  data_quality: 'checked' | 'sourced' | 'unchecked' | 'demo';
  changed_at: string;
  stops: Stop[];
  line: Line | null;
}
