import * as reference from '$lib/reports/form/reference.server';
import { failureOf, refuse } from '$lib/server/failure';
import { readAsked } from '$lib/waterways/asked';
import * as waterways from '$lib/waterways/waterways.server';
import type { PageServerLoad } from './$types';

// Links and a GET form, which work by themselves; the one small script asks for a position on a tap (static/near.js).
export const csr = false;

/** Refusals that the person can mend here, and the field they are about. */
const MENDED: Record<string, 'q' | 'near'> = { board_unknown: 'q', subdistrict_unknown: 'near' };

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  void params.lang;
  // The address may say where somebody stands: it goes to no other site and into no shared cache.
  if (url.searchParams.has('lat'))
    setHeaders({ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' });
  const asked = readAsked(url.searchParams);
  const find = async () => {
    try {
      return { found: asked ? await waterways.chiefs(locals.supabase, asked) : null, wrong: null };
    } catch (cause) {
      const { code } = failureOf(cause);
      if (MENDED[code]) return { found: null, wrong: { code, field: MENDED[code] } };
      refuse({ locals }, cause);
    }
  };
  const { found, wrong } = await find();
  try {
    const subdistricts = await reference.subdistricts(locals.supabase, locals.lang);
    return {
      found,
      wrong,
      subdistricts: subdistricts.map(({ code, name }) => ({ code, name })),
      board: asked && 'board' in asked ? asked.board : '',
      near: asked && 'subdistrict' in asked ? asked.subdistrict : ''
    };
  } catch (cause) {
    refuse({ locals }, cause);
  }
};
