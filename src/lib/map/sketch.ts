import type { Point } from './coordinates';

/**
 * A small map as one SVG, drawn on the server: it needs no script, prints, and is there without a network. Units of the drawing are
 * 600 to the width.
 */
export interface SketchFrame {
  width: number;
  height: number;
  at: (point: Point) => { x: number; y: number };
}

const WIDTH = 600;
const SHRINK = Math.cos((39.95 * Math.PI) / 180); // a degree of longitude, in degrees of latitude

/** The drawing that shows all of these points with some room around; between 1:1 and 5:2. Undefined for no points. */
export function frameFor(points: readonly Point[]): SketchFrame | undefined {
  if (points.length === 0) return undefined;
  const xs = points.map(({ lng }) => lng * SHRINK);
  const ys = points.map(({ lat }) => lat);
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = Math.max(east - west, north - south, 0.005) * 0.14;
  const wide = Math.max(east - west + 2 * room, north - south + 2 * room);
  const high = Math.max(north - south + 2 * room, wide / 2.5);
  const scale = WIDTH / wide;
  const [left, top] = [(west + east) / 2 - wide / 2, (south + north) / 2 + high / 2];
  const tenth = (n: number) => Math.round(n * 10) / 10;
  return {
    width: WIDTH,
    height: Math.round(high * scale),
    at: ({ lat, lng }) => ({ x: tenth((lng * SHRINK - left) * scale), y: tenth((top - lat) * scale) })
  };
}

/** `M0 0L10 10` */
export const pathOf = (frame: SketchFrame, line: readonly Point[]): string =>
  line.map((point, i) => `${i === 0 ? 'M' : 'L'}${frame.at(point).x} ${frame.at(point).y}`).join('');
