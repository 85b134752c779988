import type { Now } from './windows';

export interface Rule {
  code: string;
  title: string;
  text: string;
  article: string;
  penalty: string | null;
  /** What is not certain about it; such a rule has to be confirmed. */
  caution: string | null;
  /** `YYYY-MM-DD`. */
  asOf: string;
  /** Codes of what it can be reported as. */
  categories: string[];
  now: Now;
}
