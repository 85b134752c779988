/** Green places: near, by words, one by one. SQL decides what is published and how far is "about". */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '$lib/database.types';
import type { Lang } from '$lib/i18n/lang';
import type { Filters } from './filters';
import type { Card, Place } from './place';

type Db = SupabaseClient<Database>;

/** supabase-js answers errors as values; here they are thrown, and `failureOf` finds the words for them. */
function answer<T>({ data, error }: { data: T; error: unknown }): NonNullable<T> {
  if (error) throw error;
  return data as NonNullable<T>;
}

export interface Found {
  /** What lies in the chosen subdistrict, also without a point. */
  here: Card[];
  rows: Card[];
  more: boolean;
}

const wished = ({ needs, kind, open, at }: Filters) => ({
  needs,
  kinds: kind ? [kind] : [],
  open_now: open,
  ...(at ?? {})
});

/** Places by words, or the nearest ones, or all by name. `after` is the id of the last row that was shown. */
export async function find(db: Db, filters: Filters, after?: string, size = 20): Promise<Found> {
  if (filters.q) {
    const found = answer(await db.rpc('search_places', { q: filters.q, ...wished(filters), size: 50 }));
    return { here: [], more: false, rows: (found as unknown as { rows: Card[] }).rows };
  }
  const from = filters.near && (/^\d{9}$/.test(filters.near) ? 'subdistrict' : 'landmark');
  const asked = { ...wished(filters), ...(from ? { [from]: filters.near } : {}), ...(after ? { after } : {}), size };
  return answer(await db.rpc('places_near', asked)) as unknown as Found;
}

export async function read(db: Db, slug: string): Promise<Place | null> {
  const { data, error } = await db.rpc('place_page', { slug });
  if (error) throw error;
  return data as unknown as Place | null;
}

/** The place that a sign belongs to, or null. */
export async function slugOfSign(db: Db, code: string): Promise<string | null> {
  const { data, error } = await db.from('places').select('slug').eq('code', code).maybeSingle();
  if (error) throw error;
  return data?.slug ?? null;
}

/** Metro stations to start from, by the sound of their names. */
export async function landmarks(db: Db, lang: Lang): Promise<{ code: string; name: string }[]> {
  const rows = answer(await db.from('landmarks').select('code, name_zh, name_en').order('name_pinyin'));
  return rows.map((row) => ({ code: row.code, name: row[`name_${lang}`] }));
}

/** Published places with a point, the largest first, at most 400: what a base map has room for. `area` in square metres. */
export async function spots(db: Db) {
  return answer(
    await db
      .from('places')
      .select('name_zh, name_en, lat, lng, area:area_m2, quality:position_quality')
      .eq('status', 'published')
      .not('lat', 'is', null)
      .order('area_m2', { ascending: false, nullsFirst: false })
      .order('id')
      .limit(400)
  );
}

/** All that is published, for a download. */
export async function everything(db: Db) {
  const [places, facilities, subdistricts] = await Promise.all([
    db
      .from('places')
      .select(
        'id, slug, code, kind, name_zh, name_en, lat, lng, position_quality, area_m2, opened, fence_free, hours, hours_demo, source, as_of, checked_at, data_quality, changed_at'
      )
      .eq('status', 'published')
      .order('id'),
    db.from('place_facilities').select('place_id, facility, present, checked_at, demo').order('place_id'),
    db.from('place_subdistricts').select('place_id, subdistrict_code').order('place_id')
  ]);
  return { places: answer(places), facilities: answer(facilities), subdistricts: answer(subdistricts) };
}
