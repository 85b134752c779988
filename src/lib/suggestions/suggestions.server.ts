/** What residents suggest about green places, and what becomes of it. */
import { writeIdIn } from '$lib/forms/writeId';
import { failureOf } from '$lib/server/failure';
import {
  FIELDS,
  type Answer,
  type Own,
  type Refused,
  type Spot,
  type SpotCard,
  type SuggestionPhoto,
  type Typed,
  type Waiting
} from './suggestion';

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
  const suggestion = { ...asked, publish: typed.publish === '1', lang };
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

export async function mine(db: Db): Promise<Own[]> {
  const { data, error } = await db.rpc('my_suggestions');
  if (error) throw error;
  return data as unknown as Own[];
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

/** Puts a photo beside those of the place, to be looked at: null when it is done, else why not. */
export async function show(db: Db, form: FormData) {
  const photo = { alt_zh: text(form, 'alt_zh'), alt_en: text(form, 'alt_en') };
  const name = text(form, 'photo');
  const { error } = await db.rpc('show_suggestion_photo', { photo_name: name, photo, ...writeIdIn(form) });
  if (!error) return null;
  const { status, code, field } = failureOf(error);
  if (status === 500) throw error;
  return { status, photo: { name, code, field: field ?? 'form', typed: photo, write_id: text(form, 'write_id') } };
}

/** Suggested spots that everybody reads, most supported first or newest first, from behind the last one shown. */
export async function spots(
  db: Db,
  asked: { sort: 'support' | 'newest'; after?: string }
): Promise<{ rows: SpotCard[]; more: boolean }> {
  const { data, error } = await db.rpc('list_spots', asked);
  if (error) throw error;
  return data as unknown as { rows: SpotCard[]; more: boolean };
}

/** One of them, or the id of the one that it was joined to. */
export async function spot(db: Db, id: string): Promise<Spot | { moved_to: string }> {
  const { data, error } = await db.rpc('spot_page', { spot_id: id });
  if (error) throw error;
  return data as unknown as Spot | { moved_to: string };
}

/** Supports a spot, or takes that back: the id of the one that it counts for. */
export async function support(db: Db, form: FormData, id: string): Promise<{ id: string; supported: boolean }> {
  const supported = text(form, 'supported') === '1';
  const { data, error } = await db.rpc('support_spot', { spot_id: id, supported, ...writeIdIn(form) });
  if (error) throw error;
  return data as unknown as { id: string; supported: boolean };
}

/** Whoever suggested a spot lets others read it, or takes that back. */
export async function setPublish(db: Db, form: FormData): Promise<void> {
  const { error } = await db.rpc('set_spot_publish', {
    suggestion_id: text(form, 'id'),
    publish: text(form, 'publish') === '1',
    ...writeIdIn(form)
  });
  if (error) throw error;
}

/** Carries out what an editor pressed; null when it is done, else why not. */
export async function act(
  db: Db,
  act: Refused['act'],
  form: FormData
): Promise<{ status: number; refused: Refused } | null> {
  const id = text(form, 'id');
  const typed = Object.fromEntries(
    ['answer', 'title', 'words', 'subdistrict', 'main'].map((name) => [name, text(form, name)])
  );
  const { error } = await sent();
  if (!error) return null;
  const { status, code, field } = failureOf(error);
  if (status === 500) throw error;
  return { status, refused: { id, act, code, field: field ?? 'form', typed } };

  function sent() {
    if (act === 'release') {
      const { title, words, subdistrict } = typed;
      return db.rpc('release_spot', { suggestion_id: id, details: { title, words, subdistrict }, ...writeIdIn(form) });
    }
    if (act === 'hide') return db.rpc('hide_spot', { suggestion_id: id });
    if (act === 'join')
      return db.rpc('join_suggestions', { suggestion_id: id, main_id: typed['main']!, ...writeIdIn(form) });
    if (act === 'part') return db.rpc('part_suggestion', { suggestion_id: id, ...writeIdIn(form) });
    return db.rpc('answer_suggestion', {
      change_id: text(form, 'change'),
      suggestion_id: id,
      verdict: text(form, 'verdict'),
      answer: typed['answer']!
    });
  }
}
