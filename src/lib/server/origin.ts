import type { Handle } from '@sveltejs/kit';
import { isLoopback, settings } from './env.ts';
import { plainPage } from './plainPage.ts';

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** What a page of another site can send without the browser asking us first. */
const FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;

/** On loopback `localhost`, `127.0.0.1` and `[::1]` with one port are the same server. */
function same(a: string, b: string): boolean {
  if (a === b) return true;
  return URL.canParse(a) && isLoopback(a) && isLoopback(b) && new URL(a).port === new URL(b).port;
}

/**
 * Whether a page of another site may have sent this. A programme that is no browser sends neither `Origin` nor
 * `Sec-Fetch-Site`; without a cookie there is nothing that it could abuse.
 */
export function isForeign(request: Request, ours: string): boolean {
  const type = request.headers.get('content-type');
  if (!UNSAFE.has(request.method) || (type && !FORM.test(type))) return false;
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  if (origin && origin !== 'null') return !same(origin, ours);
  if (site) return site !== 'same-origin';
  return origin === 'null' || request.headers.has('cookie');
}

const WORDS = {
  zh: {
    title: '这次提交没有被接受',
    text: '这份表单不是从本站页面发出的，所以没有保存任何内容。请回到本站页面重新提交。',
    link: '回到首页'
  },
  en: {
    title: 'This was not accepted',
    text: 'The form was not sent from a page of this site, so nothing was saved. Please go back to the site and send it again.',
    link: 'To the start page'
  }
};

/** Our own check against forged form posts: Kit's answers in plain English only, and before any hook runs. */
export const origin: Handle = ({ event, resolve }) => {
  if (!isForeign(event.request, settings().origin)) return resolve(event);
  const { lang } = event.locals;
  const { title, text, link } = WORDS[lang];
  if (event.request.headers.get('accept')?.includes('application/json'))
    return Response.json({ message: text, code: 'origin' }, { status: 403 });
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  return new Response(plainPage(lang, title, text, link), { status: 403, headers });
};
