import { parse } from '$lib/home/figures';
import type { PageServerLoad } from './$types';

// One form and some links, which work by themselves: the first page on a cheap phone comes without any JavaScript.
export const csr = false;

// The page must open even when the count fails: it then says that the figures are away.
export const load: PageServerLoad = async ({ locals }) => {
  try {
    const { data } = await locals.supabase.rpc('home_figures');
    return { figures: parse(data) };
  } catch {
    return { figures: null };
  }
};
