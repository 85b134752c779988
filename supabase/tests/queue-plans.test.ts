import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDb, type Person, type TestDb } from './harness.ts';

// What staff and residents ask of the cases costs its rows, at any size: pages of 8 kB that a call touches, row-level
// security on, among ten thousand reports of which three thousand are open, late, contested or waiting for a unit.
const ROWS = 10_000;
const UNIT = '110105012';
let db: TestDb;
const who = {} as Record<'moderator' | 'handler' | 'owner', Person>;

beforeAll(async () => {
  db = await openDb();
  who.moderator = await db.person('Mei', { roles: ['moderator'] });
  who.handler = await db.person('Hao', { roles: ['handler'], unit: UNIT });
  who.owner = await db.person('Lin');
  await db.sql(`
    insert into public.reports (
      id, code, key_hash, content_hash, author_id, lang, category_code, description, lat, lng, subdistrict_code, received_at,
      status, outcome, asked_by, lead_unit_code, stage_since, stage_due_at, due_at, ended_at, counts_from, updated_at, photos_complete_at, place, assists
    )
    select ('00000000-0000-4000-9000-' || lpad(i::text, 12, '0'))::uuid,
      'CY-' || translate(upper(lpad(to_hex(i), 4, '0')), '01', 'GH') || '-2222', '', '',
      case when i % 250 = 0 then '${who.owner.id}'::uuid end, 'zh', 'air.fume', 'words', 39.9, 116.4, '110105012', m.at,
      s.status, case when s.status = 'closed' then 'solved'::public.report_outcome end,
      case when s.status = 'needs_info' then 'moderator'::public.report_party end, '${UNIT}', m.at, m.at + interval '20 days',
      m.at + interval '40 days', case when s.status = 'closed' then m.at end, m.at, m.at, m.at,
      case when i % 30 in (7, 9) then 'chaoyang-park' end,
      -- The unit assists in every open case that was dispatched: as the first, second or third, and in some as the fourth.
      (case when o.open not in ('submitted', 'accepted') then case when i % 99 = 0 then '{ecology,water,housing,${UNIT}}'
        else (array['{ecology,water,${UNIT}}', '{ecology,${UNIT}}', '{${UNIT}}'])[i % 9 / 3 + 1] end end)::text[]
    from generate_series(1, ${String(ROWS)}) i
    cross join lateral (select '2025-11-01'::timestamptz + i * interval '40 minutes' as at) m
    cross join lateral (select (array['submitted', 'needs_info', 'accepted', 'dispatched', 'in_progress', 'deferred', 'resolved',
      'reopened'])[case when i % 3 = 0 then 1 + i / 3 % 8 end]::public.report_status as open) o
    cross join lateral (select coalesce(o.open, 'closed') as status) s;
    -- Some of each kind, as a district has them: the planner reads the first page of every index that is empty, once for each walk.
    update public.reports r set landmark = '枣营北里', photos_since = r.received_at,
      place = 'chaoyang-park', again_of = '00000000-0000-4000-9000-000000000001'
    where r.status = 'closed' and right(r.id::text, 3) = '997';
    insert into public.report_events (report_id, party, move, to_status, created_at)
    select r.id, 'moderator', 'close', 'closed', r.ended_at from public.reports r where r.status = 'closed';
    insert into public.appeals (id, report_id, contested_event_id, words, lang, created_at)
    select gen_random_uuid(), e.report_id, e.id, 'not so', 'en', e.created_at from public.report_events e where e.id % 5 = 0;
    insert into public.report_units (report_id, unit_code, part, since)
    select r.id, a.unit_code, 'assist', r.received_at
    from public.reports r cross join lateral unnest(r.assists) with ordinality as a (unit_code, position)
    order by r.id, a.position;
    select private.count_queues();
    analyze public.reports; analyze public.appeals; analyze public.report_units`);
}, 240_000);
afterAll(() => db.close());

interface Node {
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
}

/** Pages of 8 kB that a call touches; a first call warms the session's caches. */
async function buffers(asked: Person, call: string): Promise<number> {
  const [row] = await db.as(asked, async (q) => {
    await q(`select ${call}`);
    return q(`explain (analyze, buffers, format json) select ${call}`);
  });
  const [{ Plan: plan }] = Object.values(row!)[0] as [{ Plan: Node }];
  return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
}
const rows = async (asked: Person, call: string) =>
  (await db.as(asked, (q) => q(`select ${call} as answer`)))[0]!.answer as Record<string, unknown>[];

describe('at ten thousand reports', () => {
  const middle = `after_at => '2026-03-01', after_id => '00000000-0000-0000-0000-000000000000'`;
  test.each([
    ...['screen', 'asked', 'dispatch', 'overdue', 'callback', 'appeals', 'all_open'].map(
      (name) => ['moderator', name] as const
    ),
    ...['take_on', 'in_hand', 'assisting', 'waiting', 'overdue'].map((name) => ['handler', name] as const)
  ])('a page of the %s’s queue “%s”, the first and one in the middle', async (role, name) => {
    for (const call of [`public.report_queue('${name}')`, `public.report_queue('${name}', ${middle})`]) {
      expect(await rows(who[role], call)).toHaveLength(50);
      expect(await buffers(who[role], call), call).toBeLessThanOrEqual(50 + 20);
    }
  });

  // One in fifteen names the park, open ones and contested ones: a page costs its rows and twenty, wherever they lie in the queue.
  test.each(['all_open', 'overdue', 'appeals'])('the cases of one place in the queue “%s”', async (name) => {
    for (const more of ['', `, ${middle}`]) {
      const call = `public.report_queue('${name}', filters => '{"place": "chaoyang-park"}'${more})`;
      const told = await rows(who.moderator, call);
      expect(told.length).toBeGreaterThan(20);
      expect(await buffers(who.moderator, call), call).toBeLessThanOrEqual(told.length + 20);
    }
  });

  // Ten may assist in a case, and each finds it in its own queue.
  test('the queue of a unit that assists holds it wherever it stands', async () => {
    const places = new Set<number>();
    for (const row of await rows(who.handler, `public.report_queue('assisting', size => 200)`)) {
      const [{ place } = { place: 0 }] = await db.sql(
        `select array_position(r.assists, $2) as place from public.reports r where r.id = $1`,
        [row.id, UNIT]
      );
      places.add(Number(place));
    }
    expect([...places].toSorted()).toEqual([1, 2, 3, 4]);
  });

  test('what is overdue begins with what has been late longest', async () => {
    const late = await rows(who.moderator, `public.report_queue('overdue')`);
    const since = late.map((row) => String(row.since));
    expect(since).toEqual(since.toSorted());
    expect(since[0]! < new Date().toISOString()).toBe(true);
  });

  // A page of the table less would do on a server whose tables are vacuumed.
  test('the numbers of the queues', async () => {
    const told = await rows(who.moderator, 'public.report_queues()');
    expect(told.map(({ n }) => Number(n)).filter((n) => n > 300).length).toBeGreaterThan(5);
    expect(await buffers(who.moderator, 'public.report_queues()')).toBeLessThanOrEqual(12);
    expect(await buffers(who.handler, 'public.report_queues()')).toBeLessThanOrEqual(16);
  });

  test('one’s own forty reports, each read once', async () => {
    expect(await rows(who.owner, `public.my_reports('{}')`)).toHaveLength(40);
    expect(await buffers(who.owner, `public.my_reports('{}')`)).toBeLessThanOrEqual(40 + 20);
  });

  // Others of the same problem are found around it and by the landmark, not among all of the category.
  test('others of the same problem, in the middle of many and alone', async () => {
    const [crowded, alone] = ['00000000-0000-4000-9000-000000009999', '00000000-0000-4000-9000-000000009998'];
    await db.sql(`update public.reports set lat = 40.05, lng = 116.6 where id = $1`, [alone!]);
    for (const [id, others] of [
      [crowded, 10],
      [alone, 0]
    ] as const) {
      const call = `select private.other_reports(r) as answer from public.reports r where r.id = '${id!}'`;
      await db.sql(`select set_config('app.now', '2026-08-10', false)`, []);
      const [found] = await db.sql(call, []);
      expect(found!.answer).toHaveLength(others);
      const [row] = await db.sql(`explain (analyze, buffers, format json) ${call}`, []);
      await db.sql(`select set_config('app.now', '', false)`, []);
      const [{ Plan: plan }] = Object.values(row!)[0] as [{ Plan: Node }];
      expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks'], id).toBeLessThanOrEqual(others + 20);
    }
  });

  test('the figures of the first page', async () => {
    expect(await buffers(who.owner, 'public.home_figures()')).toBeLessThanOrEqual(8);
  });
});
