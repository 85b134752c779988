import { json } from '@sveltejs/kit';
import { headersFor } from '$lib/published/export.server';
import * as published from '$lib/published/published.server';
import { refused } from '../../refused.server';
import type { RequestHandler } from './$types';

/** What changed behind `after`, in one `subdistrict` or all of the district. docs/decisions/0025-delta-reading.md */
export const GET: RequestHandler = async (event) => {
  const query = event.url.searchParams;
  try {
    const changes = await published.changes(
      event.locals.supabase,
      query.get('after'),
      query.get('subdistrict') || null
    );
    return json({ licence: 'CC-BY-4.0', ...changes }, { headers: headersFor(event.request, 'application/json', 5) });
  } catch (cause) {
    return refused(event, cause);
  }
};
