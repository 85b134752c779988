import type { Map as LeafletMap } from 'leaflet';
import type { Lang } from '$lib/i18n/lang';
import { ofGeoJson, type Point, type Ring } from './coordinates';
import type { Leaflet } from './leaflet';

/** The parts of the two GeoJSON files that are read here; positions have longitude first. */
interface OutlineFile {
  geometry: { coordinates: number[][][][] };
}
interface RiversFile {
  features: { properties: { name_zh: string; name_en: string }; geometry: { coordinates: number[][] } }[];
}

interface River {
  name: string;
  line: Point[];
}
/** Our own base map: the outline of the district and its rivers. Schematic, and marked so wherever it is shown. */
export interface Schematic {
  rings: Ring[];
  rivers: River[];
}

export async function loadSchematic(lang: Lang): Promise<Schematic> {
  const read = async <T>(name: string): Promise<T> => {
    const response = await fetch(`/map/${name}.json`);
    if (!response.ok) throw new Error(`map/${name}.json: ${response.status}`);
    return response.json() as Promise<T>;
  };
  const [outline, rivers] = await Promise.all([read<OutlineFile>('outline'), read<RiversFile>('rivers')]);
  return {
    rings: outline.geometry.coordinates.map(([ring = []]) => ring.map(ofGeoJson)),
    rivers: rivers.features.map(({ properties, geometry }) => ({
      name: lang === 'zh' ? properties.name_zh : properties.name_en,
      line: geometry.coordinates.map(ofGeoJson)
    }))
  };
}

/** A word on the map that takes no clicks. Made of elements, never of HTML text. */
export function label(L: Leaflet, at: Point, text: string, kind: string) {
  const word = document.createElement('span');
  word.textContent = text;
  const icon = L.divIcon({ html: word, className: `map-label ${kind}`, iconSize: [0, 0] });
  return L.marker(at, { icon, interactive: false, keyboard: false });
}

/**
 * Draws the schematic below everything else. Colours come from classes, so that light and dark follow the page.
 * @param shown converts WGS 84 to what the map shows
 */
export function drawSchematic(
  L: Leaflet,
  map: LeafletMap,
  { rings, rivers }: Schematic,
  shown: (point: Point) => Point
): void {
  const still = { interactive: false };
  for (const ring of rings) L.polygon(ring.map(shown), { ...still, className: 'map-district' }).addTo(map);
  for (const { name, line } of rivers) {
    L.polyline(line.map(shown), { ...still, className: 'map-river' }).addTo(map);
    const middle = line[Math.floor(line.length / 2)];
    if (middle) label(L, shown(middle), name, 'of-river').addTo(map);
  }
}

/** Lets the page answer, and paint, between two pieces of work. */
export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
