import outline from '../../../static/map/outline.json';
import rivers from '../../../static/map/rivers.json';
import { ofGeoJson } from './coordinates';
import type { Schematic } from './schematic';
import type { Lang } from '$lib/i18n/lang';

/** Our own base map for drawings made on the server: the same two files that the browser's maps read. */
export const schematic = (lang: Lang): Schematic => ({
  rings: outline.geometry.coordinates.map(([ring = []]) => ring.map(ofGeoJson)),
  rivers: rivers.features.map(({ properties, geometry }) => ({
    name: properties[`name_${lang}`],
    line: geometry.coordinates.map(ofGeoJson)
  }))
});
