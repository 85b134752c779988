import { error, fail, redirect } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { signInPath } from '$lib/account/nextPath';
import * as blooms from '$lib/blooms/blooms.server';
import { bloomForm } from '$lib/blooms/form';
import { read } from '$lib/forms/read';
import { failureOf, refuse } from '$lib/server/failure';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  // The form's id is made for one visitor.
  setHeaders({ 'cache-control': 'private, no-store' });
  const [place, flower] = [url.searchParams.get('place') ?? '', url.searchParams.get('flower') ?? ''];
  const read = async () => {
    try {
      return await blooms.calendar(locals.supabase);
    } catch (cause) {
      refuse({ locals }, cause);
    }
  };
  const { rows, today } = await read();
  // Without a script a list gives both at once: `spot=place/flower`.
  const asked = url.searchParams.get('spot') ?? `${place}/${flower}`;
  const spot = rows.find((row) => `${row.slug}/${row.flower}` === asked);
  if (!spot && asked !== '/' && asked !== '') error(404, { message: 'not_found', code: 'not_found' });
  return {
    spot: spot ?? null,
    spots: spot ? [] : rows,
    today,
    newId: randomUUID(),
    signIn: signInPath(params.lang, url)
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    if (!locals.user) redirect(303, signInPath(params.lang, url));
    const { data, errors, values } = read(bloomForm, await request.formData());
    if (errors) return fail(400, { errors, values });
    try {
      await blooms.confirm(locals.supabase, data);
    } catch (cause) {
      const { status, code, field } = failureOf(cause);
      if (status >= 500) refuse({ locals }, cause);
      return fail(status, { errors: { [field && field in values ? field : 'form']: code }, values });
    }
    redirect(303, `/${params.lang}/me/blooms?done`);
  }
};
