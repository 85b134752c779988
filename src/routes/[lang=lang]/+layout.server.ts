import { isLang } from '$lib/i18n/lang';
import { error } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

// Reading `params` makes this run again on a language switch, so that the hook sees the new path and keeps it in the cookie.
export const load: LayoutServerLoad = ({ locals, params, cookies }) => {
  if (!isLang(params.lang)) error(404);
  return {
    lang: params.lang,
    user: locals.user ? { id: locals.user.id, email: locals.user.email } : null,
    roles: locals.roles,
    demo: locals.demo,
    theme: cookies.get('theme') ?? '',
    elder: cookies.get('elder') === '1'
  };
};
