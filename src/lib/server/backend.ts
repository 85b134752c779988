import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { randomUUID } from 'node:crypto';
import { demoPeople, seedDemo } from '../../../supabase/seed/demo/index.ts';
import type { Database } from '../database.types.ts';
import type { CodeMail } from './embedded/auth.ts';
import type { Embedded } from './embedded/embedded.ts';
import { demoPassword } from './embedded/demo.ts';
import { lock } from './embedded/lock.ts';
import { settings } from './env.ts';
import { report } from './failure.ts';
import { storedKeys } from './keys.ts';
import type { Compose } from './letters.ts';
import { codesArrive, deliver } from './mail.ts';

/** Where the data lives: the embedded backend (PGlite or PostgreSQL), or a Supabase project. The rest of the code cannot tell. */
export interface Backend {
  url: string;
  publishableKey: string;
  fetch: typeof fetch;
  /** Key for the address hashes and other signatures of our own. */
  appSecret: string;
  /** A client past row-level security, for the job runner alone; null when no secret key was set. */
  service: SupabaseClient<Database> | null;
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

const held = globalThis as typeof globalThis & { __backend?: Promise<Backend> };

/** The backend of this process, started on first use, with `compose` for the words of its codes; a hot reload finds it again instead of opening a second database. */
export const backend = (compose?: Compose): Promise<Backend> => (held.__backend ??= start(compose));

const say = (line: string) => void process.stdout.write(`  ${line}\n`);

function introduceDemo(): void {
  say(`演示模式 demo mode: password ${demoPassword}`);
  for (const { email } of demoPeople) say(`  ${email}`);
}

function serviceClient(url: string, key: string, through: typeof fetch): SupabaseClient<Database> {
  return createClient<Database>(url, key, {
    global: { fetch: through },
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false }
  });
}

async function start(compose: Compose | undefined): Promise<Backend> {
  const { supabase, dataDir, appSecret } = settings();
  if (supabase) {
    const { url, publishableKey, secretKey } = supabase;
    return {
      url,
      publishableKey,
      fetch,
      appSecret: appSecret ?? storedKeys(dataDir).app,
      service: secretKey ? serviceClient(url, secretKey, fetch) : null,
      ready: async () => (await fetch(`${url}/auth/v1/health`, { headers: { apikey: publishableKey } })).ok,
      close: async () => undefined
    };
  }
  const release = lock(dataDir);
  try {
    return await startHere(release, compose);
  } catch (error) {
    release();
    throw error;
  }
}

/** In the reader's language, at once and once: whoever gets none asks for another. */
async function sendCode(home: Embedded, compose: Compose | undefined, { kind, to, code, userId }: CodeMail) {
  const [person] = await home.sql('select lang from public.profiles where user_id = $1', [userId ?? null]);
  const letter = { id: randomUUID(), template: 'code', purpose: 'service', report_id: null, token: null } as const;
  if (compose)
    await deliver(await compose({ ...letter, to, lang: person?.lang === 'en' ? 'en' : 'zh', params: { kind, code } }));
}

async function startHere(release: () => void, compose: Compose | undefined): Promise<Backend> {
  const { dataDir, databaseUrl, origin, demo, appSecret } = settings();
  const keys = storedKeys(dataDir);
  const began = performance.now();
  const { startEmbedded, embeddedUrl } = await import('./embedded/embedded.ts');
  const embedded: Embedded = await startEmbedded({
    folder: dataDir,
    databaseUrl,
    siteUrl: origin,
    keys,
    mail: (mail) => void sendCode(embedded, compose, mail).catch((cause: unknown) => report('mail', cause)),
    confirmAddresses: codesArrive(),
    seedDemo: demo ? seedDemo : undefined,
    progress: say
  });
  say(
    `database ready in ${((performance.now() - began) / 1000).toFixed(1)} s (${databaseUrl ? 'PostgreSQL' : dataDir})`
  );
  if (demo) introduceDemo();
  const inProcess: typeof fetch = (input, init) => embedded.fetch(new Request(input, init));
  return {
    url: embeddedUrl,
    publishableKey: keys.publishable,
    fetch: inProcess,
    appSecret: appSecret ?? keys.app,
    service: serviceClient(embeddedUrl, keys.secret, inProcess),
    ready: async () => (await embedded.sql('select 1 as ok', []))[0]?.ok === 1,
    close: async () => {
      await embedded.close();
      release();
    }
  };
}
