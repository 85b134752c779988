import { afterAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../seed/demo/index.ts';
import { openDb, type Person, type TestDb } from './harness.ts';

// The demo's moments are relative to the day it is seeded, so it is played on days that could trip it up.
const days = {
  'an ordinary Tuesday afternoon': '2026-11-24T15:00:00+08:00',
  'the first working day of a year that is not announced, before anybody is at work': '2027-01-04T00:20:00+08:00'
};

async function seeded(now: string): Promise<TestDb> {
  const db = await openDb();
  const known = new Map<string, Person>();
  await seedDemo(
    {
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
      progress: () => undefined
    },
    new Date(now)
  );
  return db;
}

describe.each(Object.entries(days))('the demo district, seeded on %s', async (_day, now) => {
  const db = await seeded(now);
  afterAll(() => db.close());
  const value = async (text: string) => (await db.sql(`select (${text}) as value`, []))[0]!.value;

  test('has reports in every state and with every outcome', async () => {
    expect(await value('select count(*)::int from reports')).toBeGreaterThan(59);
    const statuses = await value('select array_agg(distinct status::text) from reports');
    expect(statuses).toEqual(
      expect.arrayContaining((await value('enum_range(null::report_status)::text[]')) as string[])
    );
    const outcomes = await value('select array_agg(distinct outcome::text) from reports where outcome is not null');
    expect(outcomes).toHaveLength(5);
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
    expect(await value('select count(*)::int from published_reports')).toBeGreaterThan(20);
    expect(await value('select count(*)::int from published_reports where public_text is not null')).toBeGreaterThan(
      10
    );
    expect(await value('select count(*)::int from published_reports where answer_text is not null')).toBeGreaterThan(4);
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
