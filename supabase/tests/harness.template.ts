import { pgtap } from '@electric-sql/pglite/pgtap';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { bootstrapSql } from '../../src/lib/server/embedded/bootstrap.ts';
import { startEmbedded } from '../../src/lib/server/embedded/embedded.ts';
import { projectRoot, sqlFiles } from '../../src/lib/server/embedded/migrate.ts';

/** pgTAP in a schema of its own, executable by every role: the first migration takes EXECUTE from everybody. */
const tapSql = `create schema if not exists tap; create extension if not exists pgtap with schema tap;
  grant usage on schema tap to public; grant execute on all functions in schema tap to public;`;

/**
 * A PostgreSQL server to test on instead of PGlite: its address with any database of a superuser. It wants `autovacuum = off`:
 * taking statistics in the middle of a test keeps dead rows alive, and some tests count pages.
 */
export const serverUrl = process.env.TEST_DATABASE_URL;

export const databaseOf = (server: string, name: string): string => {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};

/** Changes when anything changes that the migrated database is made of. */
function key(): string {
  const hash = createHash('sha256').update(bootstrapSql).update(tapSql);
  for (const folder of ['migrations', 'seed/reference'])
    for (const { name, text } of sqlFiles(folder)) hash.update(name).update(text);
  const { packages } = JSON.parse(readFileSync(path.join(projectRoot(), 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string }>;
  };
  for (const name of ['@supabase/lite', '@electric-sql/pglite'])
    hash.update(packages[`node_modules/${name}`]?.version ?? '');
  return hash.digest('hex').slice(0, 16);
}

export const templateName = (): string => `chaoyang_template_${key()}`;
export const snapshotFile = (): string =>
  path.join(projectRoot(), 'node_modules', '.cache', 'chaoyang', `${key()}.tar`);

const settings = {
  filesFolder: path.join(os.tmpdir(), 'chaoyang-test-files'),
  siteUrl: 'http://localhost:3000',
  keys: { publishable: `sb_publishable_${'t'.repeat(32)}`, secret: `sb_secret_${'t'.repeat(32)}`, jwt: 't'.repeat(64) }
};

async function prepareSnapshot(): Promise<void> {
  const file = snapshotFile();
  if (existsSync(file)) return;
  const embedded = await startEmbedded({ ...settings, extensions: { pgtap } });
  await embedded.sql(tapSql);
  const archive = await embedded.dump();
  await embedded.close();
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, new Uint8Array(await archive.arrayBuffer()));
  renameSync(`${file}.${process.pid}`, file);
}

async function prepareTemplate(server: string): Promise<void> {
  const admin = postgres(server, { max: 1, onnotice: () => undefined });
  try {
    const name = templateName();
    const [{ autovacuum }] = (await admin`show autovacuum`) as unknown as [{ autovacuum: string }];
    if (autovacuum === 'on') console.warn('TEST_DATABASE_URL: with autovacuum on, tests that count pages may fail.');
    await admin`select pg_advisory_lock(20261124)`; // two workers must not both build it
    const found = await admin`select 1 from pg_database where datname = ${name}`;
    if (found.length) return;
    const draft = `${name}_draft`;
    await admin.unsafe(`drop database if exists ${draft}`);
    await admin.unsafe(`create database ${draft}`);
    const embedded = await startEmbedded({ ...settings, databaseUrl: databaseOf(server, draft) });
    await embedded.sql(tapSql);
    await embedded.close();
    await admin.unsafe(`alter database ${draft} rename to ${name}`);
  } finally {
    await admin.end();
  }
}

/** Makes the migrated and seeded database that test files start from, unless it is there already. */
export const prepare = (): Promise<void> => (serverUrl ? prepareTemplate(serverUrl) : prepareSnapshot());
