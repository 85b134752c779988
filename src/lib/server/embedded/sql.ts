export type Row = Record<string, unknown>;

/** One exclusive database session, from the moment it is acquired until `free()`. */
export interface Session {
  /** One statement. */
  query(text: string, parameters: unknown[]): Promise<{ rows: unknown[]; affected?: number | undefined }>;
  /** Any number of statements; the rows of the last one. */
  script(text: string): Promise<unknown[]>;
  rollback(): Promise<void>;
  free(): void;
}

export type Acquire = () => Promise<Session>;

/**
 * Runs SQL as the owner of the database, past row-level security. With parameters: one statement and its rows.
 * Without: a whole script, of which the last statement's rows come back.
 */
export type Sql = (text: string, parameters?: unknown[]) => Promise<Row[]>;

/** Runs several statements in one transaction, committed at the end and rolled back on an error. */
export type Transact = <T>(act: (sql: Sql) => Promise<T>) => Promise<T>;

const on =
  (session: Session): Sql =>
  async (text, parameters) =>
    (parameters ? (await session.query(text, parameters)).rows : await session.script(text)) as Row[];

async function holding<T>(acquire: Acquire, act: (session: Session) => Promise<T>): Promise<T> {
  const session = await acquire();
  try {
    return await act(session);
  } catch (error) {
    await session.rollback(); // a script may have begun a transaction of its own
    throw error;
  } finally {
    session.free();
  }
}

export const sqlOver =
  (acquire: Acquire): Sql =>
  (text, parameters) =>
    holding(acquire, (session) => on(session)(text, parameters));

export const transactOver =
  (acquire: Acquire): Transact =>
  (act) =>
    holding(acquire, async (session) => {
      await session.script('begin');
      const result = await act(on(session));
      await session.script('commit');
      return result;
    });
