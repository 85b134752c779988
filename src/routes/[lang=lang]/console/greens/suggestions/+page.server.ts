import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as reference from '$lib/reports/form/reference.server';
import { refuse } from '$lib/server/failure';
import * as greenPhotos from '$lib/server/greenPhotos';
import type { Refused } from '$lib/suggestions/suggestion';
import * as suggestions from '$lib/suggestions/suggestions.server';
import { randomUUID } from 'node:crypto';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const { supabase, lang } = event.locals;
  const [rows, subdistricts] = await Promise.all([
    suggestions.waiting(supabase),
    reference.subdistricts(supabase, lang)
  ]).catch((cause) => refuse(event, cause));
  const photos = await suggestions.photosOf(supabase, rows).catch((cause) => refuse(event, cause));
  const covers = await greenPhotos
    .coversOf(
      supabase,
      photos.map(({ name }) => name)
    )
    .catch((cause) => refuse(event, cause));
  return {
    rows,
    photos,
    covers,
    subdistricts: subdistricts.map(({ code, name }) => ({ value: code, label: name })),
    fresh: Object.fromEntries(rows.map(({ id }) => [id, randomUUID() as string])),
    done: event.url.searchParams.get('done')
  };
};

const doing = (act: Refused['act']) => async (event: RequestEvent) => {
  const form = await event.request.formData();
  const answer = await suggestions.act(event.locals.supabase, act, form).catch((cause) => refuse(event, cause));
  if (answer) return fail(answer.status, { refused: answer.refused });
  redirect(303, `${event.url.pathname}?done=${act}`);
};

export const actions: Actions = {
  answer: doing('answer'),
  release: doing('release'),
  hide: doing('hide'),
  join: doing('join'),
  part: doing('part'),
  show: async (event) => {
    const form = await event.request.formData();
    const refused = await suggestions.show(event.locals.supabase, form).catch((cause) => refuse(event, cause));
    if (refused) return fail(refused.status, { photo: refused.photo });
    redirect(303, `/${event.params.lang}/console/cover/${String(form.get('photo'))}`);
  }
};
