/**
 * Photos in the green part: held for a day under the id of the form they came with, until the form's write takes them.
 * Every function acts as the visitor; SQL decides (docs/decisions/0028-photos-in-the-green-part.md).
 */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '../database.types.ts';
import { cover, type Rectangle } from './covered.ts';
import { failureOf } from './failure.ts';
import * as photos from './photos.ts';
import type { Pictures } from './pictures.ts';

type Db = SupabaseClient<Database>;

const BUCKET = 'green-photos';
const SHA256 = /^[0-9a-f]{64}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function answer<T>({ data, error }: { data: T; error: unknown }): T {
  if (error) throw error;
  return data;
}

type Leave = { state: 'arrived' } | { state: 'wanted'; name: string };

/** Holds a photo for a form. The same photo again stays as it is. */
async function hold(db: Db, form: string, { sha256, pictures }: photos.Developed): Promise<void> {
  const leave = answer(await db.rpc('hold_green_photo', { form_id: form, sha256 })) as unknown as Leave;
  if (leave.state === 'arrived') return;
  const bytes = await photos.upload(db, BUCKET, leave.name, pictures);
  const { width, height } = pictures;
  answer(await db.rpc('green_photo_stored', { name: leave.name, bytes, width, height }));
}

/** What a form brought: the digests that it names, those of them that are held, and the code of what was not taken. */
export interface Came {
  named: string[];
  held: string[];
  refused?: string;
}

/**
 * Takes the photos of a posted form in, before anything else of it is carried out, so that a form that goes back loses none.
 * `photo_sha256` names those that came with an earlier try; a tick taken out is a photo taken out.
 */
export async function take(db: Db, posted: FormData, form: string, most: number): Promise<Came> {
  const ticked = posted.getAll('photo_sha256').filter((one): one is string => typeof one === 'string');
  if (!UUID.test(form)) return { named: [], held: [] };
  const { photos: fresh, refused } = await photos.fromForm(posted, photos.developedLight);
  const named = [...new Set([...ticked.filter((one) => SHA256.test(one)), ...fresh.map(({ sha256 }) => sha256)])];
  if (named.length === 0) return { named, held: [], ...(refused ? { refused: refused.code } : {}) };
  try {
    for (const photo of fresh) await hold(db, form, photo);
    const held = answer(await db.rpc('held_green_photos', { form_id: form })) as string[];
    const code = refused?.code ?? (named.length > most ? 'green_photos_many' : undefined);
    return { named, held: held.filter((one) => named.includes(one)), ...(code ? { refused: code } : {}) };
  } catch (cause) {
    const { status, code } = failureOf(cause);
    if (status >= 500) throw cause;
    return { named, held: [], refused: code };
  }
}

/** Reads and answers a form that may be heavy with photos when there is room for it, and answers `busy` when too many wait. */
export const inRoom = <T>(request: Request, act: () => Promise<T>, busy: (code: string) => T): Promise<T> =>
  photos.withRoomFor(request, act).catch((cause: unknown) => {
    if (cause instanceof photos.PhotoRefused) return busy(cause.code);
    throw cause;
  });

/** Whether everybody may see it at this moment. */
export const isShown = async (db: Db, name: string): Promise<boolean> =>
  Boolean(answer(await db.rpc('green_photo_is_public', { name })));

/** A picture for whoever may see it, and whether everybody may; null when there is none for this visitor. */
export async function read(db: Db, name: string, size: 'large' | 'small') {
  const [isPublic, picture] = await Promise.all([isShown(db, name), photos.picture(db, BUCKET, name, size)]);
  return picture && { picture, isPublic };
}

/** A photo for whoever may cover parts of it: what is covered now, and where it is shown. */
export interface ToCover {
  name: string;
  width: number;
  height: number;
  /** The covered picture that others see; null when nothing is covered. */
  cover: string | null;
  rectangles: Rectangle[];
  public: boolean;
  /** `waits`: shown there only after checkAtPlace. */
  places: { id: string; name_zh: string; name_en: string; waits: boolean }[];
  suggestion: boolean;
  sighting: boolean;
}

/** Refusals: not_found, own_green_photo. */
export const toCover = async (db: Db, name: string): Promise<ToCover> =>
  answer(await db.rpc('green_photo_desk', { name })) as unknown as ToCover;

/** The photo as it would be shown with these parts covered, for whoever may cover them. Refusals: not_found, own_green_photo. */
export async function preview(db: Db, name: string, rectangles: readonly Rectangle[]): Promise<Pictures> {
  await toCover(db, name);
  const { data, error } = await db.storage.from(BUCKET).download(`${name}/large.webp`);
  if (error) throw error;
  return cover(Buffer.from(await data.arrayBuffer()), rectangles, photos.LIGHT_PICTURE);
}

/** The covered picture that somebody saw, the id that was made with the form, and what is to be covered. */
export interface Wish {
  seen: string | null;
  form: string;
  rectangles: Rectangle[];
}

type Begun = { state: 'covered' } | { state: 'wanted'; name: string };
type Asked = Database['public']['Functions']['allow_green_cover']['Args'];

/**
 * Covers parts of a photo, wherever it is shown: others see the covered picture from then on. The same form again is the same.
 * Refusals: not_found, own_green_photo, rectangles_wrong, nothing_covered, write_differs, cover_changed.
 */
export async function coverParts(db: Db, photo: string, { seen, form, rectangles }: Wish): Promise<void> {
  const asked = { photo, seen, form_id: form, rectangles } as unknown as Asked;
  const leave = answer(await db.rpc('allow_green_cover', asked)) as unknown as Begun;
  if (leave.state === 'covered') return;
  await photos.upload(db, BUCKET, leave.name, await preview(db, photo, rectangles));
  answer(await db.rpc('green_cover_stored', { name: leave.name }));
}

/** Others see the photo as received again. Refusals: not_found, own_green_photo, cover_changed. */
export async function uncover(db: Db, photo: string, seen: string, form: { write_id?: string }): Promise<void> {
  answer(await db.rpc('uncover_green_photo', { photo, seen, ...form }));
}

/** An editor says that nobody can be recognised in what they saw, and the place shows it. Refusals: not_found, own_green_photo, photo_shown_already, cover_changed. */
export async function checkAtPlace(
  db: Db,
  photo: string,
  { place, seen }: { place: string; seen: string | null },
  form: { write_id?: string }
): Promise<void> {
  // The generated type does not know that a parameter may be null.
  answer(await db.rpc('check_place_photo', { place_id: place, photo_name: photo, seen: seen as string, ...form }));
}

/** Which of these photos others see covered, by the name of each: of the picture that they get. */
export async function coversOf(db: Db, names: string[]): Promise<Record<string, string>> {
  if (names.length === 0) return {};
  const rows = answer(await db.from('green_covers').select('original, name').in('original', names));
  return Object.fromEntries((rows ?? []).map(({ original, name }) => [original, name]));
}
