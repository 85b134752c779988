import type { Errors, Values } from '$lib/forms/read';
import type { ReporterMove } from './reporterMoves';

/** What comes back when a move was not made: the words are kept, the reason has a code. */
export interface FailedMove {
  move: ReporterMove;
  errors: Errors;
  values: Values;
  /** Somebody else changed the report in between. */
  conflict?: boolean;
}
