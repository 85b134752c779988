import { readCursor, writeCursor } from '$lib/published/cursor';
import { readFilters, writeQuery } from '$lib/published/filters';
import * as published from '$lib/published/published.server';
import * as reference from '$lib/reports/form/reference.server';
import { names } from '$lib/server/names';
import * as tracking from '$lib/tracking/tracking.server';

/** Lines that stand in for the map until it is there: with its styles the page arrives in one go. */
const BEFORE_THE_MAP = 6;

/** What the list and the map of public reports have in common: the same filters and the same lines. */
export async function shown({ supabase, lang, guestKeys }: App.Locals, query: URLSearchParams, view?: 'map') {
  const filters = readFilters(query);
  const after = readCursor(query.get('after'));
  const [named, groups, subdistricts, mine, { rows, older }] = await Promise.all([
    names(supabase, lang),
    reference.categories(supabase, lang),
    reference.subdistricts(supabase, lang),
    tracking.mine(supabase, guestKeys),
    published.list(supabase, filters, after, view === 'map' ? BEFORE_THE_MAP : undefined)
  ]);
  return {
    filters,
    groups,
    subdistricts: subdistricts.map(({ code, name, lat, lng }) => ({ code, name, lat, lng })),
    rows: rows.map((row) => ({
      ...row,
      title: named.category(row.category_code),
      place: named.subdistrict(row.subdistrict_code)
    })),
    older: older && writeQuery(filters, { view, after: writeCursor(older) }),
    isFirst: !after,
    mine: { count: mine.length, waiting: mine.filter((report) => report.waiting_for_you).length }
  };
}
