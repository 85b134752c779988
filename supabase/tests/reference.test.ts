import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { isFar } from '../../src/lib/reports/form/farAway.ts';
import { sqlFiles } from '../../src/lib/server/embedded/migrate.ts';
import { openDb } from './harness.ts';

const db = await openDb();
afterAll(() => db.close());

const tables = [
  'subdistricts',
  'units',
  'measures',
  'category_groups',
  'categories',
  'category_questions',
  'dispatch_catalogue',
  'stage_limits',
  'calendar_years',
  'calendar_days',
  'office_hours',
  'response_templates',
  'places',
  'place_subdistricts',
  'place_names',
  'place_flowers',
  'flowers',
  'landmarks',
  'routes',
  'route_stops',
  'route_lines',
  'waterways',
  'reaches',
  'reach_subdistricts',
  'chiefs'
];
const everything = () =>
  Promise.all(tables.map((table) => db.sql(`select to_jsonb(t) as row from public.${table} t order by 1`, [])));

test('the reference data can be applied again, and an administrator’s change survives', async () => {
  await db.sql(`update stage_limits set working_days = 9 where status = 'total' and category_code is null`, []);
  const before = await everything();
  for (const { text } of sqlFiles('seed/reference')) await db.sql(text);
  expect(await everything()).toEqual(before);
  expect(before.every((rows) => rows.length > 0)).toBe(true);
});

test('the measures are complete, in order and in both languages', async () => {
  const rows = await db.sql(`select number, text_zh, text_en from measures order by number`, []);
  expect(rows.map((row) => row.number)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
  for (const { text_zh } of rows) expect(text_zh).toMatch(/。$/);
  for (const { text_en } of rows) expect(text_en).not.toMatch(/[\u4e00-\u9fff]/);
});

test('the outline on the map and the outline in the database are the same', async () => {
  const outline = readFileSync('static/map/outline.json', 'utf8');
  const [row] = await db.sql(
    `select count(*)::int as corners, max(private.outside_m((c ->> 1)::float, (c ->> 0)::float)) as furthest
     from jsonb_array_elements($1::text::jsonb #> '{geometry,coordinates}') p, jsonb_array_elements(p -> 0) c`,
    [outline]
  );
  expect(row!.corners).toBe(153);
  expect(row!.furthest).toBeLessThan(2);
});

test('the form says of the same places as the database that they are too far away', async () => {
  const places = [39.7, 39.79, 39.81, 39.9, 40, 40.05, 40.1, 40.2].flatMap((lat) =>
    [116.2, 116.34, 116.37, 116.45, 116.55, 116.63, 116.66, 117].map((lng) => ({ lat, lng }))
  );
  const rows = await db.sql(
    `select p.lat, p.lng, private.outside_m(p.lat, p.lng) > 1000 as far
     from jsonb_to_recordset($1::text::jsonb) as p (lat float, lng float)`,
    [JSON.stringify(places)]
  );
  expect(rows.map(({ far }) => far)).toEqual(rows.map(({ lat, lng }) => isFar({ lat: Number(lat), lng: Number(lng) })));
  expect(new Set(rows.map(({ far }) => far)).size).toBe(2);
});
