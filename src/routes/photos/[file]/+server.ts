import { headersFor } from '$lib/published/export.server';
import { refuse } from '$lib/server/failure';
import * as released from '$lib/server/released';
import type { RequestHandler } from './$types';

const FILE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.webp$/;
const SECONDS = 60; // a photo that is taken back is gone from every cache within a minute

/** A photo that a moderator released; `?size=small` for lists. Everything else is not there, in the same words. */
export const GET: RequestHandler = async (event) => {
  const name = FILE.exec(event.params.file)?.[1];
  const size = event.url.searchParams.get('size') === 'small' ? 'small' : 'large';
  const picture = name
    ? await released.read(event.locals.supabase, name, size).catch((cause) => refuse(event, cause))
    : null;
  if (!picture)
    return new Response('没有这张照片。 There is no such photo.\n', {
      status: 404,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
    });
  return new Response(picture, {
    headers: {
      ...headersFor(event.request, 'image/webp', SECONDS),
      'content-length': String(picture.size),
      'content-disposition': `inline; filename="${size}.webp"`,
      // Anybody may show it: it is published under an open licence.
      'cross-origin-resource-policy': 'cross-origin'
    }
  });
};
