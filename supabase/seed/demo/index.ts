import { demoPassword, type DemoTools } from '../../../src/lib/server/embedded/demo.ts';
import { addDemoBlooms } from './blooms.ts';
import { addDemoGreenPictures } from './greenPictures.ts';
import { addDemoNature } from './nature.ts';
import { addDemoPictures } from './pictures.ts';
import { addDemoPlaces } from './places.ts';
import { play, type Cast } from './play.ts';
import { reports } from './reports.ts';
import { addDemoRoutes } from './routes.ts';
import { addDemoSites } from './sites.ts';
import { addDemoSpots } from './spots.ts';
import { addDemoBoards } from './waterways.ts';
import { addUnitsByMail } from './unitsByMail.ts';
import { write } from './write.ts';
import { makeYear } from './year/make.ts';

interface DemoPerson {
  email: string;
  name: string;
  role?: string;
  unit?: string;
}

/** The eight demo people of the public contract (README). */
export const demoPeople: DemoPerson[] = [
  { email: 'resident@demo.test', name: '居民小林' },
  { email: 'organizer@demo.test', name: '组织者周姐', role: 'organizer' },
  { email: 'teacher@demo.test', name: '陈老师', role: 'teacher' },
  { email: 'handler@demo.test', name: '麦子店承办员', role: 'handler', unit: '110105012' },
  { email: 'moderator@demo.test', name: '审核员甲', role: 'moderator' },
  { email: 'moderator2@demo.test', name: '审核员乙', role: 'moderator' },
  { email: 'publisher@demo.test', name: '信息公开员', role: 'publisher' },
  { email: 'admin@demo.test', name: '管理员', role: 'admin' }
];

const DAY = 86_400_000; // milliseconds

/** Somebody answers for every unit in the demo's past. These people have no password: nobody signs in as them. */
async function addOtherHandlers(sql: DemoTools['sql']): Promise<Cast['handlers']> {
  const rows = await sql(
    `with units as materialized (
       select u.code, regexp_replace(u.name_zh, '^朝阳区|街道办事处$|地区办事处$|员会$', '', 'g') as name
       from public.units u where u.active and u.code <> all ($1)
     ), people as (
       insert into auth.users (id, email, raw_user_meta_data, created_at)
       select gen_random_uuid(), 'handler.' || code || '@demo.test', jsonb_build_object('display_name', name || '承办员'), now()
       from units
       returning id, split_part(split_part(email, '.', 2), '@', 1) as unit
     )
     insert into public.user_roles (user_id, role, unit_code) select id, 'handler', unit from people
     returning user_id, unit_code`,
    [demoPeople.flatMap(({ unit }) => unit ?? [])]
  );
  return Object.fromEntries(rows.map((row) => [row.unit_code, row.user_id as string]));
}

/** Signs the demo people up, and gives them and everybody who handles cases for a unit. */
export async function addPeople({ sql, signUp }: Pick<DemoTools, 'sql' | 'signUp'>, now: Date): Promise<Cast> {
  const people: Cast['people'] = {};
  const handlers: Cast['handlers'] = {};
  for (const { email, name, role, unit } of demoPeople) {
    const id = await signUp(email, demoPassword, { display_name: name });
    people[email.split('@')[0]!] = id;
    if (unit) handlers[unit] = id;
    if (role)
      await sql('insert into public.user_roles (user_id, role, unit_code) values ($1, $2, $3)', [
        id,
        role,
        unit ?? null
      ]);
  }
  // What they reported and decided goes back months: nobody of them has opened the account just now.
  await sql(`update auth.users set created_at = $1, email_confirmed_at = $1 where email like '%@demo.test'`, [
    new Date(now.getTime() - 400 * DAY).toISOString()
  ]);
  return { people, handlers: { ...handlers, ...(await addOtherHandlers(sql)) } };
}

/** Fills an empty data folder with the demo district. */
export async function seedDemo(tools: DemoTools, now = new Date()): Promise<void> {
  const { sql, progress } = tools;
  const cast = await addPeople(tools, now);
  progress(`${demoPeople.length} demo people`);

  progress(`facilities of ${await addDemoPlaces(sql)} places, made up`);
  progress(`steps on ${await addDemoRoutes(sql)} routes, made up`);
  progress(`${await addDemoBoards(sql)} boards at rivers, made up`);
  progress(`${await addDemoBlooms(sql, now)} blooms, made up`);
  progress(
    `${await addDemoNature(sql, cast.people.organizer!, cast.people.moderator2!, now)} entries of the nature log, made up`
  );

  progress(`${await addDemoSpots(sql, cast, now)} suggested spots, made up`);
  progress(`drawn photos of green places, sightings and suggestions: ${await addDemoGreenPictures(tools, cast, now)}`);

  const year = await makeYear(sql, now);
  await write(tools, year, cast, now);
  await play(tools, reports, cast, now);
  // What the story told people is old news to them; nobody is written to about a past that never was.
  await sql('delete from private.letters', []);
  await sql('delete from private.unmailed_notices', []);
  progress(`${year.length + reports.length} demo reports`);
  progress(`drawn photos for ${await addDemoPictures(tools, cast.people.moderator!, now)} of them`);
  progress(`${await addDemoSites(tools, cast.people.moderator!, now)} reported sites, made up`);
  progress(`${await addUnitsByMail(tools, cast.people.admin!, now)} units that work by e-mail`);
}
