import { refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import * as suggestions from '$lib/suggestions/suggestions.server';
import type { PageServerLoad } from './$types';

// Text and links.
export const csr = false;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const sort = url.searchParams.get('sort') === 'newest' ? ('newest' as const) : ('support' as const);
  const after = url.searchParams.get('after') ?? '';
  const isFirst = !UUID.test(after);
  const [{ rows, more }, named] = await Promise.all([
    suggestions.spots(locals.supabase, { sort, ...(isFirst ? {} : { after }) }),
    names(locals.supabase, locals.lang)
  ]).catch((cause) => refuse(event, cause));
  return {
    sort,
    rows: rows.map((row) => ({ ...row, where: named.subdistrict(row.subdistrict) })),
    older: more ? (rows.at(-1)?.id ?? null) : null,
    isFirst
  };
};
