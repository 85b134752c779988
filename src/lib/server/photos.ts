/**
 * Photos of a report: from the bytes of a request into the private bucket, and out again. Every function acts as the
 * visitor: a door in SQL looks at the key or the account and opens one name for a minute.
 */
import type { SupabaseClient } from '@supabase/supabase-js';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Database } from '../database.types.ts';
import { failureOf } from './failure.ts';
import { develop, MOST_BYTES, PhotoRefused, type Pictures } from './pictures.ts';

export { PhotoRefused } from './pictures.ts';

type Db = SupabaseClient<Database>;

const BUCKET = 'report-photos';
/** How heavy a small picture may be that a page of text shows, in bytes. */
export const LIGHT_PICTURE = 20_000;

/** Whose photo: the report's id and the key, or no key for an account. */
export interface Of {
  report: string;
  key: string | undefined;
}

/** A photo as it came in; `sha256` of exactly these bytes is its name. */
export interface Received {
  sha256: string;
  bytes: Buffer;
}

/** A photo as it is stored. */
export interface Developed {
  sha256: string;
  pictures: Pictures;
}

export const received = (bytes: Buffer): Received => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  bytes
});

/** supabase-js answers errors as values; here they are thrown, and `failureOf` finds the words for them. */
function answer<T>({ data, error }: { data: T; error: unknown }): NonNullable<T> {
  if (error) throw error;
  return data as NonNullable<T>;
}

const SLOWEST = 120_000; // milliseconds for one body
const ROOM = 4 * MOST_BYTES; // bytes that may be in memory at once, of all requests together
const MOST_WAITING = 40;
let free = ROOM;
const waiting: { bytes: number; go: () => void }[] = [];

function admit(): void {
  while (waiting[0] && waiting[0].bytes <= free) {
    const next = waiting.shift();
    free -= next?.bytes ?? 0;
    next?.go();
  }
}

/**
 * Does something that holds up to `bytes` of photos in memory, when there is room for them. Until then nothing is read, so
 * that the sender waits and the memory does not grow.
 * @throws PhotoRefused `photo_busy` when too many wait already
 */
export async function withRoom<T>(bytes: number, act: () => Promise<T>): Promise<T> {
  const wanted = Math.min(Math.max(bytes, 1), ROOM);
  if (waiting.length >= MOST_WAITING) throw new PhotoRefused('photo_busy');
  await new Promise<void>((go) => {
    waiting.push({ bytes: wanted, go });
    admit();
  });
  try {
    return await act();
  } finally {
    free += wanted;
    admit();
  }
}

/** The length a request declares, in bytes; the most a photo may have when it declares none. */
export function declaredBytes(request: Request): number {
  const length = request.headers.get('content-length');
  return length && /^\d{1,12}$/.test(length) ? Number(length) : MOST_BYTES;
}

/** Kit hands on no body that says no type, as `curl -T` sends one; the server's own request still has it. */
const bodyOf = (request: Request, raw?: Readable) =>
  (request.body ?? (raw && Readable.toWeb(raw))) as ReadableStream<Uint8Array> | null | undefined;

/** A phone that goes out of reach while it sends is no fault of ours: nobody is there to read the answer, and none is logged. */
function lost(cause: unknown): never {
  throw (cause as { code?: unknown } | null)?.code === 'ECONNRESET' ? new PhotoRefused('photo_slow') : cause;
}

/** Reads what is left and keeps none of it: who is cut off while they still send never gets to read why. */
async function discard(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const clock = setTimeout(() => void reader.cancel().catch(() => undefined), SLOWEST).unref();
  try {
    while (!(await reader.read()).done);
  } catch {
    // The sender has gone, or has sent more than the server takes of anybody.
  } finally {
    clearTimeout(clock);
  }
}

/**
 * Reads a body of at most 15 MB; of a longer one no more than that is kept.
 * @param raw the same request as Node has it
 * @throws PhotoRefused `photo_large`
 */
export async function readBody(request: Request, raw?: Readable): Promise<Received> {
  if (declaredBytes(request) > MOST_BYTES) throw new PhotoRefused('photo_large');
  const parts: Uint8Array[] = [];
  let length = 0;
  let slow = false;
  const reader = bodyOf(request, raw)?.getReader();
  const clock = setTimeout(() => {
    slow = true;
    void reader?.cancel().catch(() => undefined);
  }, SLOWEST).unref();
  try {
    while (reader) {
      const { done, value } = await reader.read().catch(lost);
      if (slow) throw new PhotoRefused('photo_slow');
      if (done) break;
      length += value.byteLength;
      if (length > MOST_BYTES) {
        void discard(reader);
        throw new PhotoRefused('photo_large');
      }
      parts.push(value);
    }
  } finally {
    clearTimeout(clock);
  }
  return received(Buffer.concat(parts));
}

/** @throws PhotoRefused when the bytes are no photo that can be taken in */
export const developed = async ({ sha256, bytes }: Received): Promise<Developed> => ({
  sha256,
  pictures: await develop(bytes)
});

/** The same with a small picture that a page of text has room for. @throws PhotoRefused */
export const developedLight = async ({ sha256, bytes }: Received): Promise<Developed> => ({
  sha256,
  pictures: await develop(bytes, LIGHT_PICTURE)
});

const MOST_IN_FORM = 5; // one more than can be kept, so that the sentence about too many is said

/**
 * The photos that came as files of a form, each of them once; and the refusal of the first that is none. The others
 * are kept.
 */
export async function fromForm(
  form: FormData,
  develop: (photo: Received) => Promise<Developed> = developed
): Promise<{ photos: Developed[]; refused?: PhotoRefused }> {
  // A browser sends an empty, nameless file for a file field that was left alone.
  const files = form.getAll('photos').filter((file) => typeof file !== 'string' && (file.size > 0 || file.name !== ''));
  const photos = new Map<string, Developed>();
  let refused: PhotoRefused | undefined;
  for (const file of (files as File[]).slice(0, MOST_IN_FORM)) {
    try {
      if (file.size > MOST_BYTES) throw new PhotoRefused('photo_large');
      const photo = received(Buffer.from(await file.arrayBuffer()));
      if (!photos.has(photo.sha256)) photos.set(photo.sha256, await develop(photo));
    } catch (cause) {
      if (!(cause instanceof PhotoRefused)) throw cause;
      refused ??= cause;
    }
  }
  return { photos: [...photos.values()], ...(refused ? { refused } : {}) };
}

const LIGHT = 1_000_000; // bytes of a form without photos

/** Reads and answers a posted form; one that is heavy with photos waits for room first. @throws PhotoRefused `photo_busy` */
export function withRoomFor<T>(request: Request, act: () => Promise<T>): Promise<T> {
  const bytes = declaredBytes(request);
  return bytes <= LIGHT ? act() : withRoom(bytes, act);
}

/** Keeps the photos of a form that goes back to its sender. @returns the digests of all that are kept for it now */
export async function keep(db: Db, of: Of, photos: Developed[], client: string): Promise<string[]> {
  for (const photo of photos) await hold(db, of, photo, client);
  return held(db, of);
}

/**
 * Whether this photo is still to come; false when it is there. Asked before its bytes are read.
 * Refusals: not_found, photos_wrong, photos_closed, photos_too_many, too_many.
 */
export async function wanted(db: Db, { report, key }: Of, sha256: string): Promise<boolean> {
  return answer(await db.rpc('photo_wanted', { report_id: report, key: key ?? '', sha256 }));
}

type Leave = { state: 'arrived' } | { state: 'wanted'; name: string };

/** Stores both pictures under a name that a door has just opened for this visitor. @returns their bytes together */
export async function upload(db: Db, into: string, name: string, { large, small }: Pictures): Promise<number> {
  const bucket = db.storage.from(into);
  const options = { contentType: 'image/webp', cacheControl: '0' };
  answer(await bucket.upload(`${name}/large.webp`, large, options));
  answer(await bucket.upload(`${name}/small.webp`, small, options));
  return large.length + small.length;
}

async function put(db: Db, { report, key }: Of, name: string, pictures: Pictures): Promise<void> {
  const bytes = await upload(db, BUCKET, name, pictures);
  const { width, height } = pictures;
  answer(await db.rpc('photo_arrived', { report_id: report, key: key ?? '', name, bytes, width, height }));
}

/** Stores a photo of a report that exists. One that is there already stays as it is. */
export async function store(db: Db, of: Of, { sha256, pictures }: Developed): Promise<void> {
  const { report, key } = of;
  const leave = answer(await db.rpc('allow_photo_upload', { report_id: report, key: key ?? '', sha256 })) as Leave;
  if (leave.state === 'wanted') await put(db, of, leave.name, pictures);
}

/** Keeps a photo for a day for a form that came back with errors; it joins the report when the form is sent again. */
export async function hold(db: Db, of: Of, { sha256, pictures }: Developed, client: string): Promise<void> {
  const { report, key } = of;
  const leave = answer(await db.rpc('hold_photo', { report_id: report, key: key ?? '', sha256, client })) as Leave;
  if (leave.state === 'wanted') await put(db, of, leave.name, pictures);
}

/** The photos that are kept for this form. */
export async function held(db: Db, { report, key }: Of): Promise<string[]> {
  return answer(await db.rpc('held_photos', { report_id: report, key: key ?? '' })) as string[];
}

/** One of the two pictures of a photo, as WebP. Refusal: not_found. */
export async function read(db: Db, { report, key }: Of, sha256: string, size: 'large' | 'small'): Promise<Blob> {
  const name = answer(await db.rpc('allow_photo_read', { report_id: report, key: key ?? '', sha256 }));
  return answer(await db.storage.from(BUCKET).download(`${name}/${size}.webp`));
}

/** A picture that the policies of its bucket let this visitor see; null when there is none, whatever the reason. */
export async function picture(db: Db, from: string, name: string, size: 'large' | 'small'): Promise<Blob | null> {
  const { data, error } = await db.storage.from(from).download(`${name}/${size}.webp`);
  if (!error) return data;
  if ([400, 403, 404].includes(failureOf(error).status) || /not.?found/i.test(error.message)) return null;
  throw error;
}

/** Lets staff read the report without the photos that did not come. */
export async function giveUp(db: Db, { report, key }: Of): Promise<void> {
  const { error } = await db.rpc('give_up_photos', { report_id: report, key: key ?? '' });
  if (error) throw error;
}
