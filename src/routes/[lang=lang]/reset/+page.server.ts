import { error, fail, redirect } from '@sveltejs/kit';
import { send } from '$lib/account/codePage.server';
import * as codes from '$lib/account/codes.server';
import { askForm } from '$lib/account/credentials';
import * as pending from '$lib/account/pending.server';
import { read, typed } from '$lib/forms/read';
import { codesArrive } from '$lib/server/mail';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => ({ codes: codesArrive(), email: locals.user?.email ?? '' });

export const actions: Actions = {
  default: async (event) => {
    const { cookies, locals, params, request } = event;
    if (!codesArrive()) error(404, { message: 'not_found', code: 'not_found' });
    const { data, errors, values } = read(askForm, await request.formData());
    if (errors) return fail(400, { errors, email: typed(values, 'email'), minutes: 0 });
    const wrong = await send(event, 'account', data.email, () => codes.sendReset(locals.supabase, data.email));
    // Within a minute of the last one, a code is on its way already.
    if (wrong && wrong.data.errors['form'] !== 'code_wait')
      return fail(wrong.status, { errors: wrong.data.errors, email: data.email, minutes: wrong.data.said.minutes });
    await pending.write(cookies, { for: 'reset', email: data.email });
    redirect(303, `/${params.lang}/reset/code`);
  }
};
