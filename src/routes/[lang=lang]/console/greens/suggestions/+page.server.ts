import { fail, redirect } from '@sveltejs/kit';
import { refuse } from '$lib/server/failure';
import * as suggestions from '$lib/suggestions/suggestions.server';
import { randomUUID } from 'node:crypto';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const rows = await suggestions.waiting(event.locals.supabase).catch((cause) => refuse(event, cause));
  const photos = await suggestions.photosOf(event.locals.supabase, rows).catch((cause) => refuse(event, cause));
  return {
    rows,
    photos,
    fresh: Object.fromEntries(rows.map(({ id }) => [id, randomUUID() as string])),
    done: event.url.searchParams.has('done'),
    shown: event.url.searchParams.has('shown')
  };
};

export const actions: Actions = {
  answer: async (event) => {
    const form = await event.request.formData();
    const refused = await suggestions.answer(event.locals.supabase, form).catch((cause) => refuse(event, cause));
    if (refused) return fail(refused.status, refused);
    redirect(303, `${event.url.pathname}?done`);
  },
  show: async (event) => {
    const form = await event.request.formData();
    const refused = await suggestions.show(event.locals.supabase, form).catch((cause) => refuse(event, cause));
    if (refused) return fail(refused.status, refused);
    redirect(303, `${event.url.pathname}?shown`);
  }
};
