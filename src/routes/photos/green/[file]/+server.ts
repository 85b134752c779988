import * as greenPhotos from '$lib/server/greenPhotos';
import { answerPhoto } from '$lib/server/publicPhoto';
import type { RequestHandler } from './$types';

/**
 * A photo of a place, a sighting or a suggestion, for whoever may see it; `?size=small` for pages. Only what everybody may see
 * is kept by caches. Everything else is not there, in the same words.
 */
export const GET: RequestHandler = (event) =>
  answerPhoto(event, { isShown: greenPhotos.isShown, read: greenPhotos.read });
