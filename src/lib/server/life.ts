import { dev } from '$app/environment';
import { backend } from './backend.ts';
import { settings } from './env.ts';
import { StartError } from './embedded/lock.ts';
import { startFileHeaders } from './fileHeaders.ts';
import { startJobs } from './jobs.ts';
import type { Compose } from './letters.ts';

const PATIENCE = 10_000; // milliseconds

const held = globalThis as typeof globalThis & { __started?: true };

/** Ends the process with one line for what the operator can mend, and with everything for what only we can. */
function giveUp(cause: unknown): never {
  console.error(cause instanceof StartError ? `Cannot start: ${cause.message}` : cause);
  process.exit(1);
}

function endAnyway(): never {
  console.error('The database did not close in time; the process ends without it.');
  process.exit(1);
}

/** Starts the backend and the job runner once a process, and arranges that both end with it. `compose` finds the words of letters. */
export async function start(compose: Compose): Promise<void> {
  if (held.__started) return;
  held.__started = true;
  const home = await backend(compose).catch(giveUp);
  startFileHeaders(settings().origin.startsWith('https:'));
  const stopJobs = startJobs(home, compose);
  const stop = () => {
    stopJobs();
    // What was answered is kept already; a connection that does not end must not hold up the next start.
    setTimeout(() => endAnyway(), PATIENCE).unref();
    home.close().then(() => process.exit(0), giveUp);
  };
  // The adapter ends its HTTP server on SIGTERM and SIGINT and then says so; the database would keep the process alive.
  if (!dev) process.once('sveltekit:shutdown' as 'exit', stop);
  else for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
}
