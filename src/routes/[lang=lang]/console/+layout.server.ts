import { error, redirect } from '@sveltejs/kit';
import * as desk from '$lib/console/console.server';
import * as reference from '$lib/console/reference.server';
import { refuse } from '$lib/server/failure';
import { isLang } from '$lib/i18n/lang';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
  const { locals, params, untrack } = event;
  if (!isLang(params.lang)) error(404);
  if (!locals.user) {
    const here = untrack(() => event.url.pathname + event.url.search);
    redirect(303, `/${params.lang}/sign-in?next=${encodeURIComponent(here)}`);
  }
  const [staff, names] = await Promise.all([
    desk.desk(locals.supabase, locals.user.id),
    reference.names(locals.supabase, params.lang)
  ]).catch((cause) => refuse(event, cause));
  event.setHeaders({ 'cache-control': 'private, no-store' });
  // Whoever has no business here is not told that there is something.
  if (!staff) error(404);
  return { staff, names };
};
