import { error } from '@sveltejs/kit';
import * as cover from '$lib/cover/cover';
import { refuse } from '$lib/server/failure';
import * as released from '$lib/server/released';
import type { RequestHandler } from './$types';

/** The photo as the public would see it with `cover`, for staff who have the case; made anew each time and kept nowhere. */
export const GET: RequestHandler = async (event) => {
  const { locals, params, url } = event;
  const rectangles = cover.read(url.searchParams.get('cover') ?? '');
  // A guest reads their own photos elsewhere; covering costs work, and is for the desk.
  if (!rectangles || !locals.roles.includes('moderator')) error(404, { message: 'not_found', code: 'not_found' });
  const size = url.searchParams.get('size') === 'small' ? 'small' : 'large';
  const pictures = await released
    .preview(locals.supabase, params.id, params.sha256, rectangles)
    .catch((cause) => refuse(event, cause));
  return new Response(new Uint8Array(pictures[size]), {
    headers: { 'content-type': 'image/webp', 'cache-control': 'private, no-store' }
  });
};
