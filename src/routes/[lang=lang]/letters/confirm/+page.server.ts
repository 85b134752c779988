import type { Asked } from '$lib/follows/follow';
import * as follows from '$lib/follows/follows.server';
import * as reference from '$lib/reports/form/reference.server';
import { failureOf, refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import { fail, type RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

const tokenOf = (url: URL) => url.searchParams.get('token') ?? '';

async function named({ locals }: Pick<RequestEvent, 'locals'>, asked: Asked) {
  const { supabase, lang } = locals;
  const [called, groups] = await Promise.all([names(supabase, lang), reference.categories(supabase, lang)]);
  const category = asked.report?.category_code ?? asked.category_code;
  return {
    kind: asked.kind,
    radius: asked.radius_m,
    confirmed: asked.confirmed,
    stopped: asked.stopped,
    stop: asked.stop,
    report: asked.report?.id ?? null,
    subdistrict: called.subdistrict(asked.report?.subdistrict_code ?? asked.subdistrict_code),
    category: category
      ? called.category(category)
      : (groups.find(({ code }) => code === asked.group_code)?.name ?? null)
  };
}

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' });
  try {
    return { asked: await named(event, await follows.link(event.locals.supabase, tokenOf(event.url))) };
  } catch (cause) {
    refuse(event, cause);
  }
};

export const actions: Actions = {
  default: async (event) => {
    try {
      return { asked: await named(event, await follows.confirm(event.locals.supabase, tokenOf(event.url))) };
    } catch (cause) {
      const { status, code } = failureOf(cause);
      if (status === 404 || status >= 500) refuse(event, cause);
      return fail(status, { errors: { form: code } });
    }
  }
};
