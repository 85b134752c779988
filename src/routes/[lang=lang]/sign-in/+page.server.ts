import { fail, redirect } from '@sveltejs/kit';
import * as account from '$lib/account/account.server';
import { signInForm } from '$lib/account/credentials';
import { demoEmail, DEMO_PASSWORD, isDemoPerson } from '$lib/account/demoPeople';
import { nextPath } from '$lib/account/nextPath';
import { read, typed } from '$lib/forms/read';
import { minutesOf, refuse } from '$lib/server/failure';
import { throttle } from '$lib/server/limits';
import type { Actions, PageServerLoad } from './$types';

const NO_NEXT = '';

export const load: PageServerLoad = ({ locals, params, url }) => {
  const next = nextPath(url.searchParams.get('next'), NO_NEXT);
  if (locals.user) redirect(303, next || `/${params.lang}/me`);
  const person = url.searchParams.get('demo');
  const filled = locals.demo && isDemoPerson(person) ? { email: demoEmail(person), password: DEMO_PASSWORD } : null;
  return { next, filled };
};

export const actions: Actions = {
  default: async (event) => {
    const { locals, params, request, url } = event;
    const { data, errors, values } = read(signInForm, await request.formData());
    const email = typed(values, 'email');
    if (errors) return fail(400, { errors, email, minutes: 0 });
    const wait = await throttle(event, 'sign_in', data.email);
    if (wait && wait.status !== 429) refuse(event, wait);
    if (wait) return fail(wait.status, { errors: { form: 'throttled' }, email, minutes: minutesOf(wait) });
    try {
      const isIn = await account.unhurried(account.signIn(locals.supabase, data));
      if (!isIn) return fail(400, { errors: { form: 'wrong_credentials' }, email, minutes: 0 });
    } catch (cause) {
      refuse(event, cause);
    }
    redirect(303, nextPath(url.searchParams.get('next'), `/${params.lang}/me`));
  }
};
