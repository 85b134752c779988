import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { codingFor, compress } from './compress.ts';
import { testEvent } from './testEvent.ts';

const words = '美丽朝阳 '.repeat(500);
const html = (body: BodyInit = words, extra: Record<string, string> = {}) =>
  new Response(body, {
    headers: { 'content-type': 'text/html', 'content-length': String(Buffer.byteLength(words)), ...extra }
  });

const through = (response: Response, accept: string, method = 'GET') => {
  const event = testEvent(new Request('http://localhost:3000/zh', { method, headers: { 'accept-encoding': accept } }));
  return compress({ event, resolve: () => response });
};
const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe('a page', () => {
  test('is Brotli where the browser takes it', async () => {
    const response = await through(html(), 'gzip, deflate, br');
    const body = await bytes(response);
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('content-length')).toBe(String(body.length));
    expect(response.headers.get('vary')).toContain('accept-encoding');
    expect(brotliDecompressSync(body).toString()).toBe(words);
  });

  test('is gzip otherwise', async () => {
    const response = await through(html(), 'gzip;q=0.5, br;q=0');
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(await bytes(response)).toString()).toBe(words);
  });

  test('is plain for whoever takes neither', async () => {
    const response = await through(html(), 'identity');
    expect(response.headers.has('content-encoding')).toBe(false);
    expect(await response.text()).toBe(words);
  });
});

describe('left alone', () => {
  test.each([
    ['a picture', html(words, { 'content-type': 'image/png' }), 'GET'],
    ['what is compressed already', html(words, { 'content-encoding': 'gzip' }), 'GET'],
    ['a short answer', html('ok', { 'content-length': '2' }), 'GET'],
    ['a HEAD', html(), 'HEAD']
  ])('%s', async (_, response, method) => {
    const before = response.headers.get('content-encoding');
    expect((await through(response, 'br', method)).headers.get('content-encoding')).toBe(before);
  });

  test('a streamed page, so that its first bytes are not held back', async () => {
    const streamed = html();
    streamed.headers.delete('content-length');
    expect((await through(streamed, 'br')).headers.has('content-encoding')).toBe(false);
  });
});

test('a coding with weight nought is not wanted', () => {
  expect(codingFor('br;q=0.0, gzip;q=0')).toBeNull();
  expect(codingFor('brotli')).toBeNull();
});
