import * as rates from '$lib/rates/rates.server';
import { refuse } from '$lib/server/failure';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const text = await rates.file(event.locals.supabase).catch((cause) => refuse(event, cause));
  return new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="chaoyang-rates.csv"',
      'cache-control': 'public, max-age=300'
    }
  });
};
