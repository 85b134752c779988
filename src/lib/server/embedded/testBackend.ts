import { pgtap } from '@electric-sql/pglite/pgtap';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { prepare, snapshotFile, templateName } from '../../../../supabase/tests/harness.template.ts';
import { embeddedUrl, signUpThrough, startEmbedded, type Embedded } from './embedded.ts';

const keys = {
  publishable: `sb_publishable_${'t'.repeat(32)}`,
  secret: `sb_secret_${'t'.repeat(32)}`,
  jwt: 't'.repeat(64)
};

/** A migrated database on the server of TEST_DATABASE_URL, or nothing without one. */
async function freshDatabase() {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) return undefined;
  const admin = postgres(server, { max: 1, onnotice: () => undefined });
  const name = `chaoyang_backend_${randomBytes(6).toString('hex')}`;
  await admin.unsafe(`create database ${name} template ${templateName()}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const drop = async () => {
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end();
  };
  return { url: url.href, drop };
}

export interface TestBackend extends Embedded {
  /** A client as a guest, or with the token of somebody signed in. */
  client(token?: string): SupabaseClient;
  /** A client past row-level security, as the job runner has it. */
  service(): SupabaseClient;
  /** The stored files under a folder of the storage. */
  files(folder: string): Promise<string[]>;
  /** Signs somebody up and gives id and token. */
  join(email: string): Promise<{ id: string; token: string }>;
}

/**
 * A real embedded backend with `setup` applied past the migrations: in memory, or with TEST_DATABASE_URL in a
 * database of its own on that server. Tests of the backend's safety need it whole: most of its faults lie between its parts.
 * It starts from the migrated database that the tests of the rules start from: migrating takes many seconds each time.
 */
export async function startTestBackend(setup = ''): Promise<TestBackend> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chaoyang-embedded-'));
  await prepare();
  const database = await freshDatabase();
  const snapshot = database ? undefined : new Blob([await readFile(snapshotFile())]);
  const embedded = await startEmbedded({
    filesFolder: folder,
    ...(snapshot && { snapshot, extensions: { pgtap } }),
    databaseUrl: database?.url,
    siteUrl: 'http://localhost:3000',
    keys
  });
  await embedded.sql(setup);
  await embedded.reload();
  const through: typeof fetch = (input, init) => embedded.fetch(new Request(input, init));
  const clientWith = (key: string, token?: string) =>
    createClient(embeddedUrl, key, {
      global: { fetch: through, headers: token ? { Authorization: `Bearer ${token}` } : {} },
      auth: { persistSession: false, autoRefreshToken: false }
    });
  const client = (token?: string) => clientWith(keys.publishable, token);
  const signUp = signUpThrough(embedded.fetch, keys);
  return {
    ...embedded,
    client,
    service: () => clientWith(keys.secret),
    files: (name) => readdir(path.join(folder, name)).catch(() => []),
    join: async (email) => {
      const id = await signUp(email, 'long-enough-1');
      const { data } = await client().auth.signInWithPassword({ email, password: 'long-enough-1' });
      return { id, token: data.session?.access_token ?? '' };
    },
    close: async () => {
      await embedded.close();
      await database?.drop();
      rmSync(folder, { recursive: true });
    }
  };
}
