import type { Point } from '$lib/map/coordinates';

const GPS_IFD = 0x8825;
const [LAT_REF, LAT, LNG_REF, LNG] = [1, 2, 3, 4];

/** Reads numbers of one TIFF block; whatever lies outside it is an error that `gpsOf` answers with null. */
class Tiff {
  readonly little: boolean;
  constructor(readonly view: DataView) {
    this.little = view.getUint16(0) === 0x4949;
    if (!this.little && view.getUint16(0) !== 0x4d4d) throw new RangeError('no TIFF');
  }
  short = (at: number) => this.view.getUint16(at, this.little);
  long = (at: number) => this.view.getUint32(at, this.little);

  /** Where the value of a tag stands in a directory. */
  find(directory: number, tag: number): number | undefined {
    for (let i = 0; i < this.short(directory); i++) {
      const entry = directory + 2 + i * 12;
      if (this.short(entry) === tag) return entry + 8;
    }
    return undefined;
  }

  /** Degrees, minutes and seconds as three fractions. */
  degrees(directory: number, refTag: number, tag: number): number {
    const ref = this.find(directory, refTag);
    const value = this.find(directory, tag);
    if (ref === undefined || value === undefined) return NaN;
    const at = this.long(value);
    const [whole = NaN, minutes = NaN, seconds = NaN] = [0, 8, 16].map(
      (offset) => this.long(at + offset) / (this.long(at + offset + 4) || NaN)
    );
    const sign = /[SW]/.test(String.fromCharCode(this.view.getUint8(ref))) ? -1 : 1;
    return sign * (whole + minutes / 60 + (Number.isNaN(seconds) ? 0 : seconds) / 3600);
  }
}

/** The EXIF block of a JPEG. */
function exifOf(view: DataView): DataView | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; view.getUint8(at) === 0xff;) {
    const [marker, length] = [view.getUint8(at + 1), view.getUint16(at + 2)];
    if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966)
      return new DataView(view.buffer, view.byteOffset + at + 10, length - 8);
    if (marker === 0xda) return undefined; // the picture begins
    at += 2 + length;
  }
  return undefined;
}

/** Where a JPEG says it was taken (WGS 84), or null. Its beginning is enough: 256 kB. */
export function gpsOf(bytes: ArrayBuffer): Point | null {
  try {
    const exif = exifOf(new DataView(bytes));
    if (!exif) return null;
    const tiff = new Tiff(exif);
    const gps = tiff.find(tiff.long(4), GPS_IFD);
    if (gps === undefined) return null;
    const directory = tiff.long(gps);
    const pin = { lat: tiff.degrees(directory, LAT_REF, LAT), lng: tiff.degrees(directory, LNG_REF, LNG) };
    const isPlace = Math.abs(pin.lat) <= 90 && Math.abs(pin.lng) <= 180 && (pin.lat !== 0 || pin.lng !== 0);
    return isPlace ? pin : null;
  } catch (error) {
    if (error instanceof RangeError) return null; // it points outside itself
    throw error;
  }
}
