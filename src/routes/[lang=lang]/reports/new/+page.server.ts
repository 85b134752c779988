import { fail, isHttpError, redirect } from '@sveltejs/kit';
import { settings } from '$lib/server/env';
import * as reference from '$lib/reports/form/reference.server';
import { readForm, type FormErrors, type Typed } from '$lib/reports/formFields';
import { check } from '$lib/reports/reportForm';
import { fresh, submit } from '$lib/reports/submit.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, request, setHeaders }) => {
  const { supabase, lang } = locals;
  setHeaders({ 'cache-control': 'private, no-store' }); // the page holds the key of a report to be
  void params.lang; // read, so that a switch of language loads the words of the other one
  const { tiles } = settings();
  const chosen = await reference.chosen(supabase, lang, url.searchParams.get('category') ?? '');
  const showsForm = chosen !== null || request.method === 'POST';
  return {
    groups: await reference.categories(supabase, lang),
    chosen,
    showsForm,
    subdistricts: showsForm ? await reference.subdistricts(supabase, lang) : [],
    reading: await reference.reading(supabase),
    tiles: tiles ?? null,
    fresh: fresh(),
    arrived: Object.keys(locals.guestKeys),
    words: url.searchParams.get('q')?.slice(0, 60) ?? '',
    given: {
      danger_answered: url.searchParams.get('danger') === 'no' ? 'no' : '',
      place: url.searchParams.get('place')?.slice(0, 200) ?? ''
    }
  };
};

export const actions: Actions = {
  // One address for browsers, the outbox and other programs; `intent` only asks for the form again.
  default: async ({ request, locals }) => {
    const form = await request.formData().catch((cause: unknown) => {
      if (isHttpError(cause, 413)) throw cause; // too large
      return null;
    });
    const typed = readForm(form ?? new FormData());
    const again = async (changes: Partial<Typed> = {}, errors: FormErrors = {}) => {
      const known = (code: string) => reference.chosen(locals.supabase, locals.lang, code);
      const category = changes.category ?? typed.category ?? '';
      // A category that is gone must not take the words with it: the form comes back under "other", and says so.
      const chosen = (await known(category)) ?? (await known('other.environment'));
      return { typed: { ...typed, ...changes, category: chosen?.code ?? '' }, errors, chosen };
    };

    if (!form) return fail(400, await again({}, { form: 'form_unreadable' }));

    const intent = form.get('intent');
    if (intent === 'switch') return again();
    if (intent === 'category') return again({ category: String(form.get('other_category') ?? '') });
    if (intent === 'renew') return again(fresh());

    const checked = check(typed);
    if (!checked.ok) return fail(400, await again({}, checked.errors));
    const sent = await submit(locals, checked.report);
    if (!sent.ok) return fail(sent.status, await again({}, sent.errors));
    redirect(303, sent.location);
  }
};
