import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDb, type Person, type TestDb } from './harness.ts';

// The numbers on the desk are never counted when somebody asks; they must be those that counting would give, at every
// moment. That they are after any story is asked by moves.property.test.ts; here are the clock, races, and what a look costs.

let db: TestDb;
let mei: Person; // a moderator
let jun: Person; // another, who is asked when somebody contests what Mei did
let hao: Person; // a handler of 麦子店
let lin: Person; // a handler of two units
const KEY = 'a5'.repeat(16);
const UNIT = '110105012';
const OTHER = 'ecology';

beforeAll(async () => {
  db = await openDb();
  mei = await db.person('Mei', { roles: ['moderator'] });
  jun = await db.person('Jun', { roles: ['moderator'] });
  hao = await db.person('Hao', { roles: ['handler'], unit: UNIT });
  lin = await db.person('Lin', { roles: ['handler'], unit: UNIT });
  await db.sql(`insert into public.user_roles (user_id, role, unit_code) values ($1, 'handler', $2)`, [lin.id, OTHER]);
});
afterAll(() => db.close());

const call = (actor: Person | null, door: string, ...parameters: unknown[]) =>
  db.as(actor, async (q) => {
    const places = parameters.map((_, n) => `$${String(n + 1)}`).join(', ');
    return (await q(`select public.${door}(${places}) as answer`, parameters))[0]?.answer;
  });
async function submit(): Promise<string> {
  const id = randomUUID();
  const said = { id, key: KEY, category: 'air.fume', description: 'smoke', lat: 39.948, lng: 116.467 };
  await db.sql('delete from private.throttles');
  await call(null, 'submit_report', JSON.stringify(said), null);
  return id;
}
async function move(actor: Person, id: string, name: string, details = {}): Promise<void> {
  const [row] = await db.sql('select version from public.reports where id = $1', [id]);
  await call(actor, 'move_report', id, name, row!.version, JSON.stringify(details));
}
const fold = () => db.sql('select private.fold_queue_steps()', []);

/** The queues of somebody as they are told, and as their lists are. */
async function both(who: Person) {
  const told = (await call(who, 'report_queues')) as { queue: string; n: number; oldest: string | null }[];
  const listed = [];
  for (const { queue } of told) {
    const rows = (await call(who, 'report_queue', queue, null, null, 200)) as { since: string }[];
    listed.push({ queue, n: rows.length, oldest: rows[0]?.since ?? null });
  }
  return { told, listed };
}
async function agree(): Promise<void> {
  for (const who of [mei, hao, lin]) {
    const { told, listed } = await both(who);
    expect(told.length).toBeGreaterThan(3);
    expect(told, who.name).toEqual(listed);
  }
}
const counted = async (who: Person, queue: string) => (await both(who)).told.find((one) => one.queue === queue)!.n;

describe('the numbers of the queues', () => {
  test('follow every move, whether they were added up in between or not', async () => {
    const ids = [await submit(), await submit(), await submit()] as const;
    await agree();
    expect(await counted(mei, 'screen')).toBe(3);
    await fold();
    await agree();
    for (const id of ids) await move(mei, id, 'accept');
    await move(mei, ids[0], 'dispatch', { lead: UNIT, assists: [OTHER] });
    await move(mei, ids[1], 'dispatch', { lead: OTHER, assists: [UNIT] });
    await agree();
    await fold();
    await move(hao, ids[0], 'take_on');
    await agree();
    expect(await counted(hao, 'in_hand')).toBe(1);
    expect(await counted(hao, 'assisting')).toBe(1);
    // Somebody of both units assists in two cases, and in none of them twice.
    expect(await counted(lin, 'assisting')).toBe(2);
    await fold();
    await agree();
  });

  test('of what is late go with the clock alone', async () => {
    await fold();
    expect(await counted(mei, 'overdue')).toBe(0);
    const later = new Date(Date.now() + 200 * 86_400_000);
    await db.at(later, async () => {
      expect(await counted(mei, 'overdue')).toBe(3);
      expect(await counted(hao, 'overdue')).toBe(1);
      await agree();
      await fold();
      await agree();
      const [late] = await db.sql(`select id from public.reports where status = 'in_progress'`, []);
      await move(hao, String(late!.id), 'answer', { answer_kind: 'fixed', public_text: 'done' });
      expect(await counted(mei, 'overdue')).toBe(2);
      await agree();
    });
    // A clock that was set back takes back what it had counted.
    expect(await counted(mei, 'overdue')).toBe(0);
    await agree();
    await fold();
    await agree();
  });

  test('of appeals and of cases merged, taken apart and gone', async () => {
    const [one, main] = [await submit(), await submit()];
    await move(mei, one, 'refuse', { public_text: 'no' });
    await call(null, 'file_appeal', randomUUID(), one, 'It is so.', KEY, 'en');
    expect(await counted(mei, 'appeals')).toBe(1);
    await fold();
    await agree();
    await db.sql('delete from public.appeals');
    expect(await counted(mei, 'appeals')).toBe(0);
    await agree();
    const merged = await submit();
    const before = await counted(mei, 'all_open');
    await move(mei, merged, 'merge', { target: main, public_text: 'the same' });
    expect(await counted(mei, 'all_open')).toBe(before - 1);
    await agree();
    await move(jun, merged, 'reinstate', { internal_text: 'not the same', public_text: 'not the same' });
    expect(await counted(mei, 'all_open')).toBe(before);
    await agree();
    await fold();
    await db.sql('delete from public.reports where id = $1', [merged]);
    expect(await counted(mei, 'all_open')).toBe(before - 1);
    await agree();
    await fold();
    await agree();
  });

  test('agree after a crowd that acts while they are added up', async () => {
    const crowd = Array.from({ length: 12 }, async (_, i) => {
      const id = await submit();
      await fold();
      await move(mei, id, i % 3 ? 'accept' : 'refuse', i % 3 ? {} : { public_text: 'no' });
      if (i % 3 === 1) await move(mei, id, 'dispatch', { lead: UNIT, assists: [OTHER] });
      await fold();
      if (i % 2) await move(mei, id, 'add_note', { internal_text: 'seen' });
    });
    await Promise.allSettled(crowd);
    await agree();
    await fold();
    await agree();
    expect(await db.sql('select count(*)::int as n from private.queue_steps', [])).toEqual([{ n: 0 }]);
  });

  test('are those of counting everything anew', async () => {
    const all = `select unit_code, queue, n, oldest, next_late from private.queue_counts where n > 0 order by 1, 2`;
    await fold();
    const kept = await db.sql(all, []);
    expect(kept.length).toBeGreaterThan(8);
    await db.sql('select private.count_queues()', []);
    expect(await db.sql(all, [])).toEqual(kept);
  });

  test('are nobody else’s, and nothing of somebody who is suspended', async () => {
    const nobody = await db.person('Nobody');
    expect(await call(nobody, 'report_queues')).toEqual([]);
    const ben = await db.person('Ben', { roles: ['moderator'] });
    expect(await call(ben, 'report_queues')).not.toEqual([]);
    await db.sql('update public.profiles set suspended_at = now() where user_id = $1', [ben.id]);
    expect(await call(ben, 'report_queues')).toEqual([]);
    // A role that is given to somebody suspended gives nothing either, until the suspension is lifted.
    await db.sql(`insert into public.user_roles (user_id, role, unit_code) values ($1, 'handler', $2)`, [ben.id, UNIT]);
    expect(await call(ben, 'report_queues')).toEqual([]);
    await db.sql('update public.profiles set suspended_at = null where user_id = $1', [ben.id]);
    expect((await call(ben, 'report_queues')) as unknown[]).toHaveLength(12);
  });
});
