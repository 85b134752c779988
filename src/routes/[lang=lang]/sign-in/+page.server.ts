import { fail, redirect } from '@sveltejs/kit';
import * as account from '$lib/account/account.server';
import { send } from '$lib/account/codePage.server';
import * as codes from '$lib/account/codes.server';
import { askForm, signInForm } from '$lib/account/credentials';
import { demoEmail, DEMO_PASSWORD, isDemoPerson } from '$lib/account/demoPeople';
import { nextPath } from '$lib/account/nextPath';
import * as pending from '$lib/account/pending.server';
import { read, typed } from '$lib/forms/read';
import { minutesOf, refuse } from '$lib/server/failure';
import { throttle } from '$lib/server/limits';
import { codesArrive } from '$lib/server/mail';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const NO_NEXT = '';

export const load: PageServerLoad = ({ locals, params, url }) => {
  const next = nextPath(url.searchParams.get('next'), NO_NEXT);
  if (locals.user) redirect(303, next || `/${params.lang}/me`);
  const person = url.searchParams.get('demo');
  const filled = locals.demo && isDemoPerson(person) ? { email: demoEmail(person), password: DEMO_PASSWORD } : null;
  return { next, filled, codes: codesArrive(), isOut: url.searchParams.get('out') === 'everywhere' };
};

/** Sends a code and leads to the page that asks for it, for an address that is known and for one that is not. */
async function askCode(event: RequestEvent, form: FormData) {
  const { cookies, locals, params, url } = event;
  const { data, errors, values } = read(askForm, form);
  if (errors) return fail(400, { errors, email: typed(values, 'email'), minutes: 0 });
  const { email } = data;
  const wrong = await send(event, 'account', email, () => codes.sendSignIn(locals.supabase, email));
  // Within a minute of the last one, a code is on its way already.
  if (wrong && wrong.data.errors['form'] !== 'code_wait')
    return fail(wrong.status, { errors: wrong.data.errors, email, minutes: wrong.data.said.minutes });
  if (!wrong || (await pending.read(cookies))?.email !== email) await pending.write(cookies, { for: 'sign_in', email });
  const next = nextPath(url.searchParams.get('next'), NO_NEXT);
  redirect(303, `/${params.lang}/sign-in/code${next ? `?${new URLSearchParams({ next })}` : ''}`);
}

export const actions: Actions = {
  default: async (event) => {
    const { locals, params, request, url } = event;
    const form = await request.formData();
    if (form.get('by') === 'code' && codesArrive()) return askCode(event, form);
    const { data, errors, values } = read(signInForm, form);
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
