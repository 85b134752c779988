import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { openStore, type Row, type Session } from './harness.session.ts';
import { prepare } from './harness.template.ts';

export type { Row } from './harness.session.ts';

/** Runs one statement and gives its rows, or without parameters a script and the rows of its last statement. */
export type Query = (text: string, parameters?: unknown[]) => Promise<Row[]>;

export interface Person {
  id: string;
  name: string;
  email: string;
}

export interface PersonOptions {
  roles?: string[];
  /** The unit code of a handler. */
  unit?: string;
}

/** Who acts: somebody with an account, a guest (`null`), or the job runner. */
export type Actor = Person | null | 'service_role';

export interface TestDb {
  /** As the owner of the database, past row-level security. */
  sql: Query;
  /** In one transaction as the API runs it: role and claims set, committed at the end, rolled back on an error. */
  as<T>(actor: Actor, act: (q: Query) => Promise<T>): Promise<T>;
  /** Somebody with an account and these roles. */
  person(name: string, options?: PersonOptions): Promise<Person>;
  /** Everything inside happens at this moment, for SQL that asks `private.clock()`. */
  at<T>(moment: string | Date, act: () => Promise<T>): Promise<T>;
  /** A script in a transaction that is rolled back; every result set. For pgTAP files. */
  script(text: string): Promise<Row[][]>;
  close(): Promise<void>;
}

const queryOn =
  (session: Session): Query =>
  async (text, parameters) =>
    (await session.run(text, parameters)).at(-1) ?? [];

const roleOf = (actor: Actor) => (actor === null ? 'anon' : actor === 'service_role' ? actor : 'authenticated');

/** Sets what PostgREST (and the embedded API) sets before a request's statement. */
async function become(session: Session, actor: Actor): Promise<void> {
  const role = roleOf(actor);
  const person = typeof actor === 'object' ? actor : null;
  const claims = person ? { sub: person.id, email: person.email, role, aud: role, aal: 'aal1' } : { role };
  await session.run(
    `select set_config('request.jwt.claims', $1, true), set_config('request.jwt.claim.sub', $2, true),
            set_config('request.jwt.claim.role', $3, true), set_config('role', $3, true)`,
    [JSON.stringify(claims), person?.id ?? '', role]
  );
}

/** Opens a fresh database for a test file: migrated, with reference data, nobody in it. Close it in `afterAll`. */
export async function openDb(): Promise<TestDb> {
  await prepare();
  const store = await openStore();
  const moment = new AsyncLocalStorage<string>();
  const inside = new AsyncLocalStorage<true>();

  async function transaction<T>(act: (session: Session) => Promise<T>, end = 'commit'): Promise<T> {
    if (inside.getStore()) throw new Error('Inside db.as use its own query function: db.sql would wait for itself.');
    const session = await store.acquire();
    try {
      await session.run('begin');
      const now = moment.getStore();
      if (now) await session.run(`select set_config('app.now', $1, true)`, [now]);
      const result = await inside.run(true, () => act(session));
      await session.run(end);
      return result;
    } catch (error) {
      await session.run('rollback');
      throw error;
    } finally {
      session.free();
    }
  }

  const sql: Query = (text, parameters) => transaction((session) => queryOn(session)(text, parameters));

  return {
    sql,
    as: (actor, act) =>
      transaction(async (session) => {
        await become(session, actor);
        return act(queryOn(session));
      }),
    person: async (name, { roles = [], unit } = {}) => {
      const id = randomUUID();
      const email = `${id.slice(0, 8)}@test.example`;
      const meta = JSON.stringify({ display_name: name });
      await sql('insert into auth.users (id, email, raw_user_meta_data, created_at) values ($1, $2, $3, now())', [
        id,
        email,
        meta
      ]);
      for (const role of roles)
        await sql('insert into public.user_roles (user_id, role, unit_code) values ($1, $2, $3)', [
          id,
          role,
          role === 'handler' ? (unit ?? null) : null
        ]);
      return { id, name, email };
    },
    at: (when, act) => moment.run(when instanceof Date ? when.toISOString() : when, act),
    script: (text) => transaction((session) => session.run(text), 'rollback'),
    close: () => store.close()
  };
}
