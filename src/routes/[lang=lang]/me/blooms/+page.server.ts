import { error, fail, redirect } from '@sveltejs/kit';
import { signInPath } from '$lib/account/nextPath';
import * as blooms from '$lib/blooms/blooms.server';
import { failureOf, refuse } from '$lib/server/failure';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  if (!locals.user) redirect(303, signInPath(params.lang, url));
  try {
    return { rows: await blooms.mine(locals.supabase), done: url.searchParams.has('done') };
  } catch (cause) {
    refuse({ locals }, cause);
  }
};

export const actions: Actions = {
  withdraw: async ({ locals, request }) => {
    const id = String((await request.formData()).get('id') ?? '');
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
      error(404, { message: 'not_found', code: 'not_found' });
    try {
      await blooms.withdraw(locals.supabase, id);
    } catch (cause) {
      const { status, code } = failureOf(cause);
      if (status === 404 || status >= 500) refuse({ locals }, cause);
      return fail(status, { errors: { form: code } });
    }
    return { said: 'withdrawn' as const };
  }
};
