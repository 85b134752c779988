/**
 * Makes a photo small away from the page, so that nothing jams: at most 1600 pixels and about 300 kB. Only pixels are
 * drawn, so that position and camera stay on the phone; the position is read first, to be offered as the place.
 */
import { gpsOf } from './gps';
import type { Shrunk } from './shrink';

const LONG_SIDE = 1600; // pixels
const MOST = 300 * 1024; // bytes
const QUALITIES = [0.82, 0.7, 0.58, 0.45];

async function hashOf(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function draw(image: ImageBitmap, longSide: number): OffscreenCanvas {
  const scale = Math.min(1, longSide / Math.max(image.width, image.height));
  const size = (side: number) => Math.max(1, Math.round(side * scale));
  const canvas = new OffscreenCanvas(size(image.width), size(image.height));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#fff'; // what was transparent
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function small(image: ImageBitmap): Promise<Blob> {
  let blob: Blob | undefined;
  for (const longSide of [LONG_SIDE, LONG_SIDE * 0.75, LONG_SIDE / 2]) {
    const canvas = draw(image, longSide);
    for (const quality of QUALITIES) {
      blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
      if (blob.size <= MOST) return blob;
    }
  }
  if (!blob) throw new Error('no picture');
  return blob;
}

async function isHeic(file: Blob): Promise<boolean> {
  const start = String.fromCharCode(...new Uint8Array(await file.slice(4, 12).arrayBuffer()));
  return /^ftyp(hei|hev|mif|msf)/.test(start);
}

async function shrink(file: Blob): Promise<Shrunk> {
  if (file.size === 0) return { code: 'photo_empty' };
  const place = gpsOf(await file.slice(0, 256 * 1024).arrayBuffer());
  let image: ImageBitmap;
  try {
    image = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    if (await isHeic(file)) return { code: 'photo_heic' };
    return { code: file.type.startsWith('image/') ? 'photo_broken' : 'photo_type' };
  }
  const blob = await small(image);
  image.close();
  return { blob, sha256: await hashOf(blob), place };
}

self.onmessage = async ({ data }: MessageEvent<{ n: number; file: Blob }>) => {
  const shrunk = await shrink(data.file).catch((): Shrunk => ({ code: 'photo_broken' }));
  self.postMessage({ n: data.n, shrunk });
};
