import { error } from '@sveltejs/kit';
import * as cover from '$lib/cover/cover';
import { refuse } from '$lib/server/failure';
import * as greenPhotos from '$lib/server/greenPhotos';
import type { RequestHandler } from './$types';

/** A photo of the green part as others would see it with `cover`, for whoever may cover it; made anew each time and kept nowhere. */
export const GET: RequestHandler = async (event) => {
  const { locals, params, url } = event;
  const rectangles = cover.read(url.searchParams.get('cover') ?? '');
  if (!rectangles) error(404, { message: 'not_found', code: 'not_found' });
  const size = url.searchParams.get('size') === 'small' ? 'small' : 'large';
  const pictures = await greenPhotos
    .preview(locals.supabase, params.name, rectangles)
    .catch((cause) => refuse(event, cause));
  return new Response(new Uint8Array(pictures[size]), {
    headers: { 'content-type': 'image/webp', 'cache-control': 'private, no-store' }
  });
};
