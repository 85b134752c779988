/** A sighting (自然记录) as SQL tells it. How much of its place is told is decided there. */
import type { Lang } from '$lib/i18n/lang';

export const GROUPS = ['bird', 'mammal', 'amphibian', 'insect', 'plant', 'other'] as const;
type Group = (typeof GROUPS)[number];
type Status = 'waiting' | 'shown' | 'refused' | 'withdrawn';
type Protection = 'national' | 'beijing';

/** A photo as it is told; `state` to its finder alone. */
interface Photo {
  name: string;
  /** Of the large picture, in pixels. */
  width: number;
  height: number;
  /** Null = a resident. */
  credit: string | null;
  state?: PhotoState;
}
type PhotoState = 'waiting' | 'shown' | 'refused';

export interface Card {
  id: string;
  /** Null for free words. */
  taxon: string | null;
  group: Group | null;
  name_zh: string;
  name_en: string;
  latin: string | null;
  protection: Protection | null;
  /** Neither place nor day are told. */
  coarse: boolean;
  subdistrict: string;
  place: { slug: string; name_zh: string; name_en: string } | null;
  /** yyyy-mm-dd */
  day: string | null;
  /** yyyy-mm */
  month: string;
  words: string | null;
  lang: Lang;
  photos: Photo[];
  demo: boolean;
}

export interface Mine extends Card {
  status: Status;
}

export interface Taxon {
  code: string;
  group_name: Group;
  name_zh: string;
  name_en: string;
  name_latin: string;
  protection: Protection | null;
}

/** An entry as moderators see it: whole, without a name. */
export interface Waiting {
  id: string;
  taxon_words: string | null;
  seen_on: string;
  subdistrict_code: string;
  words: string | null;
  lang: Lang;
  status: Status;
  sensitive: boolean;
  demo: boolean;
  taxon: Taxon | null;
  place: { slug: string; name_zh: string; name_en: string } | null;
  photos: { name: string; credit: string | null; state: PhotoState; nothing_identifies: boolean }[];
}

export interface Filters {
  group?: Group;
  subdistrict?: string;
  after?: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const isId = (text: string): boolean => UUID.test(text);

/** What a reader asks of the list, as it stands in the address; wrong words are passed over. */
export function readFilters(query: URLSearchParams): Filters {
  const group = GROUPS.find((one) => one === query.get('group'));
  const subdistrict = /^\d{9}$/.exec(query.get('subdistrict') ?? '')?.[0];
  const after = query.get('after') ?? '';
  return {
    ...(group ? { group } : {}),
    ...(subdistrict ? { subdistrict } : {}),
    ...(isId(after) ? { after } : {})
  };
}

export function writeQuery({ group, subdistrict }: Filters, after?: string): string {
  const query = new URLSearchParams();
  if (group) query.set('group', group);
  if (subdistrict) query.set('subdistrict', subdistrict);
  if (after) query.set('after', after);
  return query.size > 0 ? `?${query.toString()}` : '';
}
