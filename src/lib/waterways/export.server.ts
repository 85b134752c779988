import type { Point } from '$lib/map/coordinates';
import type { everything } from './waterways.server';

const LICENCE = 'https://creativecommons.org/licenses/by/4.0/';
const WARNING =
  '示意：河道走向为手绘，不代表实际位置。 Schematic: drawn by hand, not where the river is on the ground.';

/** Longitude first: this is GeoJSON. A line drawn by hand says so in its own feature. */
export function geojson(reaches: Awaited<ReturnType<typeof everything>>, origin: string): string {
  const features = reaches.map(({ id, line, waterways: { status: _, ...waterway }, ...reach }) => ({
    type: 'Feature',
    id,
    geometry: line && {
      type: 'LineString',
      coordinates: (line as unknown as Point[]).map(({ lat, lng }) => [lng, lat])
    },
    properties: {
      ...reach,
      waterway: waterway.slug,
      waterway_id: waterway.id,
      waterway_zh: waterway.name_zh,
      waterway_en: waterway.name_en,
      kind: waterway.kind,
      url: `${origin}/zh/waterways/${waterway.slug}`,
      warning: reach.quality === 'schematic' ? WARNING : null
    }
  }));
  return JSON.stringify({ type: 'FeatureCollection', licence: LICENCE, features });
}
