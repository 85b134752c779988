/** Rivers and lakes, and the posts that answer for them. SQL decides what is published. */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '$lib/database.types';
import type { FoundChiefs, Waterway } from './waterway';

type Db = SupabaseClient<Database>;

/** The published waterways in the district's order; a district has a dozen worth a page. */
export async function list(db: Db) {
  const { data, error } = await db
    .from('waterways')
    .select('slug, kind, name_zh, name_en, summary_zh, summary_en')
    .eq('status', 'published')
    .order('position')
    .order('id')
    .limit(100);
  if (error) throw error;
  return data;
}

export async function read(db: Db, slug: string): Promise<Waterway | null> {
  const { data, error } = await db.rpc('waterway_page', { slug });
  if (error) throw error;
  return data as unknown as Waterway | null;
}

export type Asked = { board: string } | { lat: number; lng: number } | { subdistrict: string };

/** @throws refusals `board_unknown`, `subdistrict_unknown`, `position_wrong` */
export async function chiefs(db: Db, asked: Asked): Promise<FoundChiefs | null> {
  const { data, error } = await db.rpc('find_chiefs', asked);
  if (error) throw error;
  return data as unknown as FoundChiefs | null;
}

/** Every reach with a line, for a download. */
export async function everything(db: Db) {
  const { data, error } = await db
    .from('reaches')
    .select(
      'id, number, name_zh, name_en, quality, line, source, licence, waterways!inner(id, slug, kind, name_zh, name_en, status)'
    )
    .eq('waterways.status', 'published')
    .order('id')
    .limit(1000);
  if (error) throw error;
  return data;
}
