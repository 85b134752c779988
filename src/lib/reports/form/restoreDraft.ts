import type { KeptPhoto } from '$lib/offline/drafts';
import { asDraft, claim, clearDraft, phone, readDraft, writeDraft, type Draft } from './draft';
import { saysSomething } from './formValues';

/** @param last the id of what the phone keeps; for the rest see `restoreDraft` */
export async function restore(last: string, arrived: string[]): Promise<(Draft & { photos: KeptPhoto[] }) | undefined> {
  if (arrived.includes(last)) {
    await clearDraft(last);
    return undefined;
  }
  const find = (id: string) => phone().then((drafts) => drafts.find(id));
  const here = readDraft();
  const own = here && (await find(here.id));
  if (own) return { ...here, photos: own.photos };
  if (here && saysSomething(here.typed)) return undefined;
  const kept = await find(last);
  const draft = asDraft(kept);
  if (!kept || !draft || !(await claim(last))) return undefined; // another tab is writing it
  writeDraft(draft, false);
  return { ...draft, photos: kept.photos };
}
