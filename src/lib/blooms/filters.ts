/** What a reader asks of the calendar, as it stands in the address. Pure; wrong words are passed over. */
export interface Filters {
  /** 1 is January. */
  month?: number;
  flower?: string;
  subdistrict?: string;
}

export function readFilters(query: URLSearchParams): Filters {
  const month = /^([1-9]|1[0-2])$/.exec(query.get('month') ?? '')?.[0];
  const flower = /^[a-z_]{1,40}$/.exec(query.get('flower') ?? '')?.[0];
  const subdistrict = /^\d{9}$/.exec(query.get('subdistrict') ?? '')?.[0];
  return {
    ...(month ? { month: Number(month) } : {}),
    ...(flower ? { flower } : {}),
    ...(subdistrict ? { subdistrict } : {})
  };
}

export const isNarrowed = (filters: Filters): boolean => Object.keys(filters).length > 0;
