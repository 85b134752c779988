import { createPostgresConnection, type PostgresConnection } from '@supabase/lite/postgres';
import { kyselyOver, type Session } from './driver.ts';
import type { Sql } from './sql.ts';
import { isoTimestamp, isoTimestamptz } from './timestamps.ts';

/** The embedded API hands JSON over as text; stock postgres.js would encode that text a second time. */
const json = {
  serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
  parse: (text: string) => JSON.parse(text) as unknown
};
const asText = { serialize: (value: unknown) => String(value) };

/** Opens a PostgreSQL server (15 or newer) behind the same connection shape as PGlite; each transaction reserves a session of the pool. */
export async function openPostgres(url: string): Promise<{ connection: PostgresConnection; sql: Sql }> {
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
  const acquire = async (): Promise<Session> => {
    const reserved = await pool.reserve();
    const query: Session['query'] = async (text, parameters) => {
      const rows = await reserved.unsafe(text, parameters as never[]);
      return { rows: [...rows], affected: rows.count };
    };
    return { query, rollback: async () => void (await query('rollback', [])), free: () => reserved.release() };
  };
  connection.kysely = kyselyOver(acquire);
  const sql: Sql = async (text, parameters) => {
    if (parameters) return [...(await pool.unsafe(text, parameters as never[]))];
    const result: unknown[] = await pool.unsafe(text).simple();
    const last = result.at(-1); // several statements answer an array of row lists, one statement its rows
    return (Array.isArray(last) ? last : result) as Record<string, unknown>[];
  };
  return { connection, sql };
}
