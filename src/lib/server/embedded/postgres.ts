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
  const acquire: Acquire = async () => {
    const reserved = await pool.reserve();
    const query: Session['query'] = async (text, parameters) => {
      const rows = await reserved.unsafe(text, parameters as never[]);
      return { rows: [...rows], affected: rows.count };
    };
    const script: Session['script'] = async (text) => {
      const result: unknown[] = await reserved.unsafe(text).simple();
      const last = result.at(-1); // several statements answer an array of row lists, one statement its rows
      return Array.isArray(last) ? [...last] : [...result];
    };
    return { query, script, rollback: async () => void (await script('rollback')), free: () => reserved.release() };
  };
  connection.kysely = kyselyOver(acquire);
  return { connection, acquire };
}
