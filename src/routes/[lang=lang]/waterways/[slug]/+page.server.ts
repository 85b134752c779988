import { error } from '@sveltejs/kit';
import { schematic } from '$lib/map/schematic.server';
import { refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import * as waterways from '$lib/waterways/waterways.server';
import type { PageServerLoad } from './$types';

// Text, links and a drawing.
export const csr = false;

export const load: PageServerLoad = async ({ locals, params }) => {
  const lang = params.lang === 'en' ? 'en' : 'zh';
  const read = async () => {
    try {
      return await Promise.all([waterways.read(locals.supabase, params.slug), names(locals.supabase, lang)]);
    } catch (cause) {
      refuse({ locals }, cause);
    }
  };
  const [waterway, named] = await read();
  if (!waterway) error(404, { message: 'not_found', code: 'not_found' });
  const codes = [...new Set(waterway.reaches.flatMap(({ subdistricts }) => subdistricts))];
  return { waterway, where: codes.map((code) => named.subdistrict(code)), base: schematic(lang) };
};
