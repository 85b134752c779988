/** What a bloom (花讯) is, as SQL tells it. */
import type { Lang } from '$lib/i18n/lang';

export const STAGES = ['bud', 'first', 'full', 'fading'] as const;
export type Stage = (typeof STAGES)[number];

interface Counted {
  stage: Stage;
  people: number;
}

/** How it stands, by what people saw in the last two weeks. */
export interface Now extends Counted {
  /** The newest day on which the leading stage was seen. */
  seen_on: string;
  also: Counted[];
  demo: boolean;
}

/** A flower at a place. */
export interface Spot {
  slug: string;
  name_zh: string;
  name_en: string;
  flower: string;
  flower_zh: string;
  flower_en: string;
}

export interface Row extends Spot {
  subdistricts: string[];
  /** The months that a source states of this place. */
  months: number[] | null;
  note_zh: string | null;
  note_en: string | null;
  source: string;
  /** The months in which residents saw it open here. */
  seen: number[];
  /** Some of it was made up for the demonstration. */
  seen_demo: boolean;
  now: Now | null;
}

export interface Flower {
  code: string;
  name_zh: string;
  name_en: string;
  months: number[] | null;
  months_source: string | null;
}

export interface Calendar {
  /** yyyy-mm-dd, in Beijing. */
  today: string;
  flowers: Flower[];
  rows: Row[];
}

export interface Week {
  today: string;
  rows: (Spot & { now: Now })[];
}

/** What was seen of a flower at a place on one day. */
export interface Day extends Spot {
  day: string;
  told_at: string;
  demo: boolean;
  stages: Counted[];
}

export interface Mine extends Spot {
  id: string;
  stage: Stage;
  seen_on: string;
  hidden: boolean;
}

/** A word about a flower as moderators see it: without a name. */
export interface Told extends Omit<Mine, 'hidden'> {
  created_at: string;
  hidden_at: string | null;
  demo: boolean;
}

const DAY = 86_400_000; // milliseconds

/** Whole days from `day` to `today`, both yyyy-mm-dd. */
export const daysBetween = (day: string, today: string): number =>
  Math.round((Date.parse(today) - Date.parse(day)) / DAY);

/** Today and the six days before it, as yyyy-mm-dd. */
export const lastDays = (today: string): string[] =>
  Array.from({ length: 7 }, (_, n) => new Date(Date.parse(today) - n * DAY).toISOString().slice(0, 10));

export const placeName = (spot: Spot, lang: Lang): string => spot[`name_${lang}`];
export const flowerName = (spot: Spot, lang: Lang): string => spot[`flower_${lang}`];

/** The address of the form for this flower. */
export const confirmPath = (lang: Lang, { slug, flower }: Pick<Spot, 'slug' | 'flower'>): string =>
  `/${lang}/blooms/confirm?place=${slug}&flower=${flower}`;
