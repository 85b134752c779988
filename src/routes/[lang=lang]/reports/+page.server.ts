import { failureOf, minutesOf, refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import { normaliseCode } from '$lib/tracking/code';
import { readCursor, writeCursor } from '$lib/tracking/cursor';
import type { Lookup } from '$lib/tracking/lookup';
import { inOrder } from '$lib/tracking/reportPage';
import * as tracking from '$lib/tracking/tracking.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { supabase, lang } = locals;
  const after = readCursor(url.searchParams.get('after'));
  try {
    const [named, mine, published, lookup] = await Promise.all([
      names(supabase, lang),
      after ? [] : tracking.mine(supabase, locals.guestKeys),
      tracking.published(supabase, after),
      lookUp(locals, url.searchParams.get('code'))
    ]);
    const inWords = <T extends { category_code: string; subdistrict_code: string | null }>(row: T) => ({
      ...row,
      title: named.category(row.category_code),
      place: named.subdistrict(row.subdistrict_code)
    });
    return {
      mine: inOrder(mine).slice(0, 3).map(inWords),
      hasMore: mine.length > 3,
      stubs: published.stubs.map(inWords),
      older: published.older && writeCursor(published.older),
      isFirst: !after,
      lookup
    };
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
