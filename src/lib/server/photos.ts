/**
 * Photos of a report: from the bytes of a request into the private bucket, and out again. Every function acts as the
 * visitor: a door in SQL looks at the key or the account and opens one name for a minute.
 */
import type { SupabaseClient } from '@supabase/supabase-js';
import { createHash } from 'node:crypto';
import type { Database } from '../database.types.ts';
import { develop, MOST_BYTES, PhotoRefused, type Pictures } from './pictures.ts';

export { PhotoRefused } from './pictures.ts';

type Db = SupabaseClient<Database>;

const BUCKET = 'report-photos';

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

/**
 * Reads a body of at most 15 MB; of a longer one no more than that.
 * @throws PhotoRefused `photo_large`
 */
export async function readBody(request: Request): Promise<Received> {
  if (declaredBytes(request) > MOST_BYTES) throw new PhotoRefused('photo_large');
  const parts: Uint8Array[] = [];
  let length = 0;
  let slow = false;
  const reader = request.body?.getReader();
  const stop = () => reader?.cancel().catch(() => undefined);
  const clock = setTimeout(() => {
    slow = true;
    void stop();
  }, SLOWEST).unref();
  try {
    while (reader) {
      const { done, value } = await reader.read();
      if (slow) throw new PhotoRefused('photo_slow');
      if (done) break;
      length += value.byteLength;
      if (length > MOST_BYTES) {
        void stop();
        throw new PhotoRefused('photo_large');
      }
      parts.push(value);
    }
  } finally {
    clearTimeout(clock);
  }
  return received(Buffer.concat(parts));
}

/**
 * Whether this photo is still to come; false when it is there. Asked before its bytes are read.
 * Refusals: not_found, photos_wrong, photos_closed, photos_too_many, too_many.
 */
export async function wanted(db: Db, { report, key }: Of, sha256: string): Promise<boolean> {
  return answer(await db.rpc('photo_wanted', { report_id: report, key: key ?? '', sha256 }));
}

type Leave = { state: 'arrived' } | { state: 'wanted'; name: string };

async function put(db: Db, { report, key }: Of, name: string, pictures: Pictures): Promise<void> {
  const bucket = db.storage.from(BUCKET);
  const options = { contentType: 'image/webp', cacheControl: '0' };
  answer(await bucket.upload(`${name}/large.webp`, pictures.large, options));
  answer(await bucket.upload(`${name}/small.webp`, pictures.small, options));
  const { width, height, large, small } = pictures;
  const bytes = large.length + small.length;
  answer(await db.rpc('photo_arrived', { report_id: report, key: key ?? '', name, bytes, width, height }));
}

/**
 * Develops and stores a photo of a report that exists. One that is there already stays as it is.
 * @throws PhotoRefused, or a refusal of the database
 */
export async function store(db: Db, of: Of, { sha256, bytes }: Received): Promise<void> {
  const pictures = await develop(bytes);
  const { report, key } = of;
  const leave = answer(await db.rpc('allow_photo_upload', { report_id: report, key: key ?? '', sha256 })) as Leave;
  if (leave.state === 'wanted') await put(db, of, leave.name, pictures);
}

/** Keeps a photo for a day for a form that came back with errors; it joins the report when the form is sent again. */
export async function hold(db: Db, of: Of, { sha256, bytes }: Received, client: string): Promise<void> {
  const pictures = await develop(bytes);
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

/** Lets staff read the report without the photos that did not come. */
export async function giveUp(db: Db, { report, key }: Of): Promise<void> {
  const { error } = await db.rpc('give_up_photos', { report_id: report, key: key ?? '' });
  if (error) throw error;
}
