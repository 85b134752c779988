import { afterEach, describe, expect, test, vi } from 'vitest';
import { error, redirect } from '@sveltejs/kit';
import * as env from './env.ts';
import { headers } from './headers.ts';
import { testEvent } from './testEvent.ts';

afterEach(() => vi.restoreAllMocks());

const visit = (resolve: () => Response | Promise<Response>, change: Partial<App.Locals> = {}) => {
  const event = testEvent(new Request('http://localhost:3000/zh'));
  Object.assign(event.locals, { requestId: 'abc' }, change);
  return headers({ event, resolve });
};
const page = () =>
  new Response('<p>', { headers: { 'content-type': 'text/html', 'content-security-policy': "script-src 'nonce-x'" } });

describe('every answer', () => {
  test('carries the headers', async () => {
    const { headers: sent } = await visit(page);
    expect(Object.fromEntries(sent)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "script-src 'nonce-x'",
      'x-request-id': 'abc'
    });
    expect(sent.has('permissions-policy')).toBe(true);
    expect(sent.has('strict-transport-security')).toBe(false);
  });

  test('asks for HTTPS where our address has it', async () => {
    vi.spyOn(env, 'settings').mockReturnValue(env.parseSettings({ ORIGIN: 'https://chaoyang.example' }));
    expect((await visit(page)).headers.get('strict-transport-security')).toMatch(/^max-age=\d+/);
  });

  test('without a policy of its own may run nothing', async () => {
    expect((await visit(() => Response.json({}))).headers.get('content-security-policy')).toContain(
      "default-src 'none'"
    );
  });
});

describe('shared caches', () => {
  const cacheOf = async (resolve: () => Response, change?: Partial<App.Locals>) =>
    (await visit(resolve, change)).headers.get('cache-control');

  test('never keep a page', async () => {
    expect(await cacheOf(page)).toBe('private, no-cache');
  });
  test('and the browser keeps none of a person’s', async () => {
    expect(await cacheOf(page, { user: { id: '1', email: '' } })).toBe('private, no-store');
    expect(await cacheOf(page, { guestKeys: { a: 'b' } })).toBe('private, no-store');
    expect(await cacheOf(() => new Response('', { headers: { 'set-cookie': 'a=b' } }))).toBe('private, no-store');
  });
  test('keep what a route says may be kept', async () => {
    expect(await cacheOf(() => new Response('', { headers: { 'cache-control': 'public, max-age=60' } }))).toBe(
      'public, max-age=60'
    );
  });
});

describe('what breaks between the steps', () => {
  test('is logged, and answered with the id alone, in both languages, with all headers', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    for (const [lang, words] of [
      ['zh', '出了点问题'],
      ['en', 'Something broke']
    ] as const) {
      const response = await visit(() => Promise.reject(new Error('secret 13800001234')), { lang });
      const text = await response.text();
      expect(response.status).toBe(500);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(text).toContain(words);
      expect(text).toContain('abc');
      expect(text).not.toContain('13800001234');
    }
    expect(print.mock.calls.flat().join()).not.toContain('13800001234');
  });

  test('is not confused with a redirect or a refusal', async () => {
    await expect(visit(() => redirect(303, '/zh'))).rejects.toMatchObject({ status: 303 });
    await expect(visit(() => error(404))).rejects.toMatchObject({ status: 404 });
  });
});
