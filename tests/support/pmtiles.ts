import sharp from 'sharp';
import { zxyToTileId } from 'pmtiles';

interface Tile {
  z: number;
  x: number;
  y: number;
  picture: Buffer;
}

const HEADER = 127; // bytes
const PNG = 2;

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];

/** A tile of one colour. */
export const coloured = (r: number, g: number, b: number): Promise<Buffer> =>
  sharp({ create: { width: 256, height: 256, channels: 3, background: { r, g, b } } })
    .png()
    .toBuffer();

/**
 * A small file of tiles, uncompressed, as the specification of version 3 says
 * (https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md): header, one directory, metadata, tiles.
 */
export function pmtilesOf(tiles: Tile[], type = PNG): Buffer {
  const sorted = tiles
    .map((tile) => ({ ...tile, id: zxyToTileId(tile.z, tile.x, tile.y) }))
    .sort((a, b) => a.id - b.id);
  const directory = Buffer.from([
    ...varint(sorted.length),
    ...sorted.flatMap(({ id }, i) => varint(id - (sorted[i - 1]?.id ?? 0))),
    ...sorted.flatMap(() => varint(1)),
    ...sorted.flatMap(({ picture }) => varint(picture.length)),
    // Each tile follows the one before.
    ...sorted.flatMap((_, i) => varint(i === 0 ? 1 : 0))
  ]);
  const metadata = Buffer.from('{}');
  const pictures = Buffer.concat(sorted.map(({ picture }) => picture));
  const header = Buffer.alloc(HEADER);
  header.write('PMTiles', 0, 'ascii');
  header.writeUInt8(3, 7);
  const atMetadata = HEADER + directory.length;
  const atPictures = atMetadata + metadata.length;
  const longs = [HEADER, directory.length, atMetadata, metadata.length, atPictures, 0, atPictures, pictures.length];
  for (const [i, value] of [...longs, sorted.length, sorted.length, sorted.length].entries())
    header.writeBigUInt64LE(BigInt(value), 8 + 8 * i);
  const zooms = sorted.map(({ z }) => z);
  // In the order of the tiles; nothing is compressed; what they are; from which zoom to which.
  header.set([1, 1, 1, type, Math.min(...zooms), Math.max(...zooms)], 96);
  for (const [i, degrees] of [116.3, 39.8, 116.7, 40.2].entries()) header.writeInt32LE(degrees * 1e7, 102 + 4 * i);
  return Buffer.concat([header, directory, metadata, pictures]);
}

/** What a web server answers to a request for a part of a file: the bytes, and the headers that go with status 206. */
export function partOf(file: Buffer, range: string | undefined): { body: Buffer; headers: Record<string, string> } {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  if (!first || !last) throw new Error(`Asked without a range: ${range ?? 'none'}`);
  const body = file.subarray(Number(first), Number(last) + 1);
  return {
    body,
    headers: {
      'content-range': `bytes ${first}-${String(Number(first) + body.length - 1)}/${String(file.length)}`,
      'content-length': String(body.length),
      etag: '"1"'
    }
  };
}
