/** What a reader narrows the public list and the map to, as it stands in the address. Pure; wrong words are passed over. */
export const STAGES = ['open', 'answered', 'closed'] as const;
export type Stage = (typeof STAGES)[number];
/** Days back from now. */
export const PERIODS = [30, 90, 365] as const;

export interface Filters {
  /** A category (`air.fume`) or a whole group (`air`). */
  category?: string;
  subdistrict?: string;
  stage?: Stage;
  days?: number;
}

const isStage = (word: string | null): word is Stage => STAGES.some((stage) => stage === word);

export function readFilters(query: URLSearchParams): Filters {
  const category = query.get('category');
  const subdistrict = query.get('subdistrict');
  const stage = query.get('stage');
  const days = PERIODS.find((period) => String(period) === query.get('days'));
  return {
    ...(category && /^[a-z_]+(\.[a-z_]+)?$/.test(category) ? { category } : {}),
    ...(subdistrict && /^\d{9}$/.test(subdistrict) ? { subdistrict } : {}),
    ...(isStage(stage) ? { stage } : {}),
    ...(days ? { days } : {})
  };
}

/** `?category=air&view=map`, or nothing; `more` is what stands beside the filters. */
export function writeQuery(filters: Filters, more: Record<string, string | undefined> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filters, ...more }))
    if (value !== undefined) query.set(name, String(value));
  return query.size > 0 ? `?${query.toString()}` : '';
}

export const isNarrowed = (filters: Filters): boolean => Object.keys(filters).length > 0;

/** The filters by the names that the database gives them. */
export const asked = ({ category, ...rest }: Filters): Record<string, string | number> => ({
  ...rest,
  ...(category === undefined ? {} : category.includes('.') ? { category } : { group: category })
});
