import { refuse } from '$lib/server/failure';
import type { PageServerLoad } from './$types';
import { listed } from './listed.server';

// Links and a GET form, which work by themselves; the one small script asks for a position on a tap (static/near.js).
export const csr = false;

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  void params.lang; // read, so that a switch of language loads the words of the other one
  // The address may say where somebody stands: it goes to no other site and into no shared cache.
  if (url.searchParams.has('lat'))
    setHeaders({ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' });
  try {
    return await listed(locals, url.searchParams);
  } catch (cause) {
    refuse({ locals }, cause);
  }
};
