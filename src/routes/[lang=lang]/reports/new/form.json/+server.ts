import { json } from '@sveltejs/kit';
import * as reference from '$lib/reports/form/reference.server';
import * as waterways from '$lib/waterways/waterways.server';
import { refuse } from '$lib/server/failure';
import type { RequestHandler } from './$types';

/** What the form offers, for the phone to keep: public, the same for everybody, and asked for again whenever there is a network. */
export const GET: RequestHandler = async (event) => {
  const { supabase, lang } = event.locals;
  try {
    const rivers = (await waterways.list(supabase)).map((one) => [one.slug, one[`name_${lang}`]]);
    const whole = await reference.whole(supabase, lang, Object.fromEntries(rivers));
    const headers = { 'cache-control': 'no-cache', etag: `"${whole.version}"` };
    if (event.request.headers.get('if-none-match') === headers.etag)
      return new Response(null, { status: 304, headers });
    return json(whole, { headers });
  } catch (cause) {
    refuse(event, cause);
  }
};
