import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { embeddedUrl } from '../../../src/lib/server/embedded/embedded.ts';
import { startTestBackend, type TestBackend } from '../../../src/lib/server/embedded/testBackend.ts';
import { openDb, type TestDb } from '../harness.ts';
import { Matrix, type Verdicts } from './measure.ts';
import { callsOf, givenBy, rowsOf } from './objects.ts';
import { asSomebody, settleIn } from './stage.ts';
import { people, settle, type PersonName, type World } from './world.ts';

// The same world once more behind the real API: what a client gets must be what SQL measured.
let db: TestDb;
let backend: TestBackend;
let world: World;
let inSql: Verdicts;
const clients = {} as Record<PersonName, SupabaseClient>;

beforeAll(async () => {
  db = await openDb();
  inSql = await (await Matrix.read(db, await settleIn(db))).measure();
  backend = await startTestBackend();
  const tokens: Partial<Record<PersonName, string>> = {};
  world = await settle({
    signUp: async (name) => {
      const email = `${name}@example.org`;
      const { id, token } = await backend.join(email);
      tokens[name] = token;
      return { id, email };
    },
    // Rows come back from a statement that stands alone: of several, the last one answers.
    run: (statement, actor, now) =>
      backend.sql(actor || now ? `begin; ${asSomebody(statement, actor, now)} commit;` : statement)
  });
  for (const person of people) clients[person] = backend.client(tokens[person]);
  clients.service = createClient(embeddedUrl, `sb_secret_${'t'.repeat(32)}`, {
    global: { fetch: (input, init) => backend.fetch(new Request(input, init)) },
    auth: { persistSession: false, autoRefreshToken: false }
  });
}, 180_000);
afterAll(async () => {
  await db.close();
  await backend.close();
});

interface Answer {
  data: unknown;
  error: { code?: string; message: string } | null;
}

/** The answer of the API as a letter of the verdict file; `g` cannot be told from `x` from outside. */
function letter({ data, error }: Answer, isCall: boolean): string {
  if (error) {
    if (error.code === '42501') return /row-level security/.test(error.message) ? '.' : 'x';
    return /^PT4/.test(error.code ?? '') ? error.code!.slice(2) : `${error.code}: ${error.message}`;
  }
  const empty = data === null || (Array.isArray(data) && !data.length) || JSON.stringify(data) === '{}';
  return isCall ? (empty ? '-' : 'Y') : empty ? '.' : 'Y';
}

const compared: string[] = [];
function compare(object: string, line: string, person: PersonName, answer: Answer, isCall = false): void {
  const verdicts = inSql.get(object)?.get(line);
  const expected = verdicts?.[people.indexOf(person)]?.replace('g', 'x');
  compared.push(
    `${object} · ${line} · ${person}: ${expected === letter(answer, isCall) ? 'agree' : `SQL ${expected}, API ${letter(answer, isCall)}`}`
  );
}

/** Whether SQL says that this would change something; the world has to stay as it is. */
const works = (object: string, line: string, person: PersonName) =>
  inSql.get(object)?.get(line)?.[people.indexOf(person)] === 'Y';

test('tables answer through the API as they do in SQL', async () => {
  for (const [name, rows] of Object.entries(rowsOf(world)).filter(([name]) => name.startsWith('public.'))) {
    const table = name.slice('public.'.length);
    const keys = await backend.sql(
      `select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
       where i.indrelid = '${name}'::regclass and i.indisprimary`
    );
    const key = keys.map((row) => String(row.name));
    for (const [words, where] of Object.entries(rows)) {
      const [row] = await backend.sql(
        `select to_jsonb(t) as row from ${name} t where ${where} order by ${key.join(', ')} limit 1`
      );
      if (!row) continue;
      const all = (typeof row.row === 'string' ? JSON.parse(row.row) : row.row) as Record<string, unknown>;
      const at = Object.fromEntries(key.map((column) => [column, all[column] as string]));
      const other = Object.keys(all).find((column) => !key.includes(column) && column !== 'id') ?? key[0]!;
      for (const person of people) {
        const from = clients[person].from(table);
        const object = `table ${name}`;
        compare(object, `select ${words}`, person, await from.select(key.join()).match(at));
        if (!works(object, `delete ${words}`, person))
          compare(object, `delete ${words}`, person, await from.delete().match(at).select(key.join()));
        if (inSql.get(object)?.get(`update ${words}`)?.[people.indexOf(person)] === 'x')
          compare(
            object,
            `update ${words}`,
            person,
            await from
              .update({ [other]: all[other] })
              .match(at)
              .select(key.join())
          );
      }
    }
  }
  expect(compared.filter((line) => !line.endsWith(': agree'))).toEqual([]);
});

test('functions answer through the API as they do in SQL', async () => {
  const readers = await backend.sql(
    `select proname as name from pg_proc where pronamespace = 'public'::regnamespace and provolatile = 's'`
  );
  const before = compared.length;
  const harmless = new Set(readers.map(({ name }) => String(name)));
  const objects = [...inSql.keys()];
  for (const [name, calls] of Object.entries(callsOf(world))) {
    const object = objects.find((candidate) => candidate.startsWith(`function public.${name}(`))!;
    for (const [line, call] of Object.entries(calls))
      for (const person of people)
        if (harmless.has(name) || !works(object, line, person))
          compare(object, line, person, await clients[person].rpc(name, givenBy(person, call, world)), true);
  }
  expect(compared.slice(before).filter((line) => !line.endsWith(': agree'))).toEqual([]);
  console.log(`access matrix through the API: ${compared.length} cells agree with SQL`);
  expect(compared.length).toBeGreaterThan(600);
});
