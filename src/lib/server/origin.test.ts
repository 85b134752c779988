import { describe, expect, test } from 'vitest';
import { isForeign, origin } from './origin.ts';
import { testEvent } from './testEvent.ts';

const ours = 'https://chaoyang.example';
const form = 'application/x-www-form-urlencoded';
const post = (headers: Record<string, string>, method = 'POST') =>
  new Request(`${ours}/zh/reports/new`, { method, headers });

describe('a form post', () => {
  test.each([
    ['from our own page', { origin: ours }, false],
    ['from another site', { origin: 'https://evil.example' }, true],
    ['from our name on plain HTTP', { origin: 'http://chaoyang.example' }, true],
    ['from another port of ours', { origin: 'https://chaoyang.example:8443' }, true],
    ['from a sandboxed frame', { origin: 'null' }, true],
    ['from a sandboxed frame elsewhere', { origin: 'null', 'sec-fetch-site': 'cross-site' }, true],
    ['from our page that hides its address', { origin: 'null', 'sec-fetch-site': 'same-origin' }, false],
    ['from a sister domain', { 'sec-fetch-site': 'same-site' }, true],
    ['from a programme', {}, false],
    ['without an origin but with a cookie', { cookie: 'session=1' }, true]
  ])('%s', (_, headers, foreign) => {
    for (const type of [form, 'multipart/form-data; boundary=x', 'text/plain', `${form.toUpperCase()}; charset=utf-8`])
      expect(isForeign(post({ 'content-type': type, ...headers }), ours)).toBe(foreign);
  });

  test('without a content type is judged like a form', () => {
    expect(isForeign(post({ origin: 'https://evil.example' }), ours)).toBe(true);
  });
});

test('JSON is let through: a foreign page cannot send it without asking first', () => {
  expect(isForeign(post({ 'content-type': 'application/json', origin: 'https://evil.example' }), ours)).toBe(false);
});

test('reading is let through', () => {
  expect(isForeign(new Request(ours, { headers: { origin: 'https://evil.example' } }), ours)).toBe(false);
});

test('on this machine the names of the loopback are one', () => {
  const local = 'http://localhost:3000';
  const from = (address: string) => isForeign(post({ 'content-type': form, origin: address }), local);
  expect(from('http://127.0.0.1:3000')).toBe(false);
  expect(from('http://127.0.0.1:4000')).toBe(true);
  expect(from('http://localhost.evil.example:3000')).toBe(true);
});

describe('the refusal', () => {
  const resolve = () => new Response('reached');
  const refused = (headers: Record<string, string>, lang: 'zh' | 'en') => {
    const event = testEvent(post({ 'content-type': form, origin: 'https://evil.example', ...headers }));
    event.locals.lang = lang;
    return origin({ event, resolve });
  };

  test('is a page in the reader’s language', async () => {
    const zh = await refused({}, 'zh');
    expect(zh.status).toBe(403);
    expect(await zh.text()).toContain('没有被接受');
    expect(await (await refused({}, 'en')).text()).toContain('was not accepted');
  });

  test('is JSON for whoever asked for JSON', async () => {
    const answer = await refused({ accept: 'application/json' }, 'en');
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'origin' });
  });
});
