/** All places with everything an editor may change, as files that the import takes back without a difference. */
import { csv } from '$lib/server/csv';
import { COLUMNS } from './importFile.server';
import { FACILITIES } from './kinds';
import type { Sheet } from './sheets';

export interface Exported {
  id: string;
  sheet: Sheet;
}
type Cell = string | number | boolean | null;

const structured = ['hours', 'names', 'flowers'];

/** The flat columns of one place. */
function flat({ id, sheet }: Exported): Record<string, unknown> {
  const row: Record<string, unknown> = { ...sheet, id };
  const facilities = (sheet.facilities ?? {}) as Record<string, Sheet>;
  for (const facility of FACILITIES) {
    const known = facilities[facility];
    row[facility] = known?.present ?? null;
    row[`${facility}_checked_at`] = known?.checked_at ?? null;
    row[`${facility}_source`] = known?.source ?? null;
    row[`${facility}_demo`] = known?.demo ? 'yes' : null;
  }
  return row;
}

const cellOf = (column: string, value: unknown): Cell => {
  if (value === null || value === undefined) return null;
  if (structured.includes(column)) return JSON.stringify(value);
  if (column === 'subdistricts') return (value as string[]).join(' ');
  return value as Cell;
};

export const placesCsv = (places: Exported[]): string =>
  csv([
    COLUMNS,
    ...places.map((place) => {
      const row = flat(place);
      return COLUMNS.map((column) => cellOf(column, row[column]));
    })
  ]);

/** For editors alone: approximate points are in it, each with its quality beside it. */
export const placesGeoJson = (places: Exported[]): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: places.map((place) => {
      const { lat, lng, facilities: _, ...properties } = flat(place);
      return {
        type: 'Feature',
        id: place.id,
        geometry: lat === null || lat === undefined ? null : { type: 'Point', coordinates: [lng, lat] },
        properties
      };
    })
  });
