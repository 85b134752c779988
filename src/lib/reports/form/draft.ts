/**
 * The report that is being written. This tab has it at hand (`sessionStorage`), so that a reload, the other language or
 * signing in loses nothing; the phone keeps it with its photos (`lib/offline`), so that a tab that was ended loses nothing
 * either. It holds the report's id and key, so that a report whose answer was lost is sent again as the same one.
 */
import type { KeptPhoto } from '$lib/offline/drafts';
import type { Typed } from '../formFields';

/** In `sessionStorage` the draft; in `localStorage` the id of what the phone keeps, so that nobody fetches code in vain. */
const NAME = 'report-draft';
const PAUSE_MS = 400; // of typing, before the phone keeps it

export interface Draft {
  id: string;
  key: string;
  typed: Partial<Typed>;
}

/** Private windows and full disks may refuse; then the form works without a draft. */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
export const phone = () => import('$lib/offline/drafts');

export function readDraft(): Draft | undefined {
  return quietly(() => asDraft(JSON.parse(sessionStorage.getItem(NAME) ?? 'null')));
}

export function asDraft(found: unknown): Draft | undefined {
  if (found === null || typeof found !== 'object') return undefined;
  const { id, key, typed } = found as Partial<Draft>;
  return typeof id === 'string' && typeof key === 'string' ? { id, key, typed: typed ?? {} } : undefined;
}

let waiting: ReturnType<typeof setTimeout> | undefined;

/** `touched`: somebody has filled in something, so the phone is to keep it as well. */
export function writeDraft(draft: Draft, touched: boolean): void {
  quietly(() => sessionStorage.setItem(NAME, JSON.stringify(draft)));
  if (!touched) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => void keepOnPhone(draft), PAUSE_MS);
}

/** Photos may be chosen before there is a form; `fresh` then names the draft. */
export async function keepPhotos(photos: KeptPhoto[], fresh: { id: string; key: string }): Promise<void> {
  const draft = readDraft() ?? { ...fresh, typed: {} };
  writeDraft(draft, false);
  await keepOnPhone(draft, photos);
}

async function keepOnPhone({ id, key, typed }: Draft, photos?: KeptPhoto[]): Promise<void> {
  quietly(() => localStorage.setItem(NAME, id));
  await phone()
    .then(({ keep }) => keep(photos ? { id, key, photos } : { id, key, typed }))
    .catch(() => undefined); // the text still stands in the form
  await claim(id);
}

/**
 * What the phone keeps of this tab's draft, or, while nothing is filled in here, of the last one whose tab is gone.
 * @param arrived reports that need no draft any more
 */
export async function restoreDraft(arrived: string[]): Promise<(Draft & { photos: KeptPhoto[] }) | undefined> {
  const last = quietly(() => localStorage.getItem(NAME));
  // Most who come have begun nothing, and fetch no code for it.
  return last
    ? import('./restoreDraft').then(({ restore }) => restore(last, arrived)).catch(() => undefined)
    : undefined;
}

export async function clearDraft(id: string | undefined): Promise<void> {
  clearTimeout(waiting);
  quietly(() => sessionStorage.removeItem(NAME));
  if (!id || quietly(() => localStorage.getItem(NAME)) !== id) return;
  quietly(() => localStorage.removeItem(NAME));
  await phone()
    .then(({ forget }) => forget(id))
    .catch(() => undefined);
}

let claimed: string | undefined;

/** One tab writes a draft; the claim ends with the tab, however it ends. @returns whether this tab has it now */
export function claim(id: string): Promise<boolean> {
  if (claimed === id || !('locks' in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    void navigator.locks.request(`${NAME}-${id}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      if (!lock) return undefined;
      claimed = id;
      return new Promise(() => undefined);
    });
  });
}
