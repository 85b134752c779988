import { error, isHttpError, type Handle, type RequestEvent } from '@sveltejs/kit';
import { plainPage } from './plainPage.ts';

const WORDS = {
  zh: ['这个地址不能这样使用', '请用浏览器打开这个页面，再从页面上操作。', '回到首页'],
  en: [
    'This address cannot be used that way',
    'Please open the page in a browser and go on from there.',
    'To the start page'
  ]
} as const;

const isOurs = (type: string) => /^(text\/html|application\/json)/.test(type);

function refused({ request, locals }: RequestEvent, status: number, code: string): Response {
  const [title, text, link] = WORDS[locals.lang];
  if (request.headers.get('accept')?.includes('application/json'))
    return Response.json({ message: text, code }, { status });
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  return new Response(plainPage(locals.lang, title, text, link), { status, headers });
}

/** Whether a body is larger than `BODY_SIZE_LIMIT`: Kit ends its stream with an error of its own, which the reader may wrap. */
const isTooLarge = (cause: unknown): boolean =>
  [cause, (cause as Error | null)?.cause].some((error) => (error as { status?: unknown } | null)?.status === 413);

/**
 * Says in the reader's language what Kit refuses in plain English (405), and keeps a form that nobody can read, such as
 * a torn multipart body, from looking like a fault of ours: it is answered 400.
 */
export const refusals: Handle = async ({ event, resolve }) => {
  const { request, url } = event;
  // Kit looks actions up in a plain object, where `constructor` and `__proto__` are found and are none.
  if (
    request.method === 'POST' &&
    [...url.searchParams.keys()].some((name) => name.startsWith('/') && name.slice(1) in {})
  )
    return refused(event, 404, 'not_found');
  const read = request.formData.bind(request);
  request.formData = () =>
    read().catch((cause: unknown) => {
      if (isHttpError(cause)) throw cause;
      if (isTooLarge(cause)) error(413, { message: 'too_large', code: 'too_large' });
      error(400, { message: 'form_unreadable', code: 'form_unreadable' });
    });
  const response = await resolve(event);
  if (response.status !== 405 || isOurs(response.headers.get('content-type') ?? '')) return response;
  const answer = refused(event, 405, 'wrong_method');
  answer.headers.set('allow', response.headers.get('allow') ?? 'GET');
  return answer;
};
