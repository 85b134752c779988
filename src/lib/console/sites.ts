/** Reported sites as the doors tell them to staff. Distances are metres as the crow flies, times ISO strings. */
import type { Lang } from '$lib/i18n/lang';
import { isUuid } from './queues';

export const SITE_KINDS = [
  'restaurant',
  'shop',
  'market',
  'construction_site',
  'workshop',
  'machine',
  'waste_point',
  'outfall',
  'car_park',
  'other'
] as const;
type SiteKind = (typeof SITE_KINDS)[number];

interface SiteNames {
  id: string;
  name_zh: string | null;
  name_en: string | null;
}

export interface SiteCard extends SiteNames {
  kind: SiteKind;
  landmark: string | null;
  subdistrict_code: string;
  lat: number | null;
  lng: number | null;
  archived: boolean;
  /** How many reports are about it, of those that the reader may see; null where that is not told. */
  reports: number | null;
  active_at: string;
  metres: number | null;
  /** Names that were merged into it. */
  also: string[];
}

interface SiteCase {
  id: string;
  code: string;
  status: string;
  outcome: string | null;
  category_code: string;
  received_at: string;
  excerpt: string | null;
  overdue: boolean;
  answer_kind: string | null;
  lead_unit_code: string | null;
  again_after: { id: string; code: string; answered_at: string } | null;
}

export interface SiteFacts {
  n: number;
  open: number;
  /** Received after one of the same group had been answered. */
  repeated: number;
  months: { month: string; n: number }[];
  categories: { code: string; n: number }[];
  answers: { kind: string; n: number }[];
}

interface SitePart extends SiteNames {
  version: number;
  landmark: string | null;
  reports: number;
}

export interface SiteEvent {
  id: number;
  act: string;
  at: string;
  actor_name: string | null;
  unit_code: string | null;
  report: { id: string; code: string } | null;
  other: SiteNames | null;
}

export interface Site extends SiteCard {
  version: number;
  note: string | null;
  forgotten: boolean;
  facts: SiteFacts;
  cases: SiteCase[];
  more: boolean;
  may: string[];
  parts: SitePart[];
  events: SiteEvent[];
}

/** The site of a case, or what it may be. */
export interface CaseSite {
  site: SiteCard | null;
  may: boolean;
  suggestions: (SiteCard & { named: boolean; same_group: boolean })[];
  events: {
    id: number;
    act: string;
    at: string;
    unit_code: string | null;
    actor_name: string | null;
    site: SiteNames | null;
  }[];
}

/** What the panel of a case is made from. */
export interface SitePanel extends CaseSite {
  /** The words that were looked for, and what was found; null when nobody looked. */
  q: string | null;
  found: SiteCard[] | null;
  /** The id of a site that may be made now. */
  fresh: string;
}

/** The name in the reader's language, else in the other; blank when a site was cleared. */
export const nameOf = ({ name_zh, name_en }: Omit<SiteNames, 'id'>, lang: Lang): string =>
  (lang === 'zh' ? (name_zh ?? name_en) : (name_en ?? name_zh)) ?? '';

/** The other name, where there are two. */
export const otherNameOf = (site: SiteNames, lang: Lang): string | null =>
  site.name_zh && site.name_en ? (lang === 'zh' ? site.name_en : site.name_zh) : null;

export interface SiteQuery {
  q: string;
  kind: SiteKind | null;
  subdistrict: string | null;
  archived: boolean;
  /** A report near which sites are looked for. */
  near: string | null;
  after: { at: string; id: string } | null;
}

/** Reads an address; what is malformed is left out rather than refused. */
export function readSiteQuery(query: URLSearchParams): SiteQuery {
  const kind = query.get('kind');
  const subdistrict = query.get('subdistrict') ?? '';
  const near = query.get('near');
  const [at = '', id = ''] = (query.get('after') ?? '').split('_');
  return {
    q: (query.get('q') ?? '').trim().slice(0, 60),
    kind: SITE_KINDS.find((known) => known === kind) ?? null,
    subdistrict: /^\d{9}$/.test(subdistrict) ? subdistrict : null,
    archived: query.get('archived') === '1',
    near: isUuid(near) ? near : null,
    after: isUuid(id) && !Number.isNaN(Date.parse(at)) ? { at, id } : null
  };
}

export function sitesHref(lang: string, wanted: Partial<SiteQuery> = {}): string {
  const query = new URLSearchParams();
  for (const name of ['q', 'kind', 'subdistrict', 'near'] as const) if (wanted[name]) query.set(name, wanted[name]);
  if (wanted.archived) query.set('archived', '1');
  if (wanted.after) query.set('after', `${wanted.after.at}_${wanted.after.id}`);
  return `/${lang}/console/sites${query.size > 0 ? `?${query}` : ''}`;
}

export const siteHref = (lang: string, id: string, more: Record<string, string> = {}): string => {
  const query = new URLSearchParams(more);
  return `/${lang}/console/sites/${id}${query.size > 0 ? `?${query}` : ''}`;
};

export const SITE_FIELDS = ['name_zh', 'name_en', 'kind', 'landmark', 'subdistrict', 'lat', 'lng', 'note'] as const;
export type SiteField = (typeof SITE_FIELDS)[number];
export type SiteTyped = Partial<Record<SiteField, string>>;

/** A form as typed, and as `make_site` and `change_site` take it: blank is left out, degrees are numbers. */
export function readSiteForm(form: FormData): { typed: SiteTyped; details: Record<string, string | number> } {
  const typed: SiteTyped = {};
  const details: Record<string, string | number> = {};
  for (const field of SITE_FIELDS) {
    const value = form.get(field);
    if (typeof value !== 'string') continue;
    typed[field] = value;
    const words = value.trim();
    if (!words) continue;
    // What is no number goes as it is: the database says what is wrong with it.
    details[field] = (field === 'lat' || field === 'lng') && Number.isFinite(Number(words)) ? Number(words) : words;
  }
  return { typed, details };
}

export const typedOf = (site: Site): SiteTyped => ({
  name_zh: site.name_zh ?? '',
  name_en: site.name_en ?? '',
  kind: site.kind,
  landmark: site.landmark ?? '',
  subdistrict: site.subdistrict_code,
  lat: site.lat === null ? '' : String(site.lat),
  lng: site.lng === null ? '' : String(site.lng),
  note: site.note ?? ''
});

/** What a refused form of a site comes back with. */
export interface SiteAnswer {
  error: string;
  field: string | null;
  typed: SiteTyped;
  /** The id that the form of a new site was made with. */
  fresh?: string;
  act: string;
}
