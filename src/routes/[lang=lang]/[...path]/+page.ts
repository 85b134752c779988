import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

// An address nobody knows, under a language: it gets our own frame and words instead of the bare error page.
export const load: PageLoad = () => error(404);
