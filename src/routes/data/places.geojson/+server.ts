import { geojson } from '$lib/places/export.server';
import * as places from '$lib/places/places.server';
import { headersFor } from '$lib/published/export.server';
import { refuse } from '$lib/server/failure';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  try {
    const body = geojson(await places.everything(event.locals.supabase), event.url.origin);
    return new Response(body, {
      headers: {
        ...headersFor(event.request, 'application/geo+json', 60),
        'content-disposition': 'attachment; filename="chaoyang-places.geojson"'
      }
    });
  } catch (cause) {
    refuse(event, cause);
  }
};
