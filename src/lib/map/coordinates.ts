/**
 * A place on earth, WGS 84 degrees: always an object, never a pair, so that nobody has to know which number comes first.
 * A `Point` already is what Leaflet takes. Pairs exist in GeoJSON only, and end here.
 */
export interface Point {
  lat: number;
  lng: number;
}

/** A closed line, the last point joined to the first. */
export type Ring = Point[];

/** GeoJSON puts longitude first. */
export const ofGeoJson = ([lng, lat]: readonly number[]): Point => ({ lat: lat!, lng: lng! });

const EARTH = 6_371_000; // metres
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Six decimals are about 10 cm: more would pretend. */
export const rounded = ({ lat, lng }: Point): Point => ({ lat: Number(lat.toFixed(6)), lng: Number(lng.toFixed(6)) });

/** Metres between two points on a round earth. */
export function distance(a: Point, b: Point): number {
  const h =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lng - a.lng) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(Math.min(1, h)));
}

/** The nearest of some places; undefined when there are none. */
export function nearest<Place extends Point>(places: readonly Place[], to: Point): Place | undefined {
  return places.reduce<Place | undefined>(
    (best, place) => (best && distance(best, to) <= distance(place, to) ? best : place),
    undefined
  );
}

// The same flat map as `private.plane` in SQL, so that the browser and the database agree about who is outside.
const METRES_A_DEGREE = 111_195;
const plane = ({ lat, lng }: Point) => ({
  x: (lng - 116.45) * METRES_A_DEGREE * Math.cos(radians(39.95)),
  y: (lat - 39.95) * METRES_A_DEGREE
});

/** Metres outside a district of one or more rings, 0 inside. Right to about 0.3 % near Chaoyang. */
export function outside(rings: readonly Ring[], point: Point): number {
  const p = plane(point);
  let least = Infinity;
  for (const ring of rings) {
    let inside = false;
    ring.forEach((corner, i) => {
      const a = plane(corner);
      const b = plane(ring[(i + 1) % ring.length]!);
      if (a.y > p.y !== b.y > p.y && p.x < ((b.x - a.x) * (p.y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
      const along =
        ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / ((b.x - a.x) ** 2 + (b.y - a.y) ** 2 || 1);
      const t = Math.max(0, Math.min(1, along));
      least = Math.min(least, Math.hypot(p.x - a.x - t * (b.x - a.x), p.y - a.y - t * (b.y - a.y)));
    });
    if (inside) return 0;
  }
  return rings.length > 0 ? least : 0;
}

// Mainland tile servers draw in GCJ-02, which lies some 500 m off. The constants are those of its well-known approximation.
const SEMI_MAJOR = 6_378_245;
const ECCENTRICITY = 0.006_693_421_622_965_943;

function shift({ lat, lng }: Point): Point {
  const x = lng - 105;
  const y = lat - 35;
  const wave = (v: number) => Math.sin(v * Math.PI);
  const ripple = (20 * wave(6 * x) + 20 * wave(2 * x)) * (2 / 3);
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    ripple +
    ((20 * wave(y) + 40 * wave(y / 3)) * 2) / 3 +
    ((160 * wave(y / 12) + 320 * wave(y / 30)) * 2) / 3;
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    ripple +
    ((20 * wave(x) + 40 * wave(x / 3)) * 2) / 3 +
    ((150 * wave(x / 12) + 300 * wave(x / 30)) * 2) / 3;
  const magic = 1 - ECCENTRICITY * Math.sin(radians(lat)) ** 2;
  return {
    lat: (north * 180) / (((SEMI_MAJOR * (1 - ECCENTRICITY)) / (magic * Math.sqrt(magic))) * Math.PI),
    lng: (east * 180) / ((SEMI_MAJOR / Math.sqrt(magic)) * Math.cos(radians(lat)) * Math.PI)
  };
}

/** WGS 84 → GCJ-02, for drawing on tiles of that system; about a metre. */
export function toGcj02(point: Point): Point {
  const by = shift(point);
  return { lat: point.lat + by.lat, lng: point.lng + by.lng };
}

/** GCJ-02 → WGS 84, by approaching it; centimetres from `toGcj02`'s inverse. */
export function fromGcj02(point: Point): Point {
  let guess = point;
  for (let i = 0; i < 4; i++) {
    const there = toGcj02(guess);
    guess = { lat: guess.lat + point.lat - there.lat, lng: guess.lng + point.lng - there.lng };
  }
  return guess;
}
