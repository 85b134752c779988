import type { useFormat } from '$lib/i18n/context';
import { LANG_TAG } from '$lib/i18n/lang';
import type { Translate } from '$lib/i18n/translate';
import type { Item } from '$lib/offline/outbox';
import { kindOf } from './look';

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Not for people to read: names of the form, and choices whose word stands in the label. */
const SHOWN = [
  'description',
  'public_text',
  'words',
  'landmark',
  'subdistrict',
  'lat',
  'lng',
  'place',
  'happened_at',
  'time_pattern',
  'contact_email',
  'contact_phone'
] as const;

/**
 * One page that stands alone: it can be opened without us, printed and read out. It holds no key, because whoever gets the
 * file would get the report.
 */
export function page(t: Translate, written: string, item: Item, pictures: string[]): string {
  const title = t('outbox:file.title');
  const about = [kindOf(item) === 'report' ? '' : t(`outbox:kind.${kindOf(item)}`), item.label]
    .filter(Boolean)
    .join(' · ');
  const word = (name: string) => (t.has(`outbox:field.${name}`) ? t.dynamic(`outbox:field.${name}`) : name);
  const rows = [
    [t('outbox:file.about'), about],
    [t('outbox:file.written'), written],
    ...SHOWN.flatMap((name) =>
      item.fields
        .filter(([field, value]) => field === name && value !== '')
        .map(([, value]) => [word(name), String(value)])
    )
  ];
  const list = rows.map(([term, text]) => `<dt>${escaped(term!)}</dt><dd>${escaped(text!)}</dd>`).join('\n');
  const photos = pictures.map((url) => `<img src="${escaped(url)}" alt="">`).join('\n');
  return `<!doctype html>
<html lang="${LANG_TAG[t.lang]}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>body{max-width:40rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.7 system-ui,sans-serif}dt{font-weight:600}dd{margin:0 0 .8rem;white-space:pre-line}img{max-width:100%}</style></head>
<body><h1>${escaped(title)}</h1><p>${escaped(t('outbox:file.note'))}</p>
<dl>
${list}
</dl>
${photos}
</body></html>
`;
}

const asUrl = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('a photo that cannot be read'));
    reader.readAsDataURL(blob);
  });

/** Saves one to a file on this phone, with its photos in it. */
export async function save(t: Translate, f: ReturnType<typeof useFormat>, item: Item): Promise<void> {
  const pictures = await Promise.all(item.photos.map(({ blob }) => asUrl(blob)));
  const html = page(t, f.dateTime(item.written_at), item, pictures);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
  link.download = `${item.label || 'report'}-${item.id.slice(0, 8)}.html`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
