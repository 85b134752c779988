import type { HandleClientError } from '@sveltejs/kit';

/**
 * A part of the next page that does not arrive: without a network, or because an update has taken it away. The address is then
 * opened as a whole page, which the worker answers from what is kept or the server in its new version. An address that
 * was opened like this a moment ago is left alone, so that a broken server does not make a page turn in circles.
 */
function openWhole(url: URL): boolean {
  try {
    const { href, at } = JSON.parse(sessionStorage.getItem('opened') ?? '{}') as { href?: string; at?: number };
    if (href === url.href && Date.now() - (at ?? 0) < 60_000) return false;
    sessionStorage.setItem('opened', JSON.stringify({ href: url.href, at: Date.now() }));
  } catch {
    return false;
  }
  location.assign(url.href);
  return true;
}

export const handleError: HandleClientError = ({ error, event, status, message }) => {
  const text = error instanceof Error ? error.message : '';
  const missing = /dynamically imported module|module script failed|Unable to preload CSS|Failed to fetch/i.test(text);
  if (!(missing && openWhole(event.url)) && status >= 500) console.error(error);
  return { message: status === 404 ? message : 'broken', code: status === 404 ? 'not_found' : 'broken' };
};
