import type { DemoTools } from '../../../src/lib/server/embedded/demo.ts';
import { files, known } from './pictures.ts';
import type { Cast } from './play.ts';

/** What is drawn for a place, and what its picture shows. None is of the place itself. */
const PLACES: [slug: string, picture: string, zh: string, en: string][] = [
  [
    'chaoyang-park',
    'lake-day',
    '画：湖上的两条游船和对岸的亭子',
    'Drawing: two boats on a lake, a pavilion on the other shore'
  ],
  [
    'chaoyang-park',
    'lake-dusk',
    '画：傍晚的湖，对岸的楼亮起了灯',
    'Drawing: the lake at dusk, lights in the houses beyond'
  ],
  [
    'tuofangying-pocket-park',
    'ginkgo-day',
    '画：两棵黄了的银杏，树下一条长椅',
    'Drawing: a bench under two yellow ginkgos'
  ],
  ['honglingjin-park', 'lotus-day', '画：开着荷花的池塘', 'Drawing: a pond with lotus in flower'],
  ['ritan-park', 'plum-day', '画：红墙前的一枝梅花', 'Drawing: a branch of plum blossom before a red wall'],
  ['jiangfu-park', 'track-day', '画：穿过二月兰的一段铁轨', 'Drawing: a railway track through violet flowers'],
  ['side-park', 'playground-day', '画：秋千和滑梯', 'Drawing: swings and a slide'],
  [
    'tuanjiehu-park',
    'moongate-day',
    '画：竹子中间的月亮门，门里是湖',
    'Drawing: a moon gate among bamboo, a lake behind it'
  ],
  [
    'bahe-changqing-garden',
    'riverside-dusk',
    '画：傍晚的河边小路，路灯亮着',
    'Drawing: a path along a river at dusk, its lamps lit'
  ],
  ['beixiaohe-park', 'cherry-day', '画：两棵盛开的樱花', 'Drawing: two cherry trees in full bloom'],
  ['majiawan-wetland-park', 'reeds-day', '画：芦苇、木栈道和一只白鹭', 'Drawing: reeds, a wooden walk and an egret'],
  [
    'taiyanggong-park',
    'lawn-day',
    '画：没有围栏的草地，天上三只风筝',
    'Drawing: a lawn without a fence, three kites above it'
  ]
];

/** By what was seen (`nature.ts`); the last two wait for a moderator, as their entries do. */
const SIGHTINGS: [seen: string, picture: string][] = [
  ['magpie', 'magpie-day'],
  ['mandarin_duck', 'mandarin-day'],
  ['light_vented_bulbul', 'bulbul-day'],
  ['long_eared_owl', 'owl-day'],
  ['一只橙色的蝴蝶', 'butterfly-day'],
  ['purple_violet', 'violet-day'],
  ['night_heron', 'heron-dusk'],
  ['hedgehog', 'hedgehog-night']
];

const RAMP = '0e000000-0000-4000-8000-00000000d0a1';
const SUGGESTIONS: [suggestion: string, by: 'organizer' | 'teacher', picture: string][] = [
  ['0e000000-0000-4000-8000-00000000d001', 'organizer', 'corner-day'],
  ['0e000000-0000-4000-8000-00000000d005', 'teacher', 'corner-dusk'],
  [RAMP, 'teacher', 'ramp-day']
];

interface Wanted {
  form: string;
  picture: string;
}

/** Photos held as with a form that somebody is about to send; the names that they were given, in this order. */
async function hold({ as, store }: DemoTools, person: string, moment: string, wanted: Wanted[]): Promise<string[]> {
  const rows = wanted.map(({ form, picture }, n) => ({ n, form, picture, ...known()[picture]! }));
  const given = await as(
    person,
    moment,
    `select t.n, public.hold_green_photo(t.form, t.sha256) ->> 'name' as name
     from jsonb_to_recordset($1::jsonb) as t (n int, form uuid, sha256 text) order by t.n`,
    [rows]
  );
  const names = given.map(({ name }) => String(name));
  await store(rows.flatMap(({ n, picture }) => files('green-photos', names[n]!, picture)));
  await as(
    person,
    moment,
    `select public.green_photo_stored(t.name, t.bytes, t.width, t.height)
     from jsonb_to_recordset($1::jsonb) as t (name uuid, bytes int, width int, height int)`,
    [rows.map(({ n, bytes, width, height }) => ({ name: names[n], bytes, width, height }))]
  );
  return names;
}

/** An editor puts them up, looks at them, and shows them. */
async function ofPlaces(tools: DemoTools, editor: string, moment: string): Promise<void> {
  const rows = PLACES.map(([slug, picture, alt_zh, alt_en]) => ({
    form: crypto.randomUUID(),
    slug,
    picture,
    sha256: known()[picture]!.sha256,
    photo: { alt_zh, alt_en, credit: '为演示画的 · drawn for the demonstration', licence: 'cc0' }
  }));
  await hold(tools, editor, moment, rows);
  await tools.as(
    editor,
    moment,
    `select public.add_place_photo(p.id, t.sha256, t.photo, t.form)
     from jsonb_to_recordset($1::jsonb) as t (slug text, sha256 text, photo jsonb, form uuid) join public.places p on p.slug = t.slug`,
    [rows]
  );
  await tools.as(
    editor,
    moment,
    `select public.check_place_photo(f.place_id, f.name, null, gen_random_uuid())
     from public.place_photos f where f.checked_at is null order by f.place_id, f.position, f.id`,
    []
  );
}

/** Finders send them with their entries; a moderator releases those of entries that are shown. */
async function ofSightings(tools: DemoTools, finder: string, moderator: string, moment: string): Promise<void> {
  const { sql, as } = tools;
  const entries = await sql(
    `select s.id, s.status = 'shown' as shown, t.picture from public.sightings s
     join jsonb_to_recordset($1::jsonb) as t (seen text, picture text) on t.seen = coalesce(s.taxon_code, s.taxon_words)
     where s.demo and s.user_id = $2::uuid`,
    [SIGHTINGS.map(([seen, picture]) => ({ seen, picture })), finder]
  );
  const rows = entries.map(({ id, shown, picture }) => ({ form: String(id), picture: String(picture), shown }));
  const names = await hold(tools, finder, moment, rows);
  await sql(
    `insert into public.sighting_photos (sighting_id, name, user_id, position)
     select t.form, t.name, $2::uuid, 1 from jsonb_to_recordset($1::jsonb) as t (form uuid, name uuid)`,
    [rows.map(({ form }, n) => ({ form, name: names[n] })), finder]
  );
  await as(
    moderator,
    moment,
    'select public.decide_sighting_photo(n.name, true, true) from unnest($1::uuid[]) as n (name)',
    [names.filter((_, n) => rows[n]!.shown)]
  );
}

/** Two are of a suggested spot, one has its number plate covered; the third shows a person, whom an editor is to cover first. */
async function ofSuggestions(tools: DemoTools, { people }: Cast, moment: string): Promise<void> {
  const { sql, as, store } = tools;
  const names: string[] = [];
  for (const [form, by, picture] of SUGGESTIONS)
    names.push(...(await hold(tools, people[by]!, moment, [{ form, picture }])));
  await as(people['teacher']!, moment, 'select public.suggest_place_with_photos($1::jsonb, $2::jsonb)', [
    {
      id: RAMP,
      place: 'qingfeng-park',
      kind: 'there',
      facility: 'step_free',
      words: '东门的台阶旁边修好了坡道，轮椅和婴儿车都能进。',
      lang: 'zh'
    },
    { sha256: [known()['ramp-day']!.sha256], offered: true }
  ]);
  await sql(
    `insert into public.suggestion_photos (name, suggestion_id, user_id, position, offered)
     select t.name, s.id, s.user_id, 1, false
     from jsonb_to_recordset($1::jsonb) as t (name uuid, suggestion uuid) join public.place_suggestions s on s.id = t.suggestion`,
    [SUGGESTIONS.slice(0, 2).map(([suggestion], n) => ({ suggestion, name: names[n] }))]
  );
  const editor = people['publisher']!;
  const [begun] = await as(
    editor,
    moment,
    `select public.allow_green_cover($1::uuid, null, gen_random_uuid(), $2::jsonb) ->> 'name' as name`,
    [names[1], known()['corner-dusk']!.rectangles]
  );
  const cover = String(begun!.name);
  await store(files('green-photos', cover, 'corner-dusk.covered'));
  await as(editor, moment, 'select public.green_cover_stored($1::uuid)', [cover]);
}

/** Drawn pictures on places, in the nature log and with suggestions, through the doors that people use. How many there are. */
export async function addDemoGreenPictures(tools: DemoTools, cast: Cast, now: Date): Promise<number> {
  const { people } = cast;
  const moment = now.toISOString();
  await ofPlaces(tools, people['publisher']!, moment);
  await ofSightings(tools, people['organizer']!, people['moderator2']!, moment);
  await ofSuggestions(tools, cast, moment);
  return PLACES.length + SIGHTINGS.length + SUGGESTIONS.length;
}
