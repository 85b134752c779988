/** Which pages the phone keeps to be read without a network, for how many, and how a kept page says its age. */

/** The cache of kept pages. Its name changes when what is kept in it changes its shape. */
export const PAGES = 'pages-1';

/** At most so many, the oldest go first; the emergency pages and those that somebody asked to be kept do not count. */
const PAGES_KEPT = 40;

/** Header of what is kept here: the moment, ISO 8601. */
export const SAVED_AT = 'x-saved-at';
/** Header of a page that somebody asked to be kept (`static/route.js`): no other pushes it out. */
export const BY_HAND = 'x-kept-by-hand';

const OURS = /^\/(zh|en)(\/|$)/;
/** Pages of one person, and pages that hold an id made for one form. */
const NEVER =
  /^\/(zh|en)\/(me|console|sign-in|sign-up|sign-out|reset|letters|display|offline|reports\/new|reports\/[^/]+\/sheet)(\/|$)/;
/** What must not stand in any list of addresses. */
const SECRET = /^(key|token|code|email|lat|lng)$/;

export const langOf = (url: URL): 'zh' | 'en' => (/^\/en(\/|$)/.test(url.pathname) ? 'en' : 'zh');

/** Whether this page may be kept on the phone; without an answer, whether its address may be written down. */
export function mayKeep(url: URL, answer?: Response): boolean {
  if (!OURS.test(url.pathname) || NEVER.test(url.pathname)) return false;
  if ([...url.searchParams.keys()].some((name) => SECRET.test(name))) return false;
  if (!answer) return true;
  return (
    answer.status === 200 &&
    !answer.redirected &&
    /^text\/html\b/.test(answer.headers.get('content-type') ?? '') &&
    !/\bno-store\b/.test(answer.headers.get('cache-control') ?? '')
  );
}

/** What of an address the form without a network understands. */
const FORM_QUERY = ['category', 'danger', 'place', 'waterway', 'joins', 'again_of'];

/** The page of this phone that is shown in place of one that can be neither fetched nor found here. */
export function instead(url: URL): string {
  const lang = langOf(url);
  const path = url.pathname.slice(3).replace(/\/$/, '');
  if (path === '/reports/new') {
    const given = FORM_QUERY.flatMap((name) => {
      const value = url.searchParams.get(name);
      return value ? [[name, value.slice(0, 200)]] : [];
    });
    return `/${lang}/offline/report${given.length > 0 ? `?${new URLSearchParams(given)}` : ''}`;
  }
  if (path === '/me') return `/${lang}/offline/mine`;
  return `/${lang}/offline${mayKeep(url) ? `?to=${encodeURIComponent(url.pathname + url.search)}` : ''}`;
}

/** Lets go of the oldest pages beyond `most`. The emergency pages and those kept by hand stay. */
export async function makeRoom(pages: Pick<Cache, 'keys' | 'match' | 'delete'>, most = PAGES_KEPT): Promise<void> {
  const keys = await pages.keys();
  if (keys.length <= most) return;
  const spare: Request[] = [];
  for (const key of keys) {
    if (/^\/(zh|en)\/emergency$/.test(new URL(key.url).pathname)) continue;
    if (!(await pages.match(key))?.headers.has(BY_HAND)) spare.push(key);
  }
  for (const old of spare.slice(0, Math.max(0, spare.length - most))) await pages.delete(old);
}

/** The same page with the moment it was kept in its head; `app.js` says it in words. */
export async function withAge(kept: Response): Promise<Response> {
  const html = await kept.text();
  const at = kept.headers.get(SAVED_AT) ?? '';
  return new Response(html.replace('</head>', `<meta name="saved-at" content="${at.replaceAll('"', '')}" /></head>`), {
    headers: kept.headers
  });
}

/** The style sheets that a page of ours names; without them a kept page would have no looks. */
export const stylesOf = (html: string): string[] => [
  ...new Set(
    [...html.matchAll(/(?:href="|url\()(?:\.\.\/)*\/?(_app\/immutable\/assets\/[\w.-]+\.css)"/g)].map(
      ([, path]) => `/${path}`
    )
  )
];
