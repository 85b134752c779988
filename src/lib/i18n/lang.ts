import { building } from '$app/environment';
/** The two languages as they stand in a path. Chinese comes first wherever both are listed. */
export const LANGS = ['zh', 'en'] as const;
export type Lang = (typeof LANGS)[number];

/** The language tag for `<html lang>`, `hreflang` and `Intl`. */
export const LANG_TAG: Record<Lang, string> = { zh: 'zh-Hans', en: 'en' };

export const isLang = (value: unknown): value is Lang => value === 'zh' || value === 'en';

export const otherLang = (lang: Lang): Lang => (lang === 'zh' ? 'en' : 'zh');

/**
 * The same page in another language, with its query. Form action names (`?/submit`) are left out, because a link is a
 * GET; so is a guest key, which must never travel on in a link.
 */
export function sameIn(lang: Lang, url: URL): string {
  const path = url.pathname.replace(/^\/(zh|en)(?=\/|$)/, `/${lang}`);
  const query = new URLSearchParams([...queryOf(url)].filter(([name]) => !name.startsWith('/') && name !== 'key'));
  return query.size > 0 ? `${path}?${query}` : path;
}

/** A page that is made with the app knows no query; asking for it there is an error. */
const queryOf = (url: URL): URLSearchParams => (building ? new URLSearchParams() : url.searchParams);

/** The address of this page within the site, with its query. */
export const hereOf = (url: URL): string => url.pathname + (building ? '' : url.search);
