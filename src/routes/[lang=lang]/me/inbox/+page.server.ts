import { error, redirect } from '@sveltejs/kit';
import { signInPath } from '$lib/account/nextPath';
import { translator } from '$lib/i18n/translate';
import * as notices from '$lib/notices/notices.server';
import { failureOf, refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import { noticeCursor } from '$lib/notices/cursor';
import { isFollowed, type Notice } from '$lib/notices/notice';
import { writeQuery } from '$lib/published/filters';
import * as reference from '$lib/reports/form/reference.server';
import * as tracking from '$lib/tracking/tracking.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  if (!locals.user) redirect(303, signInPath(params.lang, url));
  try {
    const [t, named, groups, page] = await Promise.all([
      translator(locals.lang, ['notices']),
      names(locals.supabase, locals.lang),
      reference.categories(locals.supabase, locals.lang),
      notices.list(locals.supabase, noticeCursor.read(url.searchParams.get('after')))
    ]);
    const titleOf = ({ kind, params: said }: Notice) => {
      if (said.suggestion_id)
        return said.subdistrict_code ? named.subdistrict(said.subdistrict_code) : t('notices:suggestion');
      const category = said.category_code
        ? named.category(said.category_code)
        : groups.find(({ code }) => code === said.group_code)?.name;
      if (kind !== 'followed_new') return category ?? '';
      const where =
        said.label ?? (said.subdistrict_code ? named.subdistrict(said.subdistrict_code) : t('notices:circle'));
      return [where, category].filter(Boolean).join(' · ');
    };
    return {
      notices: page.notices.map((notice) => ({ ...notice, title: titleOf(notice) })),
      older: page.older && noticeCursor.write(page.older),
      isFirst: !url.searchParams.has('after')
    };
  } catch (cause) {
    refuse({ locals }, cause);
  }
};

export const actions: Actions = {
  /**
   * Opening a notice marks it as read and leads to its case: the reporter to their page, staff to the console, and whoever
   * follows to what everybody sees.
   */
  open: async ({ locals, params, request, url }) => {
    if (!locals.user) redirect(303, signInPath(params.lang, url));
    const id = Number((await request.formData()).get('id'));
    const notice = Number.isSafeInteger(id) ? await notices.one(locals.supabase, id) : null;
    if (!notice) error(404, { message: 'not_found', code: 'not_found' });
    await notices.markRead(locals.supabase, id);
    redirect(303, `/${params.lang}/${await whereTo(notice)}`);

    async function whereTo({ report_id, params: said, ...rest }: typeof notice & object): Promise<string> {
      if (report_id) {
        return `${isFollowed(rest) || (await isMine(report_id)) ? '' : 'console/'}reports/${report_id}`;
      }
      // One's own list has the answer, and the way to the page that others read.
      if (said.suggestion_id)
        return rest.kind === 'spot_answered' ? `places/suggestions/${said.suggestion_id}` : 'me/suggestions';
      if (!said.subdistrict_code) return 'me/follows';
      const category = said.category_code ?? said.group_code;
      return `reports${writeQuery({ subdistrict: said.subdistrict_code }, { category })}`;
    }

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
