import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '../database.types.ts';
import type { Backend } from './backend.ts';
import { movedClock } from './embedded/clock.ts';
import { report } from './failure.ts';
import { sendLetters, type Compose } from './letters.ts';
import { mailWay, sweepWritten } from './mail.ts';

const EVERY = 20_000; // milliseconds

type Rpc = { rpc(name: string): PromiseLike<{ error: { code?: string; name?: string } | null }> };

/** Moves what is due: one call of the SQL function `run_due()`, which takes its own lock against other runners. */
async function runDue(service: SupabaseClient, stop: () => void): Promise<void> {
  try {
    const { error } = await (service as unknown as Rpc).rpc('run_due');
    if (error?.code === 'PGRST202') return stop(); // the schema has no such function
    if (error) report('job', error);
  } catch (cause) {
    report('job', cause);
  }
}

const SWEEPERS = {
  'report-photos': 'sweep_photos',
  'released-photos': 'sweep_released_photos',
  'green-photos': 'sweep_green_photos'
} as const;

/**
 * Deletes the files of photos that nothing refers to any more. Only the storage API can; the sweeper of the bucket names
 * them, and forgets them when it is told that they are gone.
 */
async function sweepPhotos(service: SupabaseClient<Database>, bucket: keyof typeof SWEEPERS): Promise<void> {
  try {
    let removed: string[] = [];
    for (;;) {
      const { data: names, error } = await service.rpc(SWEEPERS[bucket], { removed });
      if (error) throw error;
      if (names.length === 0) return;
      const { error: kept } = await service.storage.from(bucket).remove(names);
      if (kept) throw kept;
      removed = names;
    }
  } catch (cause) {
    report('photos', cause);
  }
}

/** Deletes the files of letters whose address was deleted. */
async function sweepLetters(service: SupabaseClient<Database>): Promise<void> {
  try {
    await sweepWritten(async (addresses) => {
      const { data, error } = await service.rpc('addresses_in_use', { addresses });
      if (error) throw error;
      return data;
    });
  } catch (cause) {
    report('letters', cause);
  }
}

/** Does `work` a second from now, and then again `EVERY` after it ended, so that it never runs twice at once. */
function repeat(work: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const next = (delay: number) => {
    timer = setTimeout(() => void work().then(() => stopped || next(EVERY)), delay);
    timer.unref();
  };
  next(1_000);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

const held = globalThis as typeof globalThis & { __wakeJobs?: (() => Promise<void>) | undefined };

/**
 * Does at once what the runner would do within 20 seconds: for the list of letters of a demonstration. Letters go by the
 * moment of the request (`demoClock.ts`); everything else is everybody's, and goes by the real one.
 */
export const wakeJobs = async (): Promise<void> => held.__wakeJobs?.();

/**
 * Calls `run_due()` every 20 seconds for as long as the server runs, and carries letters at a pace of their own, so
 * that a slow mail server holds up no clock. Returns the function that stops both. Without a service client (a hosted project
 * without secret key) pg_cron has to call `run_due()`, and no letters leave; nor do they without a way (`mailWay`).
 */
export function startJobs({ service }: Pick<Backend, 'service'>, compose?: Compose): () => void {
  if (!service) return () => undefined;
  let stopped = false;
  const stopDue = repeat(async () => {
    await runDue(service, () => stop());
    for (const bucket of Object.keys(SWEEPERS) as (keyof typeof SWEEPERS)[])
      if (!stopped) await sweepPhotos(service, bucket);
    if (!stopped && mailWay() === 'file') await sweepLetters(service);
  });
  // One after the other: who asks for what is due also has what somebody else is carrying, once the wait is over.
  let carried: Promise<unknown> = Promise.resolve();
  const carryLetters =
    compose && mailWay() !== 'none'
      ? () => {
          const next = carried.then(() => sendLetters(service, compose));
          carried = next.catch(() => undefined); // whoever asked hears of it
          return next;
        }
      : undefined;
  const stopLetters = carryLetters && repeat(carryLetters);
  held.__wakeJobs = async () => {
    await movedClock(0, () => runDue(service, () => stop()));
    await carryLetters?.();
  };
  const stop = () => {
    stopped = true;
    held.__wakeJobs = undefined;
    stopDue();
    stopLetters?.();
  };
  return stop;
}
