import { PGlite } from '@electric-sql/pglite';
import { pgtap } from '@electric-sql/pglite/pgtap';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { extensions } from '../../src/lib/server/embedded/extensions.ts';
import { isoTimestamp, isoTimestamptz } from '../../src/lib/server/embedded/timestamps.ts';
import { databaseOf, serverUrl, snapshotFile, templateName } from './harness.template.ts';

export type Row = Record<string, unknown>;

/** One session, exclusively held: statements in a row run in the same transaction once `begin` was sent. */
export interface Session {
  /** With parameters one statement; without, a script. All result sets, in order. */
  run(text: string, parameters?: unknown[]): Promise<Row[][]>;
  free(): void;
}

export interface Store {
  acquire(): Promise<Session>;
  close(): Promise<void>;
}

async function openPglite(): Promise<Store> {
  const { pgcrypto } = await import('@electric-sql/pglite/contrib/pgcrypto');
  const db = await PGlite.create({
    loadDataDir: new Blob([readFileSync(snapshotFile())]),
    extensions: { ...(await extensions()), pgcrypto, pgtap },
    parsers: { 20: Number, 1700: Number, 1082: String, 1184: isoTimestamptz, 1114: isoTimestamp }
  });
  let tail = Promise.resolve();
  return {
    acquire: async () => {
      const before = tail;
      let free: () => void = () => undefined;
      tail = new Promise((resolve) => (free = resolve));
      await before;
      return {
        free,
        run: async (text, parameters) =>
          parameters
            ? [(await db.query<Row>(text, parameters)).rows]
            : (await db.exec(text)).map(({ rows }) => rows as Row[])
      };
    },
    close: () => db.close()
  };
}

const asText = { serialize: String };
const json = {
  serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
  parse: (text: string) => JSON.parse(text) as unknown
};

async function openServer(server: string): Promise<Store> {
  const name = `chaoyang_test_${randomBytes(6).toString('hex')}`;
  const admin = postgres(server, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name} template ${templateName()}`);
  const pool = postgres(databaseOf(server, name), {
    max: 6,
    onnotice: () => undefined,
    connection: { TimeZone: 'UTC' },
    types: {
      json: { to: 114, from: [114], ...json },
      jsonb: { to: 3802, from: [3802], ...json },
      int8: { to: 20, from: [20], ...asText, parse: Number },
      numeric: { to: 1700, from: [1700], ...asText, parse: Number },
      date: { to: 1082, from: [1082], ...asText, parse: String },
      timestamp: { to: 1114, from: [1114], ...asText, parse: isoTimestamp },
      timestamptz: { to: 1184, from: [1184], ...asText, parse: isoTimestamptz }
    }
  });
  return {
    acquire: async () => {
      const session = await pool.reserve();
      return {
        free: () => session.release(),
        run: async (text, parameters) => {
          if (parameters) return [[...(await session.unsafe<Row[]>(text, parameters as never[]))]];
          const result = (await session.unsafe(text).simple()) as unknown as (Row | Row[])[];
          // Several statements answer a list of row lists, a single one its rows.
          return Array.isArray(result[0]) ? (result as Row[][]).map((rows) => [...rows]) : [result as Row[]];
        }
      };
    },
    close: async () => {
      await pool.end();
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    }
  };
}

/** A database of one's own, migrated and seeded. */
export const openStore = (): Promise<Store> => (serverUrl ? openServer(serverUrl) : openPglite());
