/**
 * What comes after the button was pressed: photos follow the form, and what does not get through is kept. Fetched with the
 * first touch of the form, so that it is there when the network is not.
 */
import { settle } from '$lib/outbox/unsent';
import { giveUp, send } from '$lib/photos/send';
import type { Sending } from './sending.svelte';

export { keep, posting, words } from '$lib/outbox/unsent';

/** @returns whether all are there, or false when the person went on without */
export async function sendPhotos(sending: Sending, lang: string, id: string, key: string): Promise<boolean> {
  // What the phone kept while the form was sending is not sent again.
  const arrived = () => settle(id, `/${lang}/reports/${id}?key=${key}`).catch(() => undefined);
  while (!(await send(sending.picked, lang, id, key))) {
    const how = await new Promise((resolve) => (sending.choose = resolve));
    sending.choose = null;
    if (how === 'again') continue;
    if (how === 'later') {
      if (await sending.keep(Object.entries({ id, key }), true, true)) return true;
      continue;
    }
    await giveUp(lang, id, key);
    await arrived();
    return false;
  }
  await arrived();
  return true;
}
