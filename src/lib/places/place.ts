import type { Facility, Kind } from './filters';
import type { Photo } from './photo';

type PositionQuality = 'surveyed' | 'sourced' | 'approximate';

interface Named {
  name_zh: string;
  name_en: string;
}

/** A place as lists and maps show it (`private.place_card`). */
export interface Card extends Named {
  id: string;
  slug: string;
  kind: Kind;
  lat: number | null;
  lng: number | null;
  position_quality: PositionQuality | null;
  subdistricts: string[];
  flower: string | null;
  /** The name of the first photo that its page shows. */
  photo: string | null;
  needs: Facility[];
  needs_demo: boolean;
  fence_free: boolean | null;
  open: boolean | null;
  hours_demo: boolean;
  /** The way on foot in whole steps of `step` metres; `metres === step` means "within". Null = not known. */
  metres: number | null;
  step: number | null;
}

export interface Spell {
  /** 1 is Monday. */
  days: number[];
  from: string;
  to: string;
  months?: number[];
}

export interface FacilityFact {
  facility: Facility;
  present: 'yes' | 'no' | 'unknown';
  checked_at: string | null;
  source: string | null;
  demo: boolean;
}

interface Flower extends Named {
  flower_code: string;
  months: number[] | null;
  note_zh: string | null;
  note_en: string | null;
}

export interface NearbyReport {
  report_id: string;
  category: string;
  month: string;
}

/** All that is public of a place (`place_page`). */
export interface Place extends Named {
  id: string;
  slug: string;
  code: string;
  kind: Kind;
  summary_zh: string | null;
  summary_en: string | null;
  lat: number | null;
  lng: number | null;
  position_quality: PositionQuality | null;
  area_m2: number | null;
  opened: string | null;
  fence_free: boolean | null;
  hours: Spell[] | null;
  hours_note_zh: string | null;
  hours_note_en: string | null;
  hours_demo: boolean;
  open: boolean | null;
  how_to_get_zh: string | null;
  how_to_get_en: string | null;
  measure: number;
  source: string;
  as_of: string | null;
  checked_at: string | null;
  data_quality: 'checked' | 'sourced' | 'unchecked' | 'demo';
  changed_at: string;
  subdistricts: string[];
  names: { name: string; lang: 'zh' | 'en' }[];
  facilities: FacilityFact[];
  flowers: Flower[];
  photos: Photo[];
  reports: NearbyReport[];
}
