import type { Translate } from '$lib/i18n/translate';
import type { Card } from './route';

/** Kilometres an hour, as the pages state them: an easy walk with looking about, and a slow ride among people. */
export const WALK_KMH = 4;
export const RIDE_KMH = 12;

/** Minutes for a way, no finer than the way is known: steps of 5, from an hour on of 10, from three hours on of 30. */
export function minutes(metres: number, kmh: number): number {
  const exact = (metres / 1000 / kmh) * 60;
  const step = exact < 60 ? 5 : exact < 180 ? 10 : 30;
  return Math.max(step, Math.round(exact / step) * step);
}

/** 「约 1 小时 20 分钟」 */
export function duration(t: Translate, metres: number, kmh: number): string {
  const all = minutes(metres, kmh);
  const [h, m] = [Math.floor(all / 60), all % 60];
  if (h === 0) return t('routes:time.minutes', { m });
  return m === 0 ? t('routes:time.hours', { h }) : t('routes:time.both', { h, m });
}

/** 「约 5.6 公里」; without "about" only where the line was surveyed. Undefined where nobody states a length. */
export function length(
  t: Translate,
  distance: (m: number) => string,
  { length_m, line_quality }: Pick<Card, 'length_m' | 'line_quality'>
): string | undefined {
  if (length_m === null) return undefined;
  const said = distance(length_m);
  return line_quality === 'surveyed' ? said : t('routes:length.about', { distance: said });
}
