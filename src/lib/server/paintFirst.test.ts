import { expect, test } from 'vitest';
import { afterPaint } from './paintFirst.ts';

const start = `Promise.all([
						import("../_app/immutable/entry/start.A-b_1.js"),
						import("../_app/immutable/entry/app.C2.js")
					])`;
const page = (words: string, data = '') =>
  `<p>${words}</p><link rel="icon"><script nonce="n">{ ${start}.then(([kit, app]) => { kit.start(app, element, ${data}); }); }</script>`;

test('the script is asked for after the page was painted, with all its files at once', () => {
  const html = afterPaint(page('Text'), ['entry/start.A-b_1.js', 'chunks/x.js']);
  const [before, after] = html.split('requestAnimationFrame');
  expect(before).not.toContain('import(');
  expect(after).toContain('["entry/start.A-b_1.js","chunks/x.js"]');
  expect(after).toContain(`'../_app/immutable/' + file`);
  expect(after).toContain(`return ${start};`);
  expect(after).toContain('.then(([kit, app])');
});

test('what people wrote does not pass for the start of the script', () => {
  const html = afterPaint(page(start, `"${start.replaceAll('"', '\\"')}"`), ['x.js']);
  expect(html.startsWith(`<p>${start}</p>`)).toBe(true);
  expect(html.split('requestAnimationFrame')).toHaveLength(2);
});

test('a page without a script stays as it is', () => {
  for (const html of ['<p>Text</p>', '<script src="/app.js" type="module"></script><p>Text</p>'])
    expect(afterPaint(html, ['x.js'])).toBe(html);
});
