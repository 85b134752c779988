import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { embeddedUrl, signUpThrough, startEmbedded, type Embedded } from './embedded.ts';

const keys = {
  publishable: `sb_publishable_${'t'.repeat(32)}`,
  secret: `sb_secret_${'t'.repeat(32)}`,
  jwt: 't'.repeat(64)
};

export interface TestBackend extends Embedded {
  /** A client as a guest, or with the token of somebody signed in. */
  client(token?: string): SupabaseClient;
  /** Signs somebody up and gives id and token. */
  join(email: string): Promise<{ id: string; token: string }>;
}

/**
 * A real embedded backend in memory with `setup` applied past the migrations. Tests of the backend's safety need it whole: most of its faults lie between its parts.
 */
export async function startTestBackend(setup = ''): Promise<TestBackend> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chaoyang-embedded-'));
  const embedded = await startEmbedded({ filesFolder: folder, siteUrl: 'http://localhost:3000', keys });
  await embedded.sql(setup);
  await embedded.reload();
  const through: typeof fetch = (input, init) => embedded.fetch(new Request(input, init));
  const client = (token?: string) =>
    createClient(embeddedUrl, keys.publishable, {
      global: { fetch: through, headers: token ? { Authorization: `Bearer ${token}` } : {} },
      auth: { persistSession: false, autoRefreshToken: false }
    });
  const signUp = signUpThrough(embedded.fetch, keys);
  return {
    ...embedded,
    client,
    join: async (email) => {
      const id = await signUp(email, 'long-enough-1');
      const { data } = await client().auth.signInWithPassword({ email, password: 'long-enough-1' });
      return { id, token: data.session?.access_token ?? '' };
    },
    close: async () => {
      await embedded.close();
      rmSync(folder, { recursive: true });
    }
  };
}
