import { headersFor } from '$lib/published/export.server';
import { refuse } from '$lib/server/failure';
import * as greenPhotos from '$lib/server/greenPhotos';
import type { RequestHandler } from './$types';

const FILE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.webp$/;
const SECONDS = 60; // a photo that is taken back is gone from every cache within a minute

/**
 * A photo of a place, a sighting or a suggestion, for whoever may see it; `?size=small` for pages. Only what everybody may see
 * is kept by caches. Everything else is not there, in the same words.
 */
export const GET: RequestHandler = async (event) => {
  const name = FILE.exec(event.params.file)?.[1];
  const size = event.url.searchParams.get('size') === 'small' ? 'small' : 'large';
  const found = name
    ? await greenPhotos.read(event.locals.supabase, name, size).catch((cause) => refuse(event, cause))
    : null;
  if (!found)
    return new Response('没有这张照片。 There is no such photo.\n', {
      status: 404,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
    });
  return new Response(found.picture, {
    headers: {
      ...headersFor(event.request, 'image/webp', SECONDS),
      ...(found.isPublic
        ? // Anybody may show it: search engines do, with its licence.
          { 'cross-origin-resource-policy': 'cross-origin' }
        : { 'cache-control': 'private, no-store' }),
      'content-length': String(found.picture.size),
      'content-disposition': `inline; filename="${size}.webp"`
    }
  });
};
