import { aside } from '$lib/i18n/aside';
import type { Lang } from '$lib/i18n/lang';
import type { Translate } from '$lib/i18n/translate';
import { WISHES } from './filters';

export const listed = (lang: Lang, parts: string[]): string => parts.join(lang === 'zh' ? '、' : ', ');

/** 「厕所、饮水」 of what the places along the way have; what somebody made up for the demonstration says so. Blank for nothing. */
export function alongTheWay(t: Translate, { needs, needs_demo }: { needs: string[]; needs_demo: boolean }): string {
  const names = WISHES.filter((wish) => needs.includes(wish)).map((wish) => t(`routes:wish.${wish}`));
  if (names.length === 0) return '';
  return listed(t.lang, names) + (needs_demo ? aside(t.lang, t('routes:demo.tag')) : '');
}
