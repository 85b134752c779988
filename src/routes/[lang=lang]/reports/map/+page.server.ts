import { redirect } from '@sveltejs/kit';
import { settings } from '$lib/server/env';
import { refuse } from '$lib/server/failure';
import { shown } from '../shown.server';
import type { PageServerLoad } from './$types';

// The map is all that lives here, and brings its own small script (lib/map/slot.ts).
export const csr = false;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  // One address for the map: `?view=map` of the list (src/hooks.ts).
  if (url.pathname.endsWith('/map')) redirect(308, `/${params.lang}/reports?view=map`);
  try {
    const { rows, ...page } = await shown(locals, url.searchParams, 'map');
    return {
      ...page,
      // The lines stand in for the map until it is there, and where it cannot be: short, so that they do not delay it.
      rows: rows.map((row) => ({ ...row, photos: [], public_text: null, public_lang: null })),
      tiles: settings().tiles ?? null,
      at: pointOf(url.searchParams)
    };
  } catch (cause) {
    refuse({ locals }, cause);
  }
};

/** Where the map opens: somebody came from one report. */
function pointOf(query: URLSearchParams): { lat: number; lng: number } | null {
  const [lat, lng] = [Number(query.get('lat') ?? NaN), Number(query.get('lng') ?? NaN)];
  return Math.abs(lat) <= 85 && Math.abs(lng) <= 180 ? { lat, lng } : null;
}
