import type { Map as LeafletMap } from 'leaflet';
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
  const areas = L.layerGroup();
  const large = L.layerGroup();
  const small = L.layerGroup();
  for (const { area, quality, ...park } of parks) {
    const radius = Math.max(SMALLEST, Math.sqrt((area ?? 0) / Math.PI));
    const className = `map-park${quality === 'approximate' ? ' about' : ''}`;
    L.circle(shown(park), { ...still, radius, className }).addTo(areas);
    const isLarge = (area ?? 0) >= LARGE;
    label(L, shown(park), park[`name_${lang}`], 'of-park').addTo(isLarge ? large : small);
  }
  for (const { line, quality, ...route } of lines) {
    const className = `map-greenway${quality === 'schematic' ? ' about' : ''}`;
    L.polyline(line.map(shown), { ...still, className }).addTo(areas);
    const third = line[Math.floor(line.length / 3)];
    if (third) label(L, shown(third), route[`name_${lang}`], 'of-park').addTo(large);
  }
  const fit = () => {
    for (const [layer, from] of [
      [areas, NEAR],
      [large, NEAR],
      [small, CLOSE]
    ] as const)
      if (map.getZoom() >= from) layer.addTo(map);
      else layer.remove();
  };
  map.on('zoomend', fit);
  fit();
}
