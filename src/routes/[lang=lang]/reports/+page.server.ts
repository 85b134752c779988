import { failureOf, minutesOf, refuse } from '$lib/server/failure';
import { normaliseCode } from '$lib/tracking/code';
import type { Lookup } from '$lib/tracking/lookup';
import * as tracking from '$lib/tracking/tracking.server';
import type { PageServerLoad } from './$types';
import { shown } from './shown.server';

// Links and GET forms, which work by themselves.
export const csr = false;

export const load: PageServerLoad = async ({ locals, url }) => {
  try {
    const [list, lookup] = await Promise.all([
      shown(locals, url.searchParams),
      lookUp(locals, url.searchParams.get('code'))
    ]);
    return { ...list, lookup };
  } catch (cause) {
    refuse({ locals }, cause);
  }
};

async function lookUp({ supabase, client }: App.Locals, typed: string | null): Promise<Lookup | null> {
  if (typed === null) return null;
  const shown = typed.slice(0, 60);
  const code = normaliseCode(shown);
  if (!code) return { typed: shown, error: shown.trim() ? 'code_wrong' : 'code_missing' };
  try {
    const status = await tracking.stage(supabase, code, client);
    return status ? { typed: code, code, status } : { typed: code, error: 'code_unknown' };
  } catch (cause) {
    const failure = failureOf(cause);
    if (failure.status !== 429) throw cause;
    return { typed: code, error: 'lookup_throttled', minutes: minutesOf(failure) };
  }
}
