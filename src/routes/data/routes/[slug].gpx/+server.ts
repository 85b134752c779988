import { gpx } from '$lib/routes/export.server';
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
  const body = route && gpx(route, event.url.origin);
  if (!body) error(404, { message: 'not_found', code: 'not_found' });
  return new Response(body, {
    headers: {
      ...headersFor(event.request, 'application/gpx+xml', 60),
      'content-disposition': `attachment; filename="chaoyang-${route.slug}.gpx"`
    }
  });
};
