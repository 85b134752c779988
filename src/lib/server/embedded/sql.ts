/**
 * Runs SQL as the owner of the database, past row-level security. With parameters: one statement and its rows.
 * Without: a whole script, of which the last statement's rows come back.
 */
export type Sql = (text: string, parameters?: unknown[]) => Promise<Record<string, unknown>[]>;
