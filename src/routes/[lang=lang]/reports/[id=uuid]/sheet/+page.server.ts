import { translator } from '$lib/i18n/translate';
import { refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import { sheetLines } from '$lib/sheet/sheetText';
import * as tracking from '$lib/tracking/tracking.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, params, url, setHeaders } = event;
  const { supabase } = locals;
  setHeaders({ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' });
  try {
    const report = await tracking.read(supabase, params.id, locals.guestKeys[params.id]);
    const linesIn = async (lang: 'zh' | 'en') => {
      const [t, named, answers] = await Promise.all([
        translator(lang, ['sheet', 'words']),
        names(supabase, lang),
        tracking.answers(supabase, report.category_code, report.answers, lang)
      ]);
      const category = named.category(report.category_code);
      const subdistrict = named.subdistrict(report.subdistrict_code);
      return {
        lines: sheetLines(t, report, { category, subdistrict, answers }),
        paper: {
          heading: t('sheet:paper.heading'),
          greeting: t('sheet:paper.greeting'),
          closing: t('sheet:paper.closing'),
          name: t('sheet:contact.name'),
          phone: t('sheet:contact.phone')
        }
      };
    };
    const { contact } = report;
    return {
      code: report.code,
      zh: await linesIn('zh'),
      en: params.lang === 'en' ? await linesIn('en') : null,
      masked: [contact?.phone_masked, contact?.email_masked].filter(Boolean).join(' · '),
      contact: url.searchParams.get('contact') === '1',
      here: `/${params.lang}/reports/${params.id}`
    };
  } catch (cause) {
    refuse(event, cause);
  }
};
