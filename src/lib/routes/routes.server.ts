/** Garden routes: the list, one by one, and those that pass a place. SQL decides what is published. */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '$lib/database.types';
import type { Filters } from './filters';
import type { Card, Route } from './route';

type Db = SupabaseClient<Database>;

/** Routes in the district's order. `after` is the id of the last row that was shown. */
export async function list(
  db: Db,
  { kind, up_to, needs, step_free, month }: Filters,
  after?: string
): Promise<{ rows: Card[]; more: boolean }> {
  const { data, error } = await db.rpc('list_routes', {
    kinds: kind ? [kind] : [],
    needs,
    step_free,
    ...(up_to ? { most_m: up_to * 1000 } : {}),
    ...(month ? { month } : {}),
    ...(after ? { after } : {})
  });
  if (error) throw error;
  return data as unknown as { rows: Card[]; more: boolean };
}

export async function read(db: Db, slug: string): Promise<Route | null> {
  const { data, error } = await db.rpc('route_page', { slug });
  if (error) throw error;
  return data as unknown as Route | null;
}

/** The lines of published routes, for a base map. `schematic` = drawn by hand. */
export async function lines(db: Db) {
  const { data, error } = await db
    .from('route_lines')
    .select('quality, line, routes!inner(name_zh, name_en, status)')
    .eq('routes.status', 'published')
    .order('route_id')
    .limit(100);
  if (error) throw error;
  return data.map(({ quality, line, routes: { name_zh, name_en } }) => ({
    name_zh,
    name_en,
    quality,
    line: line as unknown as { lat: number; lng: number }[]
  }));
}

export interface Passing {
  slug: string;
  name_zh: string;
  name_en: string;
}

/** The published routes that have this place as a stop. */
export async function through(db: Db, place: string): Promise<Passing[]> {
  const { data, error } = await db
    .from('route_stops')
    .select('routes!inner(slug, name_zh, name_en, status)')
    .eq('place_id', place)
    .eq('routes.status', 'published')
    .order('route_id')
    .limit(10);
  if (error) throw error;
  const found = data.map(({ routes: { slug, name_zh, name_en } }) => ({ slug, name_zh, name_en }));
  return [...new Map(found.map((route) => [route.slug, route])).values()];
}
