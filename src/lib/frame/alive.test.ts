import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isAlive } from './alive.ts';

const ROUTES = 'src/routes';

/** Whether the page of this folder says, or a layout above it, that it goes without Kit's script. */
function isText(folder: string): boolean {
  const names = ['+page.ts', '+page.server.ts', '+layout.ts', '+layout.server.ts'];
  for (let at = folder, all = names; at.startsWith(ROUTES); at = path.dirname(at), all = names.slice(2))
    for (const name of globSync(all.map((one) => path.join(at.replaceAll(/[[\]]/g, '[$&]'), one))))
      if (/^export const csr = false;/m.test(readFileSync(name, 'utf8'))) return true;
  return false;
}

test('every page with a script of Kit, and no other, is known as alive', () => {
  const folders = globSync(`${ROUTES}/**/+page.svelte`).map((file) => path.dirname(file));
  expect(folders.length).toBeGreaterThan(60);
  for (const folder of folders) expect(isAlive(folder.slice(ROUTES.length)), folder).toBe(!isText(folder));
});
