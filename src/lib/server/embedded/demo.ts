import type { Row, Sql, Transact } from './sql.ts';

/** An object of the storage API and the file it is a copy of. */
export interface StoredFile {
  bucket: string;
  name: string;
  file: string;
}

/** What the demo seed may use; handed to `seedDemo` in `supabase/seed/demo/index.ts`. */
export interface DemoTools {
  /** Runs as the owner of the database, past row-level security. */
  sql: Sql;
  /** Runs one statement as the API would for this person (`null`: a guest), at this moment (ISO) of `private.clock()`. */
  as(person: string | null, moment: string, text: string, parameters?: unknown[]): Promise<Row[]>;
  /** Signs a person up as the sign-up page would, and returns the new id. */
  signUp(email: string, password: string, meta?: Record<string, unknown>): Promise<string>;
  /** Stores files of this project as objects of the storage API, past its policies. */
  store(files: StoredFile[]): Promise<void>;
  /** Shows one line while the server starts. */
  progress(line: string): void;
}

export const demoPassword = 'chaoyang-demo';

/** Sets what the API sets before a request's statement, and the moment; all of it ends with the transaction. */
export const actingThrough =
  (transact: Transact): DemoTools['as'] =>
  (person, moment, text, parameters = []) =>
    transact(async (sql) => {
      const role = person ? 'authenticated' : 'anon';
      const claims = JSON.stringify(person ? { sub: person, role } : { role });
      await sql(
        `select set_config('app.now', $1, true), set_config('request.jwt.claims', $2, true),
                set_config('request.jwt.claim.sub', $3, true), set_config('request.jwt.claim.role', $4, true),
                set_config('role', $4, true)`,
        [moment, claims, person ?? '', role]
      );
      return sql(text, parameters);
    });
