import { json } from '@sveltejs/kit';
import * as places from '$lib/places/places.server';
import { headersFor } from '$lib/published/export.server';
import * as routes from '$lib/routes/routes.server';
import { refuse } from '$lib/server/failure';
import type { RequestHandler } from './$types';

/** What the base map draws in green: `{ parks: […], lines: […] }` of places and routes that are published. */
export const GET: RequestHandler = async (event) => {
  const db = event.locals.supabase;
  try {
    const [parks, lines] = await Promise.all([places.spots(db), routes.lines(db)]);
    return json({ parks, lines }, { headers: headersFor(event.request, 'application/json', 60) });
  } catch (cause) {
    refuse(event, cause);
  }
};
