import type { Lang } from '$lib/i18n/lang';
import { runs } from './runs';

/** 「4月」, "April". */
export const monthName = (lang: Lang, n: number): string =>
  new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    month: lang === 'zh' ? 'short' : 'long',
    timeZone: 'UTC'
  }).format(Date.UTC(2024, n - 1, 1));

/** The months in a line: 「4月、6月至11月」, "April, June to November". Two neighbours are named, three are a span. */
export const monthsText = (lang: Lang, months: number[]): string =>
  runs(months, 12)
    .flatMap(([from, to]) => {
      const [first, last] = [monthName(lang, from), monthName(lang, to)];
      if (from === to) return [first];
      if ((to - from + 12) % 12 === 1) return [first, last];
      return [lang === 'zh' ? `${first}至${last}` : `${first} to ${last}`];
    })
    .join(lang === 'zh' ? '、' : ', ');

/** The twelve months for a select. */
export const monthOptions = (lang: Lang) =>
  Array.from({ length: 12 }, (_, i) => ({ value: String(i + 1), label: monthName(lang, i + 1) }));
