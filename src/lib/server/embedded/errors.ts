import { AsyncLocalStorage } from 'node:async_hooks';

/** An error as PostgreSQL reports it. `detail` and `message` may quote a row: they go to the caller, never to the log. */
interface SqlError extends Error {
  code?: string;
  detail?: string;
  hint?: string;
  constraint?: string;
  constraint_name?: string;
  table?: string;
  table_name?: string;
}

/** Answers a request the way `fetch` does, inside this process. */
export type Handler = (request: Request) => Promise<Response>;

const request = new AsyncLocalStorage<{ error?: SqlError; said?: boolean }>();

/** Keeps what PostgreSQL said about the statement that failed, for the answer to the request it belongs to. */
export function remember(error: unknown): void {
  const store = request.getStore();
  if (store && error instanceof Error) store.error = error;
}

/**
 * Restores SQLSTATE and status: the embedded API turns constraint and `raise` errors into a bare 500 "SUP",
 * where PostgREST answers 409 or 400 with the code, and the pages decide what to say by that code.
 */
export const withSqlErrors =
  (next: Handler): Handler =>
  (incoming) =>
    request.run({}, async () => {
      const response = await next(incoming);
      const error = request.getStore()?.error;
      const ours = response.status === 500 && /^(23|22|P0|40)/.test(error?.code ?? '');
      if (!error || !ours || !new URL(incoming.url).pathname.startsWith('/rest/v1/')) return response;
      const conflict = /^(23505|23503|23P01|40)/.test(error.code ?? '');
      return Response.json(
        { code: error.code, details: error.detail ?? null, hint: error.hint ?? null, message: error.message },
        { status: conflict ? 409 : 400 }
      );
    });

/** One line about a failed statement that names no value: code, constraint and table only. */
function safeLine(error: SqlError | undefined): string {
  if (!error) return 'embedded backend: an error without a database code';
  const where = [error.constraint ?? error.constraint_name, error.table ?? error.table_name]
    .filter(Boolean)
    .join(' on ');
  return `embedded backend: SQLSTATE ${error.code ?? 'unknown'}${where ? ` (${where})` : ''}`;
}

/** Refusals are part of the work: a taken name, a wrong value, a closed door. The page says them; the log would only grow. */
const EXPECTED = /^(22|23|40|PT|P0001|42501|PGRST)/;

const METHODS = ['debug', 'info', 'log', 'warn', 'error'] as const;
const guarded = globalThis as typeof globalThis & { __quietConsole?: true };

/* eslint-disable no-console -- the console itself is what this is about */
/**
 * The embedded API prints whole error objects, with parameters and failing rows: personal data.
 * While it answers a request, whatever it prints is replaced by one line without values.
 */
export function quietLog(): void {
  if (guarded.__quietConsole) return;
  guarded.__quietConsole = true;
  for (const method of METHODS) {
    const print = console[method].bind(console);
    console[method] = (...args: unknown[]) => {
      const store = request.getStore();
      if (!store) return print(...args);
      if (store.said || EXPECTED.test(store.error?.code ?? '')) return;
      store.said = true;
      print(safeLine(store.error));
    };
  }
}
/* eslint-enable no-console */

/** Runs something of the library's that chats on the console (its start-up banner), without the chat. */
export const unheard = <T>(act: () => Promise<T>): Promise<T> => request.run({ said: true }, act);
