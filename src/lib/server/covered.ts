/**
 * A photo as the public may see it: parts of the received picture are replaced by one colour before anything is written.
 * Blur and mosaic can be undone; a pixel that is not there cannot.
 */
import sharp from 'sharp';
import { inTurn, written, type Pictures } from './pictures.ts';

/** What is covered, in whole pixels of the large picture, from its upper left corner. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Pixels that are covered beyond each side. Writing a picture carries traces of a pixel into its neighbours: the decoder
 * smooths up to three pixels across the edge of a block, and colour is kept for two pixels at a time.
 */
const MARGIN = 8;
const COLOUR = [38, 44, 41] as const;

/** Paints over the pixels in place. `data` holds three bytes a pixel, row by row. */
function paint(data: Buffer, size: { width: number; height: number }, rectangles: readonly Rectangle[]): void {
  for (const { x, y, width, height } of rectangles) {
    const left = Math.max(0, Math.floor(x) - MARGIN);
    const right = Math.min(size.width, Math.ceil(x + width) + MARGIN);
    const top = Math.max(0, Math.floor(y) - MARGIN);
    const bottom = Math.min(size.height, Math.ceil(y + height) + MARGIN);
    for (let row = top; row < bottom; row++)
      for (let at = (row * size.width + left) * 3; at < (row * size.width + right) * 3; at += 3) data.set(COLOUR, at);
  }
}

/**
 * The large and the small picture, covered. The small one is made from the covered large one, and as light as `smallMost`
 * bytes if that can be.
 */
export const cover = (picture: Buffer, rectangles: readonly Rectangle[], smallMost = Infinity): Promise<Pictures> =>
  inTurn(async () => {
    const { data, info } = await sharp(picture)
      .removeAlpha()
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    paint(data, info, rectangles);
    return written(sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } }), smallMost);
  });
