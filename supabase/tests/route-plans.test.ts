import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDb, type TestDb } from './harness.ts';

// What a list and a page of routes cost: pages of 8 kB that a call touches, at twenty routes and at two thousand.
let db: TestDb;
beforeAll(async () => {
  db = await openDb();
});
afterAll(() => db.close());

const buffers = async (call: string) => {
  const [row] = await db.as(null, async (q) => {
    await q(`select public.${call}`);
    return q(`explain (analyze, buffers, format json) select public.${call}`);
  });
  const [{ Plan: plan }] = Object.values(row!)[0] as [{ Plan: Record<string, number> }];
  return plan['Shared Hit Blocks']! + plan['Shared Read Blocks']!;
};

const grow = (from: number, to: number) =>
  db.sql(`
    insert into public.routes (slug, kind, name_zh, name_en, source, data_quality, status, position)
    select 'x-' || i, 'nature', '路' || i, 'Walk ' || i, 'made', 'demo', 'published', 1000 + i from generate_series(${String(from)}, ${String(to)}) i;
    insert into public.route_stops (route_id, number, name_zh, name_en, place_id, source)
    select r.id, n, '站', 'Stop', p.id, 'made' from public.routes r, generate_series(1, 8) n
    join (select id, row_number() over (order by id) as k from public.places) p on p.k = n
    where r.slug like 'x-%' on conflict do nothing;
    analyze public.routes; analyze public.route_stops`);

test('a list costs the same among two thousand routes, and a rare wish looks at no more than five hundred', async () => {
  const calls = ['list_routes()', `list_routes(kinds => '{waterfront}')`, `route_page('liangma-river')`];
  await grow(1, 600);
  const before = [];
  for (const call of calls) before.push(await buffers(call));
  const rare = await buffers(`list_routes(needs => '{dogs}')`);
  await grow(601, 2000);
  for (const [i, call] of calls.entries()) {
    const after = await buffers(call);
    console.log(`${call}: ${String(before[i])} buffers at 600 routes, ${String(after)} at 2,000`);
    expect(after).toBeLessThanOrEqual(before[i]! * 1.5);
  }
  expect(await buffers(`list_routes(needs => '{dogs}')`)).toBeLessThanOrEqual(rare * 1.5);
});

test('who answers for a river costs the same among three thousand reaches', async () => {
  const calls = [`find_chiefs(subdistrict => '110105012')`, `find_chiefs(board => 'X-7')`, `waterway_page('liangma')`];
  const grow = (from: number, to: number) =>
    db.sql(`
      insert into public.waterways (slug, kind, name_zh, name_en, source, data_quality, status)
      select 'x-' || i, 'ditch', '沟' || i, 'Ditch ' || i, 'made', 'demo', 'published' from generate_series(${String(from)}, ${String(to)}) i;
      insert into public.reaches (waterway_id, number, name_zh, name_en, source)
      select id, 1, '段', 'Reach ' || slug, 'made' from public.waterways where slug like 'x-%' on conflict do nothing;
      insert into public.reach_subdistricts (reach_id, subdistrict_code, source)
      select r.id, '110105033', 'made' from public.reaches r where r.name_en like 'Reach x-%' on conflict do nothing;
      insert into public.reach_boards (code, reach_id, source)
      select upper(replace(name_en, 'Reach ', '')), id, 'made' from public.reaches where name_en like 'Reach x-%' on conflict do nothing;
      insert into public.chiefs (kind, level, post_zh, post_en, reach_id, source, status)
      select 'river', 'community', '职', 'Post', r.id, 'made', 'published' from public.reaches r
      where r.name_en like 'Reach x-%' and not exists (select from public.chiefs c where c.reach_id = r.id);
      analyze public.waterways; analyze public.reaches; analyze public.reach_subdistricts; analyze public.reach_boards; analyze public.chiefs`);
  await grow(1, 500);
  const before = [];
  for (const call of calls) before.push(await buffers(call));
  await grow(501, 3000);
  for (const [i, call] of calls.entries()) {
    const after = await buffers(call);
    console.log(`${call}: ${String(before[i])} buffers at 500 reaches, ${String(after)} at 3,000`);
    expect(after).toBeLessThanOrEqual(before[i]! * 1.5);
  }
});
