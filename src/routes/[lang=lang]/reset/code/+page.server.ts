import { fail, redirect } from '@sveltejs/kit';
import { enter, send } from '$lib/account/codePage.server';
import * as codes from '$lib/account/codes.server';
import { resetForm } from '$lib/account/credentials';
import * as pending from '$lib/account/pending.server';
import { read } from '$lib/forms/read';
import { failureOf, refuse } from '$lib/server/failure';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function waiting({ cookies, params }: Pick<RequestEvent, 'cookies' | 'params'>): Promise<string> {
  const found = await pending.read(cookies);
  if (found?.for !== 'reset') redirect(303, `/${params.lang}/reset`);
  return found.email;
}

export const load: PageServerLoad = async (event) => ({ email: await waiting(event) });

export const actions: Actions = {
  again: async (event) => {
    const email = await waiting(event);
    const wrong = await send(event, 'account', email, () => codes.sendReset(event.locals.supabase, email));
    return wrong ?? { sent: true };
  },

  enter: async (event) => {
    const { cookies, locals, params, request } = event;
    const email = await waiting(event);
    // The password is judged first: a code that was spent on a weak one would be gone.
    const { data, errors } = read(resetForm(email), await request.formData());
    if (errors) return fail(400, { errors });
    const { wrong } = await enter(event, 'reset', email, data.code);
    if (wrong) return wrong;
    try {
      await codes.setPassword(locals.supabase, data.password);
    } catch (cause) {
      // A hosted project may know better which passwords are weak. The code is spent, the mailbox is shown: it takes another code.
      if (failureOf(cause).code !== 'weak_password') refuse(event, cause);
      await locals.supabase.auth.signOut({ scope: 'local' });
      return fail(400, { errors: { password: 'password_weak_again' } });
    }
    pending.forget(cookies);
    redirect(303, `/${params.lang}/me/security?changed=password`);
  }
};
