import { expect, test } from 'vitest';
import { testEvent } from '../server/testEvent.ts';
import { isWeChat, wechat } from './wechat.server.ts';

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_CN';

test('WeChat is known by what it says of itself', () => {
  expect(isWeChat(phone)).toBe(true);
  expect(isWeChat(`${phone} wxwork/4.1.22`)).toBe(true);
  for (const other of [null, '', 'Mozilla/5.0 (Linux; Android 13) Chrome/120 Mobile Safari/537.36'])
    expect(isWeChat(other)).toBe(false);
});

/** The page as it leaves, when the app has made `<div class="app">…</div>`. */
async function shown(path: string, userAgent: string) {
  const event = testEvent(new Request(`http://localhost:3000${path}`, { headers: { 'user-agent': userAgent } }));
  const answer = await wechat({
    event,
    resolve: async (_, options) =>
      new Response(await options?.transformPageChunk?.({ html: '<div class="app">page</div>', done: true }))
  });
  return answer.text();
}

test('its readers are told what does not work, in their language, and get the address without a key', async () => {
  expect(await shown('/zh/reports?category=air&key=secret', phone)).toMatch(
    /在浏览器打开[^]*value="http:\/\/localhost:3000\/zh\/reports\?category=air"[^]*<div class="app">/
  );
  expect(await shown('/en', phone)).toContain('Open in browser');
});

test('nobody else receives a byte of it', async () => {
  expect(await shown('/zh', 'Mozilla/5.0 Chrome/120')).toBe('');
  expect(await shown('/data/reports.csv', phone)).toBe('');
});
