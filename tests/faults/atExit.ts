const endings = new Set<() => void>();
process.once('exit', () => {
  for (const end of endings) end();
});

/**
 * What is to be ended however this process ends: whoever breaks a run off takes its servers and browsers along. One listener for
 * all of them, because Node warns of more than ten, and `@supabase/lite` takes no warning that is not a text.
 */
export const atExit = (end: () => void): void => void endings.add(end);
