import { alongside } from '$lib/waterways/waterway';
import * as waterways from '$lib/waterways/waterways.server';
import type { PageServerLoad } from './$types';
import { found } from '../../found.server';

// Links within the page; the one small script shows a stop at a time and, when asked, how far it is (static/route.js).
export const csr = false;

export const load: PageServerLoad = async ({ locals, params }) => {
  void params.lang;
  const route = await found(locals, params.slug);
  return { route, rivers: alongside(await waterways.list(locals.supabase), route) };
};
