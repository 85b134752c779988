import type postgres from 'postgres';
import { buffersOf, indexesOf } from './buffers.ts';
import { short, times, type Line, type Section } from './lines.ts';

/** Shows all that lie in the subdistrict, at most a hundred, by distance: it costs what lies in it. */
const BY_AREA = 'in and around a subdistrict';

/** What the screens ask about places, from a point in 麦子店 where the question has one. */
const here = 'lat => 39.949, lng => 116.467';
const CALLS: Record<string, string> = {
  'the nearest twenty': `public.places_near(${here})`,
  'the nearest twenty with a toilet': `public.places_near(${here}, needs => '{toilet}')`,
  'from a landmark': `public.places_near(landmark => (select min(code) from public.landmarks))`,
  [BY_AREA]: `public.places_near(subdistrict => '110105012')`,
  'by name, the first twenty': 'public.places_near()'
};

/**
 * Places all over the district. Triggers are off; what they keep for a list stands in the rows already, and what they keep
 * for the search by words is not asked for here.
 */
const seed = (from: number, to: number): string[] => [
  'set session_replication_role = replica',
  `insert into public.places (
     slug, code, kind, name_zh, name_en, name_pinyin, lat, lng, position_quality, source, data_quality, status, needs
   )
   select 'bench-' || i, (select string_agg(substr('23456789ABCDEFGHJKMN', 1 + (i / (20 ^ k)::int) % 20, 1), '') from generate_series(0, 4) k),
     'park', '园 ' || i || ' 号', 'Garden ' || i, 'yuan ' || i || ' hao', 39.82 + (i * 7919 % 10007) / 10007.0 * 0.27,
     116.35 + (i::bigint * 104729 % 10009) / 10009.0 * 0.28, 'approximate', 'made for the bench', 'demo', 'published',
     case when i % 10 in (1, 4, 7) then '{toilet}' else '{}' end::public.place_facility[]
   from generate_series(${String(from)}, ${String(to)}) i`,
  `insert into public.place_subdistricts (place_id, subdistrict_code)
   select p.id, private.nearest_subdistrict(p.lat, p.lng) from public.places p
   where p.slug like 'bench-%' and split_part(p.slug, '-', 2)::int between ${String(from)} and ${String(to)}`,
  'set session_replication_role = origin',
  'vacuum (analyze)'
];

/** The nearest places at a thousand, ten thousand and a hundred thousand; `sql` is a database without any but the reference places. */
export async function placesGrowth(sql: postgres.Sql, most: number): Promise<Section> {
  const sizes = [1000, 10_000, 100_000].filter((size) => size <= most);
  const found = new Map<string, { buffers: number[]; indexes: string[] }>(
    Object.keys(CALLS).map((what) => [what, { buffers: [], indexes: [] }])
  );
  let last = 0;
  for (const size of sizes) {
    for (const step of seed(last + 1, size)) await sql.unsafe(step).simple();
    last = size;
    for (const [what, call] of Object.entries(CALLS)) {
      const { buffers } = await buffersOf(sql, 'visitor', `select ${call} as answer`);
      found.get(what)!.buffers.push(buffers);
      found.get(what)!.indexes = await indexesOf(sql, 'visitor', `select ${call} as answer`);
    }
  }
  const lines = [...found].map(([what, { buffers, indexes }]): Line => {
    const growth = buffers.at(-1)! / buffers[0]!;
    return {
      bar: 'Places',
      what,
      figure: `${sizes.map((size, i) => `${short(size)}: ${String(buffers[i])}`).join(' · ')}; growth ${times(growth)}; by ${indexes.join(', ')}`,
      limit: what === BY_AREA ? 'bounded by what lies in it' : 'growth ≤ 1.5×',
      peer: '–',
      met: sizes.length > 1 && what !== BY_AREA ? growth <= 1.5 : null
    };
  });
  return {
    title: 'Places · The nearest',
    lines,
    notes: [
      'Pages of 8 kB for one call in the role of a visitor, hit and read together, as under P6. Which indexes were entered is what PostgreSQL counted during the call at the largest size.'
    ]
  };
}
