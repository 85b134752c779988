import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDb, type TestDb } from './harness.ts';

// A report that becomes public looks up its followers; what that costs must not grow with the followers of other places.
let db: TestDb;
beforeAll(async () => {
  db = await openDb();
  await db.sql(`
    insert into public.follows (id, email, lang, lat, lng, radius_m, pace, created_at, confirmed_at)
    select gen_random_uuid(), 'a' || i || '@example.org', 'zh', 39.80 + (i % 200) * 0.0018, 116.30 + (i / 200) * 0.0046, 300, 'daily', now(), now()
    from generate_series(1, 20000) i;
    insert into public.follows (id, email, lang, subdistrict_code, pace, created_at, confirmed_at)
    select gen_random_uuid(), 'b' || i || '@example.org', 'zh', d.code, 'daily', now(), now()
    from generate_series(1, 300) i cross join (select code from public.subdistricts) d;
    analyze public.follows`);
}, 120_000);
afterAll(() => db.close());

interface Node {
  'Actual Rows': number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
}

async function cost(call: string): Promise<{ rows: number; pages: number }> {
  await db.sql(`select count(*) from ${call}`);
  const [row] = await db.sql(`explain (analyze, buffers, format json) select * from ${call}`);
  const [{ Plan: plan }] = Object.values(row!)[0] as [{ Plan: Node }];
  return { rows: plan['Actual Rows'], pages: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'] };
}

const whole = async () => Number((await db.sql(`select pg_relation_size('public.follows') / 8192 as pages`))[0]!.pages);

test('the circles around a point are found by the squares beside it, not one by one', async () => {
  const { rows, pages } = await cost(`private.area_followers('no subdistrict', 'air', 'air.fume', 39.95, 116.46)`);
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThan(20);
  expect(pages).toBeLessThan((await whole()) / 2);
});

test('the followers of a subdistrict are found by its code', async () => {
  const { rows, pages } = await cost(
    `private.area_followers('110105012', 'air', 'air.fume', null::float8, null::float8)`
  );
  expect(rows).toBe(300);
  expect(pages).toBeLessThan(300 + 30);
});
