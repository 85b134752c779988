import type { Lang } from '$lib/i18n/lang';

/** 「4月」, "April". */
export const monthName = (lang: Lang, n: number): string =>
  new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    month: lang === 'zh' ? 'short' : 'long',
    timeZone: 'UTC'
  }).format(Date.UTC(2024, n - 1, 1));
