import { fail, redirect } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { signInPath } from '$lib/account/nextPath';
import { read } from '$lib/forms/read';
import { sightingForm } from '$lib/nature/form';
import * as nature from '$lib/nature/nature.server';
import * as reference from '$lib/reports/form/reference.server';
import { failureOf, refuse } from '$lib/server/failure';
import type { Actions, PageServerLoad } from './$types';

/** Today in Beijing, yyyy-mm-dd. */
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  // The form's id is made for one visitor.
  setHeaders({ 'cache-control': 'private, no-store' });
  const { supabase, lang } = locals;
  try {
    const [taxa, places, subdistricts] = await Promise.all([
      nature.taxa(supabase),
      nature.places(supabase, lang),
      reference.subdistricts(supabase, lang)
    ]);
    return {
      taxa,
      places,
      subdistricts: subdistricts.map(({ code, name }) => ({ code, name })),
      today: today(),
      newId: randomUUID(),
      signIn: signInPath(params.lang, url)
    };
  } catch (cause) {
    refuse({ locals }, cause);
  }
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    if (!locals.user) redirect(303, signInPath(params.lang, url));
    const { data, errors, values } = read(sightingForm, await request.formData());
    if (errors) return fail(400, { errors, values });
    try {
      await nature.log(locals.supabase, data, locals.lang);
    } catch (cause) {
      const { status, code, field } = failureOf(cause);
      if (status >= 500) refuse({ locals }, cause);
      return fail(status, { errors: { [field && field in values ? field : 'form']: code }, values });
    }
    redirect(303, `/${params.lang}/me/nature?done`);
  }
};
