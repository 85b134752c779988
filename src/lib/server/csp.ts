import type { Handle } from '@sveltejs/kit';
import { settings, type Settings } from './env.ts';

/** Where tiles of this URL template come from, as a CSP source: a label with `{s}` becomes a wildcard. */
export function tileSource(template: string): string {
  const [, scheme, host] = /^(https?:\/\/)([^/]+)/.exec(template) ?? [];
  if (!scheme || !host) throw new TypeError('MAP_TILES_URL is not a web address.');
  return scheme + host.replace(/^[^.]*\{[^}]+\}[^.]*\./, '*.');
}

/**
 * What the policy of a page must allow for the base map. A file of tiles is read by script, in ranges, and its pictures are
 * shown from memory; what lies on our own server is allowed already.
 */
export function withBaseMap(
  policy: string,
  { kind, url }: Pick<NonNullable<Settings['tiles']>, 'kind' | 'url'>
): string {
  const allow = (directive: string, source: string) => (whole: string) =>
    whole.replace(new RegExp(`\\b${directive} `), `${directive} ${source} `);
  if (kind === 'server') return allow('img-src', tileSource(url))(policy);
  return url.startsWith('/') ? policy : allow('connect-src', tileSource(url))(policy);
}

/** Kit's policy is fixed when the app is built; which base map is used is decided when it runs. */
export const tileOrigins: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  const { tiles } = settings();
  const policy = response.headers.get('content-security-policy');
  if (policy && tiles) response.headers.set('content-security-policy', withBaseMap(policy, tiles));
  return response;
};
