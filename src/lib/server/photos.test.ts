import type { SupabaseClient } from '@supabase/supabase-js';
import { randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../database.types.ts';
import { startTestBackend, type TestBackend } from './embedded/testBackend.ts';
import { startJobs } from './jobs.ts';
import * as photos from './photos.ts';

let backend: TestBackend;
let guest: SupabaseClient<Database>;
beforeAll(async () => {
  backend = await startTestBackend();
  guest = backend.client() as SupabaseClient<Database>;
});
afterAll(() => backend.close());

let made = 0;
/** A photo that nobody has sent before. */
async function photo(): Promise<photos.Developed> {
  const red = (made++ * 7) % 256;
  const create = { width: 900, height: 600, channels: 3, background: { r: red, g: made % 256, b: 90 } } as const;
  const jpeg = await sharp({ create })
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '39/1 56/1 0/1' } })
    .jpeg()
    .toBuffer();
  return photos.developed(photos.received(jpeg));
}

const someone = (): photos.Of & { key: string } => ({ report: randomUUID(), key: randomBytes(16).toString('hex') });

async function report(of: photos.Of, ...declared: photos.Developed[]): Promise<void> {
  const submission = {
    id: of.report,
    key: of.key ?? '',
    category: 'air.fume',
    description: 'Smoke',
    lat: 39.95,
    lng: 116.466,
    photo_sha256: declared.map(({ sha256 }) => sha256)
  };
  const { error } = await guest.rpc('submit_report', { submission, client: of.report });
  expect(error).toBeNull();
}

const codeOf = (cause: unknown): string => {
  const { code, message } = cause as { code: string; message: string };
  return code.startsWith('PT') ? message : code;
};
const refusalOf = (act: Promise<unknown>) => act.then(() => 'ok', codeOf);

const completeAt = async (of: photos.Of) =>
  (await backend.sql('select photos_complete_at as at from public.reports where id = $1', [of.report]))[0]?.at;

describe('a guest', () => {
  test('declares a photo, sends it and sees it', async () => {
    const of = someone();
    const sent = await photo();
    await report(of, sent);
    expect(await completeAt(of)).toBeNull();
    expect(await photos.wanted(guest, of, sent.sha256)).toBe(true);
    await photos.store(guest, of, sent);
    expect(await photos.wanted(guest, of, sent.sha256)).toBe(false);
    expect(await completeAt(of)).not.toBeNull();

    const large = Buffer.from(await (await photos.read(guest, of, sent.sha256, 'large')).arrayBuffer());
    const small = Buffer.from(await (await photos.read(guest, of, sent.sha256, 'small')).arrayBuffer());
    expect(await sharp(large).metadata()).toMatchObject({ format: 'webp', width: 900, height: 600 });
    expect(await sharp(small).metadata()).toMatchObject({ format: 'webp', width: 480, height: 320 });
    expect(large.includes('GPS') || large.includes('Exif')).toBe(false);
  });

  test('sends the same photo twice, and three times at once, and has it once', async () => {
    const of = someone();
    const sent = await photo();
    await report(of, sent);
    await Promise.all([1, 2, 3].map(() => photos.store(guest, of, sent)));
    await photos.store(guest, of, sent);
    const rows = await backend.sql('select 1 from public.report_photos where report_id = $1', [of.report]);
    expect(rows).toHaveLength(1);
    expect((await photos.read(guest, of, sent.sha256, 'small')).size).toBeGreaterThan(50);
  });

  test('sends four and no fifth, also at once', async () => {
    const of = someone();
    await report(of);
    const five = await Promise.all([1, 2, 3, 4, 5].map(photo));
    const ends = await Promise.all(five.map((one) => refusalOf(photos.store(guest, of, one))));
    expect(ends.sort()).toEqual(['ok', 'ok', 'ok', 'ok', 'photos_too_many']);
  });

  test('does not see what another guest sent', async () => {
    const of = someone();
    const sent = await photo();
    await report(of, sent);
    await photos.store(guest, of, sent);
    for (const stranger of [someone(), { ...of, key: someone().key }, { ...of, key: undefined }])
      expect(await refusalOf(photos.read(guest, stranger, sent.sha256, 'small'))).toBe('not_found');
    expect((await guest.storage.from('report-photos').list('')).data).toEqual([]);
  });

  test('goes on without', async () => {
    const of = someone();
    await report(of, await photo());
    await photos.giveUp(guest, of);
    expect(await completeAt(of)).not.toBeNull();
  });
});

describe('a form that came back with errors', () => {
  test('keeps its photos until it is sent', async () => {
    const of = someone();
    const sent = await photo();
    await photos.hold(guest, of, sent, 'a client');
    await photos.hold(guest, of, sent, 'a client');
    expect(await photos.held(guest, of)).toEqual([sent.sha256]);
    expect(await photos.held(guest, { ...of, key: someone().key })).toEqual([]);
    await report(of, sent);
    expect(await photos.wanted(guest, of, sent.sha256)).toBe(false);
    expect(await completeAt(of)).not.toBeNull();
    expect((await photos.read(guest, of, sent.sha256, 'small')).type).toBe('image/webp');
  });
});

test('staff who see the case see its photos, and nobody else does', async () => {
  const of = someone();
  const sent = await photo();
  await report(of, sent);
  await photos.store(guest, of, sent);
  const nobody = { report: of.report, key: undefined };
  const resident = await backend.join('resident@example.test');
  const moderator = await backend.join('moderator@example.test');
  await backend.sql(`insert into public.user_roles (user_id, role) values ($1, 'moderator')`, [moderator.id]);
  const as = (token: string) => backend.client(token) as SupabaseClient<Database>;
  expect((await photos.read(as(moderator.token), nobody, sent.sha256, 'large')).size).toBeGreaterThan(100);
  expect(await refusalOf(photos.read(as(resident.token), nobody, sent.sha256, 'large'))).toBe('not_found');
  expect((await as(moderator.token).storage.from('report-photos').list('')).data).toEqual([]);
});

test('what nothing refers to is swept away, files and all, also a file whose row was never written', async () => {
  const of = someone();
  const sent = await photo();
  await report(of, sent);
  await photos.store(guest, of, sent);
  const service = backend.service() as SupabaseClient<Database>;
  const [kept] = await backend.sql('select name from public.report_photos where report_id = $1', [of.report]);
  const bucket = service.storage.from('report-photos');
  expect((await bucket.download(`${String(kept?.name)}/large.webp`)).error).toBeNull();
  await backend.sql('delete from public.reports where id = $1', [of.report]);
  await backend.sql(`delete from storage.objects where name = $1`, [`${String(kept?.name)}/small.webp`]);
  const stop = startJobs({ service });
  await expect
    .poll(async () => (await backend.sql('select 1 from private.storage_trash', [])).length, { timeout: 60_000 })
    .toBe(0);
  stop();
  expect(await backend.files(`report-photos/${String(kept?.name)}`)).toEqual([]);
});

describe('a posted form', () => {
  const file = (bytes: BlobPart, name: string, type = 'image/jpeg') => new File([bytes], name, { type });
  const jpeg = async (red: number) =>
    new Uint8Array(
      await sharp({ create: { width: 40, height: 30, channels: 3, background: { r: red, g: 9, b: 9 } } })
        .jpeg()
        .toBuffer()
    );
  const formOf = (...files: File[]) => {
    const form = new FormData();
    for (const one of files) form.append('photos', one);
    return form;
  };

  test('gives its photos, whatever their names and types say, and the same one once', async () => {
    const names = [
      '../../etc/passwd',
      'a\u202Egpj.exe',
      '.',
      'x'.repeat(300),
      '<img onerror=alert(1)>.jpg',
      '照片.HEIC'
    ];
    for (const name of names) {
      const { photos: found, refused } = await photos.fromForm(formOf(file(await jpeg(1), name, 'text/html')));
      expect([found.length, refused]).toEqual([1, undefined]);
    }
    const twice = await photos.fromForm(formOf(file(await jpeg(2), 'a.jpg'), file(await jpeg(2), 'b.png')));
    expect(twice.photos).toHaveLength(1);
  });

  test('says why a file is none, and keeps the others', async () => {
    const form = formOf(file('%PDF-1.7', 'photo.jpg'), file(await jpeg(3), 'a.jpg'), file('', 'empty.jpg'));
    const { photos: found, refused } = await photos.fromForm(form);
    expect([found.length, refused?.code]).toEqual([1, 'photo_pdf']);
  });

  test('without a file has no photo', async () => {
    expect(await photos.fromForm(formOf(file('', '')))).toEqual({ photos: [] });
  });
});

describe('memory', () => {
  test('a body of more than 15 MB is refused on the way; what is left is taken off the wire, so that the refusal can be read', async () => {
    let given = 0;
    let ended = (_whole: boolean) => {};
    const end = new Promise<boolean>((resolve) => (ended = resolve));
    const long = new ReadableStream<Uint8Array>({
      pull: (stream) => {
        given += 1e6;
        stream.enqueue(new Uint8Array(1e6));
        if (given < 200e6) return;
        stream.close();
        ended(true);
      },
      cancel: () => ended(false)
    });
    const request = new Request('http://x', { method: 'PUT', body: long, duplex: 'half' } as RequestInit);
    expect(await refusalOf(photos.readBody(request))).toBe('photo_large');
    expect(given).toBeLessThan(30e6);
    expect(await end).toBe(true);
  });

  test('a body that says no type is read from where Kit left it', async () => {
    const request = new Request('http://x', { method: 'PUT' });
    const { bytes } = await photos.readBody(request, Readable.from([Buffer.from('a'), Buffer.from('b')]));
    expect(bytes.toString()).toBe('ab');
    const large = Readable.from([Buffer.alloc(16_000_000)]);
    expect(await refusalOf(photos.readBody(request, large))).toBe('photo_large');
  });

  test('a phone that goes out of reach while it sends is refused, and is no failure', async () => {
    const broken = (code: string) =>
      photos.readBody(
        new Request('http://x', {
          method: 'PUT',
          body: new ReadableStream({ pull: (stream) => stream.error(Object.assign(new Error('aborted'), { code })) }),
          duplex: 'half'
        } as RequestInit)
      );
    expect(await refusalOf(broken('ECONNRESET'))).toBe('photo_slow');
    await expect(broken('EIO')).rejects.toThrow('aborted');
  });

  test('a body that declares more is not read at all', async () => {
    const headers = { 'content-length': '200000000' };
    const request = new Request('http://x', { method: 'PUT', body: 'x', headers });
    expect(await refusalOf(photos.readBody(request))).toBe('photo_large');
    expect(request.bodyUsed).toBe(false);
  });

  test('no more than 60 MB of bodies are held at once; who comes too late is told so', async () => {
    let holding = 0;
    let most = 0;
    const one = () =>
      photos.withRoom(15e6, async () => {
        most = Math.max(most, ++holding);
        await new Promise((resolve) => setTimeout(resolve, 5));
        holding--;
      });
    const ends = await Promise.all(Array.from({ length: 60 }, () => refusalOf(one())));
    expect(most).toBe(4);
    expect(new Set(ends)).toEqual(new Set(['ok', 'photo_busy']));
    expect(await refusalOf(one())).toBe('ok');
  });
});
