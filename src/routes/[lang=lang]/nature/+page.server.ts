import * as nature from '$lib/nature/nature.server';
import { readFilters } from '$lib/nature/sighting';
import * as reference from '$lib/reports/form/reference.server';
import { refuse } from '$lib/server/failure';
import type { PageServerLoad } from './$types';

// Text and links.
export const csr = false;

export const load: PageServerLoad = async ({ locals, url }) => {
  const filters = readFilters(url.searchParams);
  try {
    const [{ rows, more }, subdistricts] = await Promise.all([
      nature.list(locals.supabase, filters),
      reference.subdistricts(locals.supabase, locals.lang)
    ]);
    return { filters, rows, more, subdistricts: subdistricts.map(({ code, name }) => ({ code, name })) };
  } catch (cause) {
    refuse({ locals }, cause);
  }
};
