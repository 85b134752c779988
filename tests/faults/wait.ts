export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Asks again until it is so. Nothing is judged by how long it takes: the patience is that of a machine on which everything
 * else runs as well, and only what fails waits it out.
 * @returns whether it came to be so
 */
export async function until(what: () => Promise<boolean>, patience = PATIENCE): Promise<boolean> {
  for (const end = performance.now() + patience; performance.now() < end; await pause(100))
    if (await what().catch(() => false)) return true;
  return false;
}

/** Milliseconds. */
export const PATIENCE = 90_000;
