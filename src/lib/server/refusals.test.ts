import { isHttpError } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { refusals } from './refusals.ts';
import { testEvent } from './testEvent.ts';

const at = 'http://localhost:3000/zh/me';
const notAllowed = async () => new Response('PUT method not allowed', { status: 405, headers: { allow: 'GET, HEAD' } });

test('a method that an address does not know is refused in the reader’s language', async () => {
  const response = await refusals({ event: testEvent(new Request(at, { method: 'PUT' })), resolve: notAllowed });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('GET, HEAD');
  expect(await response.text()).toMatch(/lang="zh-Hans"[^]*这个地址不能这样使用/);
});

test('a program gets a code', async () => {
  const request = new Request(at, { method: 'PUT', headers: { accept: 'application/json' } });
  const response = await refusals({ event: testEvent(request), resolve: notAllowed });
  expect(await response.json()).toMatchObject({ code: 'wrong_method' });
});

test('a form that nobody can read is the sender’s fault, one that can be read comes through', async () => {
  const post = (body: string) =>
    testEvent(
      new Request(at, { method: 'POST', body, headers: { 'content-type': 'multipart/form-data; boundary=b' } })
    );
  const read = async (event: ReturnType<typeof testEvent>) =>
    refusals({ event, resolve: async ({ request }) => new Response(String((await request.formData()).get('a'))) });
  const torn = await Promise.resolve(read(post('--b\r\nContent-Disp'))).catch((cause: unknown) => cause);
  expect(isHttpError(torn, 400)).toBe(true);
  const whole = await read(post('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n7\r\n--b--\r\n'));
  expect(await whole.text()).toBe('7');
});

test('a name that every object has is no action', async () => {
  const resolve = async () => new Response('done');
  const post = (query: string) => testEvent(new Request(`${at}?${query}`, { method: 'POST' }));
  for (const name of ['constructor', '__proto__', 'toString', '%5F%5Fproto%5F%5F'])
    expect((await refusals({ event: post(`a=1&/${name}&b=2`), resolve })).status, name).toBe(404);
  expect((await refusals({ event: post('/move&constructor=1'), resolve })).status).toBe(200);
});

test('a body that is too large is refused as that, and not as one that nobody can read', async () => {
  const body = new ReadableStream({
    // As Kit does for what is longer than BODY_SIZE_LIMIT.
    start: (controller) => controller.error(Object.assign(new Error('Payload Too Large'), { status: 413 }))
  });
  const headers = { 'content-type': 'multipart/form-data; boundary=b' };
  const event = testEvent(new Request(at, { method: 'POST', body, headers, duplex: 'half' } as RequestInit));
  const large = await Promise.resolve(
    refusals({ event, resolve: async ({ request }) => new Response(String((await request.formData()).get('a'))) })
  ).catch((cause: unknown) => cause);
  expect(isHttpError(large, 413)).toBe(true);
});
