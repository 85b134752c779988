/** The inbox of a signed-in person. A notice holds codes, never words from a case; the words come from the locale. */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '$lib/database.types';
import type { Notice } from './notice';

type Db = SupabaseClient<Database>;

/** A page of notices, newest first, from behind `after` (the id of the last one shown) on. */
export async function list(
  db: Db,
  after: { at: string; id: number } | null,
  size = 30
): Promise<{ notices: Notice[]; older: { at: string; id: number } | null }> {
  let query = db
    .from('notices')
    .select('id, report_id, kind, params, ready_at, read_at')
    .order('ready_at', { ascending: false })
    .order('id', { ascending: false })
    .limit(size + 1);
  if (after) query = query.or(`ready_at.lt.${after.at},and(ready_at.eq.${after.at},id.lt.${after.id})`);
  const { data, error } = await query;
  if (error) throw error;
  const notices = (data ?? []) as unknown as Notice[];
  const last = notices.length > size ? notices[size - 1] : undefined;
  return { notices: notices.slice(0, size), older: last ? { at: last.ready_at, id: last.id } : null };
}

/** One notice of the signed-in person, or null. */
export async function one(db: Db, id: number): Promise<Pick<Notice, 'report_id' | 'kind' | 'params'> | null> {
  const { data, error } = await db.from('notices').select('report_id, kind, params').eq('id', id).maybeSingle();
  if (error) throw error;
  return data as unknown as Pick<Notice, 'report_id' | 'kind' | 'params'> | null;
}

const MOST = 100;

/** How many are unread; counting stops at a hundred. */
export async function unread(db: Db): Promise<number> {
  const { data, error } = await db.from('notices').select('id').is('read_at', null).limit(MOST);
  if (error) throw error;
  return data.length;
}

/** Marks one notice as read, or all of them. */
export async function markRead(db: Db, id?: number): Promise<void> {
  const query = db.from('notices').update({ read_at: new Date().toISOString() }).is('read_at', null);
  const { error } = await (id === undefined ? query : query.eq('id', id));
  if (error) throw error;
}

/** Marks what is said about one report as read: its reporter has just seen the page. */
export async function markReportRead(db: Db, reportId: string): Promise<void> {
  const { error } = await db
    .from('notices')
    .update({ read_at: new Date().toISOString() })
    .is('read_at', null)
    .eq('report_id', reportId);
  if (error) throw error;
}
