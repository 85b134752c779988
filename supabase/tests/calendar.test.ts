import { afterAll, expect, test } from 'vitest';
import { sqlFiles } from '../../src/lib/server/embedded/migrate.ts';
import { openDb } from './harness.ts';

const db = await openDb();
afterAll(() => db.close());

/** The last working day before the limit ends (limits end at midnight in Beijing), and whether it is a promise. */
async function after(start: string, days: number) {
  const [row] = await db.sql(
    `select ((due at time zone 'Asia/Shanghai')::date - 1)::text as day, (due at time zone 'Asia/Shanghai')::time::text as at,
            provisional
     from private.add_working_days($1, $2)`,
    [start, days]
  );
  expect(row!.at).toBe('00:00:00');
  return { day: row!.day, provisional: row!.provisional };
}

async function value(expression: string) {
  const [row] = await db.sql(`select ${expression} as value`, []);
  return row!.value;
}

test('a make-up Saturday is a working day, a holiday Monday is not', async () => {
  expect(await value(`private.is_working_day('2026-02-14')`)).toBe(true);
  expect(await value(`private.is_working_day('2026-02-16')`)).toBe(false);
  expect(await value(`private.is_working_day('2026-11-21')`)).toBe(false);
  expect(await value(`private.is_working_day('2026-11-24')`)).toBe(true);
});

test('2026 has its six make-up days and 248 working days', async () => {
  const days = await db.sql(
    `select day::text from calendar_days where works and extract(year from day) = 2026 order by day`,
    []
  );
  expect(days.map((row) => row.day)).toEqual([
    '2026-01-04',
    '2026-02-14',
    '2026-02-28',
    '2026-05-09',
    '2026-09-20',
    '2026-10-10'
  ]);
  expect(await value(`private.working_days_between('2025-12-31', '2026-12-31')`)).toBe(248);
});

test('five working days from 29 September 2026 end after the holiday and its make-up Saturday', async () => {
  expect(await after('2026-09-29T10:00:00+08:00', 5)).toEqual({ day: '2026-10-12', provisional: false });
});

test('a limit that runs into a year without a notice is provisional', async () => {
  expect(await after('2026-12-29T10:00:00+08:00', 5)).toEqual({ day: '2027-01-06', provisional: true });
  expect(await after('2026-12-24T10:00:00+08:00', 5)).toEqual({ day: '2026-12-31', provisional: false });
});

test('New Year 2027 rests although nothing is announced yet', async () => {
  expect(await value(`private.is_working_day('2027-01-01')`)).toBe(false);
  expect(await value(`private.is_working_day('2027-02-05')`)).toBe(false);
  expect(await value(`private.is_working_day('2027-01-04')`)).toBe(true);
});

test('the day of receipt is the day in Beijing, and does not count', async () => {
  expect(await after('2026-11-23T15:59:00Z', 1)).toEqual({ day: '2026-11-24', provisional: false });
  expect(await after('2026-11-23T16:01:00Z', 1)).toEqual({ day: '2026-11-25', provisional: false });
  expect(await after('2026-11-21T10:00:00+08:00', 1)).toEqual({ day: '2026-11-23', provisional: false });
});

test('zero working days end with the day itself', async () => {
  expect(await after('2026-11-24T10:00:00+08:00', 0)).toEqual({ day: '2026-11-24', provisional: false });
});

test('sixty working days, the longest deferral, are still found', async () => {
  const { day } = await after('2026-01-05T10:00:00+08:00', 60);
  expect(await value(`private.working_days_between('2026-01-05', '${day}')`)).toBe(60);
});

test('counting back gives none', async () => {
  expect(await value(`private.working_days_between('2026-11-24', '2026-11-20')`)).toBe(0);
});

test('when the notice comes, its days replace the provisional ones and leave alone what the district entered', async () => {
  await db.sql(
    `insert into calendar_days values ('2027-03-08', false, '区里停办公', 'District closed', false, 'district')`
  );
  const seed = sqlFiles('seed/reference').find(({ name }) => name.includes('calendar'))!.text;
  const announced = seed
    .replace('(2027, false', '(2027, true')
    .replace(/'2027-02-05', false, (.*), true, /, "'2027-02-05', true, $1, false, ")
    .replace('on conflict (day)', ", ('2027-03-08', true, '', '', false, 'notice')\non conflict (day)");
  await db.sql(announced);
  expect(await value(`private.is_working_day('2027-02-05')`)).toBe(true);
  expect(await value(`private.is_working_day('2027-03-08')`)).toBe(false);
  expect((await after('2026-12-29T10:00:00+08:00', 5)).provisional).toBe(false);
});
