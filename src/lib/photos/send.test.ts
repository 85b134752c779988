import { afterEach, expect, test, vi } from 'vitest';
import type { Picked } from './picked.svelte';
import { send } from './send';

afterEach(() => vi.unstubAllGlobals());

const picked = () =>
  ({ sent: 0, photos: [{ sha256: 'a', blob: new Blob(['x']), arrived: false }] }) as unknown as Picked;

test('a photo has arrived when our own answer says so', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ sha256: 'a', arrived: true })));
  const photos = picked();
  expect(await send(photos, 'zh', 'r', '')).toBe(true);
  expect(photos.sent).toBe(1);
});

test.each([
  ['the page of a hotel’s network', () => Promise.resolve(new Response('<h1>Welcome</h1>', { status: 200 }))],
  ['a refusal', () => Promise.resolve(Response.json({ arrived: true }, { status: 503 }))],
  ['no network', () => Promise.reject(new TypeError('Failed to fetch'))]
])('%s leaves it on the phone', async (_, answer) => {
  vi.stubGlobal('fetch', answer);
  const photos = picked();
  expect(await send(photos, 'zh', 'r', '')).toBe(false);
  expect(photos.photos[0]?.arrived).toBe(false);
});
