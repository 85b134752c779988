import { existsSync, readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import type { DemoTools, StoredFile } from '../../src/lib/server/embedded/demo.ts';
import { addPeople, seedDemo } from '../seed/demo/index.ts';
import { play } from '../seed/demo/play.ts';
import type { Scenario } from '../seed/demo/scenario.ts';
import { write } from '../seed/demo/write.ts';
import { chance } from '../seed/demo/year/chance.ts';
import { stepsOf } from '../seed/demo/year/fates.ts';
import { makeYear } from '../seed/demo/year/make.ts';
import { openDb, type Person, type TestDb } from './harness.ts';

// The demo's moments are relative to the day it is seeded, so it is played on days that could trip it up.
const days = {
  'an ordinary Tuesday afternoon': '2026-11-24T15:00:00+08:00',
  'the first working day of a year that is not announced, before anybody is at work': '2027-01-04T00:20:00+08:00'
};

/** What the demo put into the buckets. */
const stored: StoredFile[] = [];

function toolsOf(db: TestDb): DemoTools {
  const known = new Map<string, Person>();
  return {
    sql: db.sql,
    signUp: async (_email, _password, meta) => {
      const person = await db.person(meta!.display_name as string);
      known.set(person.id, person);
      return person.id;
    },
    as: (id, moment, text, parameters) => {
      const person = id === null ? null : (known.get(id) ?? { id, name: '', email: '' });
      return db.at(moment, () => db.as(person, (q) => q(text, parameters)));
    },
    store: async (files) => {
      await db.sql(
        `insert into storage.objects (bucket_id, name) select f.bucket, f.name from jsonb_to_recordset($1::jsonb) as f (bucket text, name text)`,
        [files]
      );
      stored.push(...files);
    },
    progress: () => undefined
  };
}

async function seeded(now: string): Promise<TestDb> {
  const db = await openDb();
  await seedDemo(toolsOf(db), new Date(now));
  return db;
}

describe.each(Object.entries(days))('the demo district, seeded on %s', async (_day, now) => {
  const db = await seeded(now);
  afterAll(() => db.close());
  const value = async (text: string) => (await db.sql(`select (${text}) as value`, []))[0]!.value;

  test('has reports in every state and with every outcome', async () => {
    const count = await value('select count(*)::int from reports');
    expect(count).toBeGreaterThanOrEqual(290);
    expect(count).toBeLessThanOrEqual(330);
    const statuses = await value('select array_agg(distinct status::text) from reports');
    expect(statuses).toEqual(
      expect.arrayContaining((await value('enum_range(null::report_status)::text[]')) as string[])
    );
    const outcomes = await value('select array_agg(distinct outcome::text) from reports where outcome is not null');
    expect(outcomes).toHaveLength(5);
  });

  test('has something everywhere, of every category, in every month of the year', async () => {
    expect(
      await value(
        'select count(*)::int from subdistricts s where not exists (select from reports r where r.subdistrict_code = s.code)'
      )
    ).toBe(0);
    expect(
      await value(
        'select count(*)::int from categories c where not exists (select from reports r where r.category_code = c.code)'
      )
    ).toBe(0);
    expect(
      await value(
        `select count(distinct date_trunc('month', received_at at time zone 'Asia/Shanghai'))::int from reports`
      )
    ).toBeGreaterThanOrEqual(12);
    expect(
      await value(`select count(*)::int from reports where received_at < '${now}'::timestamptz - interval '366 days'`)
    ).toBe(0);
  });

  test('says each thing once, and puts it where the district is', async () => {
    expect(await value('select count(*)::int - count(distinct description)::int from reports')).toBe(0);
    expect(
      await value(
        'select count(*)::int from reports r where r.outside <> coalesce(private.outside_m(r.lat, r.lng) > 0, false)'
      )
    ).toBe(0);
  });

  test('has catkins in spring, barbecue in the warm months and burnt leaves in autumn', async () => {
    const months = async (words: string) =>
      ((await value(
        `select array_agg(distinct extract(month from received_at at time zone 'Asia/Shanghai')::int) from reports where description ~ '${words}'`
      )) as number[]) ?? [];
    for (const month of await months('杨絮|柳絮|飞絮')) expect([4, 5]).toContain(month);
    for (const month of await months('供暖季|锅炉房')) expect([11, 12, 1, 2]).toContain(month);
    for (const month of await months('烤串摊又出来|炭炉野餐|烤肠摊')) expect([5, 6, 7, 8, 9]).toContain(month);
    for (const month of await months('落叶点着|烧叶子')) expect([10, 11, 12]).toContain(month);
  });

  test('has clocks met and missed, callbacks of both kinds, and enough of them for rates', async () => {
    expect(await value('select count(*)::int from reports where answered_at > due_at')).toBeGreaterThan(3);
    expect(await value('select count(*)::int from reports where answered_at <= due_at')).toBeGreaterThan(100);
    expect(await value(`select count(*)::int from callbacks where satisfied = 'no'`)).toBeGreaterThan(10);
    expect(await value(`select count(*)::int from callbacks where satisfied = 'yes'`)).toBeGreaterThan(60);
    expect(await value('select count(*)::int from report_releases where hidden_at is not null')).toBeGreaterThan(0);
    expect(await value(`select count(*)::int from report_events where move = 'take_back'`)).toBeGreaterThan(0);
    expect(await value('select count(*)::int from appeals where decision is null')).toBe(1);
    expect(await value('select count(*)::int from appeals where decision is not null')).toBeGreaterThan(1);
    const rated = await db.at(now, () => db.as(null, (q) => q('select public.three_rates() as rates')));
    expect(rated[0]!.rates).toBeTruthy();
  });

  test('has something in every queue of the demo handler', async () => {
    const mine = await value(`select array_agg(distinct status::text) from reports where lead_unit_code = '110105012'`);
    expect(mine).toEqual(expect.arrayContaining(['dispatched', 'in_progress', 'deferred', 'needs_info', 'resolved']));
    expect(
      await value(
        `select count(*)::int from reports where lead_unit_code = '110105012' and status = 'in_progress' and due_at < '${now}'`
      )
    ).toBeGreaterThan(0);
  });

  test('has units that work by e-mail, with an order that waits and one that is late', async () => {
    expect(
      await value(
        `select array_agg(r.status || case when r.due_at < '${now}' then ' late' else '' end order by r.due_at desc)
         from private.work_orders w join reports r on r.id = w.report_id join private.letters l on l.id = w.letter_id`
      )
    ).toEqual(['dispatched', 'dispatched late']);
  });

  test('has people who wrote in English, guests without contact, and public stubs', async () => {
    expect(await value(`select count(*)::int from reports where lang = 'en'`)).toBeGreaterThan(5);
    expect(
      await value(
        'select count(*)::int from reports r where author_id is null and not exists (select from report_contacts c where c.report_id = r.id)'
      )
    ).toBeGreaterThan(5);
    expect(await value('select count(*)::int from published_reports')).toBeGreaterThan(150);
    expect(await value('select count(*)::int from published_reports where public_text is not null')).toBeGreaterThan(
      80
    );
    expect(await value('select count(*)::int from published_reports where answer_text is not null')).toBeGreaterThan(
      50
    );
  });

  test('has drawn photos, kept and released as the doors would have it, with what tells a place covered', async () => {
    const cases = await value('select count(distinct report_id)::int from report_photos');
    expect(cases).toBeGreaterThan(85);
    expect(cases).toBeLessThan(130);
    expect(await value('select count(distinct sha256)::int from report_photos')).toBeGreaterThan(36);
    expect(await value('select count(distinct report_id)::int from published_photos')).toBeGreaterThan(40);
    expect(
      await value('select count(*)::int from photo_releases where jsonb_array_length(rectangles) > 0')
    ).toBeGreaterThan(10);
    expect(await value('select count(*)::int from private.photo_queue')).toBeGreaterThan(2);
    expect(
      await value(
        `select count(*)::int from reports r where r.photos_declared <> (select count(*) from report_photos p where p.report_id = r.id)
           or r.photos_complete_at is null or exists (select from report_events e where e.report_id = r.id and e.move = 'add_photo')`
      )
    ).toBe(0);
    // Every row has its two files, and every file its row.
    const folders = (bucket: string, table: string) =>
      value(
        `select count(*)::int from (select name || '/' || size || '.webp' as name from ${table}, unnest(array['large', 'small']) size where name is not null) f
       full join (select name from storage.objects where bucket_id = '${bucket}') o using (name)`
      );
    expect(await folders('report-photos', 'report_photos')).toBe(
      2 * ((await value('select count(*)::int from report_photos')) as number)
    );
    expect(await folders('released-photos', 'photo_releases')).toBe(
      2 * ((await value('select count(*)::int from photo_releases')) as number)
    );
  });

  test('has drawn photos in the green part: of places for everybody, and some that wait for whoever looks after them', async () => {
    expect(
      await value(`select count(*)::int from place_photos f where private.is_public_green_photo(f.name)`)
    ).toBeGreaterThanOrEqual(12);
    expect(
      await value(
        `select jsonb_object_agg(state, n) from (
           select f.state, count(*) as n from sighting_photos f join sightings s on s.id = f.sighting_id
           where (f.state = 'shown') = private.is_public_green_photo(f.name) and s.demo group by 1) t`
      )
    ).toEqual({ shown: 6, waiting: 2 });
    expect(await value('select count(*)::int from suggestion_photos')).toBe(3);
    expect(await value('select count(*)::int from green_covers')).toBe(1);
    // Nothing is held that nothing shows, and every picture has its two files.
    expect(await value('select count(*)::int from green_photos where uses = 0 or stored_at is null')).toBe(0);
    const photos = (await value(
      'select (select count(*) from green_photos)::int + (select count(*) from green_covers)::int'
    )) as number;
    expect(
      await value(
        `select count(*)::int from (
           select n.name || '/' || size || '.webp' as name
           from (select name from green_photos union all select name from green_covers) n, unnest(array['large', 'small']) size
         ) f full join (select name from storage.objects where bucket_id = 'green-photos') o using (name)`
      )
    ).toBe(2 * photos);
    expect(await value('select count(*)::int from private.begun_covers')).toBe(0);
  });

  test('lies in the past, each report in the order in which it happened', async () => {
    expect(await value(`select count(*)::int from report_events where created_at > '${now}'`)).toBe(0);
    expect(
      await value(
        `select count(*)::int from (
           select created_at < lag(created_at) over (partition by report_id order by id) as backwards from report_events
         ) e where backwards`
      )
    ).toBe(0);
  });

  test('leaves nothing to do for the clock', async () => {
    const [row] = await db.at(now, () => db.as('service_role', (q) => q('select public.run_due() as done')));
    expect(row!.done).toMatchObject({ moved: 0, escalated: 0 });
  });

  test('says 反映, never 举报', async () => {
    expect(
      await value(
        `select count(*)::int from reports r full join report_events e on false
         where concat(r.description, e.public_text, e.internal_text) like '%举报%'`
      )
    ).toBe(0);
  });
});

test('every picture of the demo is there, small, and of the size and weight that its row says', async () => {
  const list = JSON.parse(readFileSync('supabase/seed/demo/pictures/pictures.json', 'utf8')) as Record<
    string,
    { width: number; height: number; bytes: number }
  >;
  expect(Object.keys(list).length).toBeGreaterThan(36);
  expect(new Set(Object.keys(list).map((name) => name.split('-')[0])).size).toBeGreaterThanOrEqual(12);
  for (const [name, { width, height, bytes }] of Object.entries(list)) {
    const [large, small] = ['large', 'small'].map((size) =>
      readFileSync(`supabase/seed/demo/pictures/${name}.${size}.webp`)
    );
    expect(large!.length + small!.length, name).toBe(bytes);
    const meta = await sharp(large!).metadata();
    expect([meta.format, meta.width, meta.height, meta.exif], name).toEqual(['webp', width, height, undefined]);
    expect((await sharp(small!).metadata()).width, name).toBe(480);
    expect(bytes, name).toBeLessThan(60_000);
  }
  for (const { file } of stored) expect(existsSync(file), file).toBe(true);
});

/** Everything that a case leaves behind and that does not depend on which numbers the database drew. */
const traces: Record<string, string> = {
  reports: `select to_jsonb(r) - array['code', 'content_hash', 'author_id'] as x from reports r order by r.id`,
  events: `select e.report_id, e.party, u.raw_user_meta_data ->> 'display_name' as actor, e.unit_code, e.move, e.from_status,
      e.to_status, e.public_text, e.public_lang, e.internal_text, e.answer_kind, e.data, e.created_at,
      e.before #>> '{report,status}' as before, (e.before #>> '{report,stage_due_at}')::timestamptz as due,
      e.before #> '{report,objections}' as objections, e.before #>> '{report,lead_unit_code}' as led
    from report_events e left join auth.users u on u.id = e.actor_id order by e.report_id, e.created_at, e.move`,
  units: `select report_id, unit_code, part, since, until from report_units order by report_id, since, unit_code`,
  callbacks: `select to_jsonb(c) - 'event_id' as x from callbacks c order by c.report_id, c.round`,
  contacts: 'select * from report_contacts order by report_id',
  // What the clock alone makes late is counted when the clock looks; the rest is kept as cases move.
  queues: `select queue, unit_code, sum(n)::int as cases
    from (select queue, unit_code, n from private.queue_counts union all select queue, unit_code, d from private.queue_steps) q
    where queue <> 'overdue' group by 1, 2 having sum(n) <> 0 order by 1, 2`,
  releases: `select to_jsonb(d) - array['answer_event_id', 'released_by', 'hidden_by'] as x from report_releases d order by d.report_id`,
  public: `select to_jsonb(p) as x from published_reports p order by p.report_id`,
  figures: 'select * from daily_figures order by day',
  rates: `select m.month, r.* from (select distinct private.month_of(created_at) as month from report_events) m,
    lateral private.rated_events(m.month::date) r order by m.month, r.unit_code, r.group_code`
};

describe('the year that is written at once', async () => {
  const now = new Date('2026-11-24T15:00:00+08:00');
  const written = await openDb();
  const played = await openDb();
  afterAll(async () => {
    await written.close();
    await played.close();
  });

  test('is what playing it step by step would leave behind', async () => {
    const year = await makeYear(written.sql, now);
    // The player counts the days of a deferral from today, the writer from the deferral.
    const age = ({ sent }: Scenario) => Number(sent.split(' ')[0]);
    const deferred = ({ steps }: Scenario) => steps.some(([, , move]) => move === 'defer');
    const targetOf = ({ steps }: Scenario) => steps.find(([, , , details]) => details?.target)?.[3]?.target;
    const rare = ({ steps }: Scenario) => steps.some(([, , move]) => /object|supply|refuse|close|merge/.test(move));
    const wanted = year.filter((s) => age(s) < 60 || (age(s) < 125 && rare(s)));
    const targets = new Set(wanted.map(targetOf));
    const candidates = year.filter((s) => !deferred(s) && (wanted.includes(s) || targets.has(s.slug)));
    const slugs = new Set(candidates.map(({ slug }) => slug));
    // What chance may keep out of the last months is added by hand.
    const byHand = (['objected', 'again', 'again_closed', 'supplied', 'unreached'] as const).map((fate): Scenario => {
      const { steps } = stepsOf(fate, 50, ['已处理'], chance(1));
      const where = { category: 'air.dust', subdistrict: '110105026', landmark: '望京站', lat: 39.998, lng: 116.469 };
      return { slug: fate, by: 'resident', sent: '50 10:00', ...where, description: fate, publish: true, steps };
    });
    const sample = [...byHand, ...candidates.filter((s) => !targetOf(s) || slugs.has(targetOf(s)!))];
    const moves = new Set(sample.flatMap(({ steps }) => steps.map(([, , move]) => move)));
    expect(sample.length).toBeGreaterThan(30);
    for (const move of ['answer', 'call_back', 'record_callback', 'reopen', 'object', 'refuse', 'merge'])
      expect(moves).toContain(move);

    await write(toolsOf(written), sample, await addPeople(toolsOf(written), now), now);
    const tools = toolsOf(played);
    await play(tools, sample, await addPeople(tools, now), now, 126);
    // What ages by itself was swept while the year was played, and is swept at once after it was written.
    for (const db of [written, played])
      await db.sql(`select set_config('app.now', '${now.toISOString()}', false);
        select private.sweep_recent(), private.sweep_snapshots() from generate_series(1, 4)`);
    for (const [what, text] of Object.entries(traces))
      expect(await written.sql(text, []), what).toEqual(await played.sql(text, []));
  });
});
