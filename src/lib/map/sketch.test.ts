import { expect, test } from 'vitest';
import { frameFor, pathOf } from './sketch';

const line = [
  { lat: 39.948, lng: 116.434 },
  { lat: 39.951, lng: 116.489 }
];

test('a sketch holds all its points, north up and east to the right', () => {
  const frame = frameFor(line)!;
  const [a, b] = [frame.at(line[0]!), frame.at(line[1]!)];
  expect(b.x).toBeGreaterThan(a.x);
  expect(b.y).toBeLessThan(a.y);
  for (const { x, y } of [a, b]) {
    expect(x > 20 && x < frame.width - 20).toBe(true);
    expect(y > 20 && y < frame.height - 20).toBe(true);
  }
  expect(frame.height).toBe(240); // a long river stays a drawing that one can read
});

test('ground is not stretched: as far north as east is as far up as to the right', () => {
  const frame = frameFor(line)!;
  const [a, east, north] = [
    frame.at({ lat: 39.95, lng: 116.45 }),
    frame.at({ lat: 39.95, lng: 116.45 + 0.01 / 0.76661 }),
    frame.at({ lat: 39.96, lng: 116.45 })
  ];
  expect(east.x - a.x).toBeCloseTo(a.y - north.y, 0);
});

test('a line is one path; one point alone is shown, and none at all is no drawing', () => {
  expect(pathOf(frameFor(line)!, line)).toMatch(/^M[\d.]+ [\d.]+L[\d.]+ [\d.]+$/);
  expect(frameFor([line[0]!])!.height).toBeGreaterThan(0);
  expect(frameFor([])).toBeUndefined();
});
