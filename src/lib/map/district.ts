/**
 * The schematic base map: the district's outline and its eight main rivers, WGS 84. Both files say about themselves that
 * they are a sketch (示意图, no basis for a boundary) and where they come from; whoever draws them shows `mark_zh` or
 * `mark_en`. Subdistrict centres come from the database. Sources and quality: docs/data-sources.md.
 */
export const outlineUrl = '/map/outline.json';
export const riversUrl = '/map/rivers.json';

/** The rectangle that holds the whole district, the airport included. */
export const frame = { south: 39.805, west: 116.34, north: 40.11, east: 116.65 };

interface Sketch {
  mark_zh: string;
  mark_en: string;
  source: string;
  licence: string;
}

/** `/map/outline.json`: two rings, the district and the airport exclave. GeoJSON order: longitude first. */
export interface Outline {
  properties: Sketch & { name_zh: string; name_en: string };
  geometry: { type: 'MultiPolygon'; coordinates: [number, number][][][] };
}

/** `/map/rivers.json`: one hand-drawn line for each river. GeoJSON order: longitude first. */
export interface Rivers extends Sketch {
  features: {
    properties: { code: string; name_zh: string; name_en: string };
    geometry: { type: 'LineString'; coordinates: [number, number][] };
  }[];
}
