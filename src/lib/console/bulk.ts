/** One step for several cases at once. Each goes through `move_report` with its own version; nothing here decides. */
import type { FieldErrors, MoveName, Typed } from './moves';
import { isUuid, type QueueName } from './queues';

export const BULK_MOVES = ['accept', 'dispatch', 'merge', 'redirect', 'refuse'] as const satisfies readonly MoveName[];
export type BulkMove = (typeof BULK_MOVES)[number];

/** More than a page of a queue is never sent. */
export const MOST = 50;

/** The steps that make sense in a queue; none where each case needs a look of its own. */
export const bulkMoves = (queue: QueueName, moderator: boolean): BulkMove[] => {
  if (!moderator) return [];
  if (queue === 'screen') return ['accept', 'merge', 'redirect', 'refuse'];
  if (queue === 'dispatch') return ['dispatch', 'merge', 'redirect', 'refuse'];
  return queue === 'all_open' ? [...BULK_MOVES] : [];
};

export interface Pick {
  id: string;
  version: number;
}

export const writePick = ({ id, version }: Pick): string => `${id}:${version}`;

/** What was ticked, each case once; what is malformed is left out. */
export function readPicks(values: readonly FormDataEntryValue[]): Pick[] {
  const picks = new Map<string, Pick>();
  for (const value of values) {
    const [id = '', version = ''] = typeof value === 'string' ? value.split(':') : [];
    const number = Number(version);
    if (isUuid(id) && Number.isSafeInteger(number) && number > 0) picks.set(id, { id, version: number });
  }
  return [...picks.values()];
}

/** What became of one case: the event that can be taken back, or the code of why not. */
export interface BulkResult {
  id: string;
  code: string;
  event: number | null;
  refusal: string | null;
}

/** What a bulk form comes back with. */
export interface BulkAnswer {
  move: BulkMove | 'undo' | null;
  results: BulkResult[];
  /** ISO; until then all of it can be taken back. */
  until: string | null;
  errors: FieldErrors;
  typed: Typed;
  picked: string[];
}

/** The events that can still be taken back, as they stand in the form. */
export const undoable = (results: readonly BulkResult[]): string[] =>
  results.flatMap(({ id, event }) => (event === null ? [] : [`${id}:${event}`]));

/** A dispatch is for all only when the catalogue would give all of them to the same units with the same limit. */
export function sharedSuggestion<T>(suggestions: readonly T[]): T | null {
  const [first, ...rest] = suggestions;
  if (first === undefined) return null;
  const same = JSON.stringify(first);
  return rest.every((other) => JSON.stringify(other) === same) ? first : null;
}
