import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plain } from './icons.ts';

const camera = () => readFileSync('node_modules/@lucide/svelte/dist/icons/camera.svelte', 'utf8');

test('an icon is its drawing, of the size that is asked for, and hidden from those who listen', () => {
  const code = plain(camera());
  const [, path] = /"d": "(M13\.997[^"]+)"/.exec(camera())!;
  expect(code).toContain(`<path d="${path!}" /><circle cx="12" cy="13" r="3" />`);
  expect(code).toContain('width={size} height={size} viewBox="0 0 24 24"');
  expect(code).toContain('aria-hidden="true"');
  expect(code).not.toContain('import');
});

test('another Lucide is not drawn by guessing', () => {
  expect(() => plain('<script>const node = [];</script>')).toThrow('Lucide does not say');
});
