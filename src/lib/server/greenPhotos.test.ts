import type { SupabaseClient } from '@supabase/supabase-js';
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../database.types.ts';
import { startTestBackend, type TestBackend } from './embedded/testBackend.ts';
import * as greenPhotos from './greenPhotos.ts';
import { startJobs } from './jobs.ts';
import { corpus } from './pictures.corpus.ts';

const samples = await corpus();

let backend: TestBackend;
let lin: SupabaseClient<Database>;
let fang: SupabaseClient<Database>;
const guest = () => backend.client() as SupabaseClient<Database>;
beforeAll(async () => {
  backend = await startTestBackend();
  const as = async (email: string) => backend.client((await backend.join(email)).token) as SupabaseClient<Database>;
  [lin, fang] = [await as('lin@example.test'), await as('fang@example.test')];
});
afterAll(() => backend.close());

let made = 0;
const jpeg = (width = 900, noise = false) =>
  sharp({
    create: {
      width,
      height: 600,
      channels: 3,
      background: { r: (made++ * 7) % 256, g: made % 256, b: 90 },
      ...(noise ? { noise: { type: 'gaussian', mean: 120, sigma: 60 } } : {})
    }
  })
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '39/1 56/1 0/1' } })
    .jpeg()
    .toBuffer();
const formOf = (bytes: Buffer[], ...ticked: string[]) => {
  const form = new FormData();
  for (const one of bytes) form.append('photos', new File([new Uint8Array(one)], 'IMG.HEIC', { type: 'text/html' }));
  for (const one of ticked) form.append('photo_sha256', one);
  return form;
};
const nameOf = async (form: string) =>
  String((await backend.sql('select name from public.green_photos where form_id = $1', [form]))[0]?.name);

test.each(samples)('$name, sent with a form, ends as with a report: $ends', async ({ bytes, ends }) => {
  await backend.sql('delete from private.throttles', []);
  const form = randomUUID();
  const came = await greenPhotos.take(lin, formOf([bytes]), form, 2);
  expect(came.refused ?? 'ok').toBe(ends);
  expect(came.held).toHaveLength(ends === 'ok' ? 1 : 0);
  if (ends !== 'ok') return;
  const found = await greenPhotos.read(lin, await nameOf(form), 'large');
  const { format, exif, xmp, icc, iptc } = await sharp(Buffer.from(await found!.picture.arrayBuffer())).metadata();
  expect({ format, exif, xmp, icc, iptc }).toEqual({ format: 'webp' });
  expect(found!.isPublic).toBe(false);
});

describe('a form with photos', () => {
  test('has the same photo once, however often and at once it is sent', async () => {
    const [form, photo] = [randomUUID(), await jpeg()];
    const all = await Promise.all([1, 2, 3].map(() => greenPhotos.take(lin, formOf([photo, photo]), form, 2)));
    for (const { held } of all) expect(held).toEqual(all[0]!.held);
    expect((await greenPhotos.take(lin, formOf([], ...all[0]!.held), form, 2)).held).toEqual(all[0]!.held);
    const rows = await backend.sql('select 1 from public.green_photos where form_id = $1', [form]);
    expect(rows).toHaveLength(1);
  });

  test('that goes back leaves out what somebody unticked, and says when there are too many', async () => {
    const form = randomUUID();
    const three = await greenPhotos.take(lin, formOf([await jpeg(), await jpeg(), await jpeg()]), form, 2);
    expect([three.held.length, three.refused]).toEqual([3, 'green_photos_many']);
    const two = await greenPhotos.take(lin, formOf([], ...three.held.slice(1)), form, 2);
    expect([two.held.length, two.refused]).toEqual([2, undefined]);
  });

  test('is one person’s: another sees neither that there are photos, nor them', async () => {
    const form = randomUUID();
    const { held } = await greenPhotos.take(lin, formOf([await jpeg()]), form, 2);
    expect((await greenPhotos.take(fang, formOf([], ...held), form, 2)).held).toEqual([]);
    const name = await nameOf(form);
    for (const other of [fang, guest()]) expect(await greenPhotos.read(other, name, 'small')).toBeNull();
    expect(await greenPhotos.read(lin, randomUUID(), 'small')).toBeNull();
    expect((await lin.storage.from('green-photos').list('')).data).toEqual([]);
  });

  test('takes nothing from a guest', async () => {
    const came = await greenPhotos.take(guest(), formOf([await jpeg()]), randomUUID(), 2).catch(() => null);
    expect(came?.held ?? []).toEqual([]);
  });

  test('gets a small picture that a page of text has room for, whatever the photo is of', async () => {
    const form = randomUUID();
    await greenPhotos.take(lin, formOf([await jpeg(1200, true)]), form, 2);
    const found = await greenPhotos.read(lin, await nameOf(form), 'small');
    expect(found!.picture.size).toBeLessThanOrEqual(20_000);
  });
});

test('what no form took is swept away after a day, files and all', async () => {
  const form = randomUUID();
  await greenPhotos.take(lin, formOf([await jpeg()]), form, 2);
  const name = await nameOf(form);
  expect(await backend.files(`green-photos/${name}`)).not.toEqual([]);
  await backend.sql(
    `update public.green_photos set begun_at = now() - interval '2 days', stored_at = now() - interval '2 days' where form_id = $1`,
    [form]
  );
  const stop = startJobs({ service: backend.service() as SupabaseClient<Database> });
  await expect.poll(() => backend.files(`green-photos/${name}`), { timeout: 60_000 }).toEqual([]);
  stop();
});

test('covered parts are gone from what others get, and the photo as received is for its sender and the desk alone', async () => {
  const mo = await backend.join('mo@example.test');
  await backend.sql(`insert into public.user_roles (user_id, role) values ($1, 'moderator')`, [mo.id]);
  const desk = backend.client(mo.token) as SupabaseClient<Database>;
  const form = randomUUID();
  const { held } = await greenPhotos.take(lin, formOf([await jpeg(900, true)]), form, 2);
  const seen = {
    taxon: 'magpie',
    seen_on: new Date().toISOString().slice(0, 10),
    subdistrict: '110105012',
    lang: 'en'
  };
  const logged = await lin.rpc('log_sighting', { asked: { id: form, ...seen, photos: held, agree: true } });
  expect(logged.error).toBeNull();
  const photo = await nameOf(form);
  const part = { x: 300, y: 200, width: 120, height: 100 };
  const wish = { seen: null, form: randomUUID(), rectangles: [part] };
  await expect(greenPhotos.coverParts(lin, photo, wish)).rejects.toMatchObject({ message: 'not_found' });
  await greenPhotos.coverParts(desk, photo, wish);
  await greenPhotos.coverParts(desk, photo, wish);
  const { [photo]: covered } = await greenPhotos.coversOf(desk, [photo]);
  await desk.rpc('decide_sighting', { id: form, shown: true, sensitive: false });
  await desk.rpc('decide_sighting_photo', { name: photo, shown: true, nothing_identifies: false });

  expect(await greenPhotos.read(guest(), photo, 'large')).toBeNull();
  const [was, is] = await Promise.all([
    greenPhotos.read(desk, photo, 'large'),
    greenPhotos.read(guest(), covered!, 'large')
  ]);
  expect([was!.isPublic, is!.isPublic]).toEqual([false, true]);
  /** How far the pixels under the rectangle are from one colour. */
  const spread = async (picture: Blob) => {
    const inside = await sharp(Buffer.from(await picture.arrayBuffer()))
      .extract({ left: 304, top: 204, width: 112, height: 92 })
      .greyscale()
      .raw()
      .toBuffer();
    return Math.max(...inside) - Math.min(...inside);
  };
  expect(await spread(is!.picture)).toBeLessThan(8);
  expect(await spread(was!.picture)).toBeGreaterThan(50);
  expect((await greenPhotos.read(guest(), covered!, 'small'))!.picture.size).toBeLessThanOrEqual(20_000);

  await greenPhotos.uncover(desk, photo, covered!, {});
  expect(await greenPhotos.read(guest(), covered!, 'large')).toBeNull();
  expect((await greenPhotos.read(guest(), photo, 'large'))!.isPublic).toBe(true);
});
