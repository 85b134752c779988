import type { SupabaseClient } from '@supabase/supabase-js';
import { randomBytes, randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../database.types.ts';
import { startTestBackend, type TestBackend } from './embedded/testBackend.ts';
import { startJobs } from './jobs.ts';
import * as photos from './photos.ts';
import * as released from './released.ts';

type Db = SupabaseClient<Database>;
let backend: TestBackend;
let guest: Db;
let moderator: Db;
beforeAll(async () => {
  backend = await startTestBackend();
  guest = backend.client() as Db;
  const mo = await backend.join('mo@example.test');
  await backend.sql(`insert into public.user_roles (user_id, role) values ($1, 'moderator')`, [mo.id]);
  moderator = backend.client(mo.token) as Db;
});
afterAll(() => backend.close());

const codeOf = (cause: unknown): string => {
  const { code, message } = cause as { code: string; message: string };
  return code.startsWith('PT') ? message : code;
};
const refusalOf = (act: Promise<unknown>) => act.then(() => 'ok', codeOf);
const versionOf = async (report: string) =>
  Number((await backend.sql('select version from public.reports where id = $1', [report]))[0]?.version);
const nameOf = async (report: string) =>
  String((await backend.sql('select name from public.published_photos where report_id = $1', [report]))[0]?.name);

/** An accepted report that may be public, with one photo: red on the left, green on the right. */
async function accepted(): Promise<{ report: string; key: string; sha256: string }> {
  const of = { report: randomUUID(), key: randomBytes(16).toString('hex') };
  const half = { create: { width: 400, height: 600, channels: 3, background: '#00c000' } } as const;
  const photo = await sharp({ create: { width: 800, height: 600, channels: 3, background: { r: 200, g: 0, b: 7 } } })
    .composite([{ input: await sharp(half).png().toBuffer(), left: 400, top: 0 }])
    .jpeg()
    .toBuffer();
  const sent = await photos.developed(photos.received(photo));
  const submission = {
    id: of.report,
    key: of.key,
    category: 'waste.overflow',
    description: 'Full bins',
    lat: 39.95,
    lng: 116.466,
    publish: true,
    photo_sha256: [sent.sha256]
  };
  expect((await guest.rpc('submit_report', { submission, client: of.report })).error).toBeNull();
  await photos.store(guest, of, sent);
  const move = { report_id: of.report, move: 'accept', version: await versionOf(of.report) };
  expect((await moderator.rpc('move_report', move)).error).toBeNull();
  return { ...of, sha256: sent.sha256 };
}

const LEFT = { x: 0, y: 0, width: 400, height: 600 };
const wish = async ({ report, sha256 }: { report: string; sha256: string }, more: Partial<released.Wish> = {}) => ({
  report,
  version: await versionOf(report),
  sha256,
  form: randomUUID(),
  rectangles: [LEFT],
  alt_zh: null,
  alt_en: null,
  nothing_identifies: false,
  ...more
});

const colourAt = async ({ picture }: { picture: Blob }, part: number) => {
  const { data, info } = await sharp(Buffer.from(await picture.arrayBuffer()))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (Math.floor(info.height / 2) * info.width + Math.floor(info.width * part)) * 3;
  return [...data.subarray(at, at + 3)].map((value) => (value > 127 ? 1 : 0)).join('');
};

test('a moderator covers and releases; everybody sees the covered picture at both sizes', async () => {
  const of = await accepted();
  expect(await refusalOf(released.release(guest, await wish(of)))).toBe('42501');
  const asked = await wish(of);
  await released.release(moderator, asked);
  await released.release(moderator, asked);
  const name = await nameOf(of.report);
  for (const size of ['large', 'small'] as const) {
    const picture = await released.read(guest, name, size);
    expect(picture?.picture.type).toBe('image/webp');
    expect([await colourAt(picture!, 0.25), await colourAt(picture!, 0.75)]).toEqual(['000', '010']);
  }
  expect(await released.isShown(guest, name)).toBe(true);
  expect((await guest.storage.from('released-photos').list(name)).data).toEqual([]);
  expect(await refusalOf(photos.read(guest, { report: of.report, key: undefined }, of.sha256, 'large'))).toBe(
    'not_found'
  );
  const [row] = await backend.sql('select count(*) as n from public.report_events where report_id = $1 and move = $2', [
    of.report,
    'release_photo'
  ]);
  expect(Number(row?.n)).toBe(1);
});

test('covered anew it has another address, and the old files are removed; taken back, it is gone', async () => {
  const of = await accepted();
  await released.release(moderator, await wish(of, { rectangles: [] }));
  const first = await nameOf(of.report);
  expect(await colourAt((await released.read(guest, first, 'large'))!, 0.25)).toBe('100');
  await released.release(moderator, await wish(of));
  const second = await nameOf(of.report);
  expect(second).not.toBe(first);
  expect(await released.read(guest, first, 'large')).toBeNull();
  expect(await released.isShown(guest, first)).toBe(false);
  await released.withhold(moderator, of.report, await versionOf(of.report), of.sha256, {});
  expect(await released.read(guest, second, 'small')).toBeNull();

  const stop = startJobs({ service: backend.service() });
  const left = async () => [
    ...(await backend.files(`released-photos/${first}`)),
    ...(await backend.files(`released-photos/${second}`))
  ];
  await expect.poll(left, { timeout: 10_000 }).toEqual([]);
  stop();
});

test('the reporter takes the consent back, and the photo is gone at once', async () => {
  const of = await accepted();
  await released.release(moderator, await wish(of));
  const name = await nameOf(of.report);
  expect(await released.read(guest, name, 'small')).not.toBeNull();
  await guest.rpc('set_publish', { report_id: of.report, publish: false, key: of.key });
  expect(await released.isShown(guest, name)).toBe(false);
  expect(await released.read(guest, name, 'small')).toBeNull();
});

test('a name that nobody gave is not there, however it is written', async () => {
  for (const name of [randomUUID(), '..', 'x', `../report-photos/${randomUUID()}`])
    expect(await released.read(guest, name, 'large'), name).toBeNull();
});
