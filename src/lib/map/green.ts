import type { Layer, Map as LeafletMap } from 'leaflet';
import type { Lang } from '$lib/i18n/lang';
import type { Point } from './coordinates';
import type { Leaflet } from './leaflet';
import { label } from './schematic';
import './green.css';

/** What `/data/green.json` answers. */
interface Named {
  name_zh: string;
  name_en: string;
}
interface Green {
  /** `area` in square metres, null = unknown; `quality` as of positions. */
  parks: (Named & Point & { area: number | null; quality: string | null })[];
  lines: (Named & { line: Point[]; quality: string })[];
}

const SMALLEST = 60; // metres: a pocket park must still be seen
const LARGE = 100_000; // square metres: named from the middle distance on
const NEAR = 12.5;
const CLOSE = 14.5;
const MOST_WORDS = 40; // more names would cover each other

/**
 * Parks and greenways below what a map is about, from our own data: discs as large as the park is, because outlines are not
 * known, and lines, dashed where somebody drew them by hand. Only where the map is near enough to read them.
 * @param shown converts WGS 84 to what the map shows
 */
export async function drawGreen(L: Leaflet, map: LeafletMap, lang: Lang, shown: (point: Point) => Point) {
  const response = await fetch('/data/green.json');
  if (!response.ok) throw new Error(`green.json: ${String(response.status)}`);
  const { parks, lines } = (await response.json()) as Green;
  const still = { interactive: false };
  /** All that can be drawn, the largest first, each with the zoom from which it is. */
  const things: { at: Point; from: number; isWord: boolean; layer: Layer }[] = [];
  for (const { area, quality, ...park } of parks) {
    const at = shown(park);
    const radius = Math.max(SMALLEST, Math.sqrt((area ?? 0) / Math.PI));
    const className = `map-park${quality === 'approximate' ? ' about' : ''}`;
    things.push({ at, from: NEAR, isWord: false, layer: L.circle(at, { ...still, radius, className }) });
    const word = label(L, at, park[`name_${lang}`], 'of-park');
    things.push({ at, from: (area ?? 0) >= LARGE ? NEAR : CLOSE, isWord: true, layer: word });
  }
  const greenways = L.layerGroup();
  for (const { line, quality, ...route } of lines) {
    const className = `map-greenway${quality === 'schematic' ? ' about' : ''}`;
    L.polyline(line.map(shown), { ...still, className }).addTo(greenways);
    const third = line[Math.floor(line.length / 3)];
    if (third) label(L, shown(third), route[`name_${lang}`], 'of-park').addTo(greenways);
  }
  // Only what is in view is drawn, with some room around for what is large: elsewhere it would only cost.
  const fit = () => {
    const zoom = map.getZoom();
    const view = map.getBounds().pad(0.3);
    let words = 0;
    for (const { at, from, isWord, layer } of things) {
      const wanted = zoom >= from && view.contains(at) && (!isWord || ++words <= MOST_WORDS);
      if (wanted !== map.hasLayer(layer))
        if (wanted) layer.addTo(map);
        else layer.remove();
    }
    if (zoom >= NEAR) greenways.addTo(map);
    else greenways.remove();
  };
  map.on('moveend', fit);
  fit();
}
