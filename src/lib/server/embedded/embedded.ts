import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Extensions } from '@electric-sql/pglite';
import type { App } from '@supabase/lite';
import { mailerOf, withStandardCodes, type CodeMail } from './auth.ts';
import { bootstrapSql } from './bootstrap.ts';
import { actingThrough, type DemoTools } from './demo.ts';
import { quietLog, unheard, withSqlErrors, type Handler } from './errors.ts';
import { StartError } from './lock.ts';
import { migrate, seedReference } from './migrate.ts';
import { sqlOver, transactOver, type Sql } from './sql.ts';
import { fileAdapter, storeThrough, withStorageShapes, withStrayFiles } from './storage.ts';

export interface Keys {
  publishable: string;
  secret: string;
  jwt: string;
}

export interface EmbeddedSettings {
  /** Where the database (`db/`) and the stored files (`storage/`) live; without it all is kept in memory and a temporary folder. */
  folder?: string | undefined;
  filesFolder?: string | undefined;
  /** A PostgreSQL server instead of PGlite. */
  databaseUrl?: string | undefined;
  siteUrl: string;
  keys: Keys;
  /** Sends a code of the auth service by e-mail. */
  mail?: ((mail: CodeMail) => void) | undefined;
  /** Whoever signs up shows by a code that they read the mailbox; only where codes arrive. */
  confirmAddresses?: boolean;
  /** Fills the database when it holds nobody yet. */
  seedDemo?: ((tools: DemoTools) => Promise<void>) | undefined;
  progress?: ((line: string) => void) | undefined;
  extensions?: Extensions;
  snapshot?: Blob | undefined;
}

export interface Embedded {
  fetch: Handler;
  sql: Sql;
  /** Reads the schema anew, after it was changed past the migrations. */
  reload(): Promise<void>;
  /** The whole database as an archive that `snapshot` takes; PGlite only. */
  dump(): Promise<Blob>;
  close(): Promise<void>;
}

/** Address the in-process client is given; it never leaves the process. */
export const embeddedUrl = 'http://embedded.invalid';

async function open(settings: EmbeddedSettings) {
  if (settings.databaseUrl) {
    const { openPostgres } = await import('./postgres.ts');
    const noDump = () => Promise.reject(new Error('A PostgreSQL server is backed up with pg_dump.'));
    return { ...(await openPostgres(settings.databaseUrl)), dump: noDump };
  }
  const { openPglite } = await import('./pglite.ts');
  const folder = settings.folder && path.join(settings.folder, 'db');
  if (folder) mkdirSync(folder, { recursive: true });
  const opened = await openPglite({ folder, extensions: settings.extensions ?? {}, snapshot: settings.snapshot });
  return { ...opened, dump: async () => (await opened.db.dumpDataDir('none')) as Blob };
}

/**
 * Starts the embedded backend: the Supabase API of `@supabase/lite` in this process, over PGlite or over a
 * PostgreSQL server, with the roles, migrations and reference data in place. Nothing listens on the network.
 */
export async function startEmbedded(settings: EmbeddedSettings): Promise<Embedded> {
  const progress = settings.progress ?? (() => undefined);
  process.env.EXPERIMENTAL_STORAGE = '1'; // read when the library is first imported, hence the dynamic imports
  quietLog();
  const { App } = await unheard(() => import('@supabase/lite'));
  const { connection, acquire, dump } = await open(settings);
  const sql = sqlOver(acquire);
  // On its first request the library would grant everything in every schema to the request roles; this says it has.
  (connection as unknown as { rlsState: string }).rlsState = 'active';
  const app = new App(appOptions(connection, settings) as never) as unknown as App; // its option types are narrower than what it accepts
  const files = fileAdapter(settings.filesFolder ?? path.join(settings.folder ?? '.data', 'storage'));
  app._storageAdapter = files;
  app._mailer = mailerOf((mail) => settings.mail?.(mail)) as unknown as NonNullable<App['_mailer']>;
  await unheard(() => app.init());
  await unheard(() => app.ensureSystemSchema());
  await sql(bootstrapSql);
  const migrations = await migrate(sql);
  if (migrations) progress(`applied ${migrations} migration${migrations === 1 ? '' : 's'}`);
  const seeds = await seedReference(sql);
  if (seeds) progress(`read ${seeds} file${seeds === 1 ? '' : 's'} of reference data`);

  // Read once now: otherwise each of the first requests that come together would read the whole catalog for itself.
  const reload = async () => {
    await connection.clearSchemaCache();
    await connection.introspect({ useCache: true });
  };
  await reload();

  const fetch = withStrayFiles(
    withStorageShapes(withStandardCodes(withSqlErrors(async (request) => app.fetch(request)))),
    files,
    settings.keys.secret
  );
  if (settings.seedDemo) {
    const signUp = signUpThrough(fetch, settings.keys);
    const as = actingThrough(transactOver(acquire));
    const tools: DemoTools = { sql, signUp, as, progress, store: storeThrough(files, sql) };
    await fillOnce(sql, () => settings.seedDemo?.(tools));
  }
  // Not before: nobody reads the mailboxes of the demo people.
  const { auth } = app.config as unknown as { auth: { email: { enable_confirmations: boolean } } };
  auth.email.enable_confirmations = settings.confirmAddresses ?? false;
  return { fetch, sql, reload, dump, close: () => connection.close() };
}

function appOptions(connection: unknown, { siteUrl, keys }: EmbeddedSettings) {
  return {
    connection,
    api: { schemas: ['public'], extra_search_path: ['public', 'extensions'], max_rows: 1000 },
    auth: {
      enabled: true,
      site_url: siteUrl,
      additional_redirect_urls: [],
      jwt_secret: keys.jwt,
      publishable_key: keys.publishable,
      secret_key: keys.secret,
      minimum_password_length: 8,
      // A change of address is confirmed from the new mailbox; that it is wanted, the page has asked before.
      email: { enable_signup: true, enable_confirmations: false, double_confirm_changes: false, otp_expiry: 600 }
    },
    storage: { enabled: true, file_size_limit: '20MiB' },
    studio: { enabled: false }
  };
}

const empty = async (sql: Sql) => (await sql('select 1 from auth.users limit 1', [])).length === 0;

/** Fills an empty database with the demo district, and notes begin and end: half a district is worse than none. */
async function fillOnce(sql: Sql, fill: () => Promise<void> | undefined): Promise<void> {
  const [note] = await sql(`select hash from private.seeds where name = 'demo'`, []);
  if (note?.hash === 'begun')
    throw new StartError('The demo district was only half made. Delete the data folder (DATA_DIR) and start again.');
  if (note || !(await empty(sql))) return;
  await sql(`insert into private.seeds (name, hash) values ('demo', 'begun')`);
  await fill();
  await sql(`update private.seeds set hash = 'done', applied_at = now() where name = 'demo'`);
}

/** Signs people up by the same door as the sign-up page. */
export const signUpThrough =
  (fetch: Handler, keys: Keys): DemoTools['signUp'] =>
  async (email, password, meta = {}) => {
    const response = await fetch(
      new Request(`${embeddedUrl}/auth/v1/signup`, {
        method: 'POST',
        headers: { apikey: keys.publishable, 'content-type': 'application/json' },
        body: JSON.stringify({ email, password, data: meta })
      })
    );
    const answer = (await response.json()) as { user?: { id?: string }; id?: string };
    const id = answer.user?.id ?? answer.id;
    if (!response.ok || !id) throw new Error(`Sign-up was refused with status ${response.status}.`);
    return id;
  };
