/** Files that somebody might send: odd, broken and hostile ones, made here so that none needs to be kept. For tests. */
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { PhotoCode } from './pictures.ts';

interface Sample {
  name: string;
  bytes: Buffer;
  /** `ok`, or the refusal. */
  ends: 'ok' | PhotoCode;
}

const text = (words: string) => Buffer.from(words, 'latin1');
const numbers = (...values: number[]) => Buffer.from(values);
const word32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

const noisy = (width = 320, height = 240) =>
  sharp({
    create: { width, height, channels: 3, background: '#777', noise: { type: 'gaussian', mean: 120, sigma: 40 } }
  });
const flat = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background: { r: 40, g: 120, b: 90, alpha: 0.5 } } });

/** A JPEG marker segment. */
const segment = (marker: number, body: Buffer) =>
  Buffer.concat([numbers(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255), body]);
/** Puts segments behind the start of a JPEG. */
const into = (jpeg: Buffer, ...segments: Buffer[]) =>
  Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);

const chunk = (type: string, body: Buffer) => {
  const typed = Buffer.concat([text(type), body]);
  return Buffer.concat([word32(body.length), typed, word32(crc32(typed))]);
};
const pngHead = text('\x89PNG\r\n\x1a\n');
const header = (width: number, height: number, depth = 8, colour = 2, interlaced = 0) =>
  chunk('IHDR', Buffer.concat([word32(width), word32(height), numbers(depth, colour, 0, 0, interlaced)]));
/** Puts chunks behind the header of a PNG. */
const intoPng = (png: Buffer, ...chunks: Buffer[]) => Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
const boast = (width: number, height: number) =>
  Buffer.concat([
    pngHead,
    header(width, height),
    chunk('IDAT', deflateSync(Buffer.alloc(100_000))),
    chunk('IEND', text(''))
  ]);

const box = (brand: string) =>
  Buffer.concat([word32(24), text(`ftyp${brand}`), word32(0), text(`mif1${brand}`), Buffer.alloc(400)]);
const riff = (kind: string, body: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length + 4);
  return Buffer.concat([text('RIFF'), length, text(kind), body]);
};

const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="39,56.1N" exif:GPSLongitude="116,28.2E"/></rdf:RDF></x:xmpmeta>`;
const IPTC = Buffer.concat([
  text('Photoshop 3.0\0'),
  text('8BIM\x04\x04\0\0'),
  word32(22),
  text('\x1c\x02\x5a\0\x07Beijing\x1c\x02\x5c\0\x03Lin')
]);
const GPS = {
  IFD0: { Make: 'Secretphone', Copyright: 'Lin Mei' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '39/1 56/1 6/1', GPSLongitudeRef: 'E', GPSLongitude: '116/1 28/1 12/1' }
};
const SCRIPT = '<script>alert(document.cookie)</script>';
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${SCRIPT}<image href="file:///etc/passwd"/></svg>`;

/** A JPEG whose frame header says it is larger than it is. */
async function boastingJpeg(width: number, height: number): Promise<Buffer> {
  const jpeg = await flat(64, 64).jpeg().toBuffer();
  const at = jpeg.indexOf(numbers(0xff, 0xc0));
  jpeg.writeUInt16BE(height, at + 5);
  jpeg.writeUInt16BE(width, at + 7);
  return jpeg;
}

async function gif(frames: number): Promise<Buffer> {
  const frame = numbers(0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0);
  return Buffer.concat([
    text('GIF89a'),
    numbers(1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255),
    ...Array<Buffer>(frames).fill(frame),
    text(';')
  ]);
}

/** An animation of many frames in one WebP. */
async function movingWebp(frames: number): Promise<Buffer> {
  const still = (await flat(16, 16).webp({ lossless: true }).toBuffer()).subarray(12);
  const little = (value: number, size: number) => {
    const bytes = Buffer.alloc(size);
    bytes.writeUIntLE(value, 0, size);
    return bytes;
  };
  const part = (type: string, body: Buffer) => Buffer.concat([text(type), little(body.length, 4), body]);
  const frame = part(
    'ANMF',
    Buffer.concat([little(0, 3), little(0, 3), little(15, 3), little(15, 3), little(40, 3), numbers(0), still])
  );
  const parts = [
    part('VP8X', Buffer.concat([numbers(2, 0, 0, 0), little(15, 3), little(15, 3)])),
    part('ANIM', Buffer.alloc(6))
  ];
  return riff('WEBP', Buffer.concat([...parts, ...Array<Buffer>(frames).fill(frame)]));
}

async function pictures(): Promise<Sample[]> {
  const jpeg = await noisy().jpeg().toBuffer();
  const png = await noisy().png().toBuffer();
  const webp = await noisy().webp().toBuffer();
  const wide = await flat(64, 64).toColourspace('cmyk').jpeg().toBuffer();
  const oriented = async (orientation: number): Promise<Sample> => ({
    name: `JPEG with orientation ${orientation}`,
    bytes: await flat(60, 40).withMetadata({ orientation }).jpeg().toBuffer(),
    ends: 'ok'
  });
  const flipped = Buffer.from(jpeg);
  for (let i = 700; i < flipped.length; i += 97) flipped[i] = 0xff;
  const wrongSum = Buffer.from(png);
  wrongSum[60] = (wrongSum[60] ?? 0) ^ 255;

  return [
    { name: 'JPEG', bytes: jpeg, ends: 'ok' },
    { name: 'PNG', bytes: png, ends: 'ok' },
    { name: 'WebP', bytes: webp, ends: 'ok' },
    { name: 'one pixel', bytes: await flat(1, 1).png().toBuffer(), ends: 'ok' },
    { name: 'a line of 1 × 12000', bytes: await flat(1, 12_000).png().toBuffer(), ends: 'ok' },
    { name: 'CMYK JPEG', bytes: wide, ends: 'ok' },
    { name: '16-bit PNG', bytes: await flat(80, 60).toColourspace('rgb16').png().toBuffer(), ends: 'ok' },
    { name: 'grey JPEG', bytes: await noisy().greyscale().jpeg().toBuffer(), ends: 'ok' },
    { name: 'transparent PNG', bytes: await flat(80, 60, 4).png().toBuffer(), ends: 'ok' },
    { name: 'palette PNG', bytes: await noisy().png({ palette: true, colours: 16 }).toBuffer(), ends: 'ok' },
    { name: 'interlaced PNG', bytes: await noisy().png({ progressive: true }).toBuffer(), ends: 'ok' },
    { name: 'progressive JPEG', bytes: await noisy().jpeg({ progressive: true }).toBuffer(), ends: 'ok' },
    ...(await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(oriented))),

    // What tells where it was taken, or by whom.
    { name: 'JPEG with EXIF position', bytes: await noisy().withExif(GPS).jpeg().toBuffer(), ends: 'ok' },
    { name: 'PNG with EXIF position', bytes: await noisy().withExif(GPS).png().toBuffer(), ends: 'ok' },
    { name: 'WebP with EXIF position', bytes: await noisy().withExif(GPS).webp().toBuffer(), ends: 'ok' },
    { name: 'JPEG with XMP position', bytes: await noisy().withXmp(XMP).jpeg().toBuffer(), ends: 'ok' },
    { name: 'WebP with XMP position', bytes: await noisy().withXmp(XMP).webp().toBuffer(), ends: 'ok' },
    {
      name: 'PNG with XMP as text',
      bytes: intoPng(png, chunk('iTXt', text(`XML:com.adobe.xmp\0\0\0\0\0${XMP}`))),
      ends: 'ok'
    },
    { name: 'JPEG with IPTC place and name', bytes: into(jpeg, segment(0xed, IPTC)), ends: 'ok' },
    { name: 'JPEG with a wide-gamut profile', bytes: await noisy().withIccProfile('p3').jpeg().toBuffer(), ends: 'ok' },
    {
      name: 'JPEG with a profile of nonsense',
      bytes: into(jpeg, segment(0xe2, text(`ICC_PROFILE\0\x01\x01${'x'.repeat(4000)}`))),
      ends: 'ok'
    },
    {
      name: 'JPEG with a second picture behind it',
      bytes: Buffer.concat([jpeg, await noisy().withExif(GPS).jpeg().toBuffer()]),
      ends: 'ok'
    },

    // Two things at once.
    {
      name: 'JPEG with a page in a comment',
      bytes: into(jpeg, segment(0xfe, text(`<html>${SCRIPT}</html>`))),
      ends: 'ok'
    },
    { name: 'JPEG with a page behind it', bytes: Buffer.concat([jpeg, text(`<html>${SCRIPT}`)]), ends: 'ok' },
    { name: 'JPEG with an archive behind it', bytes: Buffer.concat([jpeg, text('PK\x03\x04payload')]), ends: 'ok' },
    {
      name: 'JPEG with a PDF in a comment',
      bytes: into(jpeg, segment(0xfe, text('%PDF-1.7 /OpenAction'))),
      ends: 'ok'
    },
    { name: 'PNG with a page in a text', bytes: intoPng(png, chunk('tEXt', text(`Comment\0${SCRIPT}`))), ends: 'ok' },
    {
      name: "PNG with PHP in its pixels' neighbour",
      bytes: intoPng(png, chunk('zzZz', text('<?php system($_GET[0]); ?>'))),
      ends: 'ok'
    },
    {
      name: 'JPEG with 2000 comments',
      bytes: into(jpeg, ...Array<Buffer>(2000).fill(segment(0xfe, text(SCRIPT)))),
      ends: 'ok'
    },
    { name: 'GIF that is also a script', bytes: text('GIF89a/*\0\0*/=1;alert(document.domain)//'), ends: 'photo_gif' },

    // No photo at all.
    { name: 'GIF of 10000 frames', bytes: await gif(10_000), ends: 'photo_gif' },
    { name: 'SVG with script', bytes: text(SVG), ends: 'photo_svg' },
    {
      name: 'SVG behind a byte order mark',
      bytes: text(`\xef\xbb\xbf \n<?xml version="1.0"?>${SVG}`),
      ends: 'photo_svg'
    },
    { name: 'SVG in UTF-16', bytes: Buffer.from(`\ufeff${SVG}`, 'utf16le'), ends: 'photo_type' },
    { name: 'web page', bytes: text(`<!doctype html>${SCRIPT}`), ends: 'photo_type' },
    { name: 'script', bytes: text('#!/bin/sh\nrm -rf /'), ends: 'photo_type' },
    { name: 'PDF', bytes: text('%PDF-1.7\n1 0 obj'), ends: 'photo_pdf' },
    { name: 'PDF behind noise', bytes: text('noise\n%PDF-1.4'), ends: 'photo_pdf' },
    { name: 'HEIC', bytes: box('heic'), ends: 'photo_heic' },
    { name: 'HEIF', bytes: box('mif1'), ends: 'photo_heic' },
    { name: 'AVIF', bytes: box('avif'), ends: 'photo_avif' },
    { name: 'video', bytes: box('isom'), ends: 'photo_video' },
    { name: 'QuickTime video', bytes: box('qt  '), ends: 'photo_video' },
    { name: 'TIFF', bytes: text('II*\0\x08\0\0\0'), ends: 'photo_type' },
    { name: 'BMP', bytes: Buffer.concat([text('BM'), Buffer.alloc(200)]), ends: 'photo_type' },
    { name: 'Photoshop file', bytes: text('8BPS\0\x01'), ends: 'photo_type' },
    { name: 'archive', bytes: text('PK\x03\x04'), ends: 'photo_type' },
    { name: 'program', bytes: text('\x7fELF\x02\x01\x01'), ends: 'photo_type' },
    { name: 'sound', bytes: riff('WAVE', Buffer.alloc(100)), ends: 'photo_type' },
    { name: 'nothing', bytes: Buffer.alloc(0), ends: 'photo_empty' },
    { name: 'one byte', bytes: numbers(0xff), ends: 'photo_type' },
    {
      name: 'ImageMagick script',
      bytes: text('push graphic-context\nviewbox 0 0 1 1\nfill \'url(https://x/"|id")\''),
      ends: 'photo_type'
    },

    // Broken.
    { name: 'first bytes of a JPEG', bytes: jpeg.subarray(0, 4), ends: 'photo_broken' },
    { name: 'first bytes of a PNG', bytes: pngHead, ends: 'photo_broken' },
    { name: 'first bytes of a WebP', bytes: webp.subarray(0, 16), ends: 'photo_broken' },
    { name: 'half a JPEG', bytes: jpeg.subarray(0, jpeg.length / 2), ends: 'photo_broken' },
    { name: 'half a PNG', bytes: png.subarray(0, png.length / 2), ends: 'photo_broken' },
    { name: 'half a WebP', bytes: webp.subarray(0, webp.length / 2), ends: 'photo_broken' },
    { name: 'JPEG with flipped bits', bytes: flipped, ends: 'ok' },
    { name: 'PNG with a wrong checksum', bytes: wrongSum, ends: 'photo_broken' },
    {
      name: 'JPEG header before PNG data',
      bytes: Buffer.concat([numbers(0xff, 0xd8, 0xff), png]),
      ends: 'photo_broken'
    },

    // Bombs.
    { name: 'PNG of 90 megapixels', bytes: await flat(10_000, 9_000).png().toBuffer(), ends: 'photo_pixels' },
    { name: 'PNG that says 65535 × 65535', bytes: boast(65_535, 65_535), ends: 'photo_pixels' },
    { name: 'PNG that says it is endless', bytes: boast(0x7fffffff, 0x7fffffff), ends: 'photo_broken' },
    { name: 'JPEG that says 65500 × 65500', bytes: await boastingJpeg(65_500, 65_500), ends: 'photo_pixels' },
    { name: 'JPEG that says 7000 × 7000', bytes: await boastingJpeg(7000, 7000), ends: 'ok' },
    {
      name: 'interlaced PNG of 49 megapixels',
      bytes: await flat(7000, 7000).png({ progressive: true }).toBuffer(),
      ends: 'photo_pixels'
    },
    {
      name: 'progressive JPEG of 49 megapixels',
      bytes: await flat(7000, 7000).jpeg({ progressive: true }).toBuffer(),
      ends: 'photo_pixels'
    },
    { name: 'WebP of 16 megapixels', bytes: await flat(16_000, 1_000).webp().toBuffer(), ends: 'photo_pixels' },
    {
      name: 'PNG with 100 MB in a compressed text',
      bytes: intoPng(png, chunk('zTXt', Buffer.concat([text('Comment\0\0'), deflateSync(Buffer.alloc(100_000_000))]))),
      ends: 'ok'
    },
    {
      name: 'PNG with 100 MB in a profile',
      bytes: intoPng(png, chunk('iCCP', Buffer.concat([text('x\0\0'), deflateSync(Buffer.alloc(100_000_000))]))),
      ends: 'ok'
    },
    { name: 'WebP of 2000 frames', bytes: await movingWebp(2000), ends: 'ok' },
    { name: 'more than 15 MB', bytes: Buffer.concat([jpeg, Buffer.alloc(15 * 1024 * 1024)]), ends: 'photo_large' }
  ];
}

export const corpus = pictures;
