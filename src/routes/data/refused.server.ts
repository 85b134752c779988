import { json, type RequestEvent } from '@sveltejs/kit';
import { errorText } from '$lib/i18n/errorText';
import { translator } from '$lib/i18n/translate';
import { failureOf, refuse } from '$lib/server/failure';

/** A refusal in both languages: a program reads it first and a person later, and the address names no language. */
export async function refused(event: RequestEvent, cause: unknown): Promise<Response> {
  const { status, code } = failureOf(cause);
  if (status >= 500) refuse(event, cause);
  const said = async (lang: 'zh' | 'en') => errorText(await translator(lang, ['common', 'errors', 'refusals']), code);
  return json(
    { code, message: { zh: await said('zh'), en: await said('en') } },
    { status, headers: { 'cache-control': 'no-store' } }
  );
}
