import { fail, redirect } from '@sveltejs/kit';
import * as places from '$lib/places/places.server';
import { refuse } from '$lib/server/failure';
import * as greenPhotos from '$lib/server/greenPhotos';
import * as suggestions from '$lib/suggestions/suggestions.server';
import { beijingDay, dayName } from '$lib/time/workingDay';
import { randomUUID } from 'node:crypto';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

// Text and a plain form.
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const { locals, url, params } = event;
  if (!locals.user) redirect(303, `/${params.lang}/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
  const slug = (url.searchParams.get('place') ?? '').slice(0, 100);
  const [place, { data: subdistricts, error }] = await Promise.all([
    slug ? places.read(locals.supabase, slug) : null,
    locals.supabase.from('subdistricts').select('code, name_zh, name_en').order('code')
  ]).catch((cause) => refuse(event, cause));
  if (error) refuse(event, error);
  return {
    id: randomUUID(),
    place: place && { slug: place.slug, name: place[`name_${locals.lang}`] },
    subdistricts: subdistricts!.map((row) => ({ value: row.code, label: row[`name_${locals.lang}`] })),
    today: dayName(beijingDay(new Date()))
  };
};

const MOST = 2; // photos of a suggestion; SQL counts them too

async function send(event: RequestEvent) {
  const { locals, params, request } = event;
  const form = await request.formData();
  const came = await greenPhotos
    .take(locals.supabase, form, String(form.get('id') ?? ''), MOST)
    .catch((cause) => refuse(event, cause));
  if (came.refused)
    return fail(422, {
      typed: suggestions.typedIn(form),
      error: { code: came.refused, field: 'photos' },
      held: came.held
    });
  const answer = await suggestions
    .send(locals.supabase, form, came.named, locals.lang)
    .catch((cause) => refuse(event, cause));
  if ('error' in answer) return fail(answer.status, { typed: answer.typed, error: answer.error, held: came.held });
  redirect(303, `/${params.lang}/me/suggestions?sent`);
}

export const actions: Actions = {
  default: (event) =>
    greenPhotos.inRoom(
      event.request,
      () => send(event),
      (code) => fail(503, { typed: {}, error: { code, field: 'photos' }, held: [] })
    )
};
