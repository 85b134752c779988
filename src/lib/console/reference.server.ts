/** The reference words of the desk: names of places, units and categories, questions and ready sentences. */
import type { Lang } from '$lib/i18n/lang';
import type { Db } from './console.server';
import type { Limit, Names, Question, Template } from './names';

const KEEP_MS = 60_000;
const kept: Partial<Record<Lang, { at: number; names: Promise<Names> }>> = {};

function rowsOf<T>({ data, error }: { data: T[] | null; error: unknown }): T[] {
  if (error) throw error;
  return data ?? [];
}

async function load(db: Db, lang: Lang): Promise<Names> {
  const name = `name_${lang}` as 'name_zh';
  const [groups, categories, subdistricts, units] = await Promise.all([
    db.from('category_groups').select(`code, name:${name}`).order('position'),
    db.from('categories').select(`code, group_code, name:${name}`).order('position'),
    db.from('subdistricts').select(`code, lat, lng, name:${name}`).order('code'),
    db.from('units').select(`code, kind, name:${name}`).order('code')
  ]);
  return {
    groups: rowsOf(groups),
    categories: rowsOf(categories),
    subdistricts: rowsOf(subdistricts),
    units: rowsOf(units)
  };
}

/** Everybody may read these, so one copy a language serves every desk for a minute. */
export function names(db: Db, lang: Lang): Promise<Names> {
  const found = kept[lang];
  if (found && Date.now() - found.at < KEEP_MS) return found.names;
  const fresh = load(db, lang);
  kept[lang] = { at: Date.now(), names: fresh };
  fresh.catch(() => delete kept[lang]);
  return fresh;
}

export async function questions(db: Db, category: string): Promise<Question[]> {
  const { data, error } = await db
    .from('category_questions')
    .select('code, kind, options, label_zh, label_en')
    .eq('category_code', category)
    .order('position');
  if (error) throw error;
  return data as unknown as Question[];
}

/** The limits of a category, its own before the general ones. */
export async function limits(db: Db, category: string): Promise<Limit[]> {
  const { data, error } = await db
    .from('stage_limits')
    .select('category_code, status, working_days, as_of, source_zh, source_en')
    .or(`category_code.eq.${category},category_code.is.null`)
    .order('id');
  if (error) throw error;
  const own = new Set(data.filter((limit) => limit.category_code).map(({ status }) => status));
  return data.filter((limit) => limit.category_code || !own.has(limit.status));
}

/** The ready sentences for a move: those of the category's group (of every group for null), then the general ones. */
export async function templates(db: Db, move: string, group: string | null): Promise<Template[]> {
  const { data, error } = await db
    .from('response_templates')
    .select('id, title_zh, title_en, text_zh, text_en, category_group')
    .eq('move', move)
    .order('position');
  if (error) throw error;
  const fitting = data.filter((t) => !t.category_group || group === null || t.category_group === group);
  return fitting.sort((a, b) => Number(!a.category_group) - Number(!b.category_group));
}
