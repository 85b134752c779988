import { error, fail, redirect } from '@sveltejs/kit';
import { readSiteQuery, siteHref } from '$lib/console/sites';
import * as sites from '$lib/console/sites.server';
import { refuse } from '$lib/server/failure';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { params, url, locals } = event;
  const { staff } = await event.parent();
  const query = url.searchParams;
  const q = query.get('merge_q')?.trim().slice(0, 60) ?? null;
  const [site, found] = await Promise.all([
    sites.read(locals.supabase, params.id, readSiteQuery(query).after),
    q ? sites.list(locals.supabase, { ...readSiteQuery(new URLSearchParams()), q }) : null
  ]).catch((cause) => refuse(event, cause));
  if (!site) error(404);
  // For as long as it is merged: it may be split off again.
  if ('into' in site) redirect(303, siteHref(params.lang, site.into));
  return {
    site,
    q,
    found: found?.rows.slice(0, 10) ?? null,
    done: query.get('done'),
    part: query.get('part'),
    moderator: staff.roles.includes('moderator')
  };
};

export const actions: Actions = {
  change: async (event) => {
    const form = await event.request.formData();
    const answer = await sites.change(event.locals.supabase, form).catch((cause) => refuse(event, cause));
    if ('answer' in answer) return fail(answer.status, { site: answer.answer });
    const { root, act } = answer;
    redirect(
      303,
      siteHref(event.params.lang, root, { done: act, ...(act === 'merge' ? { part: event.params.id } : {}) })
    );
  }
};
