import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as letters from '$lib/console/letters.server';
import { refuse } from '$lib/server/failure';
import { mailWay } from '$lib/server/mail';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const queue = await letters.queue(event.locals.supabase).catch((cause) => refuse(event, cause));
  if (!queue) error(404);
  return { queue, leaves: mailWay(), done: event.url.searchParams.get('done') };
};

async function decided(event: RequestEvent, what: 'retry_letter' | 'drop_letter', done: string) {
  const refused = await letters
    .decide(event.locals.supabase, what, await event.request.formData())
    .catch((cause) => refuse(event, cause));
  if (refused) return fail(404, { error: refused });
  redirect(303, `/${event.params.lang}/console/mail?done=${done}`);
}

export const actions: Actions = {
  retry: (event) => decided(event, 'retry_letter', 'retried'),
  drop: (event) => decided(event, 'drop_letter', 'dropped')
};
