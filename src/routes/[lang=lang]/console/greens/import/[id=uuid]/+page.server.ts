import { error, fail, redirect } from '@sveltejs/kit';
import * as greens from '$lib/greens/greens.server';
import { refuse } from '$lib/server/failure';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const found = await greens.importOf(event.locals.supabase, event.params.id).catch((cause) => refuse(event, cause));
  if (!found) error(404);
  return { file: found };
};

export const actions: Actions = {
  apply: async (event) => {
    const choice = String((await event.request.formData()).get('choice') ?? '');
    const refused = await greens
      .apply(event.locals.supabase, event.params.id, choice)
      .catch((cause) => refuse(event, cause));
    if (refused) return fail(refused.status, refused);
    redirect(303, event.url.pathname);
  }
};
