/** What categories, places and units are called, in the reader's language. Everybody may read these tables. */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '$lib/database.types';
import type { Lang } from '$lib/i18n/lang';

const KEEP_MS = 60_000;

export interface Names {
  category(code: string | null | undefined): string;
  /** The group a category belongs to, as a code. */
  group(category: string | null | undefined): string;
  subdistrict(code: string | null | undefined): string;
  unit(code: string | null | undefined): string;
}

interface Row {
  code: string;
  name_zh: string;
  name_en: string;
}
type Rows = Record<'categories' | 'subdistricts' | 'units', Map<string, Row & { group_code?: string }>>;

let kept: { at: number; rows: Promise<Rows> } | undefined;

async function fetchRows(supabase: SupabaseClient<Database>): Promise<Rows> {
  const [categories, subdistricts, units] = await Promise.all([
    supabase.from('categories').select('code, name_zh, name_en, group_code'),
    supabase.from('subdistricts').select('code, name_zh, name_en'),
    supabase.from('units').select('code, name_zh, name_en')
  ]);
  const byCode = <T extends Row>({ data, error }: { data: T[] | null; error: unknown }) => {
    if (error) throw error;
    return new Map((data ?? []).map((row) => [row.code, row]));
  };
  return { categories: byCode(categories), subdistricts: byCode(subdistricts), units: byCode(units) };
}

/** One copy serves every request for a minute. A code without a name is shown as it is, never hidden. */
export async function names(supabase: SupabaseClient<Database>, lang: Lang): Promise<Names> {
  if (!kept || Date.now() - kept.at > KEEP_MS) {
    const rows = fetchRows(supabase);
    kept = { at: Date.now(), rows };
    rows.catch(() => (kept = undefined));
  }
  const rows = await kept.rows;
  const called = (table: keyof Rows) => (code: string | null | undefined) =>
    code ? (rows[table].get(code)?.[`name_${lang}`] ?? code) : '';
  return {
    category: called('categories'),
    group: (code) => (code ? (rows.categories.get(code)?.group_code ?? '') : ''),
    subdistrict: called('subdistricts'),
    unit: called('units')
  };
}
