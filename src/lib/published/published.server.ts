/** What everybody may see of reports. Reads `published_reports` and nothing else; SQL decides what stands there. */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '$lib/database.types';
import type { Cursor } from './cursor';
import { asked, type Filters } from './filters';
import type { MapView, PublicReport, PublicRow, SameProblem } from './report';

type Db = SupabaseClient<Database>;

const COLUMNS =
  'report_id, category_code, group_code, subdistrict_code, lat, lng, precision, month, day, landmark, stage, answers, ' +
  'public_text, public_lang, answer_kind, answer_text, answer_lang, published_at, released_at, changed_at, people';

/** supabase-js answers errors as values; here they are thrown, and `failureOf` finds the words for them. */
function answer<T>({ data, error }: { data: T; error: unknown }): NonNullable<T> {
  if (error) throw error;
  return data as NonNullable<T>;
}

/** A page of public reports, newest first, from behind `after` on. At most 50. */
export async function list(
  db: Db,
  filters: Filters,
  after: Cursor | null,
  size = 20
): Promise<{ rows: PublicRow[]; older: Cursor | null }> {
  const found = answer(
    await db.rpc('public_list', {
      filters: asked(filters),
      size,
      ...(after ? { after_at: after.at, after_id: after.id } : {})
    })
  ) as unknown as { rows: PublicRow[]; more: boolean };
  const last = found.more ? found.rows.at(-1) : undefined;
  return { rows: found.rows, older: last ? { at: last.published_at, id: last.report_id } : null };
}

/** All that is public of one report, or null. */
export async function read(db: Db, id: string): Promise<PublicReport | null> {
  const { data, error } = await db.from('published_reports').select(COLUMNS).eq('report_id', id).maybeSingle();
  if (error) throw error;
  return data as unknown as PublicReport | null;
}

/** Where the public address of a merged report leads now, or null. */
export async function movedTo(db: Db, id: string): Promise<string | null> {
  const { data, error } = await db.rpc('public_address', { report_id: id });
  if (error) throw error;
  return data;
}

/**
 * Public cases that may be the same problem: at most five, nearest first. Without a point those of the subdistrict.
 * @param where degrees, WGS 84, as typed; the point is never stored
 */
export async function sameProblems(
  db: Db,
  category: string,
  where: { lat?: number | undefined; lng?: number | undefined; subdistrict?: string | undefined }
): Promise<SameProblem[]> {
  return answer(await db.rpc('same_problems', { category, ...where })) as unknown as SameProblem[];
}

/** The reporter lets others see the problem, or takes that back. `key` is what a guest holds. */
export async function choose(db: Db, id: string, publish: boolean, key: string | undefined): Promise<void> {
  const { error } = await db.rpc('set_publish', { report_id: id, publish, ...(key ? { key } : {}) });
  if (error) throw error;
}

/** @param bbox west, south, east, north in degrees */
export async function map(db: Db, bbox: number[], zoom: number, filters: Filters): Promise<MapView> {
  return answer(await db.rpc('public_map', { bbox, zoom, filters: asked(filters) })) as unknown as MapView;
}

/** Everything that is public, in the order of the ids, a few hundred at a time so that a large export stays small here. */
export async function* everything(db: Db, batch = 500): AsyncGenerator<PublicReport[]> {
  for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
    const found = answer(
      await db.from('published_reports').select(COLUMNS).gt('report_id', last).order('report_id').limit(batch)
    ) as unknown as PublicReport[];
    if (found.length > 0) yield found;
    const end = found.at(-1);
    if (!end || found.length < batch) return;
    last = end.report_id;
  }
}
