import type { Coords, DoneCallback, GridLayer } from 'leaflet';
import { PMTiles, TileType, type Source } from 'pmtiles';
import type { Leaflet } from './leaflet';

/** Pictures only: drawing vector tiles would need a renderer that is larger than this whole app. */
const PICTURES: Partial<Record<TileType, string>> = {
  [TileType.Png]: 'image/png',
  [TileType.Jpeg]: 'image/jpeg',
  [TileType.Webp]: 'image/webp',
  [TileType.Avif]: 'image/avif'
};

/** A file of tiles that is there and can be drawn. */
export interface Archive {
  minZoom: number;
  maxZoom: number;
  /** The picture of a tile; undefined where the file has none. */
  tile: (z: number, x: number, y: number, signal?: AbortSignal) => Promise<Blob | undefined>;
}

/**
 * Opens one file that holds all tiles and is read in ranges (PMTiles, version 3).
 * @throws Error when it cannot be read, or holds something else than pictures
 */
export async function openArchive(source: string | Source): Promise<Archive> {
  const file = new PMTiles(source);
  const { tileType, minZoom, maxZoom } = await file.getHeader();
  const type = PICTURES[tileType];
  if (!type) throw new Error('The file of the base map holds no pictures.');
  return {
    minZoom,
    maxZoom,
    tile: async (z, x, y, signal) => {
      const found = await file.getZxy(z, x, y, signal);
      return found && new Blob([found.data], { type });
    }
  };
}

/** A layer of Leaflet that takes its tiles from such a file. A tile that is not there, or does not come, stays blank. */
export function archiveLayer(L: Leaflet, { minZoom, maxZoom, tile }: Archive): GridLayer {
  const left = new WeakMap<HTMLElement, AbortController>();
  const Layer = L.GridLayer.extend({
    createTile({ z, x, y }: Coords, done: DoneCallback): HTMLElement {
      const picture = document.createElement('img');
      picture.alt = ''; // what the map says is said by the list beside it
      const leaving = new AbortController();
      left.set(picture, leaving);
      const finish = (cause?: unknown) => {
        URL.revokeObjectURL(picture.src);
        done(cause instanceof Error ? cause : undefined, picture);
      };
      picture.onload = () => finish();
      picture.onerror = () => finish(new Error('A tile could not be read.'));
      tile(z, x, y, leaving.signal).then(
        (blob) => (blob ? (picture.src = URL.createObjectURL(blob)) : done(undefined, picture)),
        finish
      );
      return picture;
    }
  });
  const layer = new (Layer as unknown as new (options: object) => GridLayer)({
    minNativeZoom: minZoom,
    maxNativeZoom: maxZoom,
    maxZoom: 18
  });
  layer.on('tileunload', ({ tile: picture }: { tile: HTMLElement }) => left.get(picture)?.abort());
  return layer;
}
