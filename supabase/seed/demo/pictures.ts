import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DemoTools, StoredFile } from '../../../src/lib/server/embedded/demo.ts';
import { projectRoot } from '../../../src/lib/server/embedded/migrate.ts';
import { chance, type Chance } from './year/chance.ts';

/** What `scripts/demo-pictures` wrote of one picture. */
interface Picture {
  /** Of the bytes as they were drawn: what a phone would have declared. */
  sha256: string;
  width: number;
  height: number;
  bytes: number;
  /** What a covered copy of it hides; without any it is shown as it is. */
  rectangles: object[];
}

/** Which scene fits a category; the first fitting line wins. */
const SCENES: [category: RegExp, words: RegExp, scene: string, zh: string, en: string][] = [
  [/^other/, /絮|fluff/, 'catkins', '路边积着飞絮', 'Catkin fluff along the kerb'],
  [/^other/, /蚊|孑孓|咬|mosquito/, 'mosquito', '积着雨水的旧花盆', 'Old tubs full of rain water'],
  [/^air\.(fume|odour)/, /./, 'fume', '临街餐馆的排烟口冒烟', 'Smoke from the vent of a restaurant'],
  [/^air\.bbq/, /./, 'bbq', '路边的烧烤炉', 'A charcoal grill by the road'],
  [/^air\.burn/, /./, 'leaves', '树下正在冒烟的一堆落叶', 'A smoking heap of leaves under trees'],
  [
    /^air\.(dust|vehicle|machinery)|^soil\.dump|^land\.farmland/,
    /./,
    'dust',
    '没有盖住的土堆和一辆货车',
    'Uncovered soil and a lorry'
  ],
  [/^noise\.construction/, /./, 'site', '工地的塔吊和围挡', 'A crane and a hoarding'],
  [/^noise\.(square|loudspeaker)/, /./, 'speaker', '空地上的大音箱', 'A large loudspeaker'],
  [/^noise\.equipment/, /./, 'fans', '楼顶的三台风机', 'Three fans on a roof'],
  [/^water\.sewer/, /./, 'drain', '井盖周围冒水', 'Water coming up around a manhole'],
  [/^water/, /./, 'river', '水面上漂着瓶子和袋子', 'Bottles and bags on the water'],
  [/^waste\.(overflow|mixed|point)/, /./, 'bins', '装满的四个分类桶', 'Four sorting bins, all full'],
  [/^waste\.construction/, /./, 'rubble', '门口堆着的渣土袋', 'Bags of rubble by a door'],
  [/^waste/, /./, 'dump', '人行道上的旧沙发、床垫和柜子', 'An old sofa, a mattress and a cabinet on the pavement'],
  [/^greenery\.(tree|pest)/, /./, 'tree', '悬在小路上方的断枝', 'A broken branch over the path'],
  [/^greenery\.facility/, /./, 'bench', '湖边木条断裂的长椅', 'A bench by the lake with broken boards'],
  [
    /^(greenery\.damage|land\.greenland)/,
    /./,
    'strip',
    '被围起来堆放货物的绿地',
    'A green strip, fenced off and filled with goods'
  ],
  [/^hazard/, /./, 'puddle', '路灯下的积水', 'Standing water under a street lamp'],
  [/^facility\.charger/, /./, 'charger', '黑屏的充电桩', 'A charger with a black screen']
];

const folder = () => path.join(projectRoot(), 'supabase', 'seed', 'demo', 'pictures');

let read: Record<string, Picture> | undefined;
/** All drawn pictures by name: scene and light. */
export const known = (): Record<string, Picture> =>
  (read ??= JSON.parse(readFileSync(path.join(folder(), 'pictures.json'), 'utf8')) as Record<string, Picture>);

/** Both sizes of a drawn picture, as a photo of this name. */
export const files = (bucket: string, name: string, picture: string): StoredFile[] =>
  ['large', 'small'].map((size) => ({
    bucket,
    name: `${name}/${size}.webp`,
    file: path.join(folder(), `${picture}.${size}.webp`)
  }));

interface Case {
  id: string;
  category: string;
  description: string;
  hour: number;
  public: boolean;
}

/** One to three pictures of a case: its scene by the light of the hour first, then by other lights. */
function chosen(report: Case, { between, roll }: Chance) {
  const [, , scene, zh, en] =
    SCENES.find(([category, words]) => category.test(report.category) && words.test(report.description)) ?? [];
  if (!scene) return [];
  const light = report.hour >= 20 || report.hour < 6 ? 'night' : report.hour >= 17 ? 'dusk' : 'day';
  const lights = [light, ...['day', 'dusk', 'night'].filter((other) => other !== light)];
  const names = lights.map((l) => `${scene}-${l}`).filter((name) => name in known());
  const count = roll() < 0.55 ? 1 : between(2, 3);
  return names.slice(0, count).map((name, i) => ({ name, picture: known()[name]!, position: i + 1, zh, en }));
}

const given = `(select * from jsonb_to_recordset($1::jsonb) as t (
  report_id uuid, sha256 text, position int, name uuid, bytes int, width int, height int, rectangles jsonb, released uuid,
  alt_zh text, alt_en text
))`;
const cases = `(select report_id, count(*)::int as photos, max(position) filter (where released is not null) as shown from ${given} g group by 1)`;

/** What the doors for photos would leave behind, a table at a time: the manifest, the decisions, and who made them. */
const steps = [
  // Before the case is complete, so that no photo counts as one that was added later.
  `update public.reports r set photos_declared = c.photos, photos_complete_at = null from ${cases} c where r.id = c.report_id`,
  `insert into public.report_photos (report_id, sha256, position, arrived_at, name, bytes, width, height)
   select g.report_id, g.sha256, g.position, r.received_at, g.name, g.bytes, g.width, g.height
   from ${given} g join public.reports r on r.id = g.report_id order by g.report_id, g.position`,
  `update public.reports r set photos_complete_at = r.received_at from ${cases} c where r.id = c.report_id`,
  `insert into public.photo_releases (
     report_id, sha256, shown, rectangles, alt_zh, alt_en, nothing_identifies, name, decided_by, decided_at
   )
   select g.report_id, g.sha256, true, g.rectangles, g.alt_zh, g.alt_en, true, g.released, $2::uuid,
     least(r.updated_at + g.position * interval '20 seconds', $3::timestamptz)
   from ${given} g join public.reports r on r.id = g.report_id where g.released is not null`,
  `insert into public.report_events (report_id, party, actor_id, move, from_status, to_status, data, created_at)
   select d.report_id, 'moderator', d.decided_by, 'release_photo', r.status, r.status, jsonb_build_object('photo', g.position), d.decided_at
   from ${given} g join public.photo_releases d using (report_id, sha256) join public.reports r on r.id = d.report_id
   order by d.report_id, g.position`,
  `update public.reports r set version = r.version + c.shown, updated_at = least(r.updated_at + c.shown * interval '20 seconds', $3::timestamptz)
   from ${cases} c where r.id = c.report_id and c.shown > 0 and $2::uuid is not null`,
  `select private.keep_public_photos(c.report_id) from ${cases} c`,
  // What nobody has looked at waits since the case was accepted, or for some days.
  `update private.photo_queue q set since = greatest(r.accepted_at, $3::timestamptz - interval '4 days')
   from public.reports r join ${cases} c on c.report_id = r.id where r.id = q.report_id and $2::uuid is not null`
];

/**
 * Gives about a hundred cases photos: drawn pictures, each with the word DEMO on it, stored as a resident's photos are.
 * Of public cases most are released, with the sign or number plate covered; a few wait for the moderator who looks.
 */
export async function addDemoPictures({ sql, store }: DemoTools, moderator: string, now: Date): Promise<number> {
  // Photos are kept for 180 days after the end of a case.
  const cases = (await sql(
    `select r.id, r.category_code as category, r.description, p.report_id is not null as public,
       extract(hour from r.received_at at time zone 'Asia/Shanghai')::int as hour
     from public.reports r
     left join public.published_reports p on p.report_id = r.id
     where (r.ended_at is null or r.ended_at > $1::timestamptz - interval '170 days')
       and r.received_at < $1::timestamptz - interval '1 day'
       and r.status not in ('merged', 'withdrawn', 'refused', 'redirected') and not r.joined
     order by r.received_at, r.id`,
    [now.toISOString()]
  )) as unknown as Case[];

  const luck = chance(20261128);
  const photos = cases.flatMap((report) => {
    const wanted = luck.happens(report.public ? 0.85 : 0.35);
    const pictures = chosen(report, luck);
    const looked = report.public && luck.happens(0.88);
    return wanted ? pictures.map((photo) => ({ report, photo, shown: looked })) : [];
  });

  const put: StoredFile[] = [];
  const rows = photos.map(({ report, photo: { name, picture, position, zh, en }, shown }) => {
    const kept = crypto.randomUUID();
    put.push(...files('report-photos', kept, name));
    const released = shown ? crypto.randomUUID() : null;
    if (released)
      put.push(...files('released-photos', released, picture.rectangles.length > 0 ? `${name}.covered` : name));
    return { report_id: report.id, ...picture, position, name: kept, released, alt_zh: zh, alt_en: en };
  });
  await store(put);
  const all = [rows, moderator, now.toISOString()];
  for (const text of steps) await sql(text, all.slice(0, text.includes('$2') ? 3 : 1));
  return new Set(rows.map((row) => row.report_id)).size;
}
