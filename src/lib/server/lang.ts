import { building } from '$app/environment';
import type { Handle, RequestEvent } from '@sveltejs/kit';
import { settings } from './env.ts';

export type Lang = App.Locals['lang'];

const YEAR = 60 * 60 * 24 * 365; // seconds

/** The first of our languages in the order of an Accept-Language header; Chinese when none is named. */
export function preferred(acceptLanguage: string): Lang {
  const wishes = acceptLanguage
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';');
      const q = params.map((param) => /^\s*q=([\d.]+)/.exec(param)?.[1]).find(Boolean);
      return { lang: tag.split('-')[0], q: q ? Number(q) : 1 };
    })
    .filter(({ lang, q }) => (lang === 'zh' || lang === 'en') && q > 0)
    .sort((a, b) => b.q - a.q);
  return wishes[0]?.lang === 'en' ? 'en' : 'zh';
}

/** The language an address speaks, or null for addresses without one. */
export const langOfPath = (pathname: string): Lang | null => {
  const first = pathname.split('/')[1];
  return first === 'zh' || first === 'en' ? first : null;
};

const cookieOptions = () =>
  ({
    path: '/',
    maxAge: YEAR,
    sameSite: 'lax',
    secure: settings().origin.startsWith('https:'),
    httpOnly: true
  }) as const;

/** The language that a page which is read has and the browser does not know of yet, or null. */
function wishOf({ cookies, url, request, isDataRequest }: RequestEvent): Lang | null {
  const ofPath = langOfPath(url.pathname);
  const reading = isDataRequest || request.headers.get('accept')?.includes('text/html');
  return ofPath && ofPath !== cookies.get('lang') && request.method === 'GET' && reading ? ofPath : null;
}

/** The cookie that this step would set, as a header, for an answer that does not come by here; or null. */
export function languageCookie(event: RequestEvent): string | null {
  const wish = wishOf(event);
  return wish && event.cookies.serialize('lang', wish, cookieOptions());
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Who is signed in, for the pages of the phone that no server makes (`lib/offline/account.ts`). Nothing for a visitor. */
const withAccount = ({ locals: { user } }: RequestEvent, html: string): string =>
  user
    ? html.replace(
        // At the beginning and nowhere else.
        /^(<!doctype html>\s*<html [^>]*)>\s*<head>/,
        (_, start: string) =>
          `${start} data-account="${escaped(`${user.id} ${user.email}`)}"><head><script src="/account.js" type="module"></script>`
      )
    : html;

/** Sets `locals.lang`, sends `/` to the reader's language, remembers it, and writes it and the chosen looks into `<html>`. */
export const lang: Handle = async ({ event, resolve }) => {
  const { cookies, url, request } = event;
  const chosen = cookies.get('lang');
  const ofPath = langOfPath(url.pathname);
  event.locals.lang =
    ofPath ?? (chosen === 'zh' || chosen === 'en' ? chosen : preferred(request.headers.get('accept-language') ?? ''));
  // Answered, not thrown: a thrown redirect would pass by the steps that set the headers.
  if (url.pathname === '/') {
    const location = `/${event.locals.lang}${url.search}`;
    return new Response(null, { status: 307, headers: { location, vary: 'accept-language, cookie' } });
  }
  const wish = building ? null : wishOf(event);
  if (wish) cookies.set('lang', wish, cookieOptions());
  const theme = cookies.get('theme');
  const attributes: Record<string, string> = {
    '%lang%': event.locals.lang === 'zh' ? 'zh-Hans' : 'en',
    '%theme%': theme === 'light' || theme === 'dark' ? theme : '',
    '%elder%': cookies.get('elder') === '1' ? '1' : ''
  };
  return resolve(event, {
    transformPageChunk: ({ html }) =>
      withAccount(
        event,
        html.replace(/%(lang|theme|elder)%/g, (token) => attributes[token] ?? token)
      )
  });
};
