import type { DemoTools } from '../../../src/lib/server/embedded/demo.ts';

/**
 * Facilities and hours of parks around 麦子店, made up for the demonstration and labelled so on every page: nobody has
 * published them. In the order of the facilities: yes, no, or a blank for unknown.
 */
const FACILITIES = [
  'toilet',
  'shade',
  'seating',
  'playground',
  'step_free',
  'drinking_water',
  'lighting',
  'dogs',
  'bike_parking'
];
const all = [1, 2, 3, 4, 5, 6, 7];
const allDay = [{ days: all, from: '00:00', to: '24:00' }];
const bySeason = [
  { days: all, months: [4, 5, 6, 7, 8, 9, 10], from: '06:00', to: '21:00' },
  { days: all, months: [11, 12, 1, 2, 3], from: '06:00', to: '20:00' }
];

const demoPlaces: Record<string, [facilities: string, hours: object[]]> = {
  'chaoyang-park': ['yyyyyyyny', bySeason],
  'tuanjiehu-park': ['yyyyynyny', bySeason],
  'honglingjin-park': ['yyyny yny', bySeason],
  'ritan-park': ['yyyny yny', bySeason],
  'side-park': ['yyyyyyyny', allDay],
  'jiangfu-park': ['yyyyynyyy', allDay],
  'taiyanggong-park': ['nyyyynyyy', allDay],
  'wanghe-park': ['yyyyy yny', allDay],
  'dongba-park': ['yyyy nnyy', allDay],
  'bahe-changqing-garden': ['nyynynyy ', allDay],
  'tuofangying-pocket-park': ['nnynynyy ', allDay],
  'xinglong-park': ['yyyyy y y', bySeason]
};

export async function addDemoPlaces(sql: DemoTools['sql']): Promise<number> {
  const facts = Object.entries(demoPlaces).flatMap(([slug, [letters]]) =>
    FACILITIES.map((facility, i) => ({ slug, facility, letter: letters[i] }))
  );
  const rows = facts
    .filter(({ letter }) => letter !== ' ')
    .map(({ slug, facility, letter }) => ({ slug, facility, present: letter === 'y' ? 'yes' : 'no' }));
  await sql(
    `insert into public.place_facilities (place_id, facility, present, demo)
     select p.id, f.facility::public.place_facility, f.present::public.place_presence, true
     from jsonb_to_recordset($1::jsonb) as f (slug text, facility text, present text)
     join public.places p on p.slug = f.slug
     on conflict do nothing`,
    [rows]
  );
  await sql(
    `update public.places p set hours = h.value, hours_demo = true
     from jsonb_each($1::jsonb) h where p.slug = h.key and p.hours is null`,
    [Object.fromEntries(Object.entries(demoPlaces).map(([slug, [, hours]]) => [slug, hours]))]
  );
  return Object.keys(demoPlaces).length;
}
