import type { Handle } from '@sveltejs/kit';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';

/** What Kit writes: every style of the page in one element, and its files beside it, switched off. */
const STYLE = /<style(?: nonce="[^"]*")?>([^]*?)<\/style>/;
const OFF = ' disabled media="(max-width: 0)"';
const STYLE_NONCE = /(\bstyle-src(?:-attr|-elem)? [^;]*?) 'nonce-[^']+'/g;

/**
 * Whether a page with its styles still arrives in the first flight (ten segments of 1,460 bytes, RFC 6928) when compressed, with
 * a kilobyte of headers before it. Pages of 63,500 bytes become a fifth. Lists and tables repeat themselves, and more of
 * them fits; the quickest compression tells in half a millisecond, and Brotli makes four fifths of what it says.
 */
const fitsFirstFlight = (html: string): boolean =>
  Buffer.byteLength(html) <= 63_500 || deflateRawSync(html, { level: 1 }).length <= 15_300;

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
      if (outside && fitsFirstFlight(html))
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
