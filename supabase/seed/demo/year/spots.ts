import type { DemoTools } from '../../../../src/lib/server/embedded/demo.ts';
import type { Chance } from './chance.ts';
import type { Spot } from './kinds.ts';

interface Named {
  zh: string;
  en: string;
  lat: number | null;
  lng: number | null;
}

/** A subdistrict and what the reference data knows in it. */
export interface Area {
  code: string;
  zh: string;
  en: string;
  lat: number;
  lng: number;
  parks: Named[];
  stations: Named[];
}

/** The 43 subdistricts with the parks and stations of the reference data: the demo names no other place. */
export async function areas(sql: DemoTools['sql']): Promise<Area[]> {
  const rows = await sql(
    `select s.code, regexp_replace(s.name_zh, '街道$|地区$', '') as zh,
       regexp_replace(s.name_en, ' (Subdistrict|Area)( \\(.*\\))?$', '') as en, s.lat, s.lng,
       coalesce((
         select jsonb_agg(jsonb_build_object('zh', p.name_zh, 'en', p.name_en, 'lat', p.lat, 'lng', p.lng) order by p.slug)
         from public.places p join public.place_subdistricts i on i.place_id = p.id
         where i.subdistrict_code = s.code and p.status = 'published'
       ), '[]') as parks,
       coalesce((
         select jsonb_agg(jsonb_build_object('zh', l.name_zh || '站', 'en', l.name_en || ' station', 'lat', l.lat, 'lng', l.lng) order by l.code)
         from public.landmarks l
         where s.code = (
           select n.code from public.subdistricts n order by (n.lat - l.lat) ^ 2 + ((n.lng - l.lng) * 0.77) ^ 2 limit 1
         )
       ), '[]') as stations
     from public.subdistricts s order by s.code`,
    []
  );
  return rows as unknown as Area[];
}

const ways: Record<Spot, [zh: string, en: string][]> = {
  park: [
    ['北门内', 'inside the north gate'],
    ['南门外', 'outside the south gate'],
    ['东侧步道', 'path on the east side'],
    ['西侧围栏旁', 'by the west fence'],
    ['水边的长椅旁', 'benches by the water'],
    ['儿童活动区', 'playground'],
    ['健身器材区', 'exercise corner'],
    ['林间小路', 'path through the trees'],
    ['停车场出口', 'exit of the car park'],
    ['大草坪', 'big lawn'],
    ['小桥边', 'small bridge'],
    ['中心广场', 'square in the middle']
  ],
  metro: [
    ['出口外的便道', 'pavement outside the exit'],
    ['自行车停放区', 'bicycle park'],
    ['公交换乘站旁', 'bus stop next to it'],
    ['东侧辅路', 'side road to the east'],
    ['过街天桥下', 'under the footbridge'],
    ['出口对面的底商', 'shops opposite the exit']
  ],
  home: [
    ['一处小区的东门', 'east gate of an estate'],
    ['一处小区的北门', 'north gate of an estate'],
    ['一处小区的中心花园', 'garden in the middle of an estate'],
    ['一处小区的自行车棚', 'bicycle shed of an estate'],
    ['一处小区的车库出口', 'garage exit of an estate'],
    ['一处老楼的背面', 'back of an old block'],
    ['一处小区的分类投放点', 'sorting point of an estate'],
    ['一处小区的快递柜旁', 'parcel lockers of an estate'],
    ['一处临街住宅楼', 'block of flats on the street'],
    ['一处小区的儿童乐园', 'playground of an estate']
  ],
  street: [
    ['临街底商', 'shops on the street'],
    ['一处路口', 'a crossing'],
    ['一处公交站旁', 'a bus stop'],
    ['一处街角', 'a street corner'],
    ['一处停车场', 'a car park'],
    ['主路西侧便道', 'pavement west of the main road'],
    ['主路东侧辅路', 'side road east of the main road'],
    ['一处施工围挡旁', 'a hoarding'],
    ['菜市场旁的小街', 'lane by the market'],
    ['一处空地', 'an empty plot']
  ]
};

/** Words that lead somewhere in this area, and a point near there. */
export function somewhere(area: Area, spot: Spot, lang: 'zh' | 'en', { pick, roll }: Chance) {
  const named = spot === 'park' ? area.parks : spot === 'metro' ? area.stations : [];
  const place = named.length > 0 ? pick(named) : undefined;
  const kind = place || spot === 'home' ? spot : 'street';
  const [zh, en] = pick(ways[kind]);
  const base = place ?? area;
  const spread = place?.lat ? 0.0022 : 0.0052;
  const near = (at: number) => Number((at + (roll() * 2 - 1) * spread).toFixed(6));
  return {
    landmark: lang === 'en' ? `${base.en}, ${en}` : `${base.zh}${zh}`,
    lat: near(place?.lat ?? area.lat),
    lng: near(place?.lng ?? area.lng)
  };
}
