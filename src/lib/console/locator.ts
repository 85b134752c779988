/** A small schematic of the district: the centres of its subdistricts, with north up. No basis for a boundary. */
export interface Pin {
  lat: number;
  lng: number;
}

const WIDTH = 200;
const MARGIN = 12;

/** Places pins in a box 200 wide; a degree of longitude is shorter than one of latitude this far north. */
export function project(centres: readonly Pin[], pins: readonly Pin[] = []) {
  const all = [...centres, ...pins];
  const west = Math.min(...all.map(({ lng }) => lng));
  const north = Math.max(...all.map(({ lat }) => lat));
  const south = Math.min(...all.map(({ lat }) => lat));
  const east = Math.max(...all.map(({ lng }) => lng));
  const squeeze = Math.cos((((north + south) / 2) * Math.PI) / 180);
  const scale = (WIDTH - 2 * MARGIN) / Math.max((east - west) * squeeze, 1e-6);
  const round = (n: number) => Math.round(n * 10) / 10;
  return {
    width: WIDTH,
    height: round((north - south) * scale + 2 * MARGIN),
    at: ({ lat, lng }: Pin) => ({
      x: round((lng - west) * squeeze * scale + MARGIN),
      y: round((north - lat) * scale + MARGIN)
    })
  };
}
