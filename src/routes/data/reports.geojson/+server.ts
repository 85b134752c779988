import { geojson, headersFor, streamOf } from '$lib/published/export.server';
import * as published from '$lib/published/published.server';
import { refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { supabase } = event.locals;
  try {
    const words = { zh: await names(supabase, 'zh'), en: await names(supabase, 'en') };
    const body = streamOf(geojson(published.everything(supabase), event.url.origin, words));
    return new Response(body, {
      headers: {
        ...headersFor(event.request, 'application/geo+json', 60),
        'content-disposition': 'attachment; filename="chaoyang-reports.geojson"'
      }
    });
  } catch (cause) {
    refuse(event, cause);
  }
};
