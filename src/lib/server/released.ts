/**
 * Photos for the public: from the received picture to a covered one in a bucket of its own, and out again to everybody.
 * Every function acts as the visitor; SQL decides (docs/decisions/0013-released-photos.md).
 */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '../database.types.ts';
import { cover, type Rectangle } from './covered.ts';
import * as photos from './photos.ts';
import type { Pictures } from './pictures.ts';

type Db = SupabaseClient<Database>;

const BUCKET = 'released-photos';

function answer<T>({ data, error }: { data: T; error: unknown }): NonNullable<T> {
  if (error) throw error;
  return data as NonNullable<T>;
}

/** The photo as it would be shown with these parts covered, for staff who have the case. Refusal: not_found. */
export async function preview(
  db: Db,
  report: string,
  sha256: string,
  rectangles: readonly Rectangle[]
): Promise<Pictures> {
  const picture = await photos.read(db, { report, key: undefined }, sha256, 'large');
  return cover(Buffer.from(await picture.arrayBuffer()), rectangles);
}

export interface Wish {
  report: string;
  /** The newest version of the case that this person has seen. */
  version: number;
  sha256: string;
  /** Made with the form: sent twice, it is one release. */
  form: string;
  rectangles: Rectangle[];
  alt_zh: string | null;
  alt_en: string | null;
  nothing_identifies: boolean;
}

type Leave = { state: 'released' } | { state: 'wanted'; name: string; original: string };

/**
 * Covers a photo and shows it to everybody, in place of an earlier release.
 * Refusals: not_found, own_report, conflict, not_public, nothing_identifies_missing, rectangles_wrong, alt_*_long.
 */
export async function release(db: Db, { report, version, sha256, form, ...details }: Wish): Promise<void> {
  const leave = answer(
    await db.rpc('allow_photo_release', {
      report_id: report,
      version,
      sha256,
      form_id: form,
      details: details as unknown as Database['public']['Functions']['allow_photo_release']['Args']['details'] & object
    })
  ) as unknown as Leave;
  if (leave.state === 'released') return;
  const covered = await preview(db, report, sha256, details.rectangles);
  await photos.upload(db, BUCKET, leave.name, covered);
  answer(await db.rpc('release_photo', { name: leave.name }));
}

/** Keeps a photo from the public, or takes a released one back. Refusals: not_found, own_report, conflict. */
export async function withhold(
  db: Db,
  report: string,
  version: number,
  sha256: string,
  form: { write_id?: string }
): Promise<void> {
  answer(await db.rpc('withhold_photo', { report_id: report, version, sha256, ...form }));
}

/** A photo that everybody may see, as WebP; null when there is none under this name, whatever the reason. */
export async function read(db: Db, name: string, size: 'large' | 'small') {
  const picture = await photos.picture(db, BUCKET, name, size);
  return picture && { picture, isPublic: true };
}

/** Whether everybody may see it at this moment. */
export const isShown = async (db: Db, name: string): Promise<boolean> =>
  answer(await db.from('published_photos').select('name').eq('name', name)).length > 0;
