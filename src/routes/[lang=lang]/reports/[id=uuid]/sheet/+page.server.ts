import { error, fail, redirect } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { typed, type Values } from '$lib/forms/read';
import { translator } from '$lib/i18n/translate';
import { failureOf, refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import { qrPath } from '$lib/server/qr';
import * as hotline from '$lib/sheet/hotline.server';
import { sheetLines } from '$lib/sheet/sheetText';
import * as tracking from '$lib/tracking/tracking.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, params, url, setHeaders } = event;
  const { supabase } = locals;
  const here = `/${params.lang}/reports/${params.id}`;
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
      notes: await hotline.notes(supabase, params.id, locals.guestKeys[params.id]),
      noteId: randomUUID(),
      zh: await linesIn('zh'),
      en: params.lang === 'en' ? await linesIn('en') : null,
      masked: [contact?.phone_masked, contact?.email_masked].filter(Boolean).join(' · '),
      contact: url.searchParams.get('contact') === '1',
      here,
      foot: { address: url.origin + here, qr: qrPath(url.origin + here) }
    };
  } catch (cause) {
    refuse(event, cause);
  }
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const actions: Actions = {
  note: async (event) => {
    const { locals, params, request } = event;
    const form = await request.formData();
    const values: Values = Object.fromEntries(
      ['note_id', 'order_number', 'result'].map((name) => {
        const value = form.get(name);
        return [name, typeof value === 'string' ? value : ''];
      })
    );
    const id = typed(values, 'note_id');
    if (!UUID.test(id)) return fail(422, { errors: { form: 'id_missing' }, values: { ...values, note_id: '' } });
    const given = { id, order: typed(values, 'order_number'), result: typed(values, 'result') };
    try {
      await hotline.note(locals.supabase, params.id, given, locals.guestKeys[params.id]);
    } catch (cause) {
      const { status, code, field } = failureOf(cause);
      if (status === 404) error(404, { message: 'not_found', code: 'not_found' });
      if (status >= 500) refuse(event, cause);
      // Noted before, with other words: what is typed now is kept, and is the next note.
      if (code === 'write_differs') return fail(status, { errors: { form: code }, values: { ...values, note_id: '' } });
      return fail(status, { errors: { [field && field in values ? field : 'form']: code }, values });
    }
    redirect(303, `/${params.lang}/reports/${params.id}/sheet#hotline`);
  }
};
