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
