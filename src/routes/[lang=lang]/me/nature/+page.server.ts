import { error, fail, redirect } from '@sveltejs/kit';
import { signInPath } from '$lib/account/nextPath';
import * as nature from '$lib/nature/nature.server';
import { isId } from '$lib/nature/sighting';
import { failureOf, refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  if (!locals.user) redirect(303, signInPath(params.lang, url));
  try {
    const [rows, named] = await Promise.all([nature.mine(locals.supabase), names(locals.supabase, locals.lang)]);
    return {
      rows: rows.map((card) => ({ card, where: named.subdistrict(card.subdistrict) ?? card.subdistrict })),
      done: url.searchParams.has('done')
    };
  } catch (cause) {
    refuse({ locals }, cause);
  }
};

export const actions: Actions = {
  withdraw: async ({ locals, request }) => {
    const id = String((await request.formData()).get('id') ?? '');
    if (!isId(id)) error(404, { message: 'not_found', code: 'not_found' });
    try {
      await nature.withdraw(locals.supabase, id);
    } catch (cause) {
      const { status, code } = failureOf(cause);
      if (status === 404 || status >= 500) refuse({ locals }, cause);
      return fail(status, { errors: { form: code } });
    }
    return { said: 'withdrawn' as const };
  }
};
