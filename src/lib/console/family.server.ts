/** What a case may be merged into, and the photos of its children, as far as the caller may see them. */
import type { Candidate, Case } from './case';
import * as desk from './console.server';
import type { Db } from './console.server';
import * as reference from './reference.server';

/** Nothing for whoever cannot merge the case. */
export async function candidates(db: Db, case_: Case): Promise<Candidate[]> {
  if (!case_.may.includes('merge')) return [];
  const { data, error } = await db.rpc('merge_candidates', { report_id: case_.id });
  if (error) throw error;
  return data as unknown as Candidate[];
}

/** What the reporter is told by a merge with one press: the first ready sentence for every case, in their language. */
export async function mergeWords(db: Db, { may, lang }: Pick<Case, 'may' | 'lang'>): Promise<string> {
  if (!may.includes('merge')) return '';
  const [general] = await reference.templates(db, 'merge', '');
  return general?.[`text_${lang}`] ?? '';
}

/** The form of one press as the form of the step: with those words. Null when the case is not the caller's to see. */
export async function joining(db: Db, id: string, form: FormData): Promise<FormData | null> {
  const case_ = await desk.readCase(db, id);
  if (!case_) return null;
  form.set('move', 'merge');
  form.set('public_text', await mergeWords(db, case_));
  form.set('public_lang', case_.lang);
  return form;
}

/** The photos of each child, in their order. */
export async function childPhotos(
  db: Db,
  case_: Case
): Promise<Record<string, { sha256: string; arrived: boolean }[]>> {
  const ids = case_.children.filter(({ photos }) => photos > 0).map(({ id }) => id);
  if (ids.length === 0) return {};
  const { data, error } = await db
    .from('report_photos')
    .select('report_id, sha256, arrived_at')
    .in('report_id', ids)
    .order('position');
  if (error) throw error;
  const listed: Record<string, { sha256: string; arrived: boolean }[]> = {};
  for (const { report_id, sha256, arrived_at } of data)
    (listed[report_id] ??= []).push({ sha256, arrived: arrived_at !== null });
  return listed;
}
