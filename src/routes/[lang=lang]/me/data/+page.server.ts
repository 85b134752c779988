import { fail, redirect } from '@sveltejs/kit';
import * as account from '$lib/account/account.server';
import { consentForm, deleteForm, profileForm } from '$lib/account/credentials';
import * as myData from '$lib/account/myData.server';
import { signInPath } from '$lib/account/nextPath';
import { read, type Errors } from '$lib/forms/read';
import { failureOf, refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import * as tracking from '$lib/tracking/tracking.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { supabase, user, lang } = locals;
  if (!user) redirect(303, signInPath(params.lang, url));
  try {
    const [profile, consents, named, mine] = await Promise.all([
      account.profile(supabase, user.id),
      account.consents(supabase),
      names(supabase, lang),
      tracking.mine(supabase, {})
    ]);
    const codes = new Map(mine.map(({ id, code }) => [id, code]));
    const reveals = await account.reveals(supabase, [...codes.keys()]);
    return {
      profile,
      consents,
      reveals: reveals.map((reveal) => ({
        ...reveal,
        code: codes.get(reveal.report_id) ?? '',
        unit: named.unit(reveal.unit_code)
      }))
    };
  } catch (cause) {
    refuse({ locals }, cause);
  }
};

export const actions: Actions = {
  profile: async ({ locals, params, request, url }) => {
    if (!locals.user) redirect(303, signInPath(params.lang, url));
    const { data, errors, values } = read(profileForm, await request.formData());
    if (errors) return fail(400, { errors, values });
    try {
      await account.saveProfile(locals.supabase, locals.user.id, data);
    } catch (cause) {
      refuse({ locals }, cause);
    }
    return { saved: 'profile' as const };
  },

  consents: async ({ locals, params, request, url }) => {
    if (!locals.user) redirect(303, signInPath(params.lang, url));
    const { data, errors, values } = read(consentForm, await request.formData());
    if (errors) return fail(400, { errors, values });
    try {
      await account.agree(locals.supabase, data.purposes);
    } catch (cause) {
      refuse({ locals }, cause);
    }
    return { saved: 'consents' as const };
  },

  delete: async ({ locals, params, request, setHeaders, url }) => {
    if (!locals.user) redirect(303, signInPath(params.lang, url));
    const { data, errors, values } = read(deleteForm, await request.formData());
    if (errors) return fail(400, { errors, values });
    try {
      await myData.deleteAccount(locals.supabase, data.word);
    } catch (cause) {
      const { status, code } = failureOf(cause);
      if (status >= 500) refuse({ locals }, cause);
      const errors: Errors = { form: code };
      return fail(status, { errors, values });
    }
    await account.signOut(locals.supabase);
    setHeaders({ 'clear-site-data': '"storage"' });
    redirect(303, `/${params.lang}/me/data/deleted`);
  }
};
