import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDb, type Person, type TestDb } from './harness.ts';

// The three rates. Lin and a guest report, Mei moderates, Hao handles for 麦子店 and Wu for another unit.

interface Rates {
  code: string;
  dispatched: number;
  in_time: number | null;
  sent_back: number;
  under_way: number;
  reached: number;
  solved: number | null;
  solved_unsaid: number | null;
  satisfied: number | null;
  satisfied_unsaid: number | null;
  no_answer: number;
  no_contact: number;
}
interface Answer {
  first: string;
  last: string;
  as_of: string | null;
  district: Rates;
  units: Rates[];
  months: Rates[];
  groups: Rates[];
}

const maizidian = '110105012';
const other = '110105001';
const key = 'b7'.repeat(16);
const day = 86_400_000;

let db: TestDb;
let lin: Person, mei: Person, hao: Person, wu: Person;
beforeAll(async () => {
  db = await openDb();
  lin = await db.person('Lin');
  mei = await db.person('Mei', { roles: ['moderator'] });
  hao = await db.person('Hao', { roles: ['handler'], unit: maizidian });
  wu = await db.person('Wu', { roles: ['handler'], unit: other });
});
afterAll(() => db.close());

const say = (who: Person | null, at: number, statement: string, values: unknown[]) =>
  db.at(new Date(at), () => db.as(who, (q) => q(statement, values)));

async function move(who: Person | null, at: number, id: string, name: string, details = {}) {
  const [row] = await db.sql('select version from public.reports where id = $1', [id]);
  await say(who, at, 'select public.move_report($1, $2, $3, $4::jsonb, $5)', [
    id,
    name,
    row!.version,
    JSON.stringify(details),
    who ? null : key
  ]);
}

const runDue = (at: number) => db.at(new Date(at), () => db.as('service_role', (q) => q('select public.run_due()')));
const rates = async (at: number): Promise<Answer> => {
  const [row] = await say(null, at, 'select public.three_rates() as answer', []);
  return row!.answer as Answer;
};

const ENDS = ['solved', 'not_solved', 'lapse', 'not_reached', 'unsaid', 'object', 'wait', 'reopen'] as const;
interface Story {
  end: (typeof ENDS)[number];
  by: 'lin' | 'guest' | 'guest_with_phone';
  category: string;
  lead: string;
  /** Days between dispatch and taking on. */
  slow: number;
  satisfied: 'yes' | 'no' | undefined;
  start: number;
}

/** Plays one case, and gives the id under which it was played. */
async function play({ end, by, category, lead, slow, satisfied, start }: Story): Promise<string> {
  const id = randomUUID();
  const submission = {
    ...{ id, key, category, description: 'smoke', subdistrict: maizidian, landmark: 'by the gate' },
    ...(by === 'guest_with_phone' ? { contact_phone: '13800000000' } : {})
  };
  const reporter = by === 'lin' ? lin : null;
  const handler = lead === maizidian ? hao : wu;
  const taken = start + slow * day + 3_600_000;
  await say(reporter, start, 'select public.submit_report($1::jsonb, null)', [JSON.stringify(submission)]);
  await move(mei, start, id, 'accept');
  await move(mei, start, id, 'dispatch', { lead });
  if (end === 'wait') return id;
  if (slow > 0) await runDue(taken - 60_000);
  if (end === 'object') {
    await move(handler, taken, id, 'object', { internal_text: 'Not ours.' });
    return id;
  }
  await move(handler, taken, id, 'take_on');
  await move(handler, taken, id, 'answer', { answer_kind: 'fixed', public_text: 'Done.' });
  const said = satisfied ? { satisfied } : {};
  if (end === 'solved') await move(reporter, taken + day, id, 'call_back', { solved: 'yes', ...said });
  if (end === 'not_solved') await move(reporter, taken + day, id, 'call_back', { solved: 'no', ...said });
  if (end === 'not_reached') await move(mei, taken + day, id, 'record_callback', { reached: 'no', solved: 'no' });
  if (end === 'unsaid')
    await move(mei, taken + day, id, 'record_callback', { reached: 'yes', solved: 'no_answer', ...said });
  if (end === 'lapse') await runDue(taken + 40 * day);
  if (end === 'reopen') {
    await move(reporter, taken + day, id, 'reopen', { public_text: 'Still there.' });
    await move(mei, taken + 2 * day, id, 'close', { outcome: 'not_solved', public_text: 'We cannot do more.' });
  }
  return id;
}

/** The same counts by another way: one case after another, as the method on the public page says it in words. */
function recount(stories: Story[]) {
  const n = { in_time: 0, late: 0, sent_back: 0, under_way: 0, solved: 0, not_solved: 0, solved_unsaid: 0 };
  const more = { satisfied: 0, not_satisfied: 0, satisfied_unsaid: 0, no_answer: 0, no_contact: 0 };
  for (const { end, by, slow, satisfied } of stories) {
    if (end === 'wait') n[slow > 0 ? 'late' : 'under_way'] += 1;
    else if (slow > 0) n.late += 1;
    else n[end === 'object' ? 'sent_back' : 'in_time'] += 1;
    if (end === 'lapse' || end === 'not_reached') more[by === 'guest' ? 'no_contact' : 'no_answer'] += 1;
    if (end === 'solved' || end === 'not_solved') n[end] += 1;
    if (end === 'unsaid') n.solved_unsaid += 1;
    if (end === 'reopen') n.not_solved += 1;
    if (end === 'solved' || end === 'not_solved' || end === 'unsaid') {
      if (satisfied === 'yes') more.satisfied += 1;
      else if (satisfied === 'no') more.not_satisfied += 1;
      else more.satisfied_unsaid += 1;
    } else if (end === 'reopen') more.satisfied_unsaid += 1;
  }
  return { ...n, ...more };
}

const story = fc.record({
  end: fc.constantFrom(...ENDS),
  by: fc.constantFrom('lin' as const, 'guest' as const, 'guest_with_phone' as const),
  category: fc.constantFrom('air.fume', 'noise.loudspeaker', 'water.litter'),
  lead: fc.constantFrom(maizidian, other),
  slow: fc.constantFrom(0, 0, 0, 9),
  satisfied: fc.constantFrom('yes' as const, 'no' as const, undefined),
  // A Monday morning in Beijing, and any of 150 days after it.
  start: fc.nat(150).map((n) => Date.parse('2026-01-05T02:00:00Z') + n * day)
});
const end = Date.parse('2026-11-24T02:00:00Z');

describe('the three rates', () => {
  test('are what a count of every case by itself gives', async () => {
    const stories: Story[] = fc
      .sample(story, { numRuns: 70, seed: 20261124 })
      // A case that nobody takes on is late by now, whenever it began; one from this morning is not.
      .map((one) => (one.end === 'wait' ? { ...one, start: one.slow > 0 ? one.start : end - 3_600_000 } : one));
    for (const one of stories.filter(({ end }) => end !== 'wait')) await play(one);
    for (const one of stories.filter(({ end }) => end === 'wait')) await play(one);
    for (let i = 0; i < 8; i++) await runDue(end + i * 400_000);

    const sums = Object.keys(recount([])).map((name) => `sum(${name})::int as ${name}`);
    const [counted] = await db.sql(`select ${sums.join(', ')} from public.unit_months`);
    expect(counted).toEqual(recount(stories));
    for (const unit of [maizidian, other]) {
      const [own] = await db.sql(`select ${sums.join(', ')} from public.unit_months where unit_code = $1`, [unit]);
      expect(own).toEqual(recount(stories.filter(({ lead }) => lead === unit)));
    }
    expect((await db.sql('select 1 from private.rate_marks', [])).length, 'nothing is left to count').toBe(0);

    // Whichever way they are added up, the whole is the same.
    const { district, units, months, groups } = await rates(end);
    expect(months).toHaveLength(12);
    for (const parts of [units, months, groups]) {
      expect(parts.reduce((sum, { dispatched }) => sum + dispatched, 0)).toBe(district.dispatched);
      expect(parts.reduce((sum, { reached }) => sum + reached, 0)).toBe(district.reached);
    }
    for (const row of [district, ...units, ...months, ...groups]) {
      expect(row.in_time === null).toBe(row.dispatched < 10);
      expect(row.solved === null).toBe(row.reached < 10);
      expect(row.satisfied === null).toBe(row.reached < 10);
      if (row.satisfied !== null && row.satisfied_unsaid !== null)
        expect(row.satisfied + row.satisfied_unsaid).toBeLessThanOrEqual(row.reached);
    }
  }, 240_000);

  test('count a month again when a callback is undone, and only then', async () => {
    const start = end + 10 * day;
    const id = await play({
      end: 'wait',
      by: 'lin',
      category: 'air.fume',
      lead: maizidian,
      slow: 0,
      satisfied: undefined,
      start
    });
    await move(hao, start, id, 'take_on');
    await move(hao, start, id, 'answer', { answer_kind: 'fixed', public_text: 'Done.' });
    const at = start + day;
    const before = (await rates(at)).district.reached;
    await move(lin, at, id, 'call_back', { solved: 'yes', satisfied: 'yes' });
    await runDue(at);
    expect((await rates(at)).district.reached).toBe(before + 1);
    const [newest] = await db.sql('select max(id) as id from public.report_events where report_id = $1', [id]);
    await say(lin, at + 60_000, 'select public.undo_move($1, $2)', [id, newest!.id]);
    await runDue(at + 120_000);
    expect((await rates(at)).district.reached, 'not more often than every five minutes').toBe(before + 1);
    await runDue(at + 400_000);
    expect((await rates(at)).district.reached).toBe(before);
    await runDue(at + 1_000_000);
    const [idle] = await db.at(new Date(at + 2_000_000), () =>
      db.as('service_role', (q) => q('select public.run_due() as done'))
    );
    expect(idle!.done).toMatchObject({ months_counted: 0 });
  });

  test('do not change when a contact is deleted', async () => {
    const [before] = await db.sql('select sum(no_answer)::int as n from public.unit_months', []);
    await db.sql('delete from public.report_contacts');
    await db.sql('update public.reports set author_id = null');
    await db.sql('insert into private.rate_marks (month) select distinct month from public.unit_months');
    for (let i = 0; i < 8; i++) await runDue(end + 60 * day + i * 400_000);
    const [after] = await db.sql('select sum(no_answer)::int as n from public.unit_months', []);
    expect(after).toEqual(before);
  });

  test('are read from at most twelve months of the table, by its key', async () => {
    const [row] = await db.sql(
      `explain (format json) select 1 from public.unit_months m where m.month between '2026-01-01' and '2026-12-01'`
    );
    expect(row).toBeDefined();
    await db.sql('set enable_seqscan = off');
    const [plan] = await db.sql(
      `explain (format json) select e.id from public.report_events e
       where e.undone_at is null and e.move in ('dispatch', 'call_back', 'record_callback', 'lapse', 'close')
         and e.created_at >= '2026-01-01' and e.created_at < '2026-02-01'`
    );
    expect(JSON.stringify(plan)).toContain('report_events_rated');
  });
});
