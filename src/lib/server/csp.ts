import type { Handle } from '@sveltejs/kit';
import { settings } from './env.ts';

/** Where tiles of this URL template come from, as a CSP source: a label with `{s}` becomes a wildcard. */
export function tileSource(template: string): string {
  const [, scheme, host] = /^(https?:\/\/)([^/]+)/.exec(template) ?? [];
  if (!scheme || !host) throw new TypeError('MAP_TILES_URL is not a web address.');
  return scheme + host.replace(/^[^.]*\{[^}]+\}[^.]*\./, '*.');
}

/** Kit's policy is fixed when the app is built; which tile server is used is decided when it runs. */
export const tileOrigins: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  const { tiles } = settings();
  const policy = response.headers.get('content-security-policy');
  if (policy && tiles)
    response.headers.set('content-security-policy', policy.replace(/\bimg-src /, `img-src ${tileSource(tiles.url)} `));
  return response;
};
