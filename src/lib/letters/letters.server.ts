/** The links at the end of letters, and what did not leave. Who may do what is decided in SQL. */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '$lib/database.types';

type Db = SupabaseClient<Database>;

export interface StopLink {
  purpose: 'notices' | 'report' | 'follows';
  stopped: boolean;
}

/** What this link would stop. Changes nothing: mail programmes open links to look for harm. */
export async function link(db: Db, token: string): Promise<StopLink> {
  const { data, error } = await db.rpc('letter_link', { token });
  if (error) throw error;
  return data as unknown as StopLink;
}

export async function stop(db: Db, token: string): Promise<StopLink> {
  const { data, error } = await db.rpc('stop_letters', { token });
  if (error) throw error;
  return data as unknown as StopLink;
}
