import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sql } from './sql.ts';

/**
 * The folder that holds `supabase/`: the working directory, or the nearest one above this file
 * (`src/lib/server/…` in development, `build/server/…` when built).
 */
export function projectRoot(): string {
  const found = (folder: string) => existsSync(path.join(folder, 'supabase', 'migrations'));
  let folder = process.cwd();
  if (found(folder)) return folder;
  folder = path.dirname(fileURLToPath(import.meta.url));
  while (!found(folder)) {
    const above = path.dirname(folder);
    if (above === folder) throw new Error('supabase/migrations is missing: start the server in the project folder.');
    folder = above;
  }
  return folder;
}

export interface SqlFile {
  name: string;
  text: string;
}

/** The `.sql` files of a folder under `supabase/`, in name order. */
export function sqlFiles(folder: string, root = projectRoot()): SqlFile[] {
  const full = path.join(root, 'supabase', folder);
  if (!existsSync(full)) return [];
  const names = readdirSync(full).filter((name) => name.endsWith('.sql'));
  return names.sort().map((name) => ({ name, text: readFileSync(path.join(full, name), 'utf8') }));
}

const inTransaction = (text: string) => `begin;\n${text}\n;commit;`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
/** Only names the file: the message of a failed statement may quote rows, and a migration's author sees it in the tests. */
const naming = (name: string, error: unknown) =>
  new Error(`${name}: ${error instanceof Error ? error.message : 'failed'}`, { cause: error });

/**
 * Applies what `supabase/migrations` has and the database has not, one transaction a file, and notes it where
 * the Supabase CLI does. Returns how many were applied.
 */
export async function migrate(sql: Sql, files = sqlFiles('migrations')): Promise<number> {
  await sql(`create schema if not exists supabase_migrations;
    create table if not exists supabase_migrations.schema_migrations (version text primary key, statements text[], name text);`);
  const rows = await sql('select version from supabase_migrations.schema_migrations', []);
  const done = new Set(rows.map((row) => row.version));
  let applied = 0;
  for (const { name, text } of files) {
    const [, version, title] = /^(\d+)_(.*)\.sql$/.exec(name) ?? [];
    if (!version || !title) throw new Error(`${name}: a migration is called 20261124000100_verb_the_thing.sql`);
    if (done.has(version)) continue;
    const note = `insert into supabase_migrations.schema_migrations (version, name) values (${literal(version)}, ${literal(title)})`;
    try {
      await sql(inTransaction(`${text}\n;${note}`));
    } catch (error) {
      throw naming(name, error);
    }
    applied++;
  }
  return applied;
}

/** Applies the reference data files that are new or changed since they were last run. They must be idempotent. */
export async function seedReference(sql: Sql, files = sqlFiles('seed/reference')): Promise<number> {
  const rows = await sql('select name, hash from private.seeds', []);
  const known = new Map(rows.map((row) => [row.name, row.hash]));
  let applied = 0;
  for (const { name, text } of files) {
    const hash = createHash('sha256').update(text).digest('hex');
    if (known.get(name) === hash) continue;
    const note = `insert into private.seeds (name, hash) values (${literal(name)}, ${literal(hash)})
      on conflict (name) do update set hash = excluded.hash, applied_at = now()`;
    try {
      await sql(inTransaction(`${text}\n;${note}`));
    } catch (error) {
      throw naming(name, error);
    }
    applied++;
  }
  return applied;
}
