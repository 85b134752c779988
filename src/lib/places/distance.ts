import type { Translate } from '$lib/i18n/translate';
import type { Card } from './place';

/**
 * 「步行约 1.5 公里」. Always about: the position is rounded, the way is estimated, and most points are approximate.
 * @returns undefined where nothing is known
 */
export function onFoot(
  t: Translate,
  metres: (m: number) => string,
  place: Pick<Card, 'metres' | 'step'>
): string | undefined {
  if (place.metres === null || place.step === null) return undefined;
  const distance = metres(place.metres);
  return place.metres === place.step
    ? t('places:distance.within', { distance })
    : t('places:distance.about', { distance });
}
