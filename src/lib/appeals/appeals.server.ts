/** What pages ask the database about appeals. Who may file or decide one is settled there. */
import { read as readForm, type Errors, type Values } from '$lib/forms/read';
import { failureOf } from '$lib/server/failure';
import type { AppealPage, TextLang } from './appeal';
import { appealForm, decisionForm, FIELD_OF } from './appealForms';

type Db = App.Locals['supabase'];

/** What comes back when nothing was written: everything typed, and why. */
interface FailedAppeal {
  errors: Errors;
  values: Values;
}
type Refused = { status: number; failed: FailedAppeal };

export async function read(db: Db, reportId: string, key: string | undefined): Promise<AppealPage> {
  const { data, error } = await db.rpc('report_appeal', { report_id: reportId, ...(key ? { key } : {}) });
  if (error) throw error;
  return data as unknown as AppealPage;
}

/** A refusal goes back to the form; a case that is not theirs, or a fault of ours, is thrown. */
function refused(error: unknown, values: Values): Refused {
  const { status, code, field } = failureOf(error);
  if (status === 404 || status >= 500) throw error;
  return { status, failed: { errors: { [FIELD_OF[field ?? ''] ?? 'form']: code }, values } };
}

/** Files the appeal of a posted form; null when it is in. */
export async function file(
  db: Db,
  reportId: string,
  form: FormData,
  lang: TextLang,
  key: string | undefined
): Promise<Refused | null> {
  const { data, errors, values } = readForm(appealForm, form);
  if (errors) return { status: 400, failed: { errors, values } };
  const { error } = await db.rpc('file_appeal', {
    appeal_id: data.appeal_id,
    report_id: reportId,
    words: data.appeal_words,
    lang,
    ...(key ? { key } : {})
  });
  return error ? refused(error, values) : null;
}

/** Decides an appeal as the posted form says. */
export async function decide(
  db: Db,
  form: FormData
): Promise<Refused | { decided: (typeof decisionForm)['_output']['decision'] }> {
  const { data, errors, values } = readForm(decisionForm, form);
  if (errors) return { status: 400, failed: { errors, values } };
  const { error } = await db.rpc('decide_appeal', {
    appeal_id: data.appeal_id,
    decision: data.decision,
    public_text: data.appeal_answer,
    internal_text: data.appeal_note,
    public_lang: data.appeal_answer_lang
  });
  return error ? refused(error, values) : { decided: data.decision };
}
