/** What stands on the map, from what the database told: one mark a place, with a key that lasts while it stays in sight. */
import { STAGES, type Stage } from './filters';
import type { MapPoint, MapView } from './report';

export interface Mark {
  key: string;
  lat: number;
  lng: number;
  /** How many reports; null for a square with fewer than three. */
  n: number | null;
  /** The reports of this mark; none for a square. */
  points: MapPoint[];
  /** What the mark shows beside its number: the stage that is furthest from done. */
  stage: Stage | null;
}

/**
 * @param touch whether two places are so close on the screen that one mark would lie on the other; they share one then,
 * which stands where the newest of them is. Rounded places of one grid cell share a point anyway.
 */
export function marksOf({ z, cells, points }: MapView, touch: (a: MapPoint, b: MapPoint) => boolean): Mark[] {
  const squares = cells.map(([lat, lng, n]): Mark => ({
    key: `${z}/${lat}/${lng}/${n}`,
    lat,
    lng,
    n,
    points: [],
    stage: null
  }));
  const groups: [MapPoint, ...MapPoint[]][] = [];
  for (const point of points) {
    const near = groups.find(([first]) => touch(first, point));
    if (near) near.push(point);
    else groups.push([point]);
  }
  const spots = groups.map((here): Mark => {
    const [{ id, lat, lng }] = here;
    const stage = STAGES.find((one) => here.some((point) => point.stage === one)) ?? null;
    return { key: `${id}/${here.length}/${stage}`, lat, lng, n: here.length, points: here, stage };
  });
  return [...squares, ...spots];
}

/** How large a square's mark is drawn: four sizes, each for some ten times as many. */
export const sizeOf = (n: number | null): 0 | 1 | 2 | 3 => (n === null ? 0 : n < 10 ? 1 : n < 100 ? 2 : 3);
