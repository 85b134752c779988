import { fail, redirect } from '@sveltejs/kit';
import { signInPath } from '$lib/account/nextPath';
import { failureOf, refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import * as suggestions from '$lib/suggestions/suggestions.server';
import type { Actions, PageServerLoad } from './$types';

// Text and a plain form.
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event;
  const [spot, named] = await Promise.all([
    suggestions.spot(locals.supabase, params.id),
    names(locals.supabase, locals.lang)
  ]).catch((cause) => refuse(event, cause));
  if ('moved_to' in spot) redirect(308, `/${params.lang}/places/suggestions/${spot.moved_to}`);
  // What somebody supports is theirs to know.
  if (locals.user) event.setHeaders({ 'cache-control': 'private, no-store' });
  const said = (['done', 'undone'] as const).find((word) => url.searchParams.has(word)) ?? null;
  return {
    spot,
    where: named.subdistrict(spot.subdistrict),
    said,
    signIn: locals.user ? null : `/${params.lang}/sign-in?${new URLSearchParams({ next: url.pathname })}`
  };
};

export const actions: Actions = {
  support: async (event) => {
    const { locals, params, request, url } = event;
    // The session may have ended since the page was opened.
    if (!locals.user) redirect(303, signInPath(params.lang, new URL(url.pathname, url)));
    const form = await request.formData();
    const answer = await suggestions.support(locals.supabase, form, params.id).catch((cause) => {
      const { status, code } = failureOf(cause);
      if (status >= 500 || status === 404) refuse(event, cause);
      return { status, code };
    });
    if ('code' in answer) return fail(answer.status, { code: answer.code });
    redirect(303, `/${params.lang}/places/suggestions/${answer.id}?${answer.supported ? 'done' : 'undone'}`);
  }
};
