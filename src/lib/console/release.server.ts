/** What moderators decide about the public copy of a case. Row-level security shows the decision to nobody else. */
import { writeIdIn } from '$lib/forms/writeId';
import { failureOf } from '$lib/server/failure';
import type { Case } from './case';
import type { Db } from './console.server';
import { detailsOf, fieldOf, type Release, type ReleaseAnswer } from './release';

const COLUMNS =
  'precision, public_text, public_lang, answers, landmark, answer_event_id, answer_text, answer_lang, released_at, hidden_at, hidden_reason';
const ENDED = ['submitted', 'merged', 'redirected', 'refused', 'withdrawn'];

/** The decision about a case that may be public now; null for whoever may not decide, and where nothing may be shown. */
export async function read(db: Db, case_: Case): Promise<Release | null> {
  if (!case_.publish || case_.reporter_left_at || ENDED.includes(case_.status)) return null;
  const { data, error } = await db.from('report_releases').select(COLUMNS).eq('report_id', case_.id).maybeSingle();
  if (error) throw error;
  return data as Release | null;
}

interface Refused {
  status: number;
  answer: ReleaseAnswer;
}

/** A refusal goes back to its form, with what was typed; what we broke is thrown. */
function refused(cause: unknown, typed: ReleaseAnswer['typed']): Refused {
  const { status, code, field: at } = failureOf(cause);
  if (status >= 500) throw cause;
  const field = fieldOf(at);
  return { status, answer: { error: code, typed, ...(field ? { field } : {}) } };
}

/** Null when it is done. */
export async function release(db: Db, id: string, form: FormData): Promise<Refused | null> {
  const { details, typed } = detailsOf(form);
  const { error } = await db.rpc('release_report', {
    report_id: id,
    version: Number(form.get('version')),
    details,
    ...writeIdIn(form)
  });
  return error ? refused(error, typed) : null;
}

export async function hide(db: Db, id: string, form: FormData): Promise<Refused | null> {
  const reason = String(form.get('reason') ?? '');
  const { error } = await db.rpc('hide_report', {
    report_id: id,
    version: Number(form.get('version')),
    reason,
    ...writeIdIn(form)
  });
  return error ? refused(error, { reason }) : null;
}
