/**
 * From a stranger's bytes to two pictures that hold nothing but pixels. Only JPEG, PNG and WebP are decoded, one at a time,
 * within limits of pixels, memory and time; whatever else is in the file (position, camera, thumbnails, hidden pages,
 * markup) is left behind.
 */
import sharp, { type Metadata, type OutputInfo, type Sharp } from 'sharp';

export const MOST_BYTES = 15 * 1024 * 1024;
const MOST_PIXELS = 50_000_000;
/** What a decoder may hold at once, in bytes; files that are not decoded line by line are the reason. */
const MOST_HELD = 50_000_000;
const MOST_SECONDS = 15;
const LARGE = 2048; // pixels, the long side
const SMALL = 480;
const THUMB = 144; // a square; a list of twenty stays light

export type PhotoCode =
  | 'photo_empty'
  | 'photo_large'
  | 'photo_heic'
  | 'photo_avif'
  | 'photo_gif'
  | 'photo_svg'
  | 'photo_pdf'
  | 'photo_video'
  | 'photo_type'
  | 'photo_pixels'
  | 'photo_broken'
  | 'photo_slow'
  | 'photo_busy'
  | 'photo_differs';

/** A photo that cannot be taken in; `code` has a sentence in `photos.json`. */
export class PhotoRefused extends Error {
  readonly code: PhotoCode;
  constructor(code: PhotoCode) {
    super(code);
    this.code = code;
  }
}

export interface Pictures {
  large: Buffer;
  small: Buffer;
  /** Of the large one, upright, in pixels. */
  width: number;
  height: number;
}

type Format = 'jpeg' | 'png' | 'webp';

// Nothing that could read another format is left reachable, whatever the bytes claim to be.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer']
});
sharp.cache(false);
sharp.concurrency(1);

const PNG = '\x89PNG\r\n\x1a\n';
const HEIF_BRANDS = /^(hei[cxms]|hev[cxms]|mif[12]|msf1|heif|miaf)$/;

/**
 * The format by the first bytes; a name or a declared type says nothing.
 * @throws PhotoRefused naming what it is instead
 */
function formatOf(bytes: Buffer): Format {
  const start = bytes.toString('latin1', 0, 512);
  if (bytes.length === 0) throw new PhotoRefused('photo_empty');
  if (start.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (start.startsWith(PNG)) return 'png';
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return 'webp';
  if (start.startsWith('GIF8')) throw new PhotoRefused('photo_gif');
  if (start.includes('%PDF-')) throw new PhotoRefused('photo_pdf');
  if (start.slice(4, 8) === 'ftyp') {
    const brand = start.slice(8, 12);
    if (brand.startsWith('avi')) throw new PhotoRefused('photo_avif');
    throw new PhotoRefused(HEIF_BRANDS.test(brand) ? 'photo_heic' : 'photo_video');
  }
  if (/^[\s\xef\xbb\xbf]*<(\?xml|svg|!doctype svg|!--)/i.test(start)) throw new PhotoRefused('photo_svg');
  throw new PhotoRefused('photo_type');
}

/** What decoding needs to hold, in bytes: a line at a time for most files, the whole picture for some. */
function heldBy({ format, width, height, channels, depth, isProgressive, chromaSubsampling }: Metadata): number {
  const pixels = width * height;
  if (format === 'webp') return pixels * 4;
  if (!isProgressive) return 0;
  if (format === 'jpeg') return pixels * (chromaSubsampling === '4:2:0' ? 3 : channels * 2); // its coefficients
  return pixels * channels * (depth === 'ushort' ? 2 : 1);
}

/** Turns and mirrors that make each EXIF orientation upright; mirroring comes before turning. */
const UPRIGHT: Record<number, { flip?: true; flop?: true; turn?: 90 | 180 | 270 }> = {
  2: { flop: true },
  3: { turn: 180 },
  4: { flip: true },
  5: { flip: true, turn: 90 },
  6: { turn: 90 },
  7: { flop: true, turn: 90 },
  8: { turn: 270 }
};

/** Decodes to at most 2048 × 2048 sRGB pixels. Turning comes later, on the small copy: it would need the whole large one in memory. */
async function pixelsOf(bytes: Buffer): Promise<{ data: Buffer; info: OutputInfo; orientation: number }> {
  const format = formatOf(bytes);
  const options = { limitInputPixels: MOST_PIXELS, sequentialRead: true, failOn: 'error' } as const;
  const meta = await sharp(bytes, options).metadata();
  if (meta.format !== format) throw new PhotoRefused('photo_broken');
  if (meta.width * meta.height > MOST_PIXELS || heldBy(meta) > MOST_HELD) throw new PhotoRefused('photo_pixels');
  const { data, info } = await sharp(bytes, options)
    .timeout({ seconds: MOST_SECONDS })
    .resize({ width: LARGE, height: LARGE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, info, orientation: meta.orientation ?? 1 };
}

async function developNow(bytes: Buffer, smallMost: number): Promise<Pictures> {
  const { data, info, orientation } = await pixelsOf(bytes);
  const { flip = false, flop = false, turn } = UPRIGHT[orientation] ?? {};
  const picture = () => {
    const upright = sharp(data, { raw: info as typeof info & { channels: 1 | 2 | 3 | 4 } })
      .timeout({ seconds: MOST_SECONDS })
      .flip(flip)
      .flop(flop);
    return turn ? upright.rotate(turn) : upright;
  };
  return written(picture(), smallMost);
}

/** How much is given up, step by step, where the small picture has to be light. */
const STEPS = [
  { side: SMALL, quality: 75 },
  { side: SMALL, quality: 55 },
  { side: SMALL, quality: 35 },
  { side: 360, quality: 30 },
  { side: 240, quality: 20 }
];

/** The first step that is light enough, in bytes; else the last. */
async function smallOf(large: Buffer, most: number): Promise<Buffer> {
  let small = large;
  for (const { side, quality } of STEPS) {
    small = await sharp(large)
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality, effort: 3 })
      .toBuffer();
    if (small.length <= most) break;
  }
  return small;
}

/**
 * Both pictures, written without metadata: sharp keeps none unless asked to. The small one is made from the large one, and
 * as light as `smallMost` bytes if that can be.
 */
export async function written(picture: Sharp, smallMost = Infinity): Promise<Pictures> {
  const large = await picture.webp({ quality: 80, effort: 3 }).toBuffer({ resolveWithObject: true });
  const small = await smallOf(large.data, smallMost);
  return { large: large.data, small, width: large.info.width, height: large.info.height };
}

/** A decoder's complaint in one of our words. */
function refusalOf(cause: unknown): PhotoRefused {
  if (cause instanceof PhotoRefused) return cause;
  const message = cause instanceof Error ? cause.message : '';
  if (/pixel limit|exceeds|too large/i.test(message)) return new PhotoRefused('photo_pixels');
  if (/timeout/i.test(message)) return new PhotoRefused('photo_slow');
  return new PhotoRefused('photo_broken');
}

let last: Promise<unknown> = Promise.resolve();

/** Does something with a picture when no other is being worked on, so that a crowd of them costs time and not memory. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work).catch((cause: unknown) => Promise.reject(refusalOf(cause)));
  last = turn.catch(() => undefined);
  return turn;
}

/**
 * The two WebP pictures of a photo, upright, at most 2048 and 480 pixels long, without any metadata.
 * @throws PhotoRefused
 */
export function develop(bytes: Buffer, smallMost = Infinity): Promise<Pictures> {
  if (bytes.length > MOST_BYTES) return Promise.reject(new PhotoRefused('photo_large'));
  return inTurn(() => developNow(bytes, smallMost));
}

/** The square that lists show, from a small picture that was written here. */
export const thumb = (small: Buffer): Promise<Buffer> =>
  sharp(small).resize(THUMB, THUMB, { fit: 'cover' }).webp({ quality: 55 }).toBuffer();
