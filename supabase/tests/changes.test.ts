import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDb, type Query, type TestDb } from './harness.ts';

// Reading what is new: nobody misses anything, whoever writes at the same moment, and it costs what is new.
// That a copy kept by changes is the list itself, in random stories: public-surfaces.property.test.ts.

let db: TestDb;
const ROWS = 10_000;
const AREA = '110105012';

const insert = (from: number, to: number) => `
  insert into public.reports (
    id, code, key_hash, content_hash, lang, category_code, description, lat, lng, subdistrict_code, received_at,
    status, stage_since, counts_from, updated_at, publish, accepted_at, published_at, photos_complete_at
  )
  select md5('change' || i)::uuid, 'CY-' || translate(upper(lpad(to_hex(i), 4, '0')), '01', 'GH') || '-2222', '', '', 'zh', c.code,
    'words', 39.94, 116.46, d.code, m.at, 'accepted', m.at, m.at, m.at, true, m.at, m.at, m.at
  from generate_series(${String(from)}, ${String(to)}) i
  cross join lateral (select '2026-01-01'::timestamptz + i * interval '40 minutes' as at) m
  cross join (select code from public.categories where precision = 'exact' order by code limit 1) c
  join (select code, row_number() over (order by code) as n from public.subdistricts) d on d.n = i * 7 % 43 + 1;
  insert into public.published_reports (
    report_id, category_code, group_code, subdistrict_code, lat, lng, precision, month, stage, published_at, changed_at
  )
  select r.id, c.code, c.group_code, r.subdistrict_code, r.lat, r.lng, 'exact', date_trunc('month', r.received_at)::date,
    'open', r.received_at, r.received_at
  from public.reports r join public.categories c on c.code = r.category_code
  where r.id in (select md5('change' || i)::uuid from generate_series(${String(from)}, ${String(to)}) i)`;

beforeAll(async () => {
  db = await openDb();
  await db.sql(insert(1, 1000));
}, 120_000);
afterAll(() => db.close());

interface Changes {
  after: string;
  reports: { id: string; stage: string }[];
  gone: string[];
  more: boolean;
}
const read = async (q: Query, after: string | null, area: string | null = null, size = 100) =>
  (await q('select public.public_changes($1, $2, $3) as answer', [after, area, size]))[0]!.answer as Changes;
const askNow = (after: string | null, area: string | null = null, size = 100) =>
  db.as(null, (q) => read(q, after, area, size));

/** Until all that was written before has ended: on a server other tests write at the same time, and news waits for theirs too. */
async function settled(): Promise<void> {
  const [{ mark }] = (await db.sql('select pg_current_xact_id()::text as mark', [])) as [{ mark: string }];
  const over = 'select pg_snapshot_xmin(pg_current_snapshot()) > $1::text::xid8 as over';
  while (!(await db.sql(over, [mark]))[0]!.over) await new Promise((resolve) => setTimeout(resolve, 10));
}
const ask = async (after: string | null, area: string | null = null, size = 100) => {
  await settled();
  return askNow(after, area, size);
};
const close = (n: number) =>
  `update public.published_reports set stage = case stage when 'closed' then 'open' else 'closed' end::public.report_stage where report_id = md5('change' || ${String(n)})::uuid`;
/** A change that moves no report in the counts of the map, which two transactions would wait for each other with. */
const touch = (n: number) =>
  `update public.published_reports set changed_at = changed_at + interval '1 day' where report_id = md5('change' || ${String(n)})::uuid`;
const uuid = async (n: number) => String((await db.sql(`select md5('change' || $1)::uuid as id`, [String(n)]))[0]!.id);

describe('nobody misses what is written at the same moment', () => {
  test('a place never goes past a transaction that still runs', async () => {
    const { after } = await ask(null, null, 1);
    let within: Changes | undefined;
    await db.as('service_role', async (q) => {
      await q('reset role');
      await q(close(1));
      within = await read(q, after);
    });
    expect(within).toMatchObject({ reports: [], gone: [], more: false });
    const ids = (await ask(within!.after)).reports.map(({ id }) => id);
    expect(ids).toEqual([await uuid(1)]);
  });

  // On a PostgreSQL server (TEST_DATABASE_URL) the two really run side by side; PGlite has one session, so there the
  // second comes when the first has ended. Either way each change is read exactly once.
  test('one that began first and ends last is read all the same', async () => {
    const isServer = Boolean(process.env.TEST_DATABASE_URL);
    let { after } = await ask(null, null, 1);
    const seen: string[] = [];
    const look = async () => {
      const found = await askNow(after);
      after = found.after;
      seen.push(...found.reports.map(({ id }) => id));
    };
    let goOn: () => void = () => undefined;
    const held = isServer ? new Promise<void>((resolve) => (goOn = resolve)) : Promise.resolve();
    let begun: () => void = () => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const slow = db.as('service_role', async (q) => {
      await q('reset role');
      await q(touch(2));
      begun();
      await held;
    });
    await hasBegun;
    await db.sql(touch(3));
    await look();
    if (isServer) expect(seen, 'the quick one waits for the slow one').toEqual([]);
    goOn();
    await slow;
    await settled();
    await look();
    expect(seen.sort()).toEqual([await uuid(2), await uuid(3)].sort());
  });

  test('a report that changes again while old changes are swept is not swept with them', async () => {
    const older = (await ask(null, null, 1)).after;
    await db.sql(close(7));
    const { after } = await ask(null, null, 1);
    await db.sql(close(4));
    await db.sql(`update private.report_changes set noted_at = now() - interval '91 days'`);
    await db.sql(close(4));
    for (let swept = 1; swept > 0;) swept = Number((await db.sql('select private.sweep_changes() as n', []))[0]!.n);
    expect(await db.sql('select report_id from private.report_changes', [])).toEqual([{ report_id: await uuid(4) }]);
    expect((await ask(after)).reports.map(({ id }) => id)).toEqual([await uuid(4)]);
    await expect(ask(older)).rejects.toMatchObject({ code: 'PT410', message: 'changes_start_again' });
  });

  test('after a backup from a server that had counted further, every copy starts again', async () => {
    const { after } = await ask(null, null, 1);
    await db.sql(close(5));
    await db.sql(
      `update private.report_changes set xact = (pg_current_xact_id()::text::bigint + 1000000)::text::xid8 where report_id = md5('change5')::uuid`
    );
    await expect(ask(after)).rejects.toMatchObject({ code: 'PT410' });
    await db.as('service_role', (q) => q('select public.run_due()'));
    await expect(ask(after), 'the places of before are of no use').rejects.toMatchObject({ code: 'PT410' });
    const anew = (await ask(null, null, 1)).after;
    await db.sql(close(6));
    expect((await ask(anew)).reports.map(({ id }) => id)).toEqual([await uuid(6)]);
  });
});

describe('what it costs', () => {
  /** Pages of 8 kB that a call touches; the second of two. */
  async function buffers(after: string, area: string | null): Promise<number> {
    const call = `select public.public_changes('${after}', ${area ? `'${area}'` : 'null'})`;
    const [row] = await db.as(null, async (q) => {
      await q(call);
      return q(`explain (analyze, buffers, format json) ${call}`);
    });
    const [{ Plan: plan }] = Object.values(row!)[0] as [
      { Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }
    ];
    return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
  }

  /** For nothing new and for ten changes, in the district and in one subdistrict. */
  async function cost(): Promise<number[]> {
    const before = (await ask(null, null, 1)).after;
    await db.sql(
      `update public.published_reports set stage = case stage when 'closed' then 'open' else 'closed' end::public.report_stage
       where report_id in (select report_id from public.published_reports where subdistrict_code = '${AREA}' order by published_at limit 10)`
    );
    await db.sql('analyze public.published_reports; analyze private.report_changes');
    const { after } = await ask(null, null, 1);
    expect((await ask(before, AREA)).reports).toHaveLength(10);
    expect((await ask(after)).reports).toEqual([]);
    return [
      await buffers(after, null),
      await buffers(after, AREA),
      await buffers(before, null),
      await buffers(before, AREA)
    ];
  }

  test('is the same among a thousand and ten thousand', async () => {
    const small = await cost();
    await db.sql(insert(1001, ROWS));
    const large = await cost();
    console.log(`pages for nothing new and for ten changes: ${String(small)} at 1k, ${String(large)} at 10k`);
    for (const [i, pages] of large.entries()) {
      expect(pages, 'nothing new').toBeLessThanOrEqual(i < 2 ? 12 : 80);
      // The index over the table is one level deeper at ten thousand: a page for each report that is looked up.
      expect(pages - small[i]!, 'growth').toBeLessThanOrEqual(i < 2 ? 3 : 13);
    }
  }, 120_000);
});

test('an id that nobody knows changes nothing', async () => {
  const { after } = await ask(null, null, 1);
  await db.sql(`delete from public.published_reports where report_id = $1`, [randomUUID()]);
  expect(await ask(after)).toMatchObject({ reports: [], gone: [] });
});
