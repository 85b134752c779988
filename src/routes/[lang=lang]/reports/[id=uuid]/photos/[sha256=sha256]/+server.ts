import { json } from '@sveltejs/kit';
import { errorText } from '$lib/i18n/errorText';
import { translator } from '$lib/i18n/translate';
import { failureOf, refuse, report as log } from '$lib/server/failure';
import * as photos from '$lib/server/photos';
import type { RequestEvent, RequestHandler } from './$types';

/** The key that the address brings, as the report's own page takes it, or the one this device remembers. */
const ownerOf = ({ params, url, locals }: RequestEvent): photos.Of => ({
  report: params.id,
  key: url.searchParams.get('key') ?? locals.guestKeys[params.id]
});

const STATUS: Record<string, number> = { photo_large: 413, photo_busy: 503, photo_differs: 409, photo_type: 415 };

/** Every refusal is JSON with a code and a sentence in the language of the address. */
async function refusal(event: RequestEvent, cause: unknown): Promise<Response> {
  const { lang, requestId } = event.locals;
  const ours = cause instanceof photos.PhotoRefused ? { code: cause.code, status: STATUS[cause.code] ?? 422 } : null;
  const { code, status, wait } = { wait: 0, ...(ours ?? failureOf(cause)) };
  if (status >= 500 && !ours) log(requestId, cause);
  const t = await translator(lang, ['common', 'errors', 'refusals', 'photos']);
  const more = status >= 500 && !ours ? { id: requestId } : {};
  const after = wait || (status === 503 ? 5 : 0);
  return json(
    { code, message: errorText(t, code), ...more },
    { status, headers: { 'cache-control': 'no-store', ...(after ? { 'retry-after': String(after) } : {}) } }
  );
}

/** @param onread when all bytes have come */
async function take(event: RequestEvent, onread: () => void): Promise<Response> {
  const { locals, params, request } = event;
  try {
    const of = ownerOf(event);
    // A stranger is told so before anything is read.
    const wanted = await photos.wanted(locals.supabase, of, params.sha256);
    await photos.withRoom(photos.declaredBytes(request), async () => {
      const photo = await photos.readBody(request, event.platform?.req);
      onread();
      if (photo.sha256 !== params.sha256) throw new photos.PhotoRefused('photo_differs');
      if (wanted) await photos.store(locals.supabase, of, await photos.developed(photo));
    });
    return json({ sha256: params.sha256, arrived: true }, { headers: { 'cache-control': 'no-store' } });
  } catch (cause) {
    return refusal(event, cause);
  }
}

/** An answer that has begun, and says what became of it as a form's does: a refusal has its status inside. */
function early(answer: Promise<Response>): Response {
  const write = (text: string) => new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    start: async (stream) => {
      stream.enqueue(write(' ')); // JSON may begin with a space, and the browser hears that all bytes have come
      const whole = await answer;
      const said = (await whole.json()) as object;
      const failure = { type: 'failure', status: whole.status, retry_after: whole.headers.get('retry-after') };
      stream.enqueue(write(JSON.stringify({ ...(whole.ok ? {} : failure), ...said })));
      stream.close();
    }
  });
  // A proxy that gathers answers before it hands them on would make it late again.
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
  return new Response(body, { headers });
}

/**
 * Takes in one photo: the body is its bytes, the address their SHA-256. The same photo again gets the same answer. Who asks with
 * `x-answer: early` hears when the bytes have come, and can send the next while this one is looked at.
 */
export const PUT: RequestHandler = async (event) => {
  if (event.request.headers.get('x-answer') !== 'early') return take(event, () => undefined);
  let answer: Promise<Response> | undefined;
  const isRead = new Promise<null>((resolve) => (answer = take(event, () => resolve(null))));
  return (await Promise.race([answer!, isRead])) ?? early(answer!);
};

/** Shows a photo to its reporter and to staff who have the case; `?size=small` for a list. For everybody else it is not there. */
export const GET: RequestHandler = async (event) => {
  const { locals, params, url } = event;
  const size = url.searchParams.get('size') === 'small' ? 'small' : 'large';
  try {
    const picture = await photos.read(locals.supabase, ownerOf(event), params.sha256, size);
    return new Response(picture, {
      headers: {
        'content-type': 'image/webp',
        'content-disposition': `inline; filename="${size}.webp"`,
        'cache-control': 'private, no-store'
      }
    });
  } catch (cause) {
    refuse(event, cause);
  }
};
