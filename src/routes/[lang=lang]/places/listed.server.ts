import { readFilters, writeQuery } from '$lib/places/filters';
import * as places from '$lib/places/places.server';
import * as reference from '$lib/reports/form/reference.server';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the list and the map of places have in common: the same filters and the same places. */
export async function listed({ supabase, lang }: App.Locals, query: URLSearchParams, size?: number) {
  const filters = readFilters(query);
  const given = query.get('after');
  const after = given && UUID.test(given) ? given : undefined;
  const [found, landmarks, subdistricts] = await Promise.all([
    places.find(supabase, filters, after, size),
    places.landmarks(supabase, lang),
    reference.subdistricts(supabase, lang)
  ]);
  const last = found.more ? found.rows.at(-1) : undefined;
  return {
    filters,
    here: found.here,
    rows: found.rows,
    older: last ? writeQuery(filters, last.id) : null,
    isFirst: !after,
    landmarks,
    subdistricts: subdistricts.map(({ code, name, lat, lng }) => ({ code, name, lat, lng }))
  };
}
