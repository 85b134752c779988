import { json } from '@sveltejs/kit';
import { errorText } from '$lib/i18n/errorText';
import { translator } from '$lib/i18n/translate';
import { headersFor } from '$lib/published/export.server';
import * as published from '$lib/published/published.server';
import { failureOf, refuse } from '$lib/server/failure';
import type { RequestHandler } from './$types';

/** What changed behind `after`, in one `subdistrict` or all of the district. docs/decisions/0025-delta-reading.md */
export const GET: RequestHandler = async (event) => {
  const query = event.url.searchParams;
  try {
    const changes = await published.changes(
      event.locals.supabase,
      query.get('after'),
      query.get('subdistrict') || null
    );
    return json({ licence: 'CC-BY-4.0', ...changes }, { headers: headersFor(event.request, 'application/json', 5) });
  } catch (cause) {
    const { status, code } = failureOf(cause);
    if (status >= 500) refuse(event, cause);
    // A program reads this first and a person later, in either language.
    const said = async (lang: 'zh' | 'en') => errorText(await translator(lang, ['common', 'errors', 'refusals']), code);
    return json(
      { code, message: { zh: await said('zh'), en: await said('en') } },
      { status, headers: { 'cache-control': 'no-store' } }
    );
  }
};
