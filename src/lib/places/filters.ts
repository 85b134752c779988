/** What a reader asks of the list of places, as it stands in the address. Pure; wrong words are passed over. */
export const FACILITIES = [
  'toilet',
  'shade',
  'seating',
  'playground',
  'step_free',
  'drinking_water',
  'lighting',
  'dogs',
  'bike_parking'
] as const;
export type Facility = (typeof FACILITIES)[number];

/** The kinds that the list offers; points to leave rubbish at and shelters have screens of their own. */
export const KINDS = ['park', 'pocket_park', 'garden', 'wetland', 'greenway_node', 'square'] as const;
export type Kind = (typeof KINDS)[number];

/** What people come for most, one tap each. */
export const PRESETS: Record<'rest' | 'play' | 'wheels', Facility[]> = {
  rest: ['toilet', 'shade', 'seating'],
  play: ['toilet', 'playground'],
  wheels: ['toilet', 'step_free']
};

export interface Filters {
  q?: string;
  needs: Facility[];
  kind?: Kind;
  open: boolean;
  /** A metro station (`zaoying`) or a subdistrict (`110105012`) to start from. */
  near?: string;
  /** Where somebody stands, given on a tap and rounded to about 100 m before it leaves the phone. */
  at?: { lat: number; lng: number };
}

const degrees = (text: string | null, most: number): number | undefined =>
  text !== null && /^-?\d{1,3}(\.\d{1,8})?$/.test(text) && Math.abs(Number(text)) <= most
    ? Math.round(Number(text) * 1000) / 1000
    : undefined;

export function readFilters(query: URLSearchParams): Filters {
  const asked = query.getAll('need');
  const q = query.get('q')?.trim().slice(0, 60);
  const kind = KINDS.find((one) => one === query.get('kind'));
  const near = query.get('near');
  const [lat, lng] = [degrees(query.get('lat'), 90), degrees(query.get('lng'), 180)];
  // A position outweighs a station: it is only there when somebody tapped for it.
  const at = lat !== undefined && lng !== undefined ? { lat, lng } : undefined;
  return {
    ...(q ? { q } : {}),
    needs: FACILITIES.filter((facility) => asked.includes(facility)),
    ...(kind ? { kind } : {}),
    open: query.get('open') === '1',
    ...(at ? { at } : near && /^[a-z0-9_]{1,40}$/.test(near) ? { near } : {})
  };
}

/** `?need=toilet&near=zaoying`, or nothing. */
export function writeQuery({ q, needs, kind, open, near, at }: Filters, after?: string): string {
  const query = new URLSearchParams();
  if (q) query.set('q', q);
  for (const facility of needs) query.append('need', facility);
  if (kind) query.set('kind', kind);
  if (open) query.set('open', '1');
  if (near) query.set('near', near);
  if (at) {
    query.set('lat', String(at.lat));
    query.set('lng', String(at.lng));
  }
  if (after) query.set('after', after);
  return query.size > 0 ? `?${query.toString()}` : '';
}

export const isNarrowed = (filters: Filters): boolean => writeQuery(filters) !== '';
