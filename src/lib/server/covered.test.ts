import sharp from 'sharp';
import { expect, test } from 'vitest';
import { cover, type Rectangle } from './covered.ts';

const SIZE = { width: 1200, height: 900 } as const;
const PLATE: Rectangle = { x: 301, y: 203, width: 259, height: 97 };

/** A street of stripes with something in the rectangle that is different for each seed, without loss. */
async function street(seed: number, inside: Rectangle = PLATE, margin = 0): Promise<Buffer> {
  const data = Buffer.alloc(SIZE.width * SIZE.height * 3);
  for (let y = 0; y < SIZE.height; y++)
    for (let x = 0; x < SIZE.width; x++) {
      const secret =
        x >= inside.x - margin &&
        x < inside.x + inside.width + margin &&
        y >= inside.y - margin &&
        y < inside.y + inside.height + margin;
      const value = secret ? ((x * 7919 + y * 104_729) * (seed + 1)) % 251 : (x + 2 * y) % 200;
      data.set([value, secret ? (value * seed) % 256 : 90, 140], (y * SIZE.width + x) * 3);
    }
  return sharp(data, { raw: { ...SIZE, channels: 3 } })
    .webp({ lossless: true })
    .toBuffer();
}

const pixels = async (picture: Buffer) => {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    at: (x: number, y: number) => data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)
  };
};

test('what is covered leaves no trace: whatever was there, both pictures are the same to the byte', async () => {
  const [one, other] = await Promise.all([1, 2].map(async (seed) => cover(await street(seed), [PLATE])));
  expect(one!.large.equals(other!.large)).toBe(true);
  expect(one!.small.equals(other!.small)).toBe(true);
  // And they would not be without covering: the test can tell the two apart.
  const [open, opened] = await Promise.all([1, 2].map(async (seed) => cover(await street(seed), [])));
  expect(open!.large.equals(opened!.large)).toBe(false);
  expect(open!.small.equals(opened!.small)).toBe(false);
});

test('what smears over the edge of the rectangle is covered too', async () => {
  const [one, other] = await Promise.all([1, 2].map(async (seed) => cover(await street(seed, PLATE, 7), [PLATE])));
  expect(one!.large.equals(other!.large)).toBe(true);
});

test('the covered part is one solid colour at either size, and the rest is as it was', async () => {
  const source = await street(3);
  const { large, small, width, height } = await cover(source, [PLATE]);
  expect({ width, height }).toEqual(SIZE);
  const [before, after, thumb] = await Promise.all([source, large, small].map(pixels));
  const near = (a: Uint8Array, b: Uint8Array, by: number) => a.every((value, i) => Math.abs(value - (b[i] ?? 0)) <= by);
  const solid = Uint8Array.from([38, 44, 41]);
  for (let y = PLATE.y; y < PLATE.y + PLATE.height; y += 3)
    for (let x = PLATE.x; x < PLATE.x + PLATE.width; x += 3)
      expect(near(after!.at(x, y), solid, 8), `${String(x)},${String(y)} ${after!.at(x, y).join()}`).toBe(true);
  const scale = thumb!.width / SIZE.width;
  for (let y = Math.ceil(PLATE.y * scale); y < Math.floor((PLATE.y + PLATE.height) * scale); y++)
    for (let x = Math.ceil(PLATE.x * scale); x < Math.floor((PLATE.x + PLATE.width) * scale); x++)
      expect(near(thumb!.at(x, y), solid, 12), `${String(x)},${String(y)} ${thumb!.at(x, y).join()}`).toBe(true);
  expect(near(after!.at(100, 100), before!.at(100, 100), 30)).toBe(true);
  expect(near(after!.at(900, 700), before!.at(900, 700), 30)).toBe(true);
});

test('a rectangle at the edge, the whole picture, and twenty of them', async () => {
  const source = await street(4);
  const all = await pixels((await cover(source, [{ x: 0, y: 0, ...SIZE }])).small);
  expect(
    [...all.at(0, 0)].every((value) => value < 60) &&
      [...all.at(all.width - 1, all.height - 1)].every((value) => value < 60)
  ).toBe(true);
  const many = Array.from({ length: 20 }, (_, i) => ({ x: i * 60, y: 890, width: 60, height: 10 }));
  const row = await pixels((await cover(source, many)).large);
  for (let x = 0; x < SIZE.width; x += 50) expect(Math.max(...row.at(x, 899))).toBeLessThan(60);
});

test('nothing but pixels is written', async () => {
  const source = await sharp(await street(5))
    .withExif({ IFD0: { Copyright: 'SECRET' } })
    .webp()
    .toBuffer();
  const { large, small } = await cover(source, [PLATE]);
  for (const picture of [large, small]) {
    expect(picture.includes('SECRET') || picture.includes('EXIF')).toBe(false);
    expect((await sharp(picture).metadata()).format).toBe('webp');
  }
});
