import * as format from '$lib/i18n/format';
import { translator } from '$lib/i18n/translate';
import { atom, headersFor } from '$lib/published/export.server';
import * as published from '$lib/published/published.server';
import { refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const lang = event.params.lang === 'en' ? 'en' : 'zh';
  const { supabase } = event.locals;
  try {
    const [{ rows }, named, t] = await Promise.all([
      published.list(supabase, {}, null, 50),
      names(supabase, lang),
      translator(lang, ['common', 'published'])
    ]);
    const feed = atom({ rows, origin: event.url.origin, lang, names: named, t, month: (at) => format.month(lang, at) });
    return new Response(feed, { headers: headersFor(event.request, 'application/atom+xml; charset=utf-8', 60) });
  } catch (cause) {
    refuse(event, cause);
  }
};
