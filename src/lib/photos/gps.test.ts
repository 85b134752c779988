import sharp from 'sharp';
import { expect, test } from 'vitest';
import { gpsOf } from './gps';

const photo = (gps?: Record<string, string>) => {
  const plain = sharp({ create: { width: 8, height: 8, channels: 3, background: '#456' } });
  return (gps ? plain.withExif({ IFD0: { Make: 'Phone' }, IFD3: gps }) : plain).jpeg().toBuffer();
};
const read = (bytes: Buffer) => gpsOf(new Uint8Array(bytes).buffer);
const place = (lat: string, lng: string, refs = 'NE') => ({
  GPSLatitudeRef: refs.slice(0, 1),
  GPSLatitude: lat,
  GPSLongitudeRef: refs.slice(1),
  GPSLongitude: lng
});

test('the place of a photo is read in degrees', async () => {
  const pin = read(await photo(place('39/1 56/1 360/100', '116/1 28/1 1200/100')));
  expect(pin?.lat).toBeCloseTo(39.934333, 5);
  expect(pin?.lng).toBeCloseTo(116.47, 5);
});

test('south and west are negative', async () => {
  const pin = read(await photo(place('33/1 30/1 0/1', '70/1 15/1 0/1', 'SW')));
  expect(pin).toEqual({ lat: -33.5, lng: -70.25 });
});

test.each([
  ['no position', undefined],
  ['half a position', { GPSLatitudeRef: 'N', GPSLatitude: '39/1 0/1 0/1' }],
  ['a fraction over nothing', place('39/0 0/1 0/1', '116/1 0/1 0/1')],
  ['the point that stands for no fix', place('0/1 0/1 0/1', '0/1 0/1 0/1')],
  ['degrees that do not exist', place('95/1 0/1 0/1', '116/1 0/1 0/1')]
])('%s is no place', async (_, gps) => {
  expect(read(await photo(gps))).toBeNull();
});

test('however a photo is cut or bent, reading ends', async () => {
  const whole = await photo(place('39/1 56/1 0/1', '116/1 28/1 0/1'));
  for (let length = 0; length < Math.min(whole.length, 700); length++) read(whole.subarray(0, length));
  for (let at = 0; at < Math.min(whole.length, 700); at++) {
    const bent = Buffer.from(whole);
    bent[at] = 0xff;
    read(bent);
  }
  expect(read(Buffer.from('<html>'))).toBeNull();
});
