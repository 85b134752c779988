import type { Lang } from '$lib/i18n/lang';
import { keep } from '$lib/offline/drafts';
import { keepErrors } from './refusedAgain';

/** Where `draft.ts` looks. Not imported from there: what two pages share travels apart, and the form's bytes are counted. */
const NAME = 'report-draft';

interface Unsent {
  id: string;
  fields: [string, FormDataEntryValue][];
  photos: { sha256: string; blob: Blob }[];
  /** What the server found. */
  errors: Record<string, string>;
}

/**
 * Opens a report that was kept to be sent, as the draft that it was: the same id and key, the same words and photos. What the
 * server has refused is asked for again where there is a network, and said as it was the last time where there is none, so that
 * the form stands there with its errors.
 */
export async function openAgain(lang: Lang, { id, fields, photos, errors }: Unsent): Promise<void> {
  const words = fields.filter((one): one is [string, string] => typeof one[1] === 'string');
  const plain = Object.fromEntries(words.filter(([name]) => name !== 'photo_sha256' && !name.startsWith('answers.')));
  const answers = Object.fromEntries(
    words.filter(([name]) => name.startsWith('answers.')).map(([name, value]) => [name.slice('answers.'.length), value])
  );
  const draft = { id, key: plain.key ?? '', typed: { ...plain, answers } };
  await keep({ ...draft, photos: photos.map(({ sha256, blob }) => ({ sha256, blob, place: null })) });
  sessionStorage.setItem(NAME, JSON.stringify(draft));
  localStorage.setItem(NAME, id);
  const named = (['category', 'joins', 'again_of'] as const).flatMap((name): [string, string][] =>
    plain[name] ? [[name, plain[name]]] : []
  );
  const query = new URLSearchParams(named);
  const address = `/${lang}/reports/new?${query}`;
  keepErrors(id, errors);
  // Without a network the worker answers with the form of this phone; a post it would not see.
  if (Object.keys(errors).length === 0 || !navigator.onLine) return location.assign(address);
  post(address, fields);
}

function post(address: string, fields: [string, FormDataEntryValue][]): void {
  const form = document.createElement('form');
  Object.assign(form, { method: 'POST', action: address, enctype: 'multipart/form-data', hidden: true });
  for (const [name, value] of fields) {
    if (typeof value !== 'string') continue;
    const input = document.createElement('input');
    Object.assign(input, { type: 'hidden', name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}
