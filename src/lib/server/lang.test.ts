import { describe, expect, test } from 'vitest';
import { lang, langOfPath, preferred } from './lang.ts';
import { testCookies, testEvent } from './testEvent.ts';

test.each([
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en-GB,en;q=0.9', 'en'],
  ['fr, en;q=0.3, zh;q=0.2', 'en'],
  ['en;q=0, zh;q=0.1', 'zh'],
  ['ja, ko', 'zh'],
  ['', 'zh'],
  [';;;q=,', 'zh']
])('a browser that wants “%s” gets %s', (header, wanted) => {
  expect(preferred(header)).toBe(wanted);
});

test('an address says its language with its first word only', () => {
  expect(langOfPath('/en/reports')).toBe('en');
  expect(langOfPath('/english')).toBeNull();
});

describe('the root', () => {
  const root = (headers: Record<string, string>, cookies = {}) =>
    lang({
      event: testEvent(new Request('http://localhost:3000/?from=qr', { headers }), testCookies(cookies)),
      resolve: () => new Response('page')
    });

  test('leads to the language chosen before, else to the browser’s', async () => {
    const chosen = await root({ 'accept-language': 'zh' }, { lang: 'en' });
    expect(chosen.status).toBe(307);
    expect(chosen.headers.get('location')).toBe('/en?from=qr');
    expect((await root({ 'accept-language': 'en' })).headers.get('location')).toBe('/en?from=qr');
    expect((await root({}, { lang: 'xx' })).headers.get('location')).toBe('/zh?from=qr');
  });
});

describe('a page', () => {
  const visit = async (cookies: Record<string, string>, accept = 'text/html') => {
    const jar = testCookies(cookies);
    const event = testEvent(new Request('http://localhost:3000/en/about', { headers: { accept } }), jar);
    let html = '<html lang="%lang%" data-theme="%theme%" data-elder="%elder%">100%';
    await lang({
      event,
      resolve: async (_, options) => {
        html = (await options?.transformPageChunk?.({ html, done: true })) ?? '';
        return new Response(html);
      }
    });
    return { html, jar, locals: event.locals };
  };

  test('carries language and looks', async () => {
    const { html, locals } = await visit({ theme: 'dark', elder: '1' });
    expect(html).toBe('<html lang="en" data-theme="dark" data-elder="1">100%');
    expect(locals.lang).toBe('en');
  });

  test('takes no markup from a cookie', async () => {
    const { html } = await visit({ theme: '"><script>', elder: '"' });
    expect(html).toBe('<html lang="en" data-theme="" data-elder="">100%');
  });

  test('is remembered as the language of this reader; a picture is not', async () => {
    expect((await visit({ lang: 'zh' })).jar.jar.get('lang')).toBe('en');
    expect((await visit({ lang: 'zh' }, 'image/*')).jar.jar.get('lang')).toBe('zh');
  });
});
