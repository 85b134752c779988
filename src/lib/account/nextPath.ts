/** Pages that only lead on: coming back to one of them after signing in would be a circle. */
const CIRCLES = /^\/(zh|en)\/(sign-in|sign-up|sign-out|reset)(\/|$)/;
const HERE = 'https://here.invalid';

/**
 * Where to go after signing in. `next` comes from the address bar, so it may be anything: only a path of this site in one
 * of the two languages is followed, everything else gives `fallback`. A guest key never travels along.
 */
export function nextPath(next: unknown, fallback: string): string {
  if (typeof next !== 'string' || next.length > 1000) return fallback;
  // A browser drops tabs and newlines and reads `\` as `/`: none of them belongs into an honest path, plain or encoded.
  if (
    !/^\/(zh|en)(?=[/?#]|$)/.test(next) ||
    /[\\\s\p{Cc}\p{Cf}]|%5c|%2f|%0|%1|%7f/iu.test(next.replace(/[?#].*$/u, ''))
  )
    return fallback;
  if (/[\\\p{Cc}]/u.test(next)) return fallback;

  let url: URL;
  try {
    url = new URL(next, HERE);
  } catch {
    return fallback;
  }
  // Dot segments are resolved by now, so look again at what is left.
  if (url.origin !== HERE || !/^\/(zh|en)(\/(?!\/)|$)/.test(url.pathname) || url.pathname.includes('//'))
    return fallback;
  if (CIRCLES.test(url.pathname)) return fallback;

  url.searchParams.delete('key');
  for (const name of [...url.searchParams.keys()]) if (name.startsWith('/')) url.searchParams.delete(name);
  return url.pathname + url.search + url.hash;
}

/** The address of the sign-in page that leads back to `url`. */
export function signInPath(lang: string, url: URL): string {
  return `/${lang}/sign-in?${new URLSearchParams({ next: url.pathname + url.search })}`;
}
