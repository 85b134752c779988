/** My data: everything we hold about a person as a file, and the end of their account. SQL decides what belongs to whom. */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database, Json } from '$lib/database.types';
import { csv } from '$lib/server/csv';
import type { Names } from '$lib/server/names';

type Db = SupabaseClient<Database>;
type Row = Record<string, string | number | boolean | null>;

export async function everything(db: Db): Promise<Json> {
  const { data, error } = await db.rpc('export_my_data');
  if (error) throw error;
  return data;
}

const COLUMNS = ['received_at', 'status', 'outcome', 'due_at', 'answered_at', 'ended_at', 'lat', 'lng'] as const;

/** The reports alone, one a line, for a spreadsheet; oldest first. */
export async function reportsFile(db: Db, named: Pick<Names, 'category' | 'subdistrict'>): Promise<string> {
  const { data } = (await everything(db)) as unknown as { data: { reports: Row[] } };
  const text = (value: Row[string] | undefined) => (typeof value === 'string' ? value : null);
  const rows = data.reports.toSorted((a, b) => String(a.received_at).localeCompare(String(b.received_at)));
  return csv([
    ['code', 'category', 'subdistrict', 'landmark', 'description', ...COLUMNS],
    ...rows.map((row) => [
      row.code,
      named.category(text(row.category_code)),
      named.subdistrict(text(row.subdistrict_code)),
      row.landmark,
      row.description,
      ...COLUMNS.map((column) => row[column])
    ])
  ]);
}

/** For good. The session is the caller's to end. */
export async function deleteAccount(db: Db, word: string): Promise<void> {
  const { error } = await db.rpc('delete_my_account', { confirm: word });
  if (error) throw error;
}
