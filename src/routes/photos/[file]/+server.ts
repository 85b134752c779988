import { answerPhoto } from '$lib/server/publicPhoto';
import * as released from '$lib/server/released';
import type { RequestHandler } from './$types';

/** A photo that a moderator released; `?size=small` for lists. Everything else is not there, in the same words. */
export const GET: RequestHandler = (event) => answerPhoto(event, released);
