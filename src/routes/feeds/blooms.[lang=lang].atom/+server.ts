import * as blooms from '$lib/blooms/blooms.server';
import { atom } from '$lib/blooms/feed.server';
import * as format from '$lib/i18n/format';
import { translator } from '$lib/i18n/translate';
import { headersFor } from '$lib/published/export.server';
import { refuse } from '$lib/server/failure';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const lang = event.params.lang === 'en' ? 'en' : 'zh';
  try {
    const [days, t] = await Promise.all([
      blooms.days(event.locals.supabase, 50),
      translator(lang, ['common', 'blooms'])
    ]);
    const feed = atom({ days, origin: event.url.origin, lang, t, date: (day) => format.date(lang, day) });
    return new Response(feed, { headers: headersFor(event.request, 'application/atom+xml; charset=utf-8', 60) });
  } catch (cause) {
    refuse(event, cause);
  }
};
