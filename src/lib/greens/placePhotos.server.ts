/** Photos of a place at the editors' desk. The doors decide who may; a refusal comes back with everything that was typed. */
import { writeIdIn } from '$lib/forms/writeId';
import { failureOf } from '$lib/server/failure';
import * as greenPhotos from '$lib/server/greenPhotos';
import { FIELDS, type Answer, type PlacePhoto, type Typed } from './placePhotos';

type Db = App.Locals['supabase'];

const text = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};
const typedIn = (form: FormData): Typed => Object.fromEntries(FIELDS.map((name) => [name, text(form, name)]));
/** A blank field is none. */
const said = (typed: Typed) => Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''));

/** All photos of a place in their order, withdrawn ones too. */
export async function list(db: Db, place: string): Promise<PlacePhoto[]> {
  const { data, error } = await db
    .from('place_photos')
    .select('id, name, width, height, alt_zh, alt_en, credit, licence, source, taken_on, state, checked_at')
    .eq('place_id', place)
    .order('position')
    .order('id');
  if (error) throw error;
  return data.map(({ id, name, width, height, state, checked_at, ...facts }, i) => ({
    id,
    name,
    width,
    height,
    state,
    waits: checked_at === null,
    typed: { ...facts, source: facts.source ?? '', taken_on: facts.taken_on ?? '', position: String(i + 1), state }
  }));
}

function refusal(cause: unknown, back: Omit<Answer, 'status' | 'errors'>): Answer {
  const { status, code, field } = failureOf(cause);
  if (status >= 500 || status === 404) throw cause;
  const known = [...FIELDS, 'photos'].find((name) => name === field);
  return { status, ...back, errors: { [known ?? 'form']: code } };
}

/** Puts a photo beside those of the place: its name, for whoever looks at it before it is shown. */
export async function add(db: Db, place: string, form: FormData): Promise<Answer | { name: string }> {
  const { write_id } = writeIdIn(form);
  const typed = typedIn(form);
  const came = await greenPhotos.take(db, form, write_id ?? '', 1);
  const back = { of: 'add', typed, held: came.held, write_id: write_id ?? '' };
  if (came.refused) return { status: 422, ...back, errors: { photos: came.refused } };
  const [sha256] = came.held;
  if (!sha256) return { status: 422, ...back, errors: { photos: 'green_photo_missing' } };
  const { data, error } = await db.rpc('add_place_photo', {
    place_id: place,
    sha256,
    photo: said(typed),
    ...writeIdIn(form)
  });
  return error ? refusal(error, back) : { name: (data as unknown as { name: string }).name };
}

/** Changes what is said of a photo, its place in the order, or whether it is shown: null when it is done. */
export async function change(db: Db, place: string, form: FormData): Promise<Answer | null> {
  const typed = typedIn(form);
  const photo = text(form, 'photo');
  const version = Number(text(form, 'version')) || 0;
  const { error } = await db.rpc('change_place_photo', {
    place_id: place,
    photo_id: photo,
    version,
    photo: said(typed),
    ...writeIdIn(form)
  });
  if (!error) return null;
  const back = refusal(error, { of: photo, typed, held: [], write_id: writeIdIn(form).write_id ?? '' });
  return back.errors.form === 'changed_meanwhile' ? back : { ...back, version };
}
