import { writeIdIn } from '$lib/forms/writeId';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { signInPath } from '$lib/account/nextPath';
import { PACES, type Follow, type PublicLine } from '$lib/follows/follow';
import * as follows from '$lib/follows/follows.server';
import { writeQuery } from '$lib/published/filters';
import * as reference from '$lib/reports/form/reference.server';
import { failureOf, refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  if (!locals.user) redirect(303, signInPath(params.lang, url));
  const { supabase, lang } = locals;
  try {
    const [named, groups, mine] = await Promise.all([
      names(supabase, lang),
      reference.categories(supabase, lang),
      follows.mine(supabase)
    ]);
    const line = ({ id, category_code, subdistrict_code }: PublicLine) => ({
      id,
      title: named.category(category_code),
      place: named.subdistrict(subdistrict_code)
    });
    const categoryOf = ({ category_code, group_code }: Follow) =>
      category_code ? named.category(category_code) : (groups.find(({ code }) => code === group_code)?.name ?? null);
    return {
      done: url.searchParams.has('done'),
      follows: mine.map((follow) => ({
        follow,
        subdistrict: named.subdistrict(follow.subdistrict_code),
        category: categoryOf(follow),
        report: follow.report && line(follow.report),
        href: follow.report
          ? `/${lang}/reports/${follow.report.id}`
          : follow.subdistrict_code
            ? `/${lang}/reports${writeQuery({ subdistrict: follow.subdistrict_code }, { category: follow.category_code ?? follow.group_code ?? undefined })}`
            : null,
        lately: follow.lately.map(line)
      }))
    };
  } catch (cause) {
    refuse({ locals }, cause);
  }
};

async function change(event: RequestEvent, work: (id: string, form: FormData) => Promise<void>) {
  const form = await event.request.formData();
  const id = String(form.get('id') ?? '');
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) error(404, { message: 'not_found', code: 'not_found' });
  try {
    await work(id, form);
  } catch (cause) {
    const { status, code } = failureOf(cause);
    if (status === 404 || status >= 500) refuse(event, cause);
    return { failed: fail(status, { errors: { form: code } }) };
  }
  return { id };
}

export const actions: Actions = {
  pace: async (event) => {
    const done = await change(event, async (id, form) => {
      const pace = PACES.find((one) => one === form.get('pace'));
      await follows.setPace(event.locals.supabase, id, pace ?? 'daily', writeIdIn(form));
    });
    return done.failed ?? { said: 'saved' as const };
  },
  stop: async (event) => {
    const done = await change(event, (id, form) => follows.stop(event.locals.supabase, id, writeIdIn(form)));
    return done.failed ?? { said: 'stopped' as const, undo: done.id };
  },
  resume: async (event) => {
    const done = await change(event, (id, form) => follows.resume(event.locals.supabase, id, writeIdIn(form)));
    return done.failed ?? { said: 'resumed' as const };
  }
};
