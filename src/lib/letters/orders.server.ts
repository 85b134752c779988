/** Work orders of units that work by e-mail (docs/decisions/0012-units-by-mail.md). What a link may do is decided in SQL. */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database, Json } from '$lib/database.types';

type Db = SupabaseClient<Database>;

export interface Order {
  act: 'take_on' | 'object' | 'answer';
  unit_code: string;
  code: string;
  state: 'open' | 'used' | 'expired' | 'over' | 'take_on_first' | 'not_now' | 'final';
  /** From here on only while the link can be used. */
  version?: number;
  category_code?: string;
  subdistrict_code?: string;
  landmark?: string | null;
  description?: string;
  lang?: 'zh' | 'en';
  due_at?: string | null;
}

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
export async function renew(db: Db, token: string): Promise<void> {
  const { error } = await db.rpc('renew_order', { token });
  if (error) throw error;
}
