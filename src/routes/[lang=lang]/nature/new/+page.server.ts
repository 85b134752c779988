import { fail, redirect } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { signInPath } from '$lib/account/nextPath';
import { read } from '$lib/forms/read';
import { sightingForm } from '$lib/nature/form';
import * as nature from '$lib/nature/nature.server';
import * as reference from '$lib/reports/form/reference.server';
import { failureOf, refuse } from '$lib/server/failure';
import * as greenPhotos from '$lib/server/greenPhotos';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Today in Beijing, yyyy-mm-dd. */
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  // The form's id is made for one visitor.
  setHeaders({ 'cache-control': 'private, no-store' });
  const { supabase, lang } = locals;
  try {
    const [taxa, places, subdistricts] = await Promise.all([
      nature.taxa(supabase),
      nature.places(supabase, lang),
      reference.subdistricts(supabase, lang)
    ]);
    return {
      taxa,
      places,
      subdistricts: subdistricts.map(({ code, name }) => ({ code, name })),
      today: today(),
      newId: randomUUID(),
      signIn: signInPath(params.lang, url)
    };
  } catch (cause) {
    refuse({ locals }, cause);
  }
};

const MOST = 2; // photos of an entry; SQL counts them too

async function log({ locals, params, request }: RequestEvent) {
  const form = await request.formData();
  const { data, errors, values } = read(sightingForm, form);
  try {
    const came = await greenPhotos.take(locals.supabase, form, String(form.get('id') ?? ''), MOST);
    if (errors || came.refused)
      return fail(400, {
        errors: { ...errors, ...(came.refused ? { photos: came.refused } : {}) },
        values,
        held: came.held
      });
    try {
      await nature.log(locals.supabase, data, came.named, locals.lang);
    } catch (cause) {
      const { status, code, field } = failureOf(cause);
      if (status >= 500) throw cause;
      const known = field === 'photos' || (field && field in values) ? field : 'form';
      return fail(status, { errors: { [known]: code }, values, held: came.held });
    }
  } catch (cause) {
    refuse({ locals }, cause);
  }
  redirect(303, `/${params.lang}/me/nature?done`);
}

export const actions: Actions = {
  default: (event) => {
    if (!event.locals.user) redirect(303, signInPath(event.params.lang, event.url));
    return greenPhotos.inRoom(
      event.request,
      () => log(event),
      (code) => fail(503, { errors: { photos: code }, values: {}, held: [] })
    );
  }
};
