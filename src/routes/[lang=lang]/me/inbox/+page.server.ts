import { error, redirect } from '@sveltejs/kit';
import { signInPath } from '$lib/account/nextPath';
import * as notices from '$lib/notices/notices.server';
import { failureOf, refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import { noticeCursor } from '$lib/notices/cursor';
import * as tracking from '$lib/tracking/tracking.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  if (!locals.user) redirect(303, signInPath(params.lang, url));
  try {
    const [named, page] = await Promise.all([
      names(locals.supabase, locals.lang),
      notices.list(locals.supabase, noticeCursor.read(url.searchParams.get('after')))
    ]);
    return {
      notices: page.notices.map((notice) => ({ ...notice, title: named.category(notice.params.category_code) })),
      older: page.older && noticeCursor.write(page.older),
      isFirst: !url.searchParams.has('after')
    };
  } catch (cause) {
    refuse({ locals }, cause);
  }
};

export const actions: Actions = {
  /** Opening a notice marks it as read and leads to its case: the reporter to their page, staff to the console. */
  open: async ({ locals, params, request, url }) => {
    if (!locals.user) redirect(303, signInPath(params.lang, url));
    const id = Number((await request.formData()).get('id'));
    const notice = Number.isSafeInteger(id) ? await notices.one(locals.supabase, id) : null;
    if (!notice) error(404, { message: 'not_found', code: 'not_found' });
    await notices.markRead(locals.supabase, id);
    redirect(303, `/${params.lang}/${(await isMine(notice.report_id)) ? '' : 'console/'}reports/${notice.report_id}`);

    async function isMine(reportId: string): Promise<boolean> {
      try {
        await tracking.read(locals.supabase, reportId, undefined);
        return true;
      } catch (cause) {
        if (failureOf(cause).status !== 404) refuse({ locals }, cause);
        return false;
      }
    }
  },

  read_all: async ({ locals, params, url }) => {
    if (!locals.user) redirect(303, signInPath(params.lang, url));
    await notices.markRead(locals.supabase);
    return { marked: true };
  }
};
