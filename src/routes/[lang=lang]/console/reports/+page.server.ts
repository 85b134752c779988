import { redirect } from '@sveltejs/kit';
import * as desk from '$lib/console/console.server';
import { caseHref, readCode } from '$lib/console/queues';
import { refuse } from '$lib/server/failure';
import type { PageServerLoad } from './$types';

/** `?code=CY-7F3K-92QD` opens that case. */
export const load: PageServerLoad = async (event) => {
  const { url, locals, params } = event;
  await event.parent();
  const typed = (url.searchParams.get('code') ?? '').trim().slice(0, 40);
  const code = readCode(typed);
  const id = code && (await desk.find(locals.supabase, code).catch((cause) => refuse(event, cause)));
  if (id) redirect(303, caseHref(params.lang, id));
  return { typed, wrong: typed === '' ? null : code ? ('code_unknown' as const) : ('code_shape' as const) };
};
