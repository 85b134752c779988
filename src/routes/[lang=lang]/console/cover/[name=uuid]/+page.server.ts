import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { readForm, write } from '$lib/cover/cover';
import { writeIdIn } from '$lib/forms/writeId';
import { failureOf, refuse } from '$lib/server/failure';
import * as greenPhotos from '$lib/server/greenPhotos';
import type { Actions, PageServerLoad } from './$types';

type Event = RequestEvent<{ lang: 'zh' | 'en'; name: string }>;

const photoOf = ({ locals, params }: Event) => greenPhotos.toCover(locals.supabase, params.name);

export const load: PageServerLoad = async (event) => {
  await event.parent();
  const photo = await photoOf(event).catch((cause) => refuse(event, cause));
  return { photo, formId: randomUUID(), done: event.url.searchParams.get('done') };
};

/** The rectangles that a form means, the id it was made with, and the covered picture that its writer saw. */
async function typedIn(event: Event) {
  const photo = await photoOf(event).catch((cause) => refuse(event, cause));
  const form = await event.request.formData();
  const { rectangles, wrong } = readForm(form, photo);
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 2000);
  const seen = text('seen') || null;
  return {
    form,
    wrong,
    /** It is what is covered already. */
    same: write(rectangles) === write(photo.rectangles),
    typed: { rectangles, form: text('form'), seen, previewed: wrong ? null : write(rectangles) }
  };
}

const refused = (event: Event, cause: unknown) => {
  const { status, code } = failureOf(cause);
  return status === 404 || status >= 500 ? refuse(event, cause) : { status, code };
};

export const actions: Actions = {
  preview: async (event) => {
    const { wrong, typed } = await typedIn(event);
    return wrong ? fail(400, { typed, error: 'rectangles_wrong' }) : { typed };
  },
  save: async (event) => {
    const { form, wrong, typed } = await typedIn(event);
    if (wrong) return fail(400, { typed, error: 'rectangles_wrong' });
    // What others will see is what somebody has just looked at.
    if (form.get('previewed') !== typed.previewed) return fail(400, { typed, error: 'look_first' });
    try {
      await greenPhotos.coverParts(event.locals.supabase, event.params.name!, typed);
    } catch (cause) {
      const { status, code } = refused(event, cause);
      return fail(status, { typed, error: code });
    }
    redirect(303, `${event.url.pathname}?done=cover`);
  },
  check: async (event) => {
    const { form, wrong, same, typed } = await typedIn(event);
    if (wrong) return fail(400, { typed, error: 'rectangles_wrong' });
    // Something was ticked or drawn that is not covered yet: that is no photo in which nobody can be recognised.
    if (!same) return fail(400, { typed, error: 'look_first' });
    const place = String(form.get('place') ?? '');
    try {
      await greenPhotos.checkAtPlace(
        event.locals.supabase,
        event.params.name!,
        { place, seen: typed.seen },
        writeIdIn(form)
      );
    } catch (cause) {
      const { status, code } = refused(event, cause);
      return fail(status, { error: code });
    }
    redirect(303, `/${event.params.lang}/console/greens/place/${place}/photos?done`);
  },
  uncover: async (event) => {
    const form = await event.request.formData();
    try {
      await greenPhotos.uncover(
        event.locals.supabase,
        event.params.name!,
        String(form.get('seen') ?? ''),
        writeIdIn(form)
      );
    } catch (cause) {
      const { status, code } = refused(event, cause);
      return fail(status, { error: code });
    }
    redirect(303, `${event.url.pathname}?done=uncover`);
  }
};
