import { createPostgresConnection, type PostgresConnection } from '@supabase/lite/postgres';
import { kyselyOver } from './driver.ts';
import type { Acquire, Session } from './sql.ts';
import { isoTimestamp, isoTimestamptz } from './timestamps.ts';

/** The embedded API hands JSON over as text; stock postgres.js would encode that text a second time. */
const json = {
  serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
  parse: (text: string) => JSON.parse(text) as unknown
};
const asText = { serialize: (value: unknown) => String(value) };

/** Seconds for what is still running when the app ends. */
const LEAVE = 5;

/** The server has gone, or the wire to it. */
const LOST = /^(CONNECTION_|ECONN|EPIPE|57P0[123])/;

const isLost = (error: unknown): boolean => LOST.test(String((error as { code?: unknown } | null)?.code));

/**
 * postgres.js asks each new session for its array types, and nobody waits for the answer: a server that goes in that moment
 * would end the process. Whoever asked for the session is given another one.
 */
const lostUnheard = (error: unknown): void => {
  if (!isLost(error)) throw error;
};

/** Opens a PostgreSQL server (15 or newer) behind the same connection shape as PGlite; each transaction reserves a session of the pool. */
export async function openPostgres(url: string): Promise<{ connection: PostgresConnection; acquire: Acquire }> {
  const connection = createPostgresConnection({
    url,
    postgresOptions: {
      onnotice: () => undefined, // postgres.js prints notices, which may quote rows
      types: {
        json: { to: 114, from: [114], ...json },
        jsonb: { to: 3802, from: [3802], ...json },
        timestamp: { to: 1114, from: [1114], ...asText, parse: isoTimestamp },
        timestamptz: { to: 1184, from: [1184], ...asText, parse: isoTimestamptz }
      }
    }
  });
  const pool = connection.driver;
  process.on('unhandledRejection', lostUnheard);
  const acquire: Acquire = async () => {
    const reserved = await pool.reserve();
    // postgres.js does not look whether a reserved session is still there: writing to one that is gone would end the
    // process, and releasing it would hand it to the next one.
    let gone = false;
    const watch = {
      onexecute: (session: { onclose: (() => void) | null }) => {
        session.onclose = () => (gone = true);
        return true; // it may take more
      }
    };
    const here = async <T>(ask: () => PromiseLike<T>): Promise<T> => {
      if (gone)
        throw Object.assign(new Error('The session with the database has ended.'), { code: 'CONNECTION_CLOSED' });
      try {
        return await ask();
      } catch (error) {
        if (isLost(error)) gone = true;
        throw error;
      }
    };
    const query: Session['query'] = async (text, parameters) => {
      const rows = await here(() => reserved.unsafe(text, parameters as never[], watch as object));
      return { rows: [...rows], affected: rows.count };
    };
    const script: Session['script'] = async (text) => {
      const result: unknown[] = await here(() => reserved.unsafe(text, [], watch as object).simple());
      const last = result.at(-1); // several statements answer an array of row lists, one statement its rows
      return Array.isArray(last) ? [...last] : [...result];
    };
    return {
      query,
      script,
      // What was not committed ended with its session.
      rollback: async () => void (gone || (await script('rollback'))),
      free: () => void (gone || reserved.release())
    };
  };
  connection.kysely = kyselyOver(acquire);
  // Of a session that ended in the middle of a statement postgres.js would wait for the answer for ever.
  connection.close = async () => {
    await pool.end({ timeout: LEAVE });
    process.off('unhandledRejection', lostUnheard);
  };
  return { connection, acquire };
}
