import type { Handle } from '@sveltejs/kit';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';

/** What Kit writes: every style of the page in one element, and its files beside it, switched off. */
const STYLE = /<style(?: nonce="[^"]*")?>([^]*?)<\/style>/;
const OFF = ' disabled media="(max-width: 0)"';
const STYLE_NONCE = /(\bstyle-src(?:-attr|-elem)? [^;]*?) 'nonce-[^']+'/g;

/**
 * Bytes of a page with its styles that still arrive in the first flight (ten segments of 1,460 bytes, RFC 6928) when
 * compressed: pages of this length become a fifth, and a kilobyte of headers goes before them.
 */
const FIRST_FLIGHT = 63_500;

/** Whoever follows one of our links has our style files already; whoever comes from elsewhere, or types, may have none. */
export const comesFromOutside = (request: Request): boolean =>
  ['none', 'cross-site'].includes(request.headers.get('sec-fetch-site') ?? '');

const hashes = new LRUCache<string, string>({ max: 200 });
function hashOf(css: string): string {
  const known = hashes.get(css);
  if (known) return known;
  const hash = `'sha256-${createHash('sha256').update(css).digest('base64')}'`;
  hashes.set(css, hash);
  return hash;
}

/**
 * The styles of a page come within it for somebody from outside, so that the first page of a visit is painted without
 * waiting for another answer, and as files for everybody else, so that they are loaded once. Allowed by their hash, not by
 * a nonce: the page stays the same from one answer to the next, and can be kept and compared.
 */
export const styles: Handle = async ({ event, resolve }) => {
  const outside = comesFromOutside(event.request);
  let hash = '';
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => {
      if (!html.includes(OFF)) return html;
      if (outside && Buffer.byteLength(html) <= FIRST_FLIGHT)
        return html.replace(STYLE, (_, css: string) => {
          hash = ` ${hashOf(css)}`;
          return `<style>${css}</style>`;
        });
      return html.replace(STYLE, '').replaceAll(OFF, '');
    }
  });
  const policy = response.headers.get('content-security-policy');
  const own = policy?.replaceAll(
    STYLE_NONCE,
    (_, before: string) => before + (before.startsWith('style-src ') ? hash : '')
  );
  if (!own || own === policy) return response;
  response.headers.set('content-security-policy', own);
  response.headers.append('vary', 'sec-fetch-site');
  return response;
};
