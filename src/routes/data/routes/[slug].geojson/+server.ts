import { geojson } from '$lib/routes/export.server';
import * as routes from '$lib/routes/routes.server';
import { headersFor } from '$lib/published/export.server';
import { refuse } from '$lib/server/failure';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const read = async () => {
    try {
      return await routes.read(event.locals.supabase, event.params.slug);
    } catch (cause) {
      refuse(event, cause);
    }
  };
  const route = await read();
  if (!route) error(404, { message: 'not_found', code: 'not_found' });
  return new Response(geojson(route, event.url.origin), {
    headers: {
      ...headersFor(event.request, 'application/geo+json', 60),
      'content-disposition': `attachment; filename="chaoyang-${route.slug}.geojson"`
    }
  });
};
