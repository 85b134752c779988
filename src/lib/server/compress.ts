import type { Handle } from '@sveltejs/kit';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const br = promisify(brotliCompress);
const gz = promisify(gzip);
const WORTH_IT = 1024; // bytes
/** A page is made smaller by a tenth for half a millisecond more, which decides whether it fits the first flight; data are larger and in less hurry. */
const QUALITY = { page: 7, data: 5 };
const TEXT =
  /^(text\/(html|plain|csv|calendar|xml|javascript)|application\/(json|geo\+json|xml|atom\+xml|gpx\+xml|manifest\+json)|image\/svg\+xml)/;

function accepts(header: string, coding: string): boolean {
  return header.split(',').some((part) => {
    const [name, ...params] = part.trim().split(';');
    return name?.trim() === coding && !params.some((param) => /^\s*q=0(\.0*)?\s*$/.test(param));
  });
}

/** The best coding the visitor's browser takes, or null. */
export const codingFor = (acceptEncoding: string): 'br' | 'gzip' | null =>
  accepts(acceptEncoding, 'br') ? 'br' : accepts(acceptEncoding, 'gzip') ? 'gzip' : null;

/**
 * Compresses what the adapter does not: it precompresses files only. A body whose length is known is compressed
 * whole; a streamed one (no content-length) is left alone, so that its first bytes are not held back.
 */
export const compress: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  const type = response.headers.get('content-type') ?? '';
  if (!TEXT.test(type) || !response.body || response.headers.has('content-encoding')) return response;
  const headers = new Headers(response.headers); // an answer handed on from fetch() has immutable headers
  headers.append('vary', 'accept-encoding');
  const answer = (body: BodyInit | null) =>
    new Response(body, { status: response.status, statusText: response.statusText, headers });
  const length = Number(response.headers.get('content-length') ?? 0);
  const coding = codingFor(event.request.headers.get('accept-encoding') ?? '');
  if (!coding || length < WORTH_IT || event.request.method === 'HEAD' || response.status === 206)
    return answer(response.body);
  const whole = Buffer.from(await response.arrayBuffer());
  const small =
    coding === 'br'
      ? await br(whole, {
          params: {
            [constants.BROTLI_PARAM_QUALITY]: type.startsWith('text/html') ? QUALITY.page : QUALITY.data,
            [constants.BROTLI_PARAM_SIZE_HINT]: whole.length
          }
        })
      : await gz(whole, { level: 6 });
  headers.set('content-encoding', coding);
  headers.set('content-length', String(small.byteLength));
  return answer(new Uint8Array(small));
};
