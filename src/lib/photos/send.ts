import type { Picked } from './picked.svelte';

/** Sends what has not arrived yet. @returns whether all of them are there now */
export async function send(picked: Picked, lang: string, report: string, key: string): Promise<boolean> {
  const arrived = () => picked.photos.filter((photo) => photo.arrived).length;
  for (const photo of picked.photos) {
    picked.sent = arrived();
    if (photo.arrived) continue;
    const address = `/${lang}/reports/${report}/photos/${photo.sha256}${key ? `?key=${key}` : ''}`;
    const headers = { 'content-type': photo.blob.type, accept: 'application/json' };
    const answer = await fetch(address, { method: 'PUT', body: photo.blob, headers }).catch(() => null);
    // Only our own answer says so; the page of a hotel's network comes with 200 as well.
    const said = (await answer?.json().catch(() => null)) as { arrived?: unknown } | null | undefined;
    photo.arrived = answer?.ok === true && said?.arrived === true;
  }
  picked.sent = arrived();
  return picked.sent === picked.photos.length;
}

/** Takes the promise of the missing ones back, so that staff read the words now. The report's page offers it again. */
export async function giveUp(lang: string, report: string, key: string): Promise<void> {
  const address = `/${lang}/reports/${report}?/without${key ? `&key=${key}` : ''}`;
  await fetch(address, { method: 'POST', body: new FormData(), headers: { accept: 'application/json' } }).catch(
    () => undefined
  );
}
