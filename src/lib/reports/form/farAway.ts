import outline from '../../../../static/map/outline.json';
import type { Lang } from '$lib/i18n/lang';
import { translator } from '$lib/i18n/translate';
import { ofGeoJson, outside, type Point } from '$lib/map/coordinates';

/** Metres outside the schematic outline; beyond them `submit_report` refuses a report as `place_outside`. */
const FAR = 1000;
const rings = outline.geometry.coordinates.map(([ring = []]) => ring.map(ofGeoJson));

/** Whether a report from there would be refused. A test asks the database the same. */
export const isFar = (point: Point): boolean => outside(rings, point) > FAR;

/** The sentence of that refusal, before anybody has sent anything; nothing when the place can be taken. */
export const farAway = async (point: Point, lang: Lang): Promise<string> =>
  isFar(point) ? (await translator(lang, ['refusals']))('refusals:place_outside') : '';
