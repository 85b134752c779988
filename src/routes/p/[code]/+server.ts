import { error, redirect } from '@sveltejs/kit';
import * as places from '$lib/places/places.server';
import { refuse } from '$lib/server/failure';
import type { RequestHandler } from './$types';

/** A sign's address leads to the page of its place, in the reader's language. Not for ever: signs outlive addresses. */
export const GET: RequestHandler = async (event) => {
  const { supabase, lang } = event.locals;
  const code = event.params.code.toUpperCase();
  const slug = /^[2-9A-Z]{5}$/.test(code)
    ? await places.slugOfSign(supabase, code).catch((cause) => refuse(event, cause))
    : null;
  if (!slug) error(404, { message: 'not_found', code: 'not_found' });
  event.setHeaders({ vary: 'accept-language, cookie' });
  redirect(302, `/${lang}/places/${slug}`);
};
