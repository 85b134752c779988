/** The public reports as files for others: GeoJSON, CSV, Atom. What each field means is on /open-data. */
import type { Lang } from '$lib/i18n/lang';
import type { Translate } from '$lib/i18n/translate';
import type { Names } from '$lib/server/names';
import { BOM, csvRow } from '$lib/server/csv';
import { xml } from '$lib/server/xml';
import { photoPath, type PublicReport, type PublicRow } from './report';

const LICENCE = 'https://creativecommons.org/licenses/by/4.0/';

/** The fields of a download in their order; the same names in both files. */
const FIELDS = [
  'id',
  'url',
  'category',
  'category_zh',
  'category_en',
  'group',
  'subdistrict',
  'subdistrict_zh',
  'subdistrict_en',
  'precision',
  'month',
  'day',
  'stage',
  'landmark',
  'text',
  'text_lang',
  'answer_kind',
  'answer_text',
  'answer_lang',
  'photos',
  'published_at',
  'released_at',
  'changed_at'
] as const;
type Field = (typeof FIELDS)[number];

interface Words {
  zh: Names;
  en: Names;
}

function fieldsOf(report: PublicReport, origin: string, { zh, en }: Words): Record<Field, string | null> {
  const { category_code, subdistrict_code } = report;
  return {
    id: report.report_id,
    url: `${origin}/zh/reports/${report.report_id}`,
    category: category_code,
    category_zh: zh.category(category_code),
    category_en: en.category(category_code),
    group: report.group_code,
    subdistrict: subdistrict_code,
    subdistrict_zh: zh.subdistrict(subdistrict_code),
    subdistrict_en: en.subdistrict(subdistrict_code),
    precision: report.precision,
    month: report.month.slice(0, 7),
    day: report.day,
    stage: report.stage,
    landmark: report.landmark,
    text: report.public_text,
    text_lang: report.public_lang,
    answer_kind: report.answer_kind,
    answer_text: report.answer_text,
    answer_lang: report.answer_lang,
    photos: report.photos.map((photo) => origin + photoPath(photo)).join(' ') || null,
    published_at: report.published_at,
    released_at: report.released_at,
    changed_at: report.changed_at
  };
}

type Batches = AsyncIterable<PublicReport[]>;

/** Longitude first: this is the one place where that order exists. A report without a point has no geometry. */
export async function* geojson(batches: Batches, origin: string, words: Words): AsyncGenerator<string> {
  yield `{"type":"FeatureCollection","licence":"${LICENCE}","features":[`;
  let first = true;
  for await (const batch of batches) {
    const features = batch.map((report) => {
      const { id, ...properties } = fieldsOf(report, origin, words);
      const geometry =
        report.lat === null || report.lng === null ? null : { type: 'Point', coordinates: [report.lng, report.lat] };
      const photos = report.photos.map(({ name, ...photo }) => ({ url: origin + photoPath({ name }), ...photo }));
      return JSON.stringify({ type: 'Feature', id, geometry, properties: { ...properties, photos } });
    });
    yield `${first ? '' : ','}\n${features.join(',\n')}`;
    first = false;
  }
  yield '\n]}\n';
}

export async function* csv(batches: Batches, origin: string, words: Words): AsyncGenerator<string> {
  yield BOM + csvRow([...FIELDS, 'lat', 'lng', 'licence']);
  for await (const batch of batches)
    yield batch
      .map((report) => {
        const fields = fieldsOf(report, origin, words);
        return csvRow([...FIELDS.map((name) => fields[name]), report.lat, report.lng, LICENCE]);
      })
      .join('');
}

/** Pieces of text as the body of an answer, made while they are read. */
export function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    }
  });
}

interface Feed {
  rows: PublicRow[];
  origin: string;
  lang: Lang;
  names: Names;
  t: Translate;
  month: (at: string) => string;
}

/** The newest public reports as Atom. Ids never change; they are the reports' own. */
export function atom({ rows, origin, lang, names, t, month }: Feed): string {
  const self = `${origin}/feeds/reports.${lang}.atom`;
  const updated = rows.map((row) => row.published_at).reduce((a, b) => (a > b ? a : b), '1970-01-01T00:00:00Z');
  const entries = rows.map((row) => {
    const page = `${origin}/${lang}/reports/${row.report_id}`;
    const title = t('published:title.report', {
      category: names.category(row.category_code),
      place: names.subdistrict(row.subdistrict_code)
    });
    const facts = `${t(`published:stage.${row.stage}`)} · ${month(`${row.month}T12:00:00+08:00`)}`;
    return `<entry>
  <id>urn:uuid:${row.report_id}</id>
  <title>${xml(title)}</title>
  <link href="${xml(page)}"/>
  <published>${xml(row.published_at)}</published>
  <updated>${xml(row.published_at)}</updated>
  <category term="${xml(row.category_code)}"/>
  <summary>${xml(facts)}</summary>${row.photos
    .map(
      (photo) => `
  <link rel="enclosure" type="image/webp" href="${xml(origin + photoPath(photo))}"/>`
    )
    .join('')}${
    row.public_text
      ? `
  <content type="text" xml:lang="${row.public_lang === 'en' ? 'en' : 'zh-Hans'}">${xml(row.public_text)}</content>`
      : ''
  }
</entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang === 'zh' ? 'zh-Hans' : 'en'}">
<id>${xml(self)}</id>
<title>${xml(t('published:feed.title'))}</title>
<subtitle>${xml(t('published:feed.subtitle'))}</subtitle>
<link rel="self" href="${xml(self)}"/>
<link href="${xml(`${origin}/${lang}/reports`)}"/>
<author><name>${xml(t('common:app.name'))}</name></author>
<rights>CC BY 4.0 ${LICENCE}</rights>
<updated>${xml(updated)}</updated>
${entries.join('\n')}
</feed>
`;
}

/** Anybody's answer, so anybody's cache may keep it for a moment; not one that may carry somebody's cookie. */
export const headersFor = (request: Request, type: string, seconds: number): Record<string, string> => ({
  'content-type': type,
  'cache-control': `${request.headers.has('cookie') ? 'private' : 'public'}, max-age=${seconds}`
});
