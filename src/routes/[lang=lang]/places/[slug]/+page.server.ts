import { error } from '@sveltejs/kit';
import * as blooms from '$lib/blooms/blooms.server';
import { jsonLd } from '$lib/places/export.server';
import * as places from '$lib/places/places.server';
import * as routes from '$lib/routes/routes.server';
import { refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import type { PageServerLoad } from './$types';

// Text and links.
export const csr = false;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { supabase, lang } = locals;
  const read = async () => {
    try {
      return await Promise.all([places.read(supabase, params.slug), names(supabase, lang)]);
    } catch (cause) {
      refuse({ locals }, cause);
    }
  };
  const [place, named] = await read();
  if (!place) error(404, { message: 'not_found', code: 'not_found' });
  const around = async () => {
    try {
      return await Promise.all([routes.through(supabase, place.id), blooms.ofPlace(supabase, place.slug)]);
    } catch (cause) {
      refuse({ locals }, cause);
    }
  };
  const [passing, { rows, today }] = await around();
  return {
    place,
    passing,
    blooms: { rows, today },
    where: place.subdistricts.map((code) => named.subdistrict(code)),
    reports: place.reports.map((report) => ({ ...report, name: named.category(report.category) })),
    jsonLd: jsonLd(place, `${url.origin}${url.pathname}`, params.lang === 'en' ? 'en' : 'zh')
  };
};
