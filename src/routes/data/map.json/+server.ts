import { json } from '@sveltejs/kit';
import { headersFor } from '$lib/published/export.server';
import { readFilters } from '$lib/published/filters';
import * as published from '$lib/published/published.server';
import { refused } from '../refused.server';
import type { RequestHandler } from './$types';

/** What the map asks when it has moved: `bbox=west,south,east,north&zoom=12`, and the filters of the list. */
export const GET: RequestHandler = async (event) => {
  const query = event.url.searchParams;
  const bbox = (query.get('bbox') ?? '').split(',', 5).map((part) => (part.trim() ? Number(part) : NaN));
  const zoom = Number(query.get('zoom') ?? 11);
  const numbers = bbox.every(Number.isFinite) ? bbox : [];
  try {
    const view = await published.map(
      event.locals.supabase,
      numbers,
      Number.isFinite(zoom) ? Math.max(0, Math.min(18, Math.floor(zoom))) : 11,
      readFilters(query)
    );
    return json(view, { headers: headersFor(event.request, 'application/json', 5) });
  } catch (cause) {
    return refused(event, cause);
  }
};
