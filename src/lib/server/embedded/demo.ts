import type { Sql } from './sql.ts';

/** What the demo seed may use; handed to `seedDemo` in `supabase/seed/demo/index.ts`. */
export interface DemoTools {
  /** Runs as the owner of the database, past row-level security. */
  sql: Sql;
  /** Signs a person up as the sign-up page would, and returns the new id. */
  signUp(email: string, password: string, meta?: Record<string, unknown>): Promise<string>;
  /** Shows one line while the server starts. */
  progress(line: string): void;
}

export const demoPassword = 'chaoyang-demo';
