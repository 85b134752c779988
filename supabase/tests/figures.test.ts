import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDb, type TestDb } from './harness.ts';

// How many cases are open is added up of some weeks and of one number for all days before them. That number follows
// late changes, and moves on day by day.
let db: TestDb;
beforeAll(async () => {
  db = await openDb();
  await db.sql(`
    insert into public.daily_figures (day, received, ended)
    select d::date, 7, 5 from generate_series(current_date - 300, current_date, interval '1 day') d`);
});
afterAll(() => db.close());

const open = async () => ((await db.sql('select public.home_figures() as f', []))[0]!.f as { open: number }).open;
const recounted = async () =>
  Number((await db.sql('select sum(received) - sum(ended) as n from public.daily_figures', []))[0]!.n);
const until = async () => String((await db.sql('select day from private.figures_before', []))[0]!.day);

test('the open cases are all that came less all that ended', async () => {
  expect(await recounted()).toBe(602);
  expect(await open()).toBe(602);
});

test('also when something long ago is put right', async () => {
  await db.sql('update public.daily_figures set ended = ended - 2 where day = current_date - 200');
  await db.sql('update public.daily_figures set ended = ended - 1 where day = current_date - 40');
  expect(await open()).toBe(605);
});

test('and when the days move on, some at a time', async () => {
  const began = await until();
  for (const days of [0, 1, 9, 30, 90]) {
    await db.at(new Date(Date.now() + days * 86_400_000), async () => {
      for (let i = 0; i < 2; i++) {
        await db.sql('select private.add_figures_up()', []);
        expect(await open()).toBe(await recounted());
      }
    });
  }
  expect((await until()) > began).toBe(true);
  await db.sql('select private.count_figures()', []);
  expect(await open()).toBe(await recounted());
});
