/** How a route or a river runs, from a file. */
import { gpx } from '@tmcw/togeojson';
import { DOMParser } from '@xmldom/xmldom';
import { toWgs84, type Crs } from './importFile.server';

export type Line = { lat: number; lng: number }[];

/** The longest line of a GPX or GeoJSON file, in WGS 84; null where there is none. */
export function lineIn(name: string, content: string, crs: Crs): Line | null {
  try {
    const file = (
      /\.gpx$/i.test(name) || content.trimStart().startsWith('<')
        ? gpx(new DOMParser({ onError: () => undefined }).parseFromString(content, 'text/xml') as unknown as Document)
        : JSON.parse(content)
    ) as { type?: string; features?: unknown[] };
    const lines: Line[] = [];
    const look = (one: unknown): void => {
      const thing = one as { type?: string; features?: unknown[]; geometry?: unknown; coordinates?: unknown } | null;
      if (thing?.type === 'FeatureCollection') (thing.features ?? []).forEach(look);
      else if (thing?.type === 'Feature') look(thing.geometry);
      else if (thing?.type === 'LineString' && Array.isArray(thing.coordinates))
        lines.push(
          (thing.coordinates as number[][]).map(([lng, lat]) => toWgs84({ lat: Number(lat), lng: Number(lng) }, crs))
        );
      else if (thing?.type === 'MultiLineString' && Array.isArray(thing.coordinates))
        (thing.coordinates as unknown[]).forEach((coordinates) => look({ type: 'LineString', coordinates }));
    };
    look(file);
    const found = lines.sort((a, b) => b.length - a.length)[0];
    return found && found.length > 1 && found.every(({ lat, lng }) => Number.isFinite(lat) && Number.isFinite(lng))
      ? found
      : null;
  } catch {
    return null;
  }
}

/** Six decimals: ten centimetres. */
export const rounded = (line: Line): Line =>
  line.map(({ lat, lng }) => ({ lat: Number(lat.toFixed(6)), lng: Number(lng.toFixed(6)) }));
