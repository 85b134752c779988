/** What residents suggest about green places, and what becomes of it. */
import { failureOf } from '$lib/server/failure';
import { FIELDS, type Answer, type Suggested, type Typed, type Waiting } from './suggestion';

type Db = App.Locals['supabase'];

const text = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** The id of what was sent, or why it was not taken, with everything typed. */
export async function send(db: Db, form: FormData, lang: 'zh' | 'en'): Promise<Answer | { id: string }> {
  const typed: Typed = {};
  for (const name of [...FIELDS, 'id', 'place'] as const) typed[name] = text(form, name);
  const asked = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''));
  const { data, error } = await db.rpc('suggest_place', { suggestion: { ...asked, lang } });
  if (!error) return { id: (data as unknown as { id: string }).id };
  const { status, code, field } = failureOf(error);
  if (status === 500) throw error;
  return { status, typed, error: { code, field: field ?? 'form' } };
}

export async function mine(db: Db): Promise<Suggested[]> {
  const { data, error } = await db.rpc('my_suggestions');
  if (error) throw error;
  return data as unknown as Suggested[];
}

export async function waiting(db: Db): Promise<Waiting[]> {
  const { data, error } = await db.rpc('suggestion_queue');
  if (error) throw error;
  return data as unknown as Waiting[];
}

/** Null when it is answered, else why not. */
export async function answer(db: Db, form: FormData) {
  const { error } = await db.rpc('answer_suggestion', {
    change_id: text(form, 'change'),
    suggestion_id: text(form, 'id'),
    verdict: text(form, 'verdict'),
    answer: text(form, 'answer')
  });
  if (!error) return null;
  const { status, code } = failureOf(error);
  if (status === 500) throw error;
  return { status, answer: { id: text(form, 'id'), code, typed: text(form, 'answer') } };
}
