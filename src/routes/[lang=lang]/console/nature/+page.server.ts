import { error, fail } from '@sveltejs/kit';
import * as nature from '$lib/nature/nature.server';
import { isId } from '$lib/nature/sighting';
import { failureOf, refuse } from '$lib/server/failure';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { staff } = await event.parent();
  if (!staff.roles.includes('moderator')) error(404, { message: 'not_found', code: 'not_found' });
  try {
    return await nature.desk(event.locals.supabase);
  } catch (cause) {
    refuse(event, cause);
  }
};

export const actions: Actions = {
  decide: async (event) => {
    const form = await event.request.formData();
    const id = String(form.get('id') ?? '');
    const act = form.get('act');
    if (!isId(id) || (act !== 'show' && act !== 'show_coarse' && act !== 'refuse'))
      error(404, { message: 'not_found', code: 'not_found' });
    try {
      await nature.decide(event.locals.supabase, id, act !== 'refuse', act === 'show_coarse');
    } catch (cause) {
      const { status, code } = failureOf(cause);
      if (status === 404 || status >= 500) refuse(event, cause);
      return fail(status, { errors: { form: code } });
    }
    return { said: 'done' as const };
  },
  photo: async (event) => {
    const form = await event.request.formData();
    const name = String(form.get('name') ?? '');
    const act = form.get('act');
    if (!isId(name) || (act !== 'show' && act !== 'refuse')) error(404, { message: 'not_found', code: 'not_found' });
    try {
      await nature.decidePhoto(event.locals.supabase, name, act === 'show', form.get('nothing_identifies') === '1');
    } catch (cause) {
      const { status, code } = failureOf(cause);
      if (status === 404 || status >= 500) refuse(event, cause);
      return fail(status, { errors: { form: code } });
    }
    return { said: 'done' as const };
  }
};
