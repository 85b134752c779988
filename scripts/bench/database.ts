import path from 'node:path';
import postgres from 'postgres';
import { startEmbedded, type Embedded } from '../../src/lib/server/embedded/embedded.ts';
import { seedSteps } from './seed.ts';

const keys = {
  publishable: 'bench-publishable-key-0000',
  secret: 'bench-secret-key-000000000000',
  jwt: 'bench'.repeat(10)
};

/** Migrates and reads the reference data, exactly as the app does when it starts. */
const open = (settings: { databaseUrl?: string; folder?: string }): Promise<Embedded> =>
  startEmbedded({ ...settings, siteUrl: 'http://localhost', keys });

export async function prepareServer(url: string, folder: string): Promise<postgres.Sql> {
  const app = await open({ databaseUrl: url, folder });
  await app.close();
  const sql = postgres(url, { max: 1, onnotice: () => undefined, connection: { TimeZone: 'UTC' } });
  await sql`select set_config('jit', 'off', false)`;
  return sql;
}

/** Seeds reports `from` to `to`; gives the seconds it took. */
export async function seedServer(sql: postgres.Sql, from: number, to: number): Promise<number> {
  const begun = performance.now();
  for (const step of seedSteps(from, to)) await sql.unsafe(step).simple();
  return (performance.now() - begun) / 1000;
}

export async function seedEmbedded(dataDir: string, reports: number): Promise<void> {
  const app = await open({ folder: path.resolve(dataDir) });
  try {
    for (const step of seedSteps(1, reports)) await app.sql(step);
  } finally {
    await app.close();
  }
}

/** Parks for the map beside the reports, all over the district; a few are large. Only what the map reads is filled in. */
export async function seedPlaces(sql: postgres.Sql, places: number): Promise<void> {
  await sql.unsafe(`
    set session_replication_role = replica;
    select setseed(0.5);
    insert into public.places (slug, code, kind, name_zh, name_en, name_pinyin, lat, lng, position_quality, area_m2, source, data_quality, status)
    select 'bench-' || i, (
        select string_agg(substr('23456789ABCDEFGHJKMNPQRSTUVWXYZ', 1 + (i / (31 ^ n)::int + case n when 4 then 30 else 0 end) % 31, 1), '' order by n desc)
        from generate_series(0, 4) n
      ),
      'park', '口袋公园 ' || i, 'Pocket park ' || i, 'kou dai ' || i,
      39.83 + random() * 0.26, 116.36 + random() * 0.27, 'sourced', (800 * 2000 ^ (random() ^ 6))::int, 'bench', 'unchecked', 'published'
    from generate_series(1, ${String(places)}) i
    on conflict do nothing;
    set session_replication_role = origin;
    analyze public.places`);
}

export async function unseedPlaces(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`delete from public.places where slug like 'bench-%'; analyze public.places`);
}
