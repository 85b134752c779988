import { error, fail, redirect } from '@sveltejs/kit';
import * as greens from '$lib/greens/greens.server';
import { refuse } from '$lib/server/failure';
import { randomUUID } from 'node:crypto';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const { supabase } = event.locals;
  const [editor, past] = await Promise.all([greens.isEditor(supabase), greens.imports(supabase)]).catch((cause) =>
    refuse(event, cause)
  );
  if (!editor) error(404);
  return { past, fresh: randomUUID() };
};

export const actions: Actions = {
  check: async (event) => {
    const form = await event.request.formData();
    const answer = await greens.check(event.locals.supabase, form).catch((cause) => refuse(event, cause));
    if ('errors' in answer) return fail(answer.status, answer);
    redirect(303, `/${event.params.lang}/console/greens/import/${answer.id}`);
  }
};
