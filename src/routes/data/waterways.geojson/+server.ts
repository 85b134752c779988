import { headersFor } from '$lib/published/export.server';
import { refuse } from '$lib/server/failure';
import { geojson } from '$lib/waterways/export.server';
import * as waterways from '$lib/waterways/waterways.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  try {
    const body = geojson(await waterways.everything(event.locals.supabase), event.url.origin);
    return new Response(body, {
      headers: {
        ...headersFor(event.request, 'application/geo+json', 60),
        'content-disposition': 'attachment; filename="chaoyang-waterways.geojson"'
      }
    });
  } catch (cause) {
    refuse(event, cause);
  }
};
