import type { Status } from './stageLine';

/** What a look-up by code found, or why it found nothing. */
export interface Lookup {
  typed: string;
  code?: string;
  status?: Status;
  error?: string;
  /** How long to wait when there were too many tries. */
  minutes?: number;
}
