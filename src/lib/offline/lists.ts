/**
 * Lists of public reports that somebody asked to be kept on this phone, one an area, each with its place in the list of changes
 * (docs/decisions/0025-delta-reading.md). Nothing in them is private; "forget this phone" erases them with the whole database.
 */
import { within } from './database';

/** Lists on one phone; somebody who wants more has to let one go. */
export const MOST_LISTS = 5;

/** One line: what a list needs to be kept in order, and whatever else it shows. */
interface Line {
  id: string;
  /** ISO 8601 */
  published_at: string;
}

/** The last line that is kept where older ones are not: whatever is older changes unseen. */
export type Floor = Pick<Line, 'id' | 'published_at'>;

export interface List<L extends Line = Line> {
  /** A subdistrict, or `district` for all of it. */
  id: string;
  /** Where reading goes on, as the server named it. */
  after: string;
  /** The newest first. */
  lines: L[];
  floor: Floor | null;
  /** When somebody asked for it, and when it was last compared with the server; milliseconds since 1970. */
  kept_at: number;
  looked_at: number;
}

/** More lists than a phone keeps. */
export class TooMany extends Error {}

/** @throws TooMany; or what the browser says when it has no room or keeps nothing */
export const keep = (list: List): Promise<unknown> =>
  within('lists', 'readwrite', async (store) => {
    const ids = await store.getAllKeys();
    if (!ids.includes(list.id) && ids.length >= MOST_LISTS) throw new TooMany();
    await store.put(list);
  });

/** Brought up to date, unless somebody deleted it meanwhile. */
export const renew = (list: List): Promise<unknown> =>
  within('lists', 'readwrite', async (store) => {
    if (await store.get(list.id)) await store.put(list);
  });

/** Those that are kept, the newest first. */
export const all = (): Promise<List[]> =>
  within('lists', 'readonly', async (store) => (await store.getAll()).sort((a, b) => b.kept_at - a.kept_at));

export const remove = (id: string): Promise<unknown> => within('lists', 'readwrite', (store) => store.delete(id));
