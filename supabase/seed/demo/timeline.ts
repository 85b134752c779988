import { createHash } from 'node:crypto';
import type { DemoTools } from '../../../src/lib/server/embedded/demo.ts';
import type { Moment, Scenario } from './scenario.ts';

export const minute = 60_000;
export const hex = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
export const uuid = (text: string) => hex(text).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');

/** Working days in Beijing: `past[3]` is three working days ago, `next[3]` in three working days; both begin with today. */
export interface WorkingDays {
  past: string[];
  next: string[];
}

/** The working days of the last thirteen months and of the next half year. */
export async function workingDays(sql: DemoTools['sql'], now: Date): Promise<WorkingDays> {
  const [row] = await sql(
    `select array_agg(day::text order by day desc) filter (where day <= today) as past,
            array_agg(day::text order by day) filter (where day > today) as next
     from (select ($1::timestamptz at time zone 'Asia/Shanghai')::date as today) t,
          lateral (select d::date as day from generate_series(today - 400, today + 180, interval '1 day') d) days
          left join public.calendar_days c using (day)
     where coalesce(c.works, extract(isodow from day) < 6)`,
    [now.toISOString()]
  );
  const { past, next } = row as { past: string[]; next: string[] };
  return { past, next: [past[0]!, ...next] };
}

export function momentOf(moment: Moment, past: string[]): number {
  const [day, time] = moment.split(' ') as [string, string];
  return Date.parse(`${past[Number(day)]}T${time}:00+08:00`);
}

/** When each step of a scenario happens, ascending and never later than now; the minutes differ from report to report. */
export function moments({ slug, sent, steps }: Scenario, past: string[], now: number): number[] {
  const offset = (Number.parseInt(hex(slug).slice(0, 4), 16) % 13) * minute;
  const all = [sent, ...steps.map(([when]) => when)].map((moment) => momentOf(moment, past) + offset);
  for (let i = all.length - 1, latest = now - 3 * minute; i >= 0; i--) {
    all[i] = Math.min(all[i]!, latest);
    latest = all[i]! - minute;
  }
  return all;
}

/** When a moderator shows a case to the public: twenty minutes after its last step. */
export const releasedAt = (lastStep: number, now: number) => Math.min(lastStep + 20 * minute, now - minute);
