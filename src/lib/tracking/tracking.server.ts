/** Reports as their reporter sees them. Every function acts as the visitor; SQL decides what is open to whom. */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database, Json } from '$lib/database.types';
import type { Lang } from '$lib/i18n/lang';
import type { MyReport, ReportPage } from './reportPage';
import type { Status } from './stageLine';

type Db = SupabaseClient<Database>;

/** supabase-js answers errors as values; here they are thrown, and `failureOf` finds the words for them. */
function answer<T>({ data, error }: { data: T; error: unknown }): NonNullable<T> {
  if (error) throw error;
  return data as NonNullable<T>;
}

/** Throws `not_found` to everybody but the author and the holder of the key. */
export async function read(db: Db, id: string, key: string | undefined): Promise<ReportPage> {
  return answer(await db.rpc('report_page', { report_id: id, ...(key ? { key } : {}) })) as unknown as ReportPage;
}

/** The author's own reports and those whose keys this device holds. */
export async function mine(db: Db, keys: Record<string, string>): Promise<MyReport[]> {
  return (answer(await db.rpc('my_reports', { keys })) ?? []) as unknown as MyReport[];
}

export interface Move {
  move: string;
  version: number;
  details: Record<string, string>;
  /** The id of the form. */
  write_id?: string;
}

export async function move(db: Db, id: string, { details, ...moved }: Move, key: string | undefined): Promise<void> {
  answer(await db.rpc('move_report', { report_id: id, ...moved, details: details as Json, ...(key ? { key } : {}) }));
}

export async function undo(
  db: Db,
  id: string,
  eventId: number,
  key: string | undefined,
  form: { write_id?: string }
): Promise<void> {
  answer(await db.rpc('undo_move', { report_id: id, event_id: eventId, ...form, ...(key ? { key } : {}) }));
}

/** The old link is dead afterwards. `newKey` is 32 hex digits. */
export async function replaceKey(db: Db, id: string, oldKey: string, newKey: string): Promise<void> {
  const { error } = await db.rpc('replace_report_key', { report_id: id, old_key: oldKey, new_key: newKey });
  if (error) throw error;
}

/** Joins the report to the signed-in account; its key gives way to one that nobody knows, so that the old link is dead. */
export async function claim(db: Db, id: string, key: string, unknownKey: string): Promise<void> {
  const { error } = await db.rpc('claim_report', { report_id: id, key });
  if (error) throw error;
  await replaceKey(db, id, key, unknownKey);
}

/** The stage word for a readable code, and nothing else; null when there is none. Throttled by `client`. */
export async function stage(db: Db, code: string, client: string): Promise<Status | null> {
  return (answer(await db.rpc('report_stage', { code, client })) as unknown as { status: Status | null }).status;
}

interface Question {
  code: string;
  kind: 'choice' | 'text' | 'yes_no';
  options: { code: string; label_zh: string; label_en: string }[];
  label_zh: string;
  label_en: string;
}

/** The category's questions that were answered, both in words. */
export async function answers(
  db: Db,
  category: string,
  given: Record<string, unknown>,
  lang: Lang
): Promise<{ question: string; answer: string }[]> {
  if (Object.keys(given).length === 0) return [];
  const { data, error } = await db
    .from('category_questions')
    .select('code, kind, options, label_zh, label_en')
    .eq('category_code', category)
    .order('position');
  if (error) throw error;
  return (data as unknown as Question[])
    .filter(({ code }) => code in given)
    .map((question) => ({
      question: question[`label_${lang}`],
      answer: inWords(question, String(given[question.code]), lang)
    }));
}

const YES_NO: Record<string, Record<Lang, string>> = { yes: { zh: '是', en: 'Yes' }, no: { zh: '否', en: 'No' } };

function inWords({ kind, options }: Question, value: string, lang: Lang): string {
  if (kind === 'yes_no') return YES_NO[value]?.[lang] ?? value;
  return options.find(({ code }) => code === value)?.[`label_${lang}`] ?? value;
}
