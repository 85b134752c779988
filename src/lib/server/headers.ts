import { isHttpError, isRedirect, type Handle, type RequestEvent } from '@sveltejs/kit';
import { settings } from './env.ts';
import { report } from './failure.ts';
import { plainPage } from './plainPage.ts';

/**
 * `same-origin`, not `no-referrer`: with the latter a browser posts forms with `Origin: null`, which our own
 * origin check could not tell from a foreign page. Nothing is sent to other sites either way.
 */
export const ALWAYS: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY'
};

/** For answers that carry no page of Kit's, and so no policy with a nonce: nothing in them may run. */
const INERT_CSP = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const BROKEN = {
  zh: ['出了点问题', '这是我们的错，不是您的。请稍后再试；如需告诉我们，请附上编号', '回到首页'],
  en: [
    'Something broke',
    'It is our fault, not yours. Please try again later. If you tell us, give this number:',
    'To the start page'
  ]
} as const;

/** For what breaks between the steps, where Kit's own answer would go out without these headers. */
function broken({ locals }: RequestEvent, cause: unknown): Response {
  report(locals.requestId, cause);
  const [title, text, link] = BROKEN[locals.lang ?? 'zh'];
  return new Response(plainPage(locals.lang ?? 'zh', title, `${text} ${locals.requestId}`, link), {
    status: 500,
    headers: { 'content-type': 'text/html; charset=utf-8' }
  });
}

/** A year; not preloaded, because that is a decision about the whole domain. */
export const HSTS = 'max-age=31536000; includeSubDomains';

/** Sets the security headers on every answer, errors included, and keeps pages out of shared caches. */
export const headers: Handle = async ({ event, resolve }) => {
  const response = await Promise.resolve(resolve(event)).catch((cause: unknown) => {
    if (isRedirect(cause) || isHttpError(cause)) throw cause;
    return broken(event, cause);
  });
  const own = new Headers(response.headers);
  for (const [name, value] of Object.entries(ALWAYS)) if (!own.has(name)) own.set(name, value);
  if (settings().origin.startsWith('https:')) own.set('strict-transport-security', HSTS);
  if (!own.has('content-security-policy')) own.set('content-security-policy', INERT_CSP);
  if (!own.has('cache-control')) {
    const personal = own.has('set-cookie') || event.locals.user || Object.keys(event.locals.guestKeys ?? {}).length > 0;
    own.set('cache-control', personal ? 'private, no-store' : 'private, no-cache');
  }
  if (event.locals.requestId) own.set('x-request-id', event.locals.requestId);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers: own });
};
