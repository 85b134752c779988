import { expect, test } from 'vitest';
import { xml } from '$lib/server/xml';
import { atom, csv, geojson } from './export.server';
import type { PublicReport } from './report';

const names = {
  category: (code: string | null | undefined) => `name of ${code}`,
  group: () => 'air',
  subdistrict: (code: string | null | undefined) => `name of ${code}`,
  unit: () => ''
};
const report: PublicReport = {
  report_id: '0a000000-0000-4000-8000-000000000001',
  category_code: 'air.fume',
  group_code: 'air',
  subdistrict_code: '110105012',
  precision: 'rounded',
  month: '2026-11-01',
  day: null,
  landmark: null,
  stage: 'open',
  public_text: '=HYPERLINK("x") & <b>\u0007',
  public_lang: 'zh',
  answer_kind: null,
  published_at: '2026-11-24T00:00:00+08:00',
  lat: 39.9483,
  lng: 116.46625,
  answers: null,
  answer_text: null,
  answer_lang: null,
  released_at: null,
  changed_at: '2026-11-24T00:00:00+08:00',
  people: null,
  photos: [{ name: 'abc', width: 800, height: 600, alt_zh: null, alt_en: 'Bins' }]
};
async function* once(...batches: PublicReport[][]) {
  yield* batches;
}
async function read(pieces: AsyncGenerator<string>) {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
const words = { zh: names, en: names };

test('GeoJSON has longitude first, and no geometry where no point is public', async () => {
  const file = JSON.parse(
    await read(geojson(once([report], [{ ...report, lat: null, lng: null }]), 'https://x.test', words))
  ) as {
    features: { geometry: { coordinates: number[] } | null; id: string }[];
  };
  expect(file.features.map(({ geometry }) => geometry?.coordinates)).toEqual([[116.46625, 39.9483], undefined]);
  expect(JSON.parse(await read(geojson(once(), 'https://x.test', words)))).toMatchObject({ features: [] });
});

test('released photos stand in every file by their public address', async () => {
  const { features } = JSON.parse(await read(geojson(once([report]), 'https://x.test', words))) as {
    features: { properties: { photos: unknown } }[];
  };
  expect(features[0]?.properties.photos).toEqual([
    { url: 'https://x.test/photos/abc.webp', width: 800, height: 600, alt_zh: null, alt_en: 'Bins' }
  ]);
  expect(await read(csv(once([report]), 'https://x.test', words))).toContain(',https://x.test/photos/abc.webp,');
});

test('a formula in a released text is text in the table', async () => {
  const [head, row] = (await read(csv(once([report]), 'https://x.test', words))).split('\r\n');
  expect(head).toMatch(/^\ufeffid,url,category,/);
  expect(row).toContain(`"'=HYPERLINK(""x"") & <b>`);
  expect(row).toContain(',39.9483,116.46625,');
});

test('Atom escapes what was written and leaves out what XML cannot hold', () => {
  const t = Object.assign((key: string) => key, { lang: 'zh' }) as never;
  const feed = atom({ rows: [report], origin: 'https://x.test', lang: 'zh', names, t, month: String });
  expect(feed).toContain('>=HYPERLINK(&quot;x&quot;) &amp; &lt;b&gt;</content>');
  expect(feed).toContain('<id>urn:uuid:0a000000-0000-4000-8000-000000000001</id>');
  expect(xml('a\ud800b\u0000c')).toBe('abc');
});
