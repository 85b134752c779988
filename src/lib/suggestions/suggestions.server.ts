/** What residents suggest about green places, and what becomes of it. */
import { failureOf } from '$lib/server/failure';
import { writeIdIn } from '$lib/forms/writeId';
import { FIELDS, type Answer, type Suggested, type SuggestionPhoto, type Typed, type Waiting } from './suggestion';

type Db = App.Locals['supabase'];

const text = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** The id of what was sent, with photos by their digests; or why it was not taken, with everything typed. */
export async function send(
  db: Db,
  form: FormData,
  photos: string[],
  lang: 'zh' | 'en'
): Promise<Answer | { id: string }> {
  const typed = typedIn(form);
  const asked = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''));
  const suggestion = { ...asked, lang };
  const { data, error } = await (photos.length > 0
    ? db.rpc('suggest_place_with_photos', {
        suggestion,
        photos: { sha256: photos, credit: typed.credit || null, offered: typed.offered === '1' }
      })
    : db.rpc('suggest_place', { suggestion }));
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

/** What the form says, as it was typed. */
export const typedIn = (form: FormData): Typed =>
  Object.fromEntries([...FIELDS, 'id', 'place'].map((name) => [name, text(form, name)]));

/** The photos of these suggestions that the caller may see, in their order. */
export async function photosOf(db: Db, rows: { id: string }[]): Promise<SuggestionPhoto[]> {
  if (rows.length === 0) return [];
  const { data, error } = await db
    .from('suggestion_photos')
    .select('name, suggestion_id, offered, credit')
    .in(
      'suggestion_id',
      rows.map(({ id }) => id)
    )
    .order('suggestion_id')
    .order('position');
  if (error) throw error;
  return data;
}

/** Puts a photo on the page of the place: null when it is done, else why not. */
export async function show(db: Db, form: FormData) {
  const photo = { alt_zh: text(form, 'alt_zh'), alt_en: text(form, 'alt_en') };
  const name = text(form, 'photo');
  const { error } = await db.rpc('show_suggestion_photo', { photo_name: name, photo, ...writeIdIn(form) });
  if (!error) return null;
  const { status, code, field } = failureOf(error);
  if (status === 500) throw error;
  return { status, photo: { name, code, field: field ?? 'form', typed: photo, write_id: text(form, 'write_id') } };
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
