import { error, fail, redirect } from '@sveltejs/kit';
import * as account from '$lib/account/account.server';
import { enter, send } from '$lib/account/codePage.server';
import * as codes from '$lib/account/codes.server';
import { addressForm, codeForm } from '$lib/account/credentials';
import { signInPath } from '$lib/account/nextPath';
import * as pending from '$lib/account/pending.server';
import { read, typed } from '$lib/forms/read';
import { minutesOf, refuse } from '$lib/server/failure';
import { throttle } from '$lib/server/limits';
import { codesArrive } from '$lib/server/mail';
import { clientApart } from '$lib/server/supabase';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

type Event = Pick<RequestEvent, 'cookies' | 'locals' | 'params' | 'url'>;

const own = ({ locals, params, url }: Pick<Event, 'locals' | 'params' | 'url'>): { id: string; email: string } => {
  if (!codesArrive()) error(404, { message: 'not_found', code: 'not_found' });
  return locals.user ?? redirect(303, signInPath(params.lang, url));
};

/** The step this browser is at: which address to name, the code to the present one, the code to the new one. */
async function step(event: Event) {
  const { id } = own(event);
  const found = await pending.read(event.cookies);
  if (found?.for === 'proof' && found.who === id) return { at: 'proof', to: found.to } as const;
  if (found?.for === 'new_address' && found.who === id) return { at: 'new_address', to: found.email } as const;
  return { at: 'name', to: '' } as const;
}

/** Shown who asks: a code goes to the new address. */
async function toNewAddress(event: Event, to: string) {
  const { supabase } = event.locals;
  const wrong = await send(event, 'new_address', to, () => codes.sendNewAddress(supabase, to));
  if (wrong && wrong.data.errors['form'] !== 'code_wait') return wrong;
  await pending.write(event.cookies, { for: 'new_address', email: to, who: own(event).id });
  redirect(303, event.url.pathname);
}

export const load: PageServerLoad = async (event) => ({ ...(await step(event)), own: own(event).email });

export const actions: Actions = {
  name: async (event) => {
    const { email } = own(event);
    const { locals, request, url } = event;
    const form = await request.formData();
    const { data, errors, values } = read(addressForm(email), form);
    const kept = { email: typed(values, 'email') };
    if (errors) return fail(400, { errors, ...kept });
    if (form.get('by') === 'code') {
      const wrong = await send(event, 'account', email, () => codes.sendSignIn(locals.supabase, email));
      if (wrong && wrong.data.errors['form'] !== 'code_wait') return fail(wrong.status, { ...wrong.data, ...kept });
      await pending.write(event.cookies, { for: 'proof', email, who: own(event).id, to: data.email });
      redirect(303, url.pathname);
    }
    if (!data.current_password) return fail(400, { errors: { current_password: 'password_missing' }, ...kept });
    const wait = await throttle(event, 'sign_in', email);
    if (wait && wait.status !== 429) refuse(event, wait);
    if (wait) return fail(429, { errors: { form: 'throttled' }, said: { minutes: minutesOf(wait) }, ...kept });
    try {
      const holds = await account.passwordHolds(await clientApart(), { email, password: data.current_password });
      if (!holds) return fail(400, { errors: { current_password: 'password_not_this' }, ...kept });
    } catch (cause) {
      refuse(event, cause);
    }
    const wrong = await toNewAddress(event, data.email);
    return fail(wrong.status, { ...wrong.data, ...kept });
  },

  enter: async (event) => {
    const { email } = own(event);
    const { at, to } = await step(event);
    if (at === 'name') redirect(303, event.url.pathname);
    const { data, errors } = read(codeForm, await event.request.formData());
    if (errors) return fail(400, { errors });
    const { wrong } =
      at === 'proof'
        ? await enter(event, 'sign_in', email, data.code)
        : await enter(event, 'new_address', to, data.code);
    if (wrong) return wrong;
    if (at === 'proof') return toNewAddress(event, to);
    pending.forget(event.cookies);
    redirect(303, `/${event.params.lang}/me/security?changed=address`);
  },

  again: async (event) => {
    const { email } = own(event);
    const { supabase } = event.locals;
    const { at, to } = await step(event);
    if (at === 'name') redirect(303, event.url.pathname);
    const wrong =
      at === 'proof'
        ? await send(event, 'account', email, () => codes.sendSignIn(supabase, email))
        : await send(event, 'new_address', to, () => codes.sendNewAddress(supabase, to));
    return wrong ?? { sent: true };
  },

  cancel: async (event) => {
    own(event);
    pending.forget(event.cookies);
    redirect(303, `/${event.params.lang}/me/security`);
  }
};
