import type { Lang } from '$lib/i18n/lang';
import type { Translate } from '$lib/i18n/translate';
import type { Spell } from './place';

/** Runs of neighbouring numbers: [1,2,3,6] → [[1,3],[6,6]]. From `first` to `last` the numbers go round. */
function runs(numbers: number[], last: number): [number, number][] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const found: [number, number][] = [];
  for (const n of sorted) {
    const run = found.at(-1);
    if (run && run[1] === n - 1) run[1] = n;
    else found.push([n, n]);
  }
  const [first, end] = [found[0], found.at(-1)];
  // November to March is one winter, Saturday to Monday one weekend.
  if (first && end && first !== end && first[0] === 1 && end[1] === last) {
    end[1] = first[1];
    found.shift();
  }
  return found;
}

const day = (lang: Lang, n: number) =>
  new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    weekday: lang === 'zh' ? 'short' : 'long',
    timeZone: 'UTC'
  }).format(Date.UTC(2024, 0, n)); // 1 January 2024 was a Monday
const month = (lang: Lang, n: number) =>
  new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    month: lang === 'zh' ? 'short' : 'long',
    timeZone: 'UTC'
  }).format(Date.UTC(2024, n - 1, 1));

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
            runs(months, 12).map((run) => span(month, run))
          )
        : '';
    const time = from === '00:00' && to === '24:00' ? t('places:hours.all_day') : `${from}–${to}`;
    return [season, `${when} ${time}`].filter(Boolean).join(lang === 'zh' ? ' ' : ': ');
  });
}
