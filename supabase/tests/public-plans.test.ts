import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDb, type Query, type TestDb } from './harness.ts';

// Bars P5 and P6: what anonymous readers ask for costs the same at any size. Counted as the visitor's role, with
// row-level security on; a first call warms the session's caches, as a server's connection is warm.
const ROWS = 10_000;
let db: TestDb;

beforeAll(async () => {
  db = await openDb();
  // What is old is closed, as in life: a list of a stage must not look through all the others for what is not there.
  await db.sql(`
    insert into public.reports (
      id, code, key_hash, content_hash, lang, category_code, description, lat, lng, subdistrict_code, received_at,
      status, stage_since, counts_from, updated_at, publish, accepted_at, published_at, photos_complete_at
    )
    select gen_random_uuid(), 'CY-' || translate(upper(lpad(to_hex(i), 4, '0')), '01', 'GH') || '-2222', '', '', 'zh', c.code,
      'words', d.lat + (i % 40 - 20) * 0.0005, d.lng + (i % 47 - 23) * 0.0005, d.code, m.at, 'accepted', m.at, m.at, m.at, true, m.at, m.at, m.at
    from generate_series(1, ${String(ROWS)}) i
    cross join lateral (select '2026-01-01'::timestamptz + i * interval '40 minutes' as at) m
    join (select code, row_number() over (order by code) as n, count(*) over () as all_of from public.categories) c
      on c.n = i % c.all_of + 1
    join (select code, lat, lng, row_number() over (order by code) as n from public.subdistricts) d on d.n = i * 7 % 43 + 1;
    insert into public.published_reports (
      report_id, category_code, group_code, subdistrict_code, lat, lng, precision, month, stage, published_at, changed_at
    )
    select r.id, c.code, c.group_code, r.subdistrict_code, r.lat, r.lng, 'exact', date_trunc('month', r.received_at)::date,
      (array[case when r.received_at < '2026-08-01' then 'closed' else 'open' end, 'closed', 'closed', 'closed', 'answered'])[1 + (row_number() over (order by r.received_at))::int % 5]::public.report_stage,
      r.received_at, r.received_at
    from public.reports r join public.categories c on c.code = r.category_code
    order by r.received_at;
    analyze public.published_reports; analyze public.report_cells`);
}, 120_000);
afterAll(() => db.close());

interface Node {
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
}

/** Asked on a day when the newest of the reports are some weeks old, whenever this runs. */
const asVisitor = <T>(act: (q: Query) => Promise<T>) => db.at('2026-11-24T10:00:00+08:00', () => db.as(null, act));

/** Pages of 8 kB that a call touches. */
async function buffers(call: string): Promise<number> {
  const [row] = await asVisitor(async (q) => {
    await q(`select ${call}`);
    return q(`explain (analyze, buffers, format json) select ${call}`);
  });
  const [{ Plan: plan }] = Object.values(row!)[0] as [{ Plan: Node }];
  return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
}

async function answer(call: string): Promise<Record<string, unknown[]>> {
  const [row] = await asVisitor((q) => q(`select ${call} as answer`));
  return row!.answer as Record<string, unknown[]>;
}

const district = 'array[116.34, 39.80, 116.65, 40.11]';

describe('at ten thousand reports', () => {
  test.each([
    ['the whole district', `public.public_map(${district}, 10)`, 50],
    ['the district in one group', `public.public_map(${district}, 11, '{"group": "air"}')`, 50],
    ['the whole world', `public.public_map(array[-180, -85, 180, 85], 2)`, 50],
    // 139 reports in the squares of the street; each is looked up until the table was vacuumed, then a page holds many.
    ['a street', `public.public_map(array[116.46, 39.935, 116.47, 39.942], 17)`, 139 + 30]
  ])('%s on the map', async (_, call, most) => {
    const { cells, points } = await answer(call);
    expect(cells!.length + points!.length).toBeGreaterThan(0);
    expect(cells!.length + points!.length).toBeLessThanOrEqual(200);
    expect(JSON.stringify(await answer(call)).length).toBeLessThan(40_000);
    expect(await buffers(call)).toBeLessThanOrEqual(most);
  });

  // One stretch of one index: its squares, each looked up until the table was vacuumed, and not one for each group and stage.
  test('the whole district costs its squares', async () => {
    for (const filter of ['{}', '{"group": "air"}', '{"stage": "open"}', '{"group": "noise", "stage": "closed"}']) {
      const call = `public.public_map(${district}, 10, '${filter}')`;
      const { cells } = await answer(call);
      expect(cells!.length, filter).toBeGreaterThan(5);
      expect(await buffers(call), filter).toBeLessThanOrEqual(cells!.length + 10);
    }
  });

  // A count changes with each publication; its square stays where it lies, so a view costs the same after years.
  test('squares lie side by side, however often they changed', async () => {
    await db.sql('select private.rebuild_cells()');
    for (let i = 0; i < 200; i++)
      await db.sql(`
        update public.published_reports set stage = case stage when 'open' then 'closed' else 'open' end::public.report_stage
        where report_id = (select report_id from public.published_reports order by report_id offset ${String(i % 20)} limit 1)`);
    for (const filter of ['{}', '{"group": "air"}', '{"stage": "open"}'])
      expect(await buffers(`public.public_map(${district}, 10, '${filter}')`), filter).toBeLessThanOrEqual(10);
  });

  test('a category or a subdistrict in the list is one walk', async () => {
    for (const filter of ['{"category": "air.fume"}', '{"subdistrict": "110105012"}']) {
      const call = `public.public_list('${filter}', '2026-05-01', '00000000-0000-0000-0000-000000000000', 50)`;
      const { rows } = await answer(call);
      expect(await buffers(call), filter).toBeLessThanOrEqual(rows!.length + 10);
    }
  });

  // Offered while somebody writes a report: from the few that are open or ended of late, not from all of that kind.
  test('the same problem, by a point and by its subdistrict', async () => {
    const [here] = await db.sql(
      `select category_code, subdistrict_code, lat, lng from public.published_reports where stage = 'open' order by published_at limit 1`,
      []
    );
    const { category_code, subdistrict_code, lat, lng } = here as Record<string, string>;
    for (const place of [`${lat}, ${lng}`, `null, null, '${subdistrict_code}'`]) {
      const call = `public.same_problems('${category_code}', ${place})`;
      expect(await answer(call), place).not.toEqual([]);
      const offered = (await answer(call)) as unknown as unknown[];
      expect(await buffers(call), place).toBeLessThanOrEqual(offered.length + 20);
    }
  });

  // Beside its rows a narrowed page costs the planner's looks at the ends of the indexes, at any size.
  const middle = `'2026-05-01', '00000000-0000-0000-0000-000000000000', 50`;
  test.each([
    ['the newest', `public.public_list('{}', null, null, 50)`, 12],
    ['those in the middle', `public.public_list('{}', ${middle})`, 12],
    ['one category', `public.public_list('{"category": "air.fume"}', ${middle})`, 50 + 20],
    [
      'one group in one subdistrict',
      `public.public_list('{"group": "air", "subdistrict": "110105012"}', ${middle})`,
      50 + 20
    ],
    ['what is answered', `public.public_list('{"stage": "answered"}', ${middle})`, 50 + 20],
    ['one group', `public.public_list('{"group": "other"}', ${middle})`, 50 + 20],
    // Picked inside the index, from between what is open.
    ['what is closed in one category', `public.public_list('{"category": "air.fume", "stage": "closed"}')`, 50 + 20],
    [
      'what is closed in one subdistrict',
      `public.public_list('{"subdistrict": "110105012", "stage": "closed"}')`,
      50 + 20
    ],
    [
      'one category in one subdistrict, of a time',
      `public.public_list('{"category": "air.fume", "subdistrict": "110105012", "days": 400}')`,
      50 + 20
    ]
  ])('%s in the list', async (_, call, most) => {
    expect((await answer(call)).rows!.length).toBeGreaterThan(0);
    expect(await buffers(call)).toBeLessThanOrEqual(most);
  });

  // Where nothing is open any more, nothing is read: not all that is closed.
  test('what is open, from before anything is', async () => {
    const call = `public.public_list('{"stage": "open"}', ${middle})`;
    expect((await answer(call)).rows).toEqual([]);
    expect((await answer(`public.public_list('{"stage": "open"}')`)).rows).toHaveLength(20);
    expect(await buffers(call)).toBeLessThanOrEqual(12);
  });
});
