import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, fromGcj02, nearest, ofGeoJson, outside, rounded, toGcj02, type Point } from './coordinates';

const chaoyangPark: Point = { lat: 39.9346, lng: 116.4763 };
const inBeijing = fc.record({
  lat: fc.double({ min: 39.4, max: 41, noNaN: true }),
  lng: fc.double({ min: 115.4, max: 117.5, noNaN: true })
});

describe('a point', () => {
  it('comes out of GeoJSON the right way round', () => {
    expect(ofGeoJson([116.4763, 39.9346])).toEqual(chaoyangPark);
  });
  it('keeps six decimals', () => {
    expect(rounded({ lat: 39.93461234567, lng: 116.4 })).toEqual({ lat: 39.934612, lng: 116.4 });
  });
});

describe('distance', () => {
  it('is in metres', () => {
    expect(distance(chaoyangPark, { lat: 39.9719, lng: 116.5049 })).toBeCloseTo(4809, -2);
    expect(distance(chaoyangPark, chaoyangPark)).toBe(0);
  });
  it('finds the nearest place, and none among none', () => {
    const places = [
      { name: 'Sanlitun', lat: 39.934, lng: 116.449 },
      { name: 'Maizidian', lat: 39.949, lng: 116.465 }
    ];
    expect(nearest(places, { lat: 39.948, lng: 116.466 })?.name).toBe('Maizidian');
    expect(nearest([], chaoyangPark)).toBeUndefined();
  });
});

describe('the district', () => {
  const square = [
    { lat: 39.9, lng: 116.4 },
    { lat: 39.9, lng: 116.5 },
    { lat: 40, lng: 116.5 },
    { lat: 40, lng: 116.4 }
  ];
  const exclave = square.map(({ lat, lng }) => ({ lat: lat + 1, lng }));
  it('has nobody outside who is inside one of its rings', () => {
    expect(outside([square, exclave], { lat: 39.95, lng: 116.45 })).toBe(0);
    expect(outside([square, exclave], { lat: 40.95, lng: 116.45 })).toBe(0);
  });
  it('says how far outside a point is, at an edge and at a corner', () => {
    expect(outside([square], { lat: 40.01, lng: 116.45 })).toBeCloseTo(1112, 0);
    const corner = outside([square], { lat: 40.01, lng: 116.51 });
    expect(corner).toBeCloseTo(Math.hypot(1112, 852.5), 0);
  });
  it('without an outline keeps nobody out', () => {
    expect(outside([], chaoyangPark)).toBe(0);
  });
});

describe('mainland tiles', () => {
  it('lie about 540 m off at Chaoyang Park', () => {
    const off = distance(chaoyangPark, toGcj02(chaoyangPark));
    expect(off).toBeGreaterThan(520);
    expect(off).toBeLessThan(560);
  });
  // The example of Amap's own converter, a point in Wangjing: https://lbs.amap.com/api/webservice/guide/api/convert
  it('lie where Amap itself puts them, within 10 cm', () => {
    const here = { lat: 39.990475, lng: 116.481499 };
    const onAmap = { lat: 39.991754014757, lng: 116.487585177952 };
    expect(distance(toGcj02(here), onAmap)).toBeLessThan(0.1);
    expect(distance(fromGcj02(onAmap), here)).toBeLessThan(0.1);
  });
  it('are found again within 10 cm', () => {
    fc.assert(fc.property(inBeijing, (point) => distance(fromGcj02(toGcj02(point)), point) < 0.1));
  });
});
