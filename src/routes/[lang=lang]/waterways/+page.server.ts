import { schematic } from '$lib/map/schematic.server';
import { refuse } from '$lib/server/failure';
import * as waterways from '$lib/waterways/waterways.server';
import type { PageServerLoad } from './$types';

// Text, links and a drawing.
export const csr = false;

export const load: PageServerLoad = async ({ locals, params }) => {
  try {
    return { rows: await waterways.list(locals.supabase), base: schematic(params.lang === 'en' ? 'en' : 'zh') };
  } catch (cause) {
    refuse({ locals }, cause);
  }
};
