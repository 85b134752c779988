import { redirect } from '@sveltejs/kit';
import { refuse } from '$lib/server/failure';
import * as suggestions from '$lib/suggestions/suggestions.server';
import type { Actions, PageServerLoad } from './$types';

export const csr = false;

export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event;
  if (!locals.user) redirect(303, `/${params.lang}/sign-in?next=${encodeURIComponent(url.pathname)}`);
  event.setHeaders({ 'cache-control': 'private, no-store' });
  const rows = await suggestions.mine(locals.supabase).catch((cause) => refuse(event, cause));
  const photos = await suggestions.photosOf(locals.supabase, rows).catch((cause) => refuse(event, cause));
  return { rows, photos, sent: url.searchParams.has('sent'), changed: url.searchParams.has('changed') };
};

export const actions: Actions = {
  publish: async (event) => {
    const { locals, params, request, url } = event;
    if (!locals.user) redirect(303, `/${params.lang}/sign-in?next=${encodeURIComponent(url.pathname)}`);
    const form = await request.formData();
    await suggestions.setPublish(locals.supabase, form).catch((cause) => refuse(event, cause));
    redirect(303, `/${params.lang}/me/suggestions?changed`);
  }
};
