/** Work orders of units that work by e-mail (docs/decisions/0012-units-by-mail.md). What a link may do is decided in SQL. */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database, Json } from '$lib/database.types';
import type { Order } from './orders';

type Db = SupabaseClient<Database>;

/** What this link would do. Changes nothing: mail programmes open links to look for harm. */
export async function read(db: Db, token: string): Promise<Order> {
  const { data, error } = await db.rpc('work_order', { token });
  if (error) throw error;
  return data as unknown as Order;
}

/** Does what the link is for, once. Returns the status of the case. */
export async function act(db: Db, token: string, version: number, details: Record<string, Json>): Promise<string> {
  const { data, error } = await db.rpc('act_on_order', { token, version, details });
  if (error) throw error;
  return (data as { status: string }).status;
}

/** New links by letter, to the unit's own address and nowhere else. */
export async function renew(db: Db, token: string, form: { write_id?: string }): Promise<void> {
  const { error } = await db.rpc('renew_order', { token, ...form });
  if (error) throw error;
}

/** A photo of the case, for as long as the link can be used. */
export async function photo(db: Db, token: string, sha256: string, size: 'large' | 'small'): Promise<Blob> {
  const { data: name, error } = await db.rpc('allow_order_photo', { token, sha256 });
  if (error) throw error;
  const { data, error: kept } = await db.storage.from('report-photos').download(`${name}/${size}.webp`);
  if (kept) throw kept;
  return data;
}
