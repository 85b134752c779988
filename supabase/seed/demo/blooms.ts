import type { DemoTools } from '../../../src/lib/server/embedded/demo.ts';

/**
 * Who saw what flower, made up for the demonstration and marked so on every page. Each flower goes through its stages within a
 * season that is likely for it; what of the last thirteen months would lie in the future is left out, so the demo never grows old.
 */
const SEASONS: [place: string, flower: string, from: string, days: number][] = [
  ['olympic-forest-park', 'mountain_peach', '03-14', 20],
  ['beixiaohe-park', 'cherry', '03-28', 20],
  ['jiangfu-park', 'orychophragmus', '04-01', 30],
  ['yuan-dadu-park', 'crab_apple', '04-01', 18],
  ['dongba-park', 'crab_apple', '04-04', 18],
  ['dongba-park', 'peach', '04-06', 20],
  ['chaolai-forest-park', 'peach', '04-08', 20],
  ['jingcheng-liyuan', 'pear', '04-05', 16],
  ['dawangjing-park', 'chinese_rose', '05-10', 205],
  ['honglingjin-park', 'lotus', '06-22', 60],
  ['wenyu-river-park', 'sunflower', '07-05', 35],
  ['huahui-ziwei-garden', 'crape_myrtle', '07-10', 70]
];
const STAGES = ['bud', 'first', 'full', 'full', 'fading'] as const;
const DAY = 86_400_000; // milliseconds

interface Seen {
  place: string;
  flower: string;
  stage: string;
  at: string;
}

/** Everything that would have been seen up to `now`: one to three people every few days of a season. */
function seen(now: Date): Seen[] {
  const rows: Seen[] = [];
  for (const [place, flower, from, days] of SEASONS) {
    const step = Math.min(6, Math.max(3, Math.round(days / 12)));
    for (const year of [now.getUTCFullYear() - 1, now.getUTCFullYear()])
      for (let day = 0; day < days; day += step) {
        // Morning walkers: between seven and ten in Beijing.
        const start = Date.parse(`${year}-${from}T07:10:00+08:00`) + day * DAY;
        if (start < now.getTime() - 396 * DAY) continue;
        const stage = STAGES[Math.floor((day / days) * STAGES.length)]!;
        for (let person = 0; person <= (day + place.length) % 3; person++) {
          const at = start + person * 57 * 60_000;
          if (at < now.getTime()) rows.push({ place, flower, stage, at: new Date(at).toISOString() });
        }
      }
  }
  return rows;
}

export async function addDemoBlooms(sql: DemoTools['sql'], now: Date): Promise<number> {
  const rows = await sql(
    `insert into public.blooms (id, place_id, flower_code, stage, seen_on, created_at, demo)
     select gen_random_uuid(), f.place_id, f.flower_code, s.stage::public.bloom_stage, (s.at at time zone 'Asia/Shanghai')::date, s.at, true
     from jsonb_to_recordset($1::jsonb) s (place text, flower text, stage text, at timestamptz)
     join public.places p on p.slug = s.place
     join public.place_flowers f on f.place_id = p.id and f.flower_code = s.flower
     returning id`,
    [seen(now)]
  );
  return rows.length;
}
