import { csv, headersFor, streamOf } from '$lib/published/export.server';
import * as published from '$lib/published/published.server';
import { refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { supabase } = event.locals;
  try {
    const words = { zh: await names(supabase, 'zh'), en: await names(supabase, 'en') };
    const body = streamOf(csv(published.everything(supabase), event.url.origin, words));
    return new Response(body, {
      headers: {
        ...headersFor(event.request, 'text/csv; charset=utf-8', 60),
        'content-disposition': 'attachment; filename="chaoyang-reports.csv"'
      }
    });
  } catch (cause) {
    refuse(event, cause);
  }
};
