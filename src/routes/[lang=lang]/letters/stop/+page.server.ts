import * as letters from '$lib/letters/letters.server';
import { refuse } from '$lib/server/failure';
import type { Actions, PageServerLoad } from './$types';

const tokenOf = (url: URL) => url.searchParams.get('token') ?? '';

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  try {
    return { link: await letters.link(locals.supabase, tokenOf(url)) };
  } catch (cause) {
    refuse({ locals }, cause);
  }
};

export const actions: Actions = {
  /** The button of the page, and the one-click POST of a mail programme (RFC 8058), which knows no cookie and no form of ours. */
  default: async ({ locals, url }) => {
    try {
      return { link: await letters.stop(locals.supabase, tokenOf(url)) };
    } catch (cause) {
      refuse({ locals }, cause);
    }
  }
};
