import type { Extensions, PGlite, PGliteOptions } from '@electric-sql/pglite';
import { createPgliteConnection, type PgliteConnection } from '@supabase/lite/pglite';
import { kyselyOver } from './driver.ts';
import { extensions } from './extensions.ts';
import { sqlOver, type Acquire } from './sql.ts';
import { dateText, isoTimestamp, isoTimestamptz } from './timestamps.ts';

export interface PgliteSettings {
  /** A folder, or nothing for a database in memory. */
  folder?: string | undefined;
  extensions?: Extensions;
  /** A `dumpDataDir` archive to start from. */
  snapshot?: Blob | undefined;
}

/** First come, first served: resolves with the function that lets the next one in. */
function turnstile(): () => Promise<() => void> {
  let tail = Promise.resolve();
  return () => {
    const before = tail;
    let free: () => void = () => undefined;
    tail = new Promise((resolve) => (free = resolve));
    return before.then(() => free);
  };
}

/** A broken protocol message needs a second try; a session that then still answers nothing is beyond repair. */
async function rollback(db: PGlite): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await db.exec('rollback');
      await db.query('select 1');
      return;
    } catch (error) {
      if (attempt === 4) throw error;
    }
  }
}

export interface OpenedPglite {
  connection: PgliteConnection;
  db: PGlite;
  acquire: Acquire;
}

/**
 * Opens PGlite behind a connection that runs one transaction at a time. PGlite has one session only: without
 * the queue an anonymous request would run inside a moderator's transaction and read what only the moderator may.
 */
export async function openPglite({ folder, extensions: more, snapshot }: PgliteSettings): Promise<OpenedPglite> {
  const options: PGliteOptions = {
    parsers: { 1184: isoTimestamptz, 1114: isoTimestamp },
    serializers: { 1082: dateText, 1114: dateText, 1184: dateText }
  };
  const connection = await createPgliteConnection({
    ...(folder ? { url: folder } : {}),
    pgliteOptions: {
      ...options,
      extensions: { ...(await extensions()), ...more },
      ...(snapshot ? { loadDataDir: snapshot } : {})
    }
  });
  const db = connection.driver;
  const enter = turnstile();

  const acquire: Acquire = async () => ({
    free: await enter(),
    rollback: () => rollback(db),
    script: async (text) => (await db.exec(text)).at(-1)?.rows ?? [],
    query: async (text, parameters) => {
      const result = await db.query(text, parameters);
      return { rows: result.rows, affected: result.affectedRows };
    }
  });
  connection.kysely = kyselyOver(acquire);
  // The connection's own exec goes past the queue; nothing may.
  const sql = sqlOver(acquire);
  connection.exec = async <T>(text: string) => ({ rows: await sql(text) }) as T;
  return { connection, db, acquire };
}
