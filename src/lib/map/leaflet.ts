import { allowLeafletProbe } from './trusted';

/** Leaflet and its styles, loaded when a map is asked for and not before. */
export async function loadLeaflet() {
  allowLeafletProbe();
  const [leaflet] = await Promise.all([import('leaflet'), import('leaflet/dist/leaflet.css')]);
  return leaflet.default;
}

export type Leaflet = Awaited<ReturnType<typeof loadLeaflet>>;
