import type { Map as LeafletMap } from 'leaflet';
import type { Point } from './coordinates';
import type { Schematic } from './schematic';
import { allowLeafletProbe } from './trusted';

/** Leaflet and its styles, loaded when a map is asked for and not before. */
export async function loadLeaflet() {
  allowLeafletProbe();
  const [leaflet] = await Promise.all([import('./parts'), import('leaflet/dist/leaflet.css')]);
  return leaflet;
}

export type Leaflet = Awaited<ReturnType<typeof loadLeaflet>>;

/** A map that is ready: `shown` turns WGS 84 into what the map shows, `real` turns it back. */
export interface OpenedMap {
  L: Leaflet;
  map: LeafletMap;
  schematic: Schematic;
  shown: (at: Point) => Point;
  real: (at: Point) => Point;
}
