/** Public cases as the report form shows them, apart from `report.ts`, whose lists and filters the form does not fetch. */
import type { Stage } from './filters';
import type { Precision, TextLang } from './report';

/** A public case that may be the same problem as the one somebody is about to report. */
export interface SameProblem {
  report_id: string;
  /** `open` can be joined ("Same here"); `ended`, within 90 days, may be back ("It is back"). */
  kind: 'open' | 'ended';
  stage: Stage;
  category_code: string;
  subdistrict_code: string;
  /** The public point, null where only the subdistrict is public. */
  lat: number | null;
  lng: number | null;
  precision: Precision;
  /** The first day of the month of receipt. */
  month: string;
  /** Metres to the public point, in tens; null where there is none to measure to or from. */
  distance_m: number | null;
  people: number | null;
  /** The beginning of the released words. */
  words: string | null;
  words_lang: TextLang | null;
}

/** What the form shows of such a case, its codes in words, so that it needs no other words of public cases. */
export type Offer = Pick<
  SameProblem,
  'report_id' | 'kind' | 'category_code' | 'precision' | 'month' | 'distance_m' | 'people' | 'words' | 'words_lang'
> & { title: string; place: string; stage: string };

/** The first words, as many as fit into two or three lines of a phone. */
export function beginning(words: string, most = 80): string {
  const letters = [...words];
  return letters.length > most ? `${letters.slice(0, most).join('').trimEnd()}…` : words;
}

/** Doors to the form: `joins` the case, or says that it is back. */
export const sameHref = (
  { report_id, category_code }: Pick<SameProblem, 'report_id' | 'category_code'>,
  as: 'joins' | 'again_of'
): string => `?${new URLSearchParams({ category: category_code, [as]: report_id })}`;
