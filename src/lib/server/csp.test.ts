import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import config from '../../../svelte.config.js';
import { tileSource, withBaseMap } from './csp.ts';

describe('tiles may come from', () => {
  test.each([
    ['https://tiles.example/{z}/{x}/{y}.png', 'https://tiles.example'],
    ['https://{s}.tile.openstreetmap.org/{z}/{x}/{y}.png', 'https://*.tile.openstreetmap.org'],
    ['https://t{s}.tianditu.gov.cn/vec_w/wmts?x={x}&y={y}&z={z}', 'https://*.tianditu.gov.cn'],
    ['http://127.0.0.1:8080/{z}/{x}/{y}', 'http://127.0.0.1:8080']
  ])('%s', (template, source) => {
    expect(tileSource(template)).toBe(source);
  });
});

describe('the policy of a page allows', () => {
  const policy = "default-src 'none'; img-src 'self' blob:; connect-src 'self'";
  test.each([
    [
      'pictures of a tile server',
      { kind: 'server', url: 'https://tiles.example/{z}/{x}/{y}.png' },
      "default-src 'none'; img-src https://tiles.example 'self' blob:; connect-src 'self'"
    ],
    [
      'reading a file of tiles on another host',
      { kind: 'archive', url: 'https://files.example/map/base.pmtiles' },
      "default-src 'none'; img-src 'self' blob:; connect-src https://files.example 'self'"
    ],
    ['nothing more for a file on our own', { kind: 'archive', url: '/map/base.pmtiles' }, policy]
  ] as const)('%s', (_what, tiles, expected) => {
    expect(withBaseMap(policy, tiles)).toBe(expected);
  });
});

test('the hash in the policy is still that of the route announcer’s style', () => {
  const kit = path.dirname(createRequire(import.meta.url).resolve('@sveltejs/kit/package.json'));
  const source = readFileSync(path.join(kit, 'src/core/sync/write_root.js'), 'utf8');
  const style = /id="svelte-announcer"[^>]*style="([^"]+)"/.exec(source)?.[1];
  expect(style).toBeDefined();
  const hash = `sha256-${createHash('sha256')
    .update(style ?? '')
    .digest('base64')}`;
  expect(config.kit?.csp?.directives?.['style-src-attr']).toContain(hash);
});
