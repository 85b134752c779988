/**
 * For a form whose report did not get through. Fetched with the first touch of the form, so that it is there when the
 * network is not.
 */
import type { Lang } from '$lib/i18n/lang';
import { translator } from '$lib/i18n/translate';
import * as outbox from '$lib/offline/outbox';
import Kept from './Kept.svelte';
import { whyNotKept } from './look';

export const words = (lang: Lang) => translator(lang, ['common', 'outbox']);

interface Given {
  lang: Lang;
  /** What it is about, in the page's language. */
  label: string;
  account: outbox.Item['account'];
  photos: { sha256: string; blob: Blob; arrived: boolean }[];
  /** It was tried a moment ago. */
  failed?: boolean;
  /** The server has the words already, and only photos are missing. */
  received?: boolean;
}
type Fields = Iterable<[string, FormDataEntryValue]>;
export type Unsent = Awaited<ReturnType<typeof keep>>;

function itemOf(entries: Fields, { lang, received, ...given }: Given): outbox.New {
  const fields = [...entries];
  const text = (name: string) => String(fields.find(([field]) => field === name)?.[1] ?? '');
  const id = text('id');
  const path = `/${lang}/reports/new?${new URLSearchParams({ category: text('category') })}`;
  const more = received ? { received: `/${lang}/reports/${id}?key=${text('key')}` } : {};
  // Copies of plain values: what belongs to the page cannot be kept.
  const photos = given.photos.map(({ sha256, blob, arrived }) => ({ sha256, blob, arrived }));
  return {
    ...given,
    ...more,
    id,
    kind: 'report',
    path,
    fields,
    photos,
    account: given.account && { ...given.account }
  };
}

/**
 * Keeps it before the form sends it, so that a tab or a browser that ends on the way loses neither words nor photos, and
 * nobody has to know how far it came.
 * @returns what to do when it comes back and the form has it again; what was kept before that stays
 */
export async function posting(entries: Fields, given: Given): Promise<() => Promise<unknown>> {
  const item = itemOf(entries, given);
  const before = await outbox.find(item.id);
  await outbox.keep({ ...item, posting: true });
  await wakeLater();
  return () => (before ? outbox.edit(item.id) : outbox.takeBack(item.id));
}

/** @returns what to say of it: that it is kept, or why it is not */
export async function keep(entries: Fields, given: Given) {
  const item = itemOf(entries, given);
  let failure: 'full' | 'private' | undefined;
  try {
    await outbox.keep(item);
    await wakeLater();
  } catch (cause) {
    failure = whyNotKept(cause);
  }
  return { Kept, words: await words(given.lang), id: item.id, failure };
}

export const { settle } = outbox;

/** Where the browser can do it, it wakes the worker when the network is back, also when no page is open. */
async function wakeLater(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  const { sync } = (registration ?? {}) as { sync?: { register: (tag: string) => Promise<void> } };
  await sync?.register('outbox').catch(() => undefined);
}
