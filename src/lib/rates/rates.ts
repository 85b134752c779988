/** The three rates as `three_rates` answers them: counts, where a numerator of fewer than ten is null. */
export interface Counts {
  /** Dispatches that were taken on or became late: the denominator of the response rate. */
  dispatched: number;
  in_time: number | null;
  /** Left the unit before the limit; in no rate. */
  sent_back: number;
  /** Neither taken on nor late yet; in no rate. */
  under_way: number;
  /** Reporters who were reached: the denominator of the other two. */
  reached: number;
  solved: number | null;
  solved_unsaid: number | null;
  satisfied: number | null;
  satisfied_unsaid: number | null;
  /** Not reached, or silent until the time ran out; in no rate. */
  no_answer: number;
  /** The same of people who left no way to be asked. */
  no_contact: number;
}

interface Row extends Counts {
  /** A unit, a month (`2026-11`) or a category group. */
  code: string;
}

export interface ThreeRates {
  /** The first and the last month, as dates. */
  first: string;
  last: string;
  as_of: string | null;
  district: Counts;
  units: Row[];
  months: Row[];
  groups: Row[];
}

export const VIEWS = ['unit', 'month', 'group'] as const;
export type View = (typeof VIEWS)[number];
export const isView = (value: string | null): value is View => VIEWS.includes(value as View);

export const RATES = ['response', 'resolution', 'satisfaction'] as const;
export type RateName = (typeof RATES)[number];

const PARTS = {
  response: { of: 'dispatched', count: 'in_time' },
  resolution: { of: 'reached', count: 'solved' },
  satisfaction: { of: 'reached', count: 'satisfied' }
} as const satisfies Record<RateName, { of: keyof Counts; count: keyof Counts }>;

export interface Rate {
  count: number | null;
  of: number;
  /** From 0 to 1; null where fewer than ten answered. */
  share: number | null;
}

export function rateOf(counts: Counts, name: RateName): Rate {
  const of = counts[PARTS[name].of];
  const count = counts[PARTS[name].count];
  return { count, of, share: count === null || of === 0 ? null : count / of };
}

/** A row as it stands on the page, with its name in the reader's language. */
export interface Named extends Row {
  id: string;
  name: string;
}

/** Runs of neighbouring months that have a rate: a blank month breaks the line rather than being drawn through. */
export function runsOf(shares: readonly (number | null)[]): { at: number; share: number }[][] {
  const runs: { at: number; share: number }[][] = [];
  shares.forEach((share, at) => {
    if (share === null) return;
    const last = runs.at(-1);
    if (last && last.at(-1)?.at === at - 1) last.push({ at, share });
    else runs.push([{ at, share }]);
  });
  return runs;
}
