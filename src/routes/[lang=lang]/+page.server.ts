import { parse } from '$lib/home/figures';
import type { PageServerLoad } from './$types';

// The page must open even when the count fails: it then says that the figures are away.
export const load: PageServerLoad = async ({ locals }) => {
  try {
    const { data } = await locals.supabase.rpc('home_figures');
    return { figures: parse(data) };
  } catch {
    return { figures: null };
  }
};
