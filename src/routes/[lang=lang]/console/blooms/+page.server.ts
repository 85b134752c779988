import { error, fail, type RequestEvent } from '@sveltejs/kit';
import * as blooms from '$lib/blooms/blooms.server';
import { failureOf, refuse } from '$lib/server/failure';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { staff } = await event.parent();
  if (!staff.roles.includes('moderator')) error(404, { message: 'not_found', code: 'not_found' });
  try {
    return { rows: await blooms.told(event.locals.supabase) };
  } catch (cause) {
    refuse(event, cause);
  }
};

async function set(event: RequestEvent, hidden: boolean) {
  const id = String((await event.request.formData()).get('id') ?? '');
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) error(404, { message: 'not_found', code: 'not_found' });
  try {
    await blooms.hide(event.locals.supabase, id, hidden);
  } catch (cause) {
    const { status, code } = failureOf(cause);
    if (status === 404 || status >= 500) refuse(event, cause);
    return fail(status, { errors: { form: code } });
  }
  return { said: hidden ? ('done_hidden' as const) : ('done_shown' as const) };
}

export const actions: Actions = {
  hide: (event) => set(event, true),
  show: (event) => set(event, false)
};
