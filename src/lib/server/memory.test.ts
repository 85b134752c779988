import type { RequestEvent } from '@sveltejs/kit';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { KEPT_FOR, keyOf, shortMemory } from './memory';
import { testCookies, testEvent } from './testEvent';

let now = 0;
let asked: string[];
let shown: string;
let step: ReturnType<typeof shortMemory>;
let answer: (event: RequestEvent) => Response | Promise<Response>;

beforeEach(() => {
  now = 1_000;
  asked = [];
  shown = 'a report';
  step = shortMemory(
    ({ headers }) => headers.get('user-agent') ?? '',
    () => now
  );
  answer = () => page();
});

const page = (more: Record<string, string> = {}, status = 200) =>
  new Response(shown, {
    status,
    headers: { 'content-length': String(shown.length), 'content-type': 'text/html', etag: `"${shown}"`, ...more }
  });

interface Ask {
  cookies?: Record<string, string>;
  method?: string;
  headers?: Record<string, string>;
}
function eventOf(path: string, { cookies = {}, method = 'GET', headers = {} }: Ask = {}): RequestEvent {
  const event = testEvent(new Request(`http://here${path}`, { method, headers }), testCookies(cookies));
  event.locals.requestId = String(asked.length);
  return event;
}
/** Somebody asks; what they get. `asked` has what the app itself was asked. */
const ask = async (path: string, how: Ask = {}) =>
  step({
    event: eventOf(path, how),
    resolve: async (event) => {
      asked.push(path);
      return answer(event);
    }
  });
const text = async (path: string, how: Ask = {}) => (await ask(path, how)).text();

describe('what every stranger asks', () => {
  it('is made once and given again for five seconds', async () => {
    expect(await text('/zh')).toBe('a report');
    now += KEPT_FOR - 1;
    expect(await text('/zh')).toBe('a report');
    expect(asked).toEqual(['/zh']);
    now += 2;
    await text('/zh');
    expect(asked).toHaveLength(2);
  });

  it('a report that is hidden is gone from it when the time is over', async () => {
    expect(await text('/zh/reports')).toBe('a report');
    shown = 'nothing';
    now += KEPT_FOR - 1;
    expect(await text('/zh/reports')).toBe('a report');
    now += 2;
    expect(await text('/zh/reports')).toBe('nothing');
  });

  it('and at once where it was hidden through this server', async () => {
    await text('/zh/reports');
    shown = 'nothing';
    await ask('/zh/console/reports/1', { method: 'POST' });
    expect(await text('/zh/reports')).toBe('nothing');
  });

  it('an answer that was read before something was written is not kept', async () => {
    let go = () => {};
    const waits = new Promise<void>((resolve) => (go = resolve));
    answer = async () => {
      const before = page();
      await waits;
      return before;
    };
    const slow = text('/zh/reports');
    answer = () => page();
    shown = 'nothing';
    await ask('/zh/console/reports/1', { method: 'POST' });
    go();
    expect(await slow).toBe('a report');
    expect(await text('/zh/reports')).toBe('nothing');
  });

  it('is asked of the database once by a burst', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => text('/data/map.json?zoom=10')));
    expect(new Set(answers)).toEqual(new Set(['a report']));
    expect(asked).toHaveLength(1);
  });

  it('is another for another language, question, look or coding', async () => {
    const others: [string, Ask?][] = [
      ['/zh'],
      ['/en'],
      ['/zh/reports?stage=open'],
      ['/zh/reports?stage=closed'],
      ['/zh', { cookies: { theme: 'dark' } }],
      ['/zh', { cookies: { elder: '1' } }],
      ['/zh', { headers: { 'accept-encoding': 'br' } }],
      ['/zh', { headers: { 'accept-encoding': 'gzip' } }],
      ['/zh', { headers: { 'user-agent': 'MicroMessenger/8' } }]
    ];
    for (const [path, how] of [...others, ...others]) await ask(path, how);
    expect(asked).toHaveLength(others.length);
  });

  it('carries the number of each request, and the language to remember for whoever has none', async () => {
    const reads = { headers: { accept: 'text/html' } };
    await ask('/zh', reads);
    const again = await ask('/zh', reads);
    expect(again.headers.get('x-request-id')).toBe('1');
    expect(again.headers.getSetCookie()).toEqual(['lang=zh']);
    expect((await ask('/zh', { ...reads, cookies: { lang: 'zh' } })).headers.getSetCookie()).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('is not sent again to whoever has it', async () => {
    await ask('/zh');
    const again = await ask('/zh', { headers: { 'if-none-match': '"a report"' } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect((await ask('/zh', { headers: { 'if-none-match': '"another"' } })).status).toBe(200);
  });

  it('fills no more than a bounded number of places', async () => {
    for (let i = 0; i < 600; i++) await ask(`/data/map.json?zoom=${String(i)}`);
    await ask('/data/map.json?zoom=599');
    expect(asked).toHaveLength(600);
    await ask('/data/map.json?zoom=0');
    expect(asked).toHaveLength(601);
  });
});

describe('what is somebody’s', () => {
  // A cookie that we do not know of counts as private, so that one added later is so by itself.
  test.each(['session', '__Host-session', 'session.0', 'guest', 'pending', 'draft', 'tomorrows_cookie'])(
    'is never kept, nor answered from what is kept: a request with the cookie “%s”',
    async (name) => {
      const own = { cookies: { [name]: 'secret', lang: 'zh' } };
      shown = 'mine';
      expect(await text('/zh', own)).toBe('mine');
      shown = 'of everybody';
      expect(await text('/zh')).toBe('of everybody');
      shown = 'mine again';
      expect(await text('/zh', own)).toBe('mine again');
      expect(await text('/zh')).toBe('of everybody');
    }
  );

  it('the pages that are made for one visitor have no place in it', () => {
    for (const path of [
      '/zh/me',
      '/zh/reports/new',
      '/zh/reports/37ded6db-62a8-4f43-b3ca-6257adc4f953',
      '/zh/reports?code=CY-7F3K-92QD',
      '/zh/console',
      '/zh/follow',
      '/zh/places?lat=39.9&lng=116.4',
      '/zh/sign-in',
      '/photos/a.webp',
      '/data/reports.csv'
    ])
      expect(keyOf(eventOf(path)), path).toBeNull();
    expect(keyOf(eventOf('/zh', { method: 'HEAD' }))).toBeNull();
    expect(keyOf(eventOf('/zh', { headers: { authorization: 'Bearer x' } }))).toBeNull();
    expect(keyOf(eventOf('/zh'))).not.toBeNull();
  });

  test.each([
    ['an answer that sets a cookie', () => page({ 'set-cookie': 'session=secret' })],
    [
      'a page whose scripts carry a number for this answer alone',
      () => page({ 'content-security-policy': "script-src 'nonce-abc'" })
    ],
    ['an error', () => page({}, 500)],
    ['a page that is not there', () => page({}, 404)],
    ['an answer whose end nobody knows', () => new Response(shown)],
    ['a very large one', () => page({ 'content-length': String(2 ** 21) })]
  ])('%s is not kept', async (_, made) => {
    answer = made;
    await ask('/zh');
    await ask('/zh');
    expect(asked).toHaveLength(2);
  });

  it('an answer that breaks breaks for who asked, and the next asks anew', async () => {
    answer = () => Promise.reject(new Error('away'));
    await expect(ask('/zh')).rejects.toThrow('away');
    answer = () => page();
    expect(await text('/zh')).toBe('a report');
  });
});
