import postgres from 'postgres';
import { migrate, seedReference } from '../src/lib/server/embedded/migrate.ts';
import type { Sql } from '../src/lib/server/embedded/sql.ts';

// The direct connection of the project (Supabase: Settings → Database), not a pooler in transaction mode.
const url = process.env.SUPABASE_DB_URL;
if (!url) {
  console.error(
    'Set SUPABASE_DB_URL to the direct PostgreSQL address of the project (postgres://postgres:…@host:5432/postgres).'
  );
  process.exit(1);
}
const pool = postgres(url, { max: 1, onnotice: () => undefined });
const sql: Sql = async (text, parameters) =>
  parameters ? [...(await pool.unsafe(text, parameters as never[]))] : [...(await pool.unsafe(text).simple())];
try {
  console.log(`applied ${await migrate(sql)} migrations, ${await seedReference(sql)} files of reference data`);
} catch (error) {
  console.error(error instanceof Error ? error.message : 'failed');
  process.exitCode = 1;
} finally {
  await pool.end();
}
