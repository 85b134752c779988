import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Line } from './lines.ts';

const filesUnder = (folder: string, ending: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name) && !/\.test\.ts$/.test(name))
    .map((name) => path.join(folder, name));

/** P6: no request path steps over rows (`offset`, `range`) or has the database count all of them. */
export function requestPaths(root: string): Line {
  const found: string[] = [];
  for (const file of filesUnder(path.join(root, 'src'), /\.(ts|svelte)$/))
    for (const [i, line] of readFileSync(file, 'utf8').split('\n').entries())
      if (/count:\s*'exact'|[?&]offset=/.test(line) || (file.endsWith('.server.ts') && /\.range\(/.test(line)))
        found.push(`${path.relative(root, file)}:${String(i + 1)}`);
  // Comments may speak of it; statements may not.
  for (const file of filesUnder(path.join(root, 'supabase/migrations'), /\.sql$/))
    for (const [i, line] of readFileSync(file, 'utf8').split('\n').entries())
      // `offset 0` steps over nothing: it keeps the planner from taking a subquery apart.
      if (/\boffset\s+(?!0\b)[$\w(]/i.test(line.replace(/--.*|'[^']*'/g, '')))
        found.push(`${path.relative(root, file)}:${String(i + 1)}`);
  return {
    bar: 'P6',
    what: 'places in the sources that page by offset or ask for an exact count',
    figure: found.length ? found.join(', ') : '0',
    limit: '0',
    peer: '–',
    met: found.length === 0
  };
}
