import { settings } from '$lib/server/env';
import { refuse } from '$lib/server/failure';
import type { PageServerLoad } from './$types';
import { listed } from '../listed.server';

const MOST = 200; // marks that a map can carry without a clustering library

// The map is all that lives here, and brings its own small script (lib/map/slot.ts).
export const csr = false;

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  void params.lang;
  if (url.searchParams.has('lat'))
    setHeaders({ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' });
  try {
    return { ...(await listed(locals, url.searchParams, MOST)), tiles: settings().tiles ?? null };
  } catch (cause) {
    refuse({ locals }, cause);
  }
};
