import type { Lang } from '$lib/i18n/lang';
import { SAVED_AT } from '$lib/offline/savedPages';
import type { Chosen, Group, Subdistrict } from './formValues';

/** What the form needs beside its words, in one language; the phone keeps it (`service-worker.ts`). */
export interface Reference {
  /** Changes with what is in it. */
  version: string;
  groups: Group[];
  categories: Chosen[];
  subdistricts: Subdistrict[];
  /** Names of rivers by their address, for a report that begins at one; a phone may have kept an older answer without them. */
  waterways?: Record<string, string>;
}

/**
 * From the network, or as this phone has it.
 * @returns `at`: when it was read from the server, milliseconds since 1970; null when it is neither here nor to be had
 */
export async function reference(lang: Lang): Promise<(Reference & { at: number }) | null> {
  try {
    const answer = await fetch(`/${lang}/reports/new/form.json`);
    if (!answer.ok) return null;
    const found = (await answer.json()) as Reference;
    return { ...found, at: Date.parse(answer.headers.get(SAVED_AT) ?? '') || Date.now() };
  } catch {
    return null;
  }
}

/** As this phone has it, without asking anybody; from the network where it has none. */
export async function referenceHere(lang: Lang): Promise<Reference | null> {
  const kept = await globalThis.caches?.match(`/${lang}/reports/new/form.json`).catch(() => undefined);
  return kept ? ((await kept.json()) as Reference) : reference(lang);
}
