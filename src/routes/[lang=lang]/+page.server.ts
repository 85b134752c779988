import * as blooms from '$lib/blooms/blooms.server';
import { parse } from '$lib/home/figures';
import type { PageServerLoad } from './$types';

// One form and some links, which work by themselves: the first page on a cheap phone comes without any JavaScript.
export const csr = false;

// The page must open even when a question to the database fails: it then says that the figures are away, or leaves the flowers out.
export const load: PageServerLoad = async ({ locals }) => {
  const figures = async () => parse((await locals.supabase.rpc('home_figures')).data);
  const [counted, week] = await Promise.all([
    figures().catch(() => null),
    blooms.thisWeek(locals.supabase, 3).catch(() => null)
  ]);
  return { figures: counted, week };
};
