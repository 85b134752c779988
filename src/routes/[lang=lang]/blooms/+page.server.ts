import { readFilters } from '$lib/blooms/filters';
import * as blooms from '$lib/blooms/blooms.server';
import * as reference from '$lib/reports/form/reference.server';
import { refuse } from '$lib/server/failure';
import type { PageServerLoad } from './$types';

// Text and links.
export const csr = false;

export const load: PageServerLoad = async ({ locals, url }) => {
  const filters = readFilters(url.searchParams);
  try {
    const [calendar, week, subdistricts] = await Promise.all([
      blooms.calendar(locals.supabase, filters),
      blooms.thisWeek(locals.supabase, 8),
      reference.subdistricts(locals.supabase, locals.lang)
    ]);
    return { filters, calendar, week, subdistricts: subdistricts.map(({ code, name }) => ({ code, name })) };
  } catch (cause) {
    refuse({ locals }, cause);
  }
};
