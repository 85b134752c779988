import sharp from 'sharp';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { corpus } from './pictures.corpus.ts';
import { develop, PhotoRefused } from './pictures.ts';

const samples = await corpus();

/** What a WebP is made of; anything but pixels would be listed here. */
function parts(webp: Buffer): string[] {
  const found: string[] = [];
  for (let at = 12; at < webp.length;) {
    found.push(webp.toString('latin1', at, at + 4));
    const length = webp.readUInt32LE(at + 4);
    at += 8 + length + (length % 2);
  }
  return found;
}

// Six letters and more: shorter words turn up by chance among compressed pixels. Which parts a file may have at all is
// what `parts` looks at.
const SECRETS = /photoshop|icc_profile|http:\/\/ns\.adobe|secretphone|lin mei|beijing|<script|<\?php/i;

test('there are at least fifty odd and hostile files', () => {
  expect(samples.length).toBeGreaterThanOrEqual(50);
  expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length);
});

test.each(samples)('$name: $ends', async ({ bytes, ends }) => {
  const pictures = await develop(bytes).catch((cause: unknown) => {
    if (cause instanceof PhotoRefused) return cause.code;
    throw cause;
  });
  if (typeof pictures === 'string' || ends !== 'ok') return expect(pictures).toBe(ends);
  for (const picture of [pictures.large, pictures.small]) {
    expect(picture.toString('latin1', 0, 4)).toBe('RIFF');
    expect(
      parts(picture).every((part) => ['VP8 ', 'VP8L'].includes(part)),
      parts(picture).join()
    ).toBe(true);
    expect(SECRETS.test(picture.toString('latin1'))).toBe(false);
    // Not one stretch of what was sent comes out again.
    for (let at = 0; at + 64 <= bytes.length && at < 200_000; at += 997)
      expect(picture.includes(bytes.subarray(at, at + 64))).toBe(false);
  }
  const { width, height } = await sharp(pictures.large).metadata();
  expect([width, height]).toEqual([pictures.width, pictures.height]);
  expect(Math.max(width, height)).toBeLessThanOrEqual(2048);
});

/** Red left of green above blue and white, as a JPEG with this orientation. */
async function quarters(orientation: number): Promise<Buffer> {
  const data = Buffer.alloc(64 * 32 * 3);
  for (let y = 0; y < 32; y++)
    for (let x = 0; x < 64; x++) {
      const colour = y < 16 ? (x < 32 ? [255, 0, 0] : [0, 255, 0]) : x < 32 ? [0, 0, 255] : [255, 255, 255];
      data.set(colour, (y * 64 + x) * 3);
    }
  return sharp(data, { raw: { width: 64, height: 32, channels: 3 } })
    .withMetadata({ orientation })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])('orientation %i comes out upright', async (orientation) => {
  const bytes = await quarters(orientation);
  const raw = async (input: Buffer, upright: boolean) => {
    const image = upright ? sharp(input).autoOrient() : sharp(input);
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) =>
      [0, 1, 2].map((c) => ((data[(y * info.width + x) * 3 + c] ?? 0) > 127 ? 1 : 0)).join('');
    return [info.width, info.height, at(8, 8), at(info.width - 8, 8), at(8, info.height - 8)];
  };
  expect(await raw((await develop(bytes)).large, false)).toEqual(await raw(bytes, true));
});

test('a crowd of the largest photos adds less than 150 MB', { timeout: 120_000 }, async () => {
  // In a process of its own, as `npm start` runs the server: this one has made the files and is full of them.
  const script = path.join(import.meta.dirname, 'pictures.memory.ts');
  const env = { ...process.env, MALLOC_ARENA_MAX: '2' };
  // A busy machine lets several photos be half done at once, now and then; code that holds on to memory does so every time.
  let least = Infinity;
  for (let tries = 0; tries < 3 && least >= 150; tries++) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
      env
    });
    least = Math.min(least, Number(stdout));
  }
  expect(least, 'megabytes').toBeLessThan(150);
});
