import type { DemoTools } from '../../../src/lib/server/embedded/demo.ts';

/** Codes on boards, made up so that the search has something to find, and labelled so on every page. Numbers of phones are never made up. */
const demoBoards: Record<string, string> = { 'LMH-01': 'liangma', 'BH-01': 'ba' };

export async function addDemoBoards(sql: DemoTools['sql']): Promise<number> {
  await sql(
    `insert into public.reach_boards (code, reach_id, demo)
     select b.key, r.id, true from jsonb_each_text($1::jsonb) b
     join public.waterways w on w.slug = b.value join public.reaches r on r.waterway_id = w.id and r.number = 1
     on conflict do nothing`,
    [demoBoards]
  );
  return Object.keys(demoBoards).length;
}
