/** Which pages the phone keeps to be read without a network, for how many, and how a kept page says its age. */

/** The cache of kept pages. Its name changes when what is kept in it changes its shape. */
export const PAGES = 'pages-1';

/** At most so many, the oldest go first; the emergency pages do not count. */
export const PAGES_KEPT = 40;

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

/** The same page with the moment it was kept in its head; `app.js` says it in words. */
export async function withAge(kept: Response): Promise<Response> {
  const html = await kept.text();
  const at = kept.headers.get('x-saved-at') ?? '';
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
