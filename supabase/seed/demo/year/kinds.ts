import type { Scenario } from '../scenario.ts';

/** Where a thing of this kind is seen: which words lead there, and near what its point lies. */
export type Spot = 'street' | 'home' | 'park' | 'metro';

/** What somebody writes, and the months in which alone it makes sense where they are not those of the kind. */
export type Said = string | [words: string, months: number[]];

/** One kind of nuisance over a year: when it happens, what people write about it, and what a unit does. */
export interface Kind {
  category: string;
  /** Months of the year in which it happens; without them it may happen in any. */
  months?: number[];
  /** Hours of the day at which people write. */
  hours: [from: number, to: number];
  spot: Spot;
  pattern: NonNullable<Scenario['time_pattern']>;
  /** The choices of each question of the category that fit. */
  answers: Record<string, string[]>;
  /** What the unit did about it. */
  done: string[];
  /** One report each. Nobody's name, no firm. */
  zh: Said[];
  en?: Said[];
}
