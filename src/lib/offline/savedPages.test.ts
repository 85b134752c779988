import { describe, expect, test } from 'vitest';
import { BY_HAND, instead, langOf, makeRoom, mayKeep, withAge } from './savedPages.ts';

const at = (path: string) => new URL(path, 'https://chaoyang.example');
const page = (headers: Record<string, string> = {}, status = 200) =>
  new Response('<head></head>', { status, headers: { 'content-type': 'text/html', ...headers } });

describe('the phone keeps', () => {
  test.each(['/zh', '/en/emergency', '/zh/reports?category=air', '/zh/places/chaoyang-park', '/en/rates'])(
    '%s',
    (path) => {
      expect(mayKeep(at(path), page())).toBe(true);
    }
  );
});

describe('the phone never keeps', () => {
  test.each([
    '/zh/me',
    '/en/me/inbox',
    '/zh/console',
    '/en/console/queues/screen',
    '/zh/sign-in',
    '/zh/reports/new?category=air.fume',
    '/zh/letters/stop?token=x',
    '/en/reports/00000000-0000-4000-8000-000000000000/sheet',
    '/healthz',
    '/zhongwen'
  ])('%s', (path) => {
    expect(mayKeep(at(path), page())).toBe(false);
  });
  test.each(['key', 'token', 'code', 'lat', 'lng'])('an address with %s, not even in a list', (name) => {
    expect(mayKeep(at(`/zh/reports?${name}=1`))).toBe(false);
  });
  test('what the server calls no-store', () => {
    expect(mayKeep(at('/zh'), page({ 'cache-control': 'private, no-store' }))).toBe(false);
    expect(mayKeep(at('/zh'), page({ 'cache-control': 'private, no-cache' }))).toBe(true);
  });
  test.each([404, 500, 503])('an answer of %d', (status) => {
    expect(mayKeep(at('/zh'), page({}, status))).toBe(false);
  });
  test('what is no page', () => {
    expect(mayKeep(at('/zh'), page({ 'content-type': 'application/json' }))).toBe(false);
  });
});

describe('what is shown in place of a page that cannot be fetched', () => {
  test.each([
    ['/zh/reports/new', '/zh/offline/report'],
    ['/en/reports/new?category=air.fume&danger=no', '/en/offline/report?category=air.fume&danger=no'],
    ['/zh/reports/new?token=secret&place=ritan-park', '/zh/offline/report?place=ritan-park'],
    [
      '/zh/reports/new?category=water.discharge&waterway=liangma',
      '/zh/offline/report?category=water.discharge&waterway=liangma'
    ],
    ['/zh/places?need=toilet', '/zh/offline?to=%2Fzh%2Fplaces%3Fneed%3Dtoilet'],
    ['/en/me', '/en/offline/mine'],
    ['/zh/me/data', '/zh/offline'],
    ['/zh/reports/00000000-0000-4000-8000-000000000000?key=secret', '/zh/offline']
  ])('%s → %s', (path, shown) => {
    expect(instead(at(path))).toBe(shown);
  });
});

test('room is made by the oldest pages, never by the emergency pages and those kept by hand', async () => {
  const kept = new Map<string, Response>();
  const cache = {
    keys: async () => [...kept.keys()].map((url) => new Request(url)),
    match: async (key: RequestInfo | URL) => kept.get((key as Request).url),
    delete: async (key: RequestInfo | URL) => kept.delete((key as Request).url)
  };
  const add = (path: string, headers = {}) => kept.set(at(path).href, page(headers));
  add('/zh/emergency');
  add('/zh/routes/huangqu-middle-road', { [BY_HAND]: '1' });
  for (const n of [1, 2, 3, 4]) add(`/zh/places/p${n}`);
  await makeRoom(cache, 3);
  const left = [...kept.keys()].map((url) => new URL(url).pathname);
  expect(left).toEqual([
    '/zh/emergency',
    '/zh/routes/huangqu-middle-road',
    '/zh/places/p2',
    '/zh/places/p3',
    '/zh/places/p4'
  ]);
});

test('a kept page says when it was kept, and no more', async () => {
  const kept = page({ 'x-saved-at': '2026-11-27T02:00:00.000Z"><script>' });
  expect(await (await withAge(kept)).text()).toBe(
    '<head><meta name="saved-at" content="2026-11-27T02:00:00.000Z><script>" /></head>'
  );
});

test('the language is that of the address', () => {
  expect(langOf(at('/en/places'))).toBe('en');
  expect(langOf(at('/zh/places'))).toBe('zh');
  expect(langOf(at('/'))).toBe('zh');
});
