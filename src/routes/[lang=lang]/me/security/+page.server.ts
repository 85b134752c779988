import { fail, redirect } from '@sveltejs/kit';
import * as account from '$lib/account/account.server';
import * as codes from '$lib/account/codes.server';
import { passwordForm } from '$lib/account/credentials';
import { signInPath } from '$lib/account/nextPath';
import * as pending from '$lib/account/pending.server';
import { read } from '$lib/forms/read';
import { failureOf, minutesOf, refuse } from '$lib/server/failure';
import { throttle } from '$lib/server/limits';
import { codesArrive } from '$lib/server/mail';
import { clientApart } from '$lib/server/supabase';
import type { Actions, PageServerLoad } from './$types';

const CHANGED = ['password', 'address'] as const;

export const load: PageServerLoad = ({ locals, params, url }) => {
  if (!locals.user) redirect(303, signInPath(params.lang, url));
  return {
    codes: codesArrive(),
    changed: CHANGED.find((what) => what === url.searchParams.get('changed')) ?? null,
    isNew: url.searchParams.has('new')
  };
};

export const actions: Actions = {
  password: async (event) => {
    const { locals, params, request, url } = event;
    if (!locals.user) redirect(303, signInPath(params.lang, url));
    const { email } = locals.user;
    const { data, errors } = read(passwordForm(email), await request.formData());
    if (errors) return fail(400, { errors, minutes: 0 });
    const wait = await throttle(event, 'sign_in', email);
    if (wait && wait.status !== 429) refuse(event, wait);
    if (wait) return fail(429, { errors: { form: 'throttled' }, minutes: minutesOf(wait) });
    try {
      const holds = await account.passwordHolds(await clientApart(), { email, password: data.current_password });
      if (!holds) return fail(400, { errors: { current_password: 'password_not_this' }, minutes: 0 });
      await codes.setPassword(locals.supabase, data.password);
    } catch (cause) {
      if (failureOf(cause).code !== 'weak_password') refuse(event, cause);
      return fail(400, { errors: { password: 'password_weak' }, minutes: 0 });
    }
    redirect(303, `/${params.lang}/me/security?changed=password`);
  },

  /** Every browser, this one too. */
  everywhere: async (event) => {
    const { cookies, locals, params, setHeaders, url } = event;
    if (!locals.user) redirect(303, signInPath(params.lang, url));
    try {
      await codes.signOutEverywhere(locals.supabase);
    } catch (cause) {
      refuse(event, cause);
    }
    pending.forget(cookies);
    setHeaders({ 'clear-site-data': '"storage"' });
    redirect(303, `/${params.lang}/sign-in?out=everywhere`);
  }
};
