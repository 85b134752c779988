import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mayKeep, PAGES } from '$lib/offline/savedPages';

test('the script of a route keeps pages where the worker looks for them, and only such as may be kept', () => {
  expect(readFileSync('static/route.js', 'utf8')).toContain(`const PAGES = '${PAGES}';`);
  for (const path of ['/zh/routes/liangma-river', '/en/routes/liangma-river/follow'])
    expect(mayKeep(new URL(path, 'https://chaoyang.example'))).toBe(true);
});
