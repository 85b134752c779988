import { schematic } from '$lib/map/schematic.server';
import { jsonLd } from '$lib/routes/export.server';
import { alongside } from '$lib/waterways/waterway';
import * as waterways from '$lib/waterways/waterways.server';
import type { PageServerLoad } from './$types';
import { found } from '../found.server';

// Text, links and a drawing; the one small script keeps the page on the phone when asked (static/route.js).
export const csr = false;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const lang = params.lang === 'en' ? 'en' : 'zh';
  const route = await found(locals, params.slug);
  return {
    route,
    rivers: alongside(await waterways.list(locals.supabase), route),
    base: route.line ? schematic(lang) : null,
    jsonLd: jsonLd(route, `${url.origin}${url.pathname}`, lang)
  };
};
