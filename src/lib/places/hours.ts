import type { Lang } from '$lib/i18n/lang';
import type { Translate } from '$lib/i18n/translate';
import { monthName } from '$lib/time/month';
import { runs } from '$lib/time/runs';
import type { Spell } from './place';

const day = (lang: Lang, n: number) =>
  new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    weekday: lang === 'zh' ? 'short' : 'long',
    timeZone: 'UTC'
  }).format(Date.UTC(2024, 0, n)); // 1 January 2024 was a Monday

const joined = (lang: Lang, parts: string[]) => parts.join(lang === 'zh' ? '、' : ', ');

/** One line a spell: 「4月至10月 每天 06:00–21:00」, "April to October, every day 06:00–21:00". */
export function hoursLines(t: Translate, hours: Spell[]): string[] {
  const { lang } = t;
  const span = (name: (lang: Lang, n: number) => string, [from, to]: [number, number]) =>
    from === to ? name(lang, from) : t('places:hours.days', { from: name(lang, from), to: name(lang, to) });
  return hours.map(({ days, from, to, months }) => {
    const when =
      new Set(days).size === 7
        ? t('places:hours.everyday')
        : joined(
            lang,
            runs(days, 7).map((run) => span(day, run))
          );
    const season =
      months && new Set(months).size < 12
        ? joined(
            lang,
            runs(months, 12).map((run) => span(monthName, run))
          )
        : '';
    const time = from === '00:00' && to === '24:00' ? t('places:hours.all_day') : `${from}–${to}`;
    return [season, `${when} ${time}`].filter(Boolean).join(lang === 'zh' ? ' ' : ': ');
  });
}
