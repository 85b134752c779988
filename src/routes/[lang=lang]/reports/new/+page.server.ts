import * as places from '$lib/places/places.server';
import * as waterways from '$lib/waterways/waterways.server';
import { fail, isHttpError, redirect } from '@sveltejs/kit';
import { settings } from '$lib/server/env';
import { failureOf, report as log } from '$lib/server/failure';
import * as photos from '$lib/server/photos';
import * as reference from '$lib/reports/form/reference.server';
import { readForm, type FormErrors, type Typed } from '$lib/reports/formFields';
import { check } from '$lib/reports/reportForm';
import { fresh, submit } from '$lib/reports/submit.server';
import { isOwn, namedCase, offers, placeOf as placeOfCase, type NamedCase } from './same.server';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, request, setHeaders }) => {
  const { supabase, lang } = locals;
  setHeaders({ 'cache-control': 'private, no-store' }); // the page holds the key of a report to be
  void params.lang; // read, so that a switch of language loads the words of the other one
  const { tiles } = settings();
  const named = await namedCase(locals, url.searchParams);
  const known = (code: string) => reference.chosen(supabase, lang, code);
  const asked = named?.row?.category_code ?? url.searchParams.get('category') ?? '';
  // A case may be older than its category; who has the same problem needs a form all the same.
  const chosen = (await known(asked)) ?? (named?.row ? await known('other.environment') : null);
  const showsForm = chosen !== null || request.method === 'POST';
  return {
    groups: showsForm ? [] : await reference.categories(supabase, lang),
    chosen,
    showsForm,
    returned: request.method === 'POST',
    subdistricts: showsForm ? await reference.subdistricts(supabase, lang) : [],
    reading: await reference.reading(supabase),
    tiles: tiles ?? null,
    fresh: fresh(),
    arrived: Object.keys(locals.guestKeys),
    words: url.searchParams.get('q')?.slice(0, 60) ?? '',
    named: named && withoutRow(named),
    given: {
      danger_answered: url.searchParams.get('danger') === 'no' ? 'no' : '',
      ...(await placeOf(locals, url.searchParams.get('place')?.slice(0, 200) ?? '')),
      ...(await waterwayOf(locals, url.searchParams.get('waterway')?.slice(0, 80) ?? '')),
      ...(named ? await placeOfCase(named, lang) : {})
    }
  };
};

/** The page shows the case; the rest of its row is for the form's beginning. */
const withoutRow = ({ row: _row, ...shown }: NamedCase) => shown;

/** The place that the report is about, if one is named: by its name, because the middle of a park is not where the bench broke. */
async function placeOf({ supabase, lang }: App.Locals, slug: string): Promise<Partial<Typed> & { place: string }> {
  const place = slug === '' ? null : await places.read(supabase, slug).catch(() => null);
  if (!place) return { place: slug };
  return { place: slug, landmark: place[`name_${lang}`], subdistrict: place.subdistricts[0] ?? '' };
}

/** The river that the report is about, if one is named: its name to begin the landmark with, and no point, for rivers are long. */
async function waterwayOf({ supabase, lang }: App.Locals, slug: string): Promise<Partial<Typed>> {
  const waterway = slug === '' ? null : await waterways.read(supabase, slug).catch(() => null);
  return waterway ? { landmark: waterway[`name_${lang}`] } : {};
}

export const actions: Actions = {
  // One address for browsers, the outbox and other programs; `intent` only asks for the form again.
  default: (event) => photos.withRoomFor(event.request, () => answer(event))
};

async function answer({ request, locals, setHeaders, url }: RequestEvent) {
  let tooLarge = false;
  const form = await request.formData().catch((cause: unknown) => {
    tooLarge = isHttpError(cause, 413);
    return null;
  });
  const typed = readForm(form ?? new FormData());
  const came = await photos.fromForm(form ?? new FormData());
  typed.photo_sha256 = [...new Set([...typed.photo_sha256, ...came.photos.map(({ sha256 }) => sha256)])];

  const again = async (changes: Partial<Typed> = {}, errors: FormErrors = {}) => {
    const known = (code: string) => reference.chosen(locals.supabase, locals.lang, code);
    const category = changes.category ?? typed.category ?? '';
    // A category that is gone must not take the words with it: the form comes back under "other", and says so.
    const chosen = (await known(category)) ?? (await known('other.environment'));
    const values = { ...typed, ...changes, category: chosen?.code ?? '' };
    const kept = await keep(locals, values, came.photos);
    const groups = form?.get('intent') === 'categories' ? await reference.categories(locals.supabase, locals.lang) : [];
    // Whoever has to look at the form again anyway sees what others reported nearby.
    const near = values.joins || values.again_of ? null : await offers(locals, values);
    return { typed: values, errors: { ...kept.errors, ...errors }, chosen, groups, held: kept.held, offers: near };
  };

  if (!form) {
    // Nothing of it could be read, and the browser still has it, one page back.
    const category = url.searchParams.get('category') ?? '';
    const errors: FormErrors = tooLarge ? { photos: 'form_too_large' } : { form: 'form_unreadable' };
    return fail(tooLarge ? 413 : 400, await again({ category }, errors));
  }

  const intent = form.get('intent');
  // `look`: the form once more, about the public case that its address names, or about none.
  if (intent === 'switch' || intent === 'categories') return again();
  if (intent === 'look') return again({ joins: '', again_of: '' });
  if (intent === 'same') {
    const near = await again();
    return near.offers
      ? { ...near, sought: true }
      : fail(400, { ...near, errors: { place: 'place_missing', ...near.errors } });
  }
  if (intent === 'category') return again({ category: String(form.get('other_category') ?? '') });
  if (intent === 'renew') return again(fresh());

  const checked = check(typed);
  const errors: FormErrors = {
    ...(checked.ok ? {} : checked.errors),
    ...(came.refused ? { photos: came.refused.code } : {})
  };
  // Files and digests are the same photos: one sentence about them is enough.
  if (errors.photos) delete errors.photo_sha256;
  if (!checked.ok || came.refused) return fail(400, await again({}, errors));
  if (checked.report.joins && (await isOwn(locals, checked.report.joins)))
    return fail(400, await again({}, { joins: 'joins_own' }));
  const sent = await submit(locals, checked.report);
  // For the outbox of a phone, which waits as long as it is told.
  if (!sent.ok && sent.wait) setHeaders({ 'retry-after': String(sent.wait) });
  if (!sent.ok) return fail(sent.status, await again({}, sent.errors));
  // A photo that cannot be stored now is shown as missing on the report's page, where it can be sent again.
  for (const photo of came.photos)
    await photos
      .store(locals.supabase, { report: sent.id, key: sent.key }, photo)
      .catch((cause: unknown) => log(locals.requestId, cause));
  redirect(303, sent.location);
}

/** Keeps the photos of a form that goes back to the person, and lists those that it still names. */
async function keep(
  locals: App.Locals,
  typed: Typed,
  came: photos.Developed[]
): Promise<{ held: string[]; errors: FormErrors }> {
  const [report, key] = [typed.id?.toLowerCase(), typed.key?.toLowerCase()];
  if (!report || !key || typed.photo_sha256.length === 0) return { held: [], errors: {} };
  try {
    const held = await photos.keep(locals.supabase, { report, key }, came, locals.client);
    return { held: held.filter((sha256) => typed.photo_sha256.includes(sha256)), errors: {} };
  } catch (cause) {
    const { status, code } = failureOf(cause);
    if (status >= 500) log(locals.requestId, cause);
    return { held: [], errors: { photos: code } };
  }
}
