/** Notes of a call to 12345, as the reporter. SQL decides whose they are; codes are in docs/error-codes.md. */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '$lib/database.types';
import type { HotlineNote } from './hotlineNote';

type Db = SupabaseClient<Database>;

/** Oldest first. */
export async function notes(db: Db, report: string, key: string | undefined): Promise<HotlineNote[]> {
  const { data } = await db.rpc('hotline_notes_of', { report_id: report, ...(key ? { key } : {}) }).throwOnError();
  return data as unknown as HotlineNote[];
}

/** The same `id` again changes nothing. */
export async function note(
  db: Db,
  report: string,
  { id, order, result }: { id: string; order: string; result: string },
  key: string | undefined
): Promise<void> {
  await db
    .rpc('note_hotline', { report_id: report, key: key ?? '', order_number: order, result, note_id: id })
    .throwOnError();
}
