import { fail, redirect } from '@sveltejs/kit';
import * as account from '$lib/account/account.server';
import * as codes from '$lib/account/codes.server';
import { signUpForm } from '$lib/account/credentials';
import { nextPath } from '$lib/account/nextPath';
import * as pending from '$lib/account/pending.server';
import { read } from '$lib/forms/read';
import { failureOf, minutesOf, refuse } from '$lib/server/failure';
import { throttle } from '$lib/server/limits';
import { codesArrive } from '$lib/server/mail';
import { sessionCookie } from '$lib/server/supabase';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) => {
  const next = nextPath(url.searchParams.get('next'), '');
  if (locals.user) redirect(303, next || `/${params.lang}/me`);
  return { next };
};

export const actions: Actions = {
  default: async (event) => {
    const { cookies, locals, params, request, url } = event;
    const withCode = codesArrive();
    const form = await request.formData();
    // Before anything else is looked at: of a child nothing is checked, counted or sent back.
    if (form.get('age') === 'under_14') return { result: 'under_14' as const };

    const { data, errors, values } = read(signUpForm, form);
    if (errors) return fail(400, { errors, values, minutes: 0 });
    const wait = await throttle(event, 'sign_up', data.email);
    if (wait && wait.status !== 429) refuse(event, wait);
    if (wait) return fail(wait.status, { errors: { form: 'throttled' }, values, minutes: minutesOf(wait) });
    let made: string;
    try {
      const early = withCode ? await codes.ask(locals.supabase, 'account', data.email, locals.client) : null;
      if (early && early.status !== 429) refuse(event, early);
      if (early?.code === 'code_too_soon')
        return fail(429, { errors: { form: 'code_wait' }, values, minutes: 1, seconds: early.wait ?? 60 });
      if (early) return fail(429, { errors: { form: 'throttled' }, values, minutes: minutesOf(early) });
      made = await account.unhurried(account.signUp(locals.supabase, data, withCode));
    } catch (cause) {
      const { code } = failureOf(cause);
      if (code === 'weak_password') return fail(400, { errors: { password: 'password_weak' }, values, minutes: 0 });
      if (code === 'wrong_email') return fail(400, { errors: { email: 'email_wrong' }, values, minutes: 0 });
      refuse(event, cause);
    }
    // Whether there was a session to close would show in the cookies, so the answer closes one in either case.
    cookies.delete(sessionCookie(), { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' });
    if (!withCode) return { result: 'done' as const, email: data.email };
    await pending.write(cookies, { for: 'sign_up', email: data.email, made });
    const next = nextPath(url.searchParams.get('next'), '');
    redirect(303, `/${params.lang}/sign-in/code${next ? `?${new URLSearchParams({ next })}` : ''}`);
  }
};
