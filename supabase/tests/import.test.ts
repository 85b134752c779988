import { afterAll, beforeAll, expect, test } from 'vitest';
import { placesCsv, type Exported } from '../../src/lib/greens/exportFile.server.ts';
import { readCsv } from '../../src/lib/greens/importFile.server.ts';
import { openDb, type Person, type TestDb } from './harness.ts';

let db: TestDb;
let mei: Person;
beforeAll(async () => {
  db = await openDb();
  mei = await db.person('Mei', { roles: ['publisher'] });
});
afterAll(() => db.close());

interface Answer {
  total: number;
  good: number;
  bad: { line: number; code: string; field: string }[];
  created: number;
  changed: number;
  unchanged: number;
}
const ask = async (call: string, parameters: unknown[]) =>
  (await db.as(mei, (q) => q(`select public.${call} as answer`, parameters)))[0]!.answer as Answer;
const check = (id: string, text: string) =>
  ask(`check_import($1, 'places.csv', 'csv', 'wgs84', $2::text::jsonb)`, [
    id,
    JSON.stringify(readCsv(text, 'wgs84', { status: 'published' }))
  ]);

test(
  'of ten thousand lines with one in twenty bad, all good ones go in and each bad one is named',
  { timeout: 240_000 },
  async () => {
    const faults: [string, string][] = [
      ['kind', 'word_unknown'],
      ['lat', 'position_far'],
      ['name_en', 'needed'],
      ['checked_at', 'date_wrong'],
      ['subdistricts', 'subdistrict_unknown']
    ];
    const expected: { line: number; field: string; code: string }[] = [];
    const lines = Array.from({ length: 10_000 }, (_, i) => {
      const row: Record<string, string> = {
        name_zh: `第${i}园`,
        name_en: `Imported Garden ${i}`,
        name_pinyin: `di ${i} yuan`,
        kind: 'pocket_park',
        lat: String(39.85 + ((i * 7919) % 10007) / 50035),
        lng: String(116.38 + ((i * 104_729) % 10009) / 40036),
        position_quality: 'sourced',
        subdistricts: '110105012',
        source: 'a list',
        data_quality: 'sourced',
        checked_at: '2026-11-01',
        toilet: i % 3 ? 'yes' : 'no'
      };
      if (i % 20 === 7) {
        const [field, code] = faults[Math.floor(i / 20) % faults.length]!;
        row[field] = { kind: 'moon', lat: '139', name_en: '', checked_at: '2026-02-30', subdistricts: '999' }[field]!;
        expected.push({ line: i + 2, field, code: field === 'lat' ? 'position_far' : code });
      }
      return row;
    });
    const header = Object.keys(lines[0]!);
    const text = [header.join(), ...lines.map((row) => header.map((name) => row[name]).join())].join('\n');
    const id = '0e000000-0000-4000-8000-000000000901';
    const begun = performance.now();
    const looked = await check(id, text);
    expect(looked).toMatchObject({ total: 10_000, good: 9_500 });
    expect(looked.bad.map(({ line, field, code }) => ({ line, field, code }))).toEqual(expected);
    const went = await ask('apply_import($1, $2)', [id, 'good']);
    console.log(`import of 10,000 lines, 500 bad: ${Math.round(performance.now() - begun)} ms for dry run and import`);
    expect(went).toMatchObject({ created: 9_500, changed: 0, unchanged: 0, good: 9_500 });
    const [found] = await db.sql(
      `select count(*)::int as places, count(distinct code)::int as codes, count(*) filter (where needs = '{toilet}')::int as toilets
     from public.places where source = 'a list'`,
      []
    );
    expect(found).toMatchObject({ places: 9_500, codes: 9_500 });
    const [searched] = await db.sql(
      `select count(*)::int as n from private.place_search s join public.places p on p.id = s.place_id where p.source = 'a list'`,
      []
    );
    expect(searched!.n).toBe(9_500);
  }
);

test('what was exported comes back without a change', async () => {
  const before = (await db.as(mei, (q) => q('select public.export_places() as answer', [])))[0]!.answer as Exported[];
  const few = before.slice(0, 300);
  const id = '0e000000-0000-4000-8000-000000000902';
  const looked = await check(id, placesCsv(few));
  expect(looked.bad).toEqual([]);
  expect(await ask('apply_import($1, $2)', [id, 'all'])).toMatchObject({ created: 0, changed: 0, unchanged: 300 });
});

test('a new place with an address of its own begins as its editor chose, and one that is there keeps its state', async () => {
  const id = '0e000000-0000-4000-8000-000000000903';
  const of = async (slug: string) =>
    (await db.sql('select status::text, name_en from public.places where slug = $1', [slug]))[0];
  const text = [
    'slug,name_zh,name_en,kind,subdistricts,source,data_quality,status',
    'named-garden,有名园,Named Garden,garden,110105012,a list,sourced,',
    'told-garden,自述园,Told Garden,garden,110105012,a list,sourced,archived',
    'chaoyang-park,朝阳公园,Chaoyang Park in a file,park,110105012,a list,sourced,'
  ].join('\n');
  const rows = JSON.stringify(readCsv(text, 'wgs84', { status: 'draft' }));
  const looked = await ask(`check_import($1, 'places.csv', 'csv', 'wgs84', $2::text::jsonb)`, [id, rows]);
  expect(looked).toMatchObject({ good: 3, bad: [] });
  await ask('apply_import($1, $2)', [id, 'all']);
  expect(await of('named-garden')).toEqual({ status: 'draft', name_en: 'Named Garden' });
  expect(await of('told-garden')).toEqual({ status: 'archived', name_en: 'Told Garden' });
  expect(await of('chaoyang-park')).toEqual({ status: 'published', name_en: 'Chaoyang Park in a file' });
  // The same file again changes nothing.
  const again = '0e000000-0000-4000-8000-000000000904';
  await ask(`check_import($1, 'places.csv', 'csv', 'wgs84', $2::text::jsonb)`, [again, rows]);
  expect(await ask('apply_import($1, $2)', [again, 'all'])).toMatchObject({ created: 0, changed: 0, unchanged: 3 });
  // A file that was not read by us may say nothing of it: that is named.
  const bare = '0e000000-0000-4000-8000-000000000905';
  const [{ new_status: _, ...first }] = JSON.parse(rows) as [Record<string, unknown>];
  expect(
    await ask(`check_import($1, 'places.csv', 'csv', 'wgs84', $2::text::jsonb)`, [
      bare,
      JSON.stringify([{ ...first, slug: 'bare-garden' }])
    ])
  ).toMatchObject({ good: 0, bad: [{ line: 2, code: 'needed', field: 'status' }] });
});
