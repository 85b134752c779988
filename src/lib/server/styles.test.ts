import type { Handle } from '@sveltejs/kit';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { styles } from './styles.ts';

const CSS = 'body{color:green}';
const head = (css: string) =>
  `<head><style nonce="abc">${css}</style><link href="/a.css" rel="stylesheet" disabled media="(max-width: 0)"></head>`;
const POLICY =
  "default-src 'none'; script-src 'self' 'nonce-abc'; style-src 'self' 'nonce-abc'; style-src-attr 'unsafe-hashes' 'nonce-abc'";

/** One page through the step, as Kit calls it. */
async function pass(site: string | null, html: string, policy = POLICY) {
  const request = new Request('http://localhost/zh', { headers: site ? { 'sec-fetch-site': site } : {} });
  const response = await styles({
    event: { request },
    resolve: (async (_, options) =>
      new Response(await options?.transformPageChunk?.({ html, done: true }), {
        headers: { 'content-security-policy': policy }
      })) satisfies Parameters<Handle>[0]['resolve']
  } as Parameters<Handle>[0]);
  return {
    html: await response.text(),
    policy: response.headers.get('content-security-policy'),
    headers: response.headers
  };
}

describe('the styles of a page', () => {
  test.each(['none', 'cross-site'])(
    'come with it for whoever comes from outside (%s), allowed by their hash',
    async (site) => {
      const { html, policy, headers } = await pass(site, head(CSS));
      const hash = createHash('sha256').update(CSS).digest('base64');
      expect(html).toContain(`<style>${CSS}</style>`);
      expect(html).toContain('disabled media="(max-width: 0)"');
      expect(policy).toContain(`style-src 'self' 'sha256-${hash}';`);
      expect(policy).toContain("style-src-attr 'unsafe-hashes'");
      expect(policy?.match(/nonce-/g), 'the script keeps its nonce, nothing else has one').toHaveLength(1);
      expect(headers.get('vary')).toBe('sec-fetch-site');
    }
  );

  test.each(['same-origin', 'same-site', null])('are files for everybody else (%s)', async (site) => {
    const { html, policy } = await pass(site, head(CSS));
    expect(html).toBe('<head><link href="/a.css" rel="stylesheet"></head>');
    expect(policy).toContain("style-src 'self';");
  });

  test('are files where the page would not arrive in one flight', async () => {
    const words = Array.from({ length: 1100 }, (_, i) => createHash('sha256').update(String(i)).digest('hex'));
    const { html } = await pass('none', head(CSS) + words.join(''));
    expect(html.length).toBeGreaterThan(63_500);
    expect(html).not.toContain('<style');
  });

  test('come with a long list, whose lines are much the same', async () => {
    const lines = Array.from(
      { length: 1100 },
      (_, i) => `<li class="line"><a href="/zh/reports/${String(i)}">a line of a list</a></li>`
    );
    const { html } = await pass('none', head(CSS) + lines.join(''));
    expect(html.length).toBeGreaterThan(63_500);
    expect(html).toContain(`<style>${CSS}</style>`);
  });

  test('are left alone where Kit wrote none', async () => {
    const plain = '<head><title>x</title></head>';
    const { html, policy, headers } = await pass('none', plain, "style-src 'self'");
    expect([html, policy, headers.get('vary')]).toEqual([plain, "style-src 'self'", null]);
  });
});
