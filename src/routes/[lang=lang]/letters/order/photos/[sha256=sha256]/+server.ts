import * as orders from '$lib/letters/orders.server';
import { refuse } from '$lib/server/failure';
import type { RequestHandler } from './$types';

/** Shows a photo of the case to whoever holds the link of its work order; `?size=small` for the page. */
export const GET: RequestHandler = async (event) => {
  const { locals, params, url } = event;
  const size = url.searchParams.get('size') === 'small' ? 'small' : 'large';
  try {
    const token = url.searchParams.get('token') ?? '';
    const picture = await orders.photo(locals.supabase, token, params.sha256, size);
    return new Response(picture, {
      headers: {
        'content-type': 'image/webp',
        'content-disposition': `inline; filename="${size}.webp"`,
        'cache-control': 'private, no-store',
        'referrer-policy': 'no-referrer'
      }
    });
  } catch (cause) {
    refuse(event, cause);
  }
};
