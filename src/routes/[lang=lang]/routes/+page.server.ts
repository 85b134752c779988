import { readFilters, writeQuery } from '$lib/routes/filters';
import * as routes from '$lib/routes/routes.server';
import { refuse } from '$lib/server/failure';
import type { PageServerLoad } from './$types';

// Links and a GET form, which work by themselves.
export const csr = false;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  void params.lang; // read, so that a switch of language loads the words of the other one
  const filters = readFilters(url.searchParams);
  const given = url.searchParams.get('after');
  const after = given && UUID.test(given) ? given : undefined;
  try {
    const { rows, more } = await routes.list(locals.supabase, filters, after);
    const last = more ? rows.at(-1) : undefined;
    return { filters, rows, older: last ? writeQuery(filters, last.id) : null, isFirst: !after };
  } catch (cause) {
    refuse({ locals }, cause);
  }
};
