import type { DemoTools } from '../../../src/lib/server/embedded/demo.ts';

/**
 * Entries of the nature log, made up for the demonstration and marked so on every page. Days are counted back from the day of
 * the seed; what there is in one season only was seen on the last such day of the year (MM-DD).
 */
const ENTRIES: [
  seen: number | string,
  taxon: string | null,
  own: string | null,
  subdistrict: string,
  place: string | null,
  words: string | null,
  waits?: true
][] = [
  [3, 'magpie', null, '110105012', 'chaoyang-park', '两只在湖边的柳树上叫，像是一对。'],
  [5, 'mandarin_duck', null, '110105012', 'chaoyang-park', '一公一母，离岸不远。'],
  [8, 'light_vented_bulbul', null, '110105024', 'taiyanggong-park', '在吃金银木的红果。'],
  [12, 'great_spotted_woodpecker', null, '110105031', 'olympic-forest-park', '听见敲树，找了好久才看到。'],
  [15, null, '一只不认识的绿色小鸟', '110105023', 'side-park', '比麻雀还小，眼睛一圈白。'],
  [20, 'azure_winged_magpie', null, '110105013', 'tuanjiehu-park', '十几只一群，沿着树梢过去了。'],
  [26, 'long_eared_owl', null, '110105001', 'ritan-park', '白天停在柏树上，一动不动。'],
  ['09-26', null, '一只橙色的蝴蝶', '110105043', 'dawangjing-park', '停在紫色的菊花上，翅膀上有黑点。'],
  ['04-06', 'purple_violet', null, '110105001', 'ritan-park', '墙根的砖缝里，一小丛。'],
  [1, 'night_heron', null, '110105014', 'honglingjin-park', '傍晚站在船坞边等鱼。', true],
  [1, 'hedgehog', null, '110105026', null, '小区草地里，天黑以后出来。', true]
];

const DAY = 86_400_000; // milliseconds

/** The last time it was this day of the year, in the morning. */
function lastDay(day: string, now: Date): Date {
  const at = new Date(`${now.getUTCFullYear()}-${day}T02:00:00Z`);
  return at.getTime() < now.getTime() - DAY ? at : new Date(`${now.getUTCFullYear() - 1}-${day}T02:00:00Z`);
}

export async function addDemoNature(
  sql: DemoTools['sql'],
  finder: string,
  moderator: string,
  now: Date
): Promise<number> {
  const rows = await sql(
    `insert into public.sightings (id, user_id, taxon_code, taxon_words, seen_on, subdistrict_code, place_id, words, lang, created_at, status, decided_at, decided_by, demo)
     select gen_random_uuid(), $3::uuid, s.taxon, s.own, (s.at at time zone 'Asia/Shanghai')::date, s.subdistrict, p.id, s.words, 'zh', s.at,
       case when s.waits then 'waiting' else 'shown' end::public.sighting_status, case when not s.waits then s.at + interval '5 hours' end,
       case when not s.waits then $2::uuid end, true
     from jsonb_to_recordset($1::jsonb) s (at timestamptz, taxon text, own text, subdistrict text, place text, words text, waits boolean)
     left join public.places p on p.slug = s.place
     returning id`,
    [
      ENTRIES.map(([seen, taxon, own, subdistrict, place, words, waits]) => ({
        at: (typeof seen === 'string' ? lastDay(seen, now) : new Date(now.getTime() - seen * DAY)).toISOString(),
        taxon,
        own,
        subdistrict,
        place,
        words,
        waits: waits ?? false
      })),
      moderator,
      finder
    ]
  );
  return rows.length;
}
