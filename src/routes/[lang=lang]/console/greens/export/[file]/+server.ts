import { error } from '@sveltejs/kit';
import { placesCsv, placesGeoJson } from '$lib/greens/exportFile.server';
import * as greens from '$lib/greens/greens.server';
import { refuse } from '$lib/server/failure';
import type { RequestHandler } from './$types';

const FILES: Record<string, [type: string, write: typeof placesCsv]> = {
  'places.csv': ['text/csv; charset=utf-8', placesCsv],
  'places.geojson': ['application/geo+json; charset=utf-8', placesGeoJson]
};

export const GET: RequestHandler = async (event) => {
  const [type, write] = FILES[event.params.file] ?? error(404);
  const places = await greens.exported(event.locals.supabase).catch((cause) => refuse(event, cause));
  return new Response(write(places), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${event.params.file}"`,
      'cache-control': 'private, no-store'
    }
  });
};
