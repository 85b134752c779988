import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDb, type Person, type TestDb } from './harness.ts';

// What staff ask of the reported sites costs the same at any size: pages of 8 kB that a call touches, row-level
// security on, among ten thousand sites and twenty thousand linked reports.
const SITES = 10_000;
let db: TestDb;
let moderator: Person;
let handler: Person;
const siteId = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

beforeAll(async () => {
  db = await openDb();
  moderator = await db.person('Mei');
  handler = await db.person('Hao');
  await db.sql(`
    insert into public.user_roles (user_id, role, unit_code)
    values ('${moderator.id!}', 'moderator', null), ('${handler.id!}', 'handler', '110105012');
    alter table public.report_sites disable trigger count_linked;
    insert into public.sites (
      id, kind, name_zh, name_en, landmark, subdistrict_code, lat, lng, root_id, created_at, updated_at, active_at, reports
    )
    select k.id, (enum_range(null::public.site_kind))[1 + i % 10],
      chr(19968 + i * 7 % 3000) || chr(19968 + i * 13 % 3000) || '小馆' || chr(19968 + i % 500), 'Place ' || i,
      chr(19968 + i * 11 % 2000) || '路', d.code, d.lat + (i % 40 - 20) * 0.0005, d.lng + (i % 47 - 23) * 0.0005,
      k.id, m.at, m.at, m.at, 2
    from generate_series(1, ${String(SITES)}) i
    cross join lateral (select '2026-01-01'::timestamptz + i * interval '40 minutes' as at) m
    cross join lateral (select ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid as id) k
    join (select code, lat, lng, row_number() over (order by code) as n from public.subdistricts) d on d.n = i * 7 % 43 + 1;
    insert into public.reports (
      id, code, key_hash, content_hash, lang, category_code, description, lat, lng, subdistrict_code, received_at,
      status, lead_unit_code, stage_since, counts_from, updated_at, photos_complete_at
    )
    select ('00000000-0000-4000-9000-' || lpad(i::text, 12, '0'))::uuid,
      'CY-' || translate(upper(lpad(to_hex(i), 4, '0')), '01', 'GH') || '-2222', '', '', 'zh', c.code,
      'words', s.lat, s.lng, s.subdistrict_code, s.active_at, 'in_progress', '110105012', s.active_at, s.active_at, s.active_at, s.active_at
    from generate_series(1, ${String(SITES)} * 2) i
    join (select code, row_number() over (order by code) as n, count(*) over () as all_of from public.categories) c
      on c.n = i % c.all_of + 1
    join public.sites s on s.id = ('00000000-0000-4000-8000-' || lpad(((i + 1) / 2)::text, 12, '0'))::uuid;
    insert into public.report_sites (report_id, site_id, linked_at)
    select r.id, s.id, r.received_at
    from generate_series(1, ${String(SITES)} * 2) i
    join public.reports r on r.id = ('00000000-0000-4000-9000-' || lpad(i::text, 12, '0'))::uuid
    join public.sites s on s.id = ('00000000-0000-4000-8000-' || lpad(((i + 1) / 2)::text, 12, '0'))::uuid;
    insert into public.report_units (report_id, unit_code, part, since)
    select r.id, '110105012', 'lead', r.received_at from public.reports r order by r.received_at desc limit 300;
    analyze public.sites; analyze public.reports; analyze public.report_sites; analyze public.report_units`);
}, 120_000);
afterAll(() => db.close());

interface Node {
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
}

/** Pages of 8 kB that a call touches; a first call warms the session's caches. */
async function buffers(who: Person, call: string): Promise<number> {
  const [row] = await db.as(who, async (q) => {
    await q(`select ${call}`);
    return q(`explain (analyze, buffers, format json) select ${call}`);
  });
  const [{ Plan: plan }] = Object.values(row!)[0] as [{ Plan: Node }];
  return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
}

async function answer(who: Person, call: string): Promise<Record<string, unknown[]>> {
  const [row] = await db.as(who, (q) => q(`select ${call} as answer`));
  return row!.answer as Record<string, unknown[]>;
}

describe('at ten thousand sites', () => {
  const middle = `after_at => '2026-06-01', after_id => '${siteId(1)}'`;
  // A card looks for the names that were merged into the site: three pages of an index for each.
  test.each([
    ['those last used', `public.site_list()`, 51 * 4 + 60],
    ['those in the middle', `public.site_list(${middle})`, 51 * 4 + 60],
    ['a kind in the middle', `public.site_list(filters => '{"kind": "machine"}', ${middle})`, 51 * 5 + 60],
    ['a subdistrict', `public.site_list(filters => '{"subdistrict_code": "110105012"}', ${middle})`, 51 * 5 + 60],
    [
      'a kind in a subdistrict',
      `public.site_list(filters => '{"kind": "machine", "subdistrict_code": "110105012"}')`,
      600
    ]
  ])('%s in the list', async (_, call, most) => {
    expect((await answer(moderator, call)).rows!.length).toBeGreaterThan(0);
    expect(await buffers(moderator, call)).toBeLessThanOrEqual(most);
  });

  test('a name, and one that nobody has', async () => {
    const [site] = await db.sql(`select name_zh from public.sites where id = $1`, [siteId(4_321)]);
    const call = `public.site_list('${String(site!.name_zh)}')`;
    expect((await answer(moderator, call)).rows!.length).toBeGreaterThan(0);
    expect(await buffers(moderator, call)).toBeLessThanOrEqual(200);
    expect(await buffers(moderator, `public.site_list('龘靐齉')`)).toBeLessThanOrEqual(200);
  });

  test('those near a case', async () => {
    const call = `public.site_list(filters => '{"near": "00000000-0000-4000-9000-000000000077"}')`;
    expect((await answer(moderator, call)).rows!.length).toBeGreaterThan(0);
    expect(await buffers(moderator, call)).toBeLessThanOrEqual(1_200);
  });

  test('those of a unit', async () => {
    const { rows } = await answer(handler, 'public.site_list(size => 100)');
    expect(rows!.length).toBeGreaterThan(0);
    // Its three hundred cases are looked up one by one, and no others.
    expect(await buffers(handler, 'public.site_list(size => 100)')).toBeLessThanOrEqual(300 * 14 + 1_000);
  });

  test('one site, and what a case may be about or merged into', async () => {
    expect(await buffers(moderator, `public.site_page('${siteId(77)}')`)).toBeLessThanOrEqual(300);
    const id = `'00000000-0000-4000-9000-000000000077'`;
    expect(await buffers(moderator, `public.merge_candidates(${id})`)).toBeLessThanOrEqual(3_000);
    await db.sql(`delete from public.report_sites where report_id = ${id}`);
    expect(await buffers(moderator, `public.case_site(${id})`)).toBeLessThanOrEqual(4_000);
  });
});
