/**
 * Dates, numbers and distances as each language writes them. Times are always those of Beijing, wherever the reader is,
 * because every place and limit in the app is there.
 */
import { LANG_TAG, type Lang } from './lang';

type Instant = string | number | Date;
type Part = 'year' | 'month' | 'day' | 'weekday' | 'hour' | 'minute';

const NAMES = {
  zh: { weekdays: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'], months: undefined },
  en: {
    weekdays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
  }
};

/**
 * Beijing has been eight hours ahead since 1992, summer and winter, so its clock is a sum. `Intl.DateTimeFormat` would say the
 * same; the first one costs a phone more than all the rest of a page's start, and a list on the server one a line.
 */
function parts(lang: Lang, at: Instant): Record<Part, string> {
  const here = new Date(new Date(at).getTime() + 8 * 3_600_000);
  const { weekdays, months } = NAMES[lang];
  return {
    year: String(here.getUTCFullYear()),
    month: months?.[here.getUTCMonth()] ?? String(here.getUTCMonth() + 1),
    day: String(here.getUTCDate()),
    weekday: weekdays[here.getUTCDay()]!,
    hour: here.toISOString().slice(11, 13), // throws where there is no such moment
    minute: here.toISOString().slice(14, 16)
  };
}

/** 「11月24日 周二」, "Tue 24 Nov"; with the year when it is not this year's. */
export function date(lang: Lang, at: Instant, now: Instant = new Date()): string {
  const { year, month, day, weekday } = parts(lang, at);
  const isThisYear = year === parts(lang, now).year;
  if (lang === 'zh') return `${isThisYear ? '' : `${year}年`}${month}月${day}日 ${weekday}`;
  return `${weekday} ${day} ${month}${isThisYear ? '' : ` ${year}`}`;
}

/** 「19:30」 */
export function time(lang: Lang, at: Instant): string {
  const { hour, minute } = parts(lang, at);
  return `${hour}:${minute}`;
}

/** 「11月24日 周二 19:30」, "Tue 24 Nov, 19:30". */
export function dateTime(lang: Lang, at: Instant, now: Instant = new Date()): string {
  return `${date(lang, at, now)}${lang === 'zh' ? ' ' : ', '}${time(lang, at)}`;
}

/** 「2026年11月」, "Nov 2026". */
export function month(lang: Lang, at: Instant): string {
  const { year, month } = parts(lang, at);
  return lang === 'zh' ? `${year}年${month}月` : `${month} ${year}`;
}

/** 「12,480」 in both languages. */
export function number(lang: Lang, value: number, digits = 0): string {
  return new Intl.NumberFormat(LANG_TAG[lang], { maximumFractionDigits: digits }).format(value);
}

/** A share between 0 and 1: 「86.5%」. */
export function percent(lang: Lang, share: number, digits = 1): string {
  return new Intl.NumberFormat(LANG_TAG[lang], { style: 'percent', maximumFractionDigits: digits }).format(share);
}

/** Metres to 「480 米」 / "480 m", from one kilometre on 「1.2 公里」 / "1.2 km". */
export function distance(lang: Lang, metres: number): string {
  const near = Math.round(metres / 10) * 10;
  if (near < 1000) return `${number(lang, near)} ${lang === 'zh' ? '米' : 'm'}`;
  return `${number(lang, metres / 1000, 1)} ${lang === 'zh' ? '公里' : 'km'}`;
}

/** 「步行 6 分钟 · 480 米」, "6 min walk · 480 m", at 80 metres a minute. */
export function walk(lang: Lang, metres: number): string {
  const minutes = Math.max(1, Math.round(metres / 80));
  const words = lang === 'zh' ? `步行 ${minutes} 分钟` : `${minutes} min walk`;
  return `${words} · ${distance(lang, metres)}`;
}

/** Bytes to 「1.4 MB」; the unit signs are the same in both languages. */
export function bytes(lang: Lang, size: number): string {
  return size < 1_000_000 ? `${number(lang, Math.ceil(size / 1000))} KB` : `${number(lang, size / 1_000_000, 1)} MB`;
}
