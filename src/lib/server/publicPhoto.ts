/** How a photo that everybody may see is answered, and asked for again: the one way of all routes that serve one. */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { RequestEvent } from '@sveltejs/kit';
import type { Database } from '../database.types.ts';
import { refuse } from './failure.ts';
import { thumb } from './pictures.ts';

const FILE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.webp$/;
const SIZES = ['small', 'thumb'] as const;

type Db = SupabaseClient<Database>;
export interface Source {
  /** Whether everybody may see it at this moment. One row, and no file: it is asked each time somebody shows the photo again. */
  isShown(db: Db, name: string): Promise<boolean>;
  /** The picture for this visitor, and whether everybody may see it; null when there is none, whatever the reason. */
  read(db: Db, name: string, size: 'large' | 'small'): Promise<{ picture: Blob; isPublic: boolean } | null>;
}

/**
 * `/…/<name>.webp`, `?size=small` for pages, or `?size=thumb` for lists. Caches may keep what everybody may see, and ask each
 * time before they show it, so that a photo which is taken back is gone at once. A name stands for one picture and no other, so
 * it is its own tag.
 */
export async function answerPhoto(event: RequestEvent<{ file: string }>, { isShown, read }: Source): Promise<Response> {
  const { request, locals, params, url } = event;
  const name = FILE.exec(params.file)?.[1];
  const size = SIZES.find((one) => one === url.searchParams.get('size')) ?? 'large';
  const tag = `"${name}-${size}"`;
  const shown = {
    etag: tag,
    // Not for everybody's cache when it may carry somebody's cookie.
    'cache-control': `${request.headers.has('cookie') ? 'private' : 'public'}, no-cache`,
    // Anybody may show it, with its licence: search engines do.
    'cross-origin-resource-policy': 'cross-origin'
  };
  const refused = (cause: unknown): never => refuse(event, cause);
  const isKept = name !== undefined && (request.headers.get('if-none-match') ?? '').includes(tag);
  if (isKept && (await isShown(locals.supabase, name).catch(refused)))
    return new Response(null, { status: 304, headers: shown });
  const found = name ? await read(locals.supabase, name, size === 'large' ? size : 'small').catch(refused) : null;
  if (!found)
    return new Response('没有这张照片。 There is no such photo.\n', {
      status: 404,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
    });
  const picture =
    size === 'thumb'
      ? new Blob([new Uint8Array(await thumb(Buffer.from(await found.picture.arrayBuffer())))])
      : found.picture;
  return new Response(picture, {
    headers: {
      ...(found.isPublic ? shown : { 'cache-control': 'private, no-store' }),
      'content-type': 'image/webp',
      'content-length': String(picture.size),
      'content-disposition': `inline; filename="${size}.webp"`
    }
  });
}
