import { fail, redirect } from '@sveltejs/kit';
import { enter, send } from '$lib/account/codePage.server';
import * as codes from '$lib/account/codes.server';
import { codeForm } from '$lib/account/credentials';
import { nextPath } from '$lib/account/nextPath';
import * as pending from '$lib/account/pending.server';
import { read } from '$lib/forms/read';
import { refuse } from '$lib/server/failure';
import type { Actions, PageServerLoad } from './$types';

/** The address that this browser waits for a code to, or the way back to where one asks for it. */
async function waiting(event: { cookies: Parameters<typeof pending.read>[0]; params: { lang: string }; url: URL }) {
  const found = await pending.read(event.cookies);
  if (found?.for !== 'sign_in' && found?.for !== 'sign_up')
    redirect(303, `/${event.params.lang}/sign-in${event.url.search.startsWith('?/') ? '' : event.url.search}`);
  return found;
}

export const load: PageServerLoad = async (event) => {
  const next = nextPath(event.url.searchParams.get('next'), '');
  if (event.locals.user) redirect(303, next || `/${event.params.lang}/me`);
  const { email, for: why } = await waiting(event);
  return { email, why, next };
};

export const actions: Actions = {
  again: async (event) => {
    const { email } = await waiting(event);
    const wrong = await send(event, 'account', email, () => codes.sendSignIn(event.locals.supabase, email));
    return wrong ?? { sent: true };
  },

  enter: async (event) => {
    const { cookies, locals, params, request, url } = event;
    const asked = await waiting(event);
    const { data, errors } = read(codeForm, await request.formData());
    if (errors) return fail(400, { errors });
    const { user, wrong } = await enter(event, 'sign_in', asked.email, data.code);
    if (wrong) return wrong;
    pending.forget(cookies);
    const isTheirs = asked.for === 'sign_up' && asked.made === user.id;
    if (codes.justConfirmed(user) && !isTheirs) {
      await codes.dropPassword(locals.supabase).catch((cause: unknown) => refuse(event, cause));
      redirect(303, `/${params.lang}/me/security?new`);
    }
    redirect(303, nextPath(url.searchParams.get('next'), `/${params.lang}/me`));
  }
};
