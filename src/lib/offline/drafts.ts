/**
 * What is being written, with its photos, so that a reload or a phone that ends the tab loses nothing. Kept for a week at
 * most, and erased once it has been received.
 */
import { within } from './database';

export const KEPT_DAYS = 7;

export interface KeptPhoto {
  sha256: string;
  blob: Blob;
  place: { lat: number; lng: number } | null;
}
export interface Kept {
  id: string;
  /** Of the report to be. */
  key: string;
  /** What stands in the form; who reads it knows its shape. */
  typed: unknown;
  photos: KeptPhoto[];
  /** Milliseconds since 1970. */
  changed_at: number;
}

export const isOver = (kept: Pick<Kept, 'changed_at'>, now: number): boolean =>
  !(Math.abs(now - kept.changed_at) <= KEPT_DAYS * 86_400_000); // a clock that was set back counts as old, too

/** The draft after a change; what is not named stays. */
export const changed = (
  before: Kept | undefined,
  change: Pick<Kept, 'id' | 'key'> & Partial<Kept>,
  now: number
): Kept => ({ typed: null, photos: [], ...before, ...change, changed_at: now });

/** Keeps a change, and lets go of what has been here too long. */
export const keep = (change: Pick<Kept, 'id' | 'key'> & Partial<Kept>, now = Date.now()): Promise<void> =>
  within('drafts', 'readwrite', async (store) => {
    const all = await store.getAll();
    for (const { id, changed_at } of all) if (isOver({ changed_at }, now)) await store.delete(id);
    await store.put(
      changed(
        all.find(({ id }) => id === change.id),
        change,
        now
      )
    );
  });

export const find = (id: string, now = Date.now()): Promise<Kept | undefined> =>
  within('drafts', 'readonly', async (store) => {
    const kept = await store.get(id);
    return kept && !isOver(kept, now) ? kept : undefined;
  });

export const forget = (id: string): Promise<void> => within('drafts', 'readwrite', (store) => store.delete(id));
