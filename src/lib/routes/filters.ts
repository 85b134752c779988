/** What a reader asks of the list of routes, as it stands in the address. Pure; wrong words are passed over. */
export const KINDS = ['waterfront', 'greenway', 'garden_road', 'nature'] as const;
export type Kind = (typeof KINDS)[number];

/** What one may want on the way; it comes from the places along a route. */
export const WISHES = ['toilet', 'drinking_water', 'seating', 'shade'] as const;
type Wish = (typeof WISHES)[number];

/** "No longer than", in kilometres. */
export const LENGTHS = [5, 10, 20, 30] as const;

export interface Filters {
  kind?: Kind;
  /** Kilometres. */
  up_to?: number;
  needs: Wish[];
  step_free: boolean;
  /** 1 is January. */
  month?: number;
}

export function readFilters(query: URLSearchParams): Filters {
  const asked = query.getAll('need');
  const kind = KINDS.find((one) => one === query.get('kind'));
  const upTo = LENGTHS.find((one) => String(one) === query.get('up_to'));
  const month = /^([1-9]|1[0-2])$/.exec(query.get('month') ?? '')?.[0];
  return {
    ...(kind ? { kind } : {}),
    ...(upTo ? { up_to: upTo } : {}),
    needs: WISHES.filter((wish) => asked.includes(wish)),
    step_free: query.get('step_free') === '1',
    ...(month ? { month: Number(month) } : {})
  };
}

/** `?kind=waterfront&need=toilet`, or nothing. */
export function writeQuery({ kind, up_to, needs, step_free, month }: Filters, after?: string): string {
  const query = new URLSearchParams();
  if (kind) query.set('kind', kind);
  if (up_to) query.set('up_to', String(up_to));
  for (const wish of needs) query.append('need', wish);
  if (step_free) query.set('step_free', '1');
  if (month) query.set('month', String(month));
  if (after) query.set('after', after);
  return query.size > 0 ? `?${query.toString()}` : '';
}

export const isNarrowed = (filters: Filters): boolean => writeQuery(filters) !== '';
