import { describe, expect, test } from 'vitest';
import { langOf, mayKeep, withAge } from './savedPages.ts';

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
