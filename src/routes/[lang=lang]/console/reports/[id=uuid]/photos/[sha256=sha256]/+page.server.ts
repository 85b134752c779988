import { writeIdIn } from '$lib/forms/writeId';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import * as desk from '$lib/console/console.server';
import * as photos from '$lib/console/photos.server';
import { nextToLookAt } from '$lib/console/photos';
import { caseHref, photoHref, readPlace } from '$lib/console/queues';
import * as publishing from '$lib/console/release.server';
import { refuse } from '$lib/server/failure';
import * as released from '$lib/server/released';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { params, url, locals } = event;
  const { staff } = await event.parent();
  if (!staff.roles.includes('moderator')) error(404);
  const place = readPlace(url.searchParams);
  const [case_, all] = await Promise.all([
    desk.readCase(locals.supabase, params.id),
    photos.list(locals.supabase, params.id)
  ]).catch((cause) => refuse(event, cause));
  const photo = all.find(({ sha256 }) => sha256 === params.sha256);
  if (!case_ || !photo) error(404);
  const decided = await publishing.read(locals.supabase, case_).catch((cause) => refuse(event, cause));
  return { case_, photo, photos: all, decided, place, formId: randomUUID() };
};

type Event = RequestEvent<{ id: string; sha256: string }>;

/** The photo that the form is about. */
async function photoOf(event: Event) {
  const all = await photos.list(event.locals.supabase, event.params.id).catch((cause) => refuse(event, cause));
  return all.find(({ sha256 }) => sha256 === event.params.sha256) ?? error(404);
}

/** After a decision: the next photo of the case that nobody looked at, or the case. */
async function onwards(event: Event, position: number, done: string): Promise<never> {
  const { locals, params, url } = event;
  const lang = locals.lang;
  const all = await photos.list(locals.supabase, params.id).catch((cause) => refuse(event, cause));
  const next = nextToLookAt(all, position);
  const place = readPlace(url.searchParams);
  redirect(
    303,
    next ? photoHref(lang, params.id, next.sha256, { ...place, done }) : caseHref(lang, params.id, { ...place, done })
  );
}

export const actions: Actions = {
  preview: async (event) => {
    const { wrong, ...typed } = photos.readTyped(await event.request.formData(), await photoOf(event));
    return wrong ? fail(400, { typed, error: 'rectangles_wrong' }) : { typed };
  },
  release: async (event) => {
    const photo = await photoOf(event);
    const form = await event.request.formData();
    const { wrong, ...typed } = photos.readTyped(form, photo);
    if (wrong) return fail(400, { typed, error: 'rectangles_wrong' });
    // What goes out is what somebody has just looked at.
    if (form.get('previewed') !== typed.previewed) return fail(400, { typed, error: 'look_first' });
    const { rectangles, alt_zh, alt_en, nothing_identifies } = typed;
    const version = Number(form.get('version'));
    try {
      const wish = { rectangles, alt_zh: alt_zh || null, alt_en: alt_en || null, nothing_identifies };
      const { id: report, sha256 } = event.params;
      await released.release(event.locals.supabase, { report, version, sha256, form: typed.form, ...wish });
    } catch (cause) {
      const { status, code } = photos.refused(cause);
      return fail(status, { typed, error: code });
    }
    return onwards(event, photo.position, 'release_photo');
  },
  withhold: async (event) => {
    const photo = await photoOf(event);
    const form = await event.request.formData();
    const version = Number(form.get('version'));
    try {
      await released.withhold(event.locals.supabase, event.params.id, version, event.params.sha256, writeIdIn(form));
    } catch (cause) {
      const { status, code } = photos.refused(cause);
      return fail(status, { error: code });
    }
    return onwards(event, photo.position, 'withhold_photo');
  }
};
