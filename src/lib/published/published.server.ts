/** What everybody may see of reports. Reads `published_reports` and nothing else; SQL decides what stands there. */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '$lib/database.types';
import { addressOf, DISTRICT, MOST_LINES, type Changes } from './changes';
import type { Cursor } from './cursor';
import { asked, type Filters } from './filters';
import type { LinkedCases, MapView, PublicPhoto, PublicReport, PublicRow } from './report';
import type { SameProblem } from './same';

type Db = SupabaseClient<Database>;

const COLUMNS =
  'report_id, category_code, group_code, subdistrict_code, lat, lng, precision, month, day, landmark, stage, answers, ' +
  'public_text, public_lang, answer_kind, answer_text, answer_lang, published_at, released_at, changed_at, people';

/** supabase-js answers errors as values; here they are thrown, and `failureOf` finds the words for them. */
function answer<T>({ data, error }: { data: T; error: unknown }): NonNullable<T> {
  if (error) throw error;
  return data as NonNullable<T>;
}

const photosOf = (db: Db) =>
  db
    .from('published_photos')
    .select('report_id, name, width, height, alt_zh, alt_en')
    .order('report_id')
    .order('position');

/** The rows with the photos that were released, which stand in a table of their own. */
function withPhotos<Row extends { report_id: string }>(
  rows: Row[],
  found: (PublicPhoto & { report_id: string })[]
): (Row & { photos: PublicPhoto[] })[] {
  const by = Map.groupBy(found, ({ report_id }) => report_id);
  return rows.map((row) => ({
    ...row,
    photos: (by.get(row.report_id) ?? []).map(({ report_id: _, ...photo }) => photo)
  }));
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
  ) as unknown as { rows: Omit<PublicRow, 'photos'>[]; more: boolean };
  const last = found.more ? found.rows.at(-1) : undefined;
  const ids = found.rows.map(({ report_id }) => report_id);
  const rows = withPhotos(found.rows, ids.length > 0 ? answer(await photosOf(db).in('report_id', ids)) : []);
  return { rows, older: last ? { at: last.published_at, id: last.report_id } : null };
}

/** All that is public of one report, or null. */
export async function read(db: Db, id: string): Promise<PublicReport | null> {
  const [{ data, error }, photos] = await Promise.all([
    db.from('published_reports').select(COLUMNS).eq('report_id', id).maybeSingle(),
    photosOf(db).eq('report_id', id)
  ]);
  if (error) throw error;
  if (!data) return null;
  return withPhotos([data as unknown as PublicReport], answer(photos))[0] ?? null;
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

/** What a public or an own case came back from and came back as. `key` is what a guest holds. */
export async function linked(db: Db, id: string, key: string | undefined): Promise<LinkedCases> {
  const { data, error } = await db.rpc('linked_cases', { report_id: id, ...(key ? { key } : {}) });
  if (error) throw error;
  return (data as unknown as LinkedCases | null) ?? { earlier: null, newer: [] };
}

/** The reporter lets others see the problem, or takes that back. `key` is what a guest holds. */
export async function choose(
  db: Db,
  id: string,
  publish: boolean,
  key: string | undefined,
  form: { write_id?: string }
): Promise<void> {
  const { error } = await db.rpc('set_publish', { report_id: id, publish, ...form, ...(key ? { key } : {}) });
  if (error) throw error;
}

/** @param bbox west, south, east, north in degrees */
export async function map(db: Db, bbox: number[], zoom: number, filters: Filters): Promise<MapView> {
  return answer(await db.rpc('public_map', { bbox, zoom, filters: asked(filters) })) as unknown as MapView;
}

/** Reports in one answer about what changed; the beginning holds as many as a phone keeps. */
const CHANGES = 100;

/**
 * What changed behind a place that this named before; without one the newest, and where to go on from.
 * @param area a subdistrict; null for the whole district
 */
export async function changes(db: Db, after: string | null, area: string | null): Promise<Changes> {
  const { data, error } = await db.rpc('public_changes', {
    size: after === null ? MOST_LINES : CHANGES,
    ...(after === null ? {} : { after }),
    ...(area === null ? {} : { subdistrict: area })
  });
  if (error) throw error;
  const { more, ...found } = data as unknown as Changes & { more: boolean };
  if (after === null) return { ...found, older: more };
  return { ...found, ...(more ? { next: addressOf(area ?? DISTRICT, found.after) } : {}) };
}

/**
 * Everything that is public, in the order of the ids, a few hundred at a time so that a large export stays small here. With
 * four photos each, 250 reports are no more rows than an API that stops at a thousand gives at once.
 */
export async function* everything(db: Db, batch = 250): AsyncGenerator<PublicReport[]> {
  for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
    const found = answer(
      await db.from('published_reports').select(COLUMNS).gt('report_id', last).order('report_id').limit(batch)
    ) as unknown as PublicReport[];
    const end = found.at(-1);
    if (end) {
      const from = found[0]?.report_id ?? end.report_id;
      yield withPhotos(found, answer(await photosOf(db).gte('report_id', from).lte('report_id', end.report_id)));
    }
    if (!end || found.length < batch) return;
    last = end.report_id;
  }
}
