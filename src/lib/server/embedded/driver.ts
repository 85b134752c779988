import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult
} from 'kysely';
import { movedBy } from './clock.ts';
import { remember } from './errors.ts';
import type { Acquire, Session } from './sql.ts';

interface Held extends DatabaseConnection {
  session: Session;
  pending: [name: string, value: string][];
  /** The clock of this session does not show the present, and has to be set right before the next one has it. */
  moved: boolean;
}

const SETTING = /^SELECT set_config\('([^']+)', \$1, true\)$/;
const ROLE = /^SET LOCAL ROLE "?(\w+)"?$/;

/** An empty array filter (`?tags=cs.{}`) reaches the driver as a plain object; PGlite breaks off in the middle of a protocol message on it. */
const plain = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
    ? JSON.stringify(value)
    : value;

/** What the client libraries throw before anything is sent: a list where a text belongs. PostgreSQL would call it 22P02. */
const wrongShape = (error: unknown): boolean =>
  error instanceof Error && /^Invalid input for|argument must be of type string/.test(error.message);

async function run<Row>(held: Held, text: string, parameters: readonly unknown[]): Promise<QueryResult<Row>> {
  try {
    const result = await held.session.query(text, parameters.map(plain));
    return {
      rows: result.rows as Row[],
      ...(typeof result.affected === 'number' ? { numAffectedRows: BigInt(result.affected) } : {})
    };
  } catch (error) {
    if (wrongShape(error)) Object.assign(error as Error, { code: '22P02', message: 'a value is not of its type' });
    remember(error);
    throw error;
  }
}

/** The API sends five settings and the role as six statements before each query; folded into one they cost one round trip. */
async function applySettings(held: Held): Promise<void> {
  const settings = held.pending.splice(0);
  if (!settings.length) return;
  const calls = settings.map((_, i) => `set_config($${2 * i + 1}, $${2 * i + 2}, true)`);
  await run(held, `select ${calls.join(', ')}`, settings.flat());
}

async function execute<Row>(held: Held, query: CompiledQuery): Promise<QueryResult<Row>> {
  const setting = SETTING.exec(query.sql);
  const role = ROLE.exec(query.sql);
  if (setting?.[1]) held.pending.push([setting[1], String(query.parameters[0])]);
  else if (role?.[1]) held.pending.push(['role', role[1]]);
  else {
    await applySettings(held);
    return run<Row>(held, query.sql, query.parameters);
  }
  return { rows: [] };
}

/** For the whole session and not for a transaction, of which there may be none; `null` is the present. */
async function setClock({ session }: Held, seconds: number | null): Promise<void> {
  await session.query(
    `select set_config('app.now', coalesce((clock_timestamp() + make_interval(secs => $1::int))::text, ''), false)`,
    [seconds]
  );
}

/** A Kysely whose every transaction runs in a session of its own. */
export function kyselyOver(acquire: Acquire): Kysely<Record<string, Record<string, unknown>>> {
  const held = (connection: DatabaseConnection) => connection as Held;
  const simply = async (connection: DatabaseConnection, text: string) => {
    held(connection).pending.length = 0;
    await run(held(connection), text, []);
  };
  const driver: Driver = {
    init: async () => undefined,
    destroy: async () => undefined, // the owner of the sessions closes them
    async acquireConnection() {
      const later = movedBy(); // of the request that asks, not of whoever comes before it in the queue
      const connection: Held = {
        session: await acquire(),
        pending: [],
        moved: later !== 0,
        executeQuery: (query) => execute(connection, query),
        streamQuery: () => {
          throw new Error('The embedded backend does not stream.');
        }
      };
      try {
        if (later !== 0) await setClock(connection, later);
      } catch (error) {
        connection.session.free();
        throw error;
      }
      return connection;
    },
    releaseConnection: async (connection) => {
      try {
        if (held(connection).moved) await setClock(held(connection), null);
      } finally {
        held(connection).session.free();
      }
    },
    beginTransaction: (connection) => simply(connection, 'begin'),
    commitTransaction: (connection) => simply(connection, 'commit'),
    rollbackTransaction: async (connection) => {
      held(connection).pending.length = 0;
      await held(connection).session.rollback();
    }
  };
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler()
    }
  });
}
