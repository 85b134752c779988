import { expect, test } from 'vitest';
import { marksOf, sizeOf } from './marks';
import type { MapPoint } from './report';

const point = (id: string, lat: number, stage: MapPoint['stage']): MapPoint => ({
  id,
  lat,
  lng: 116.46,
  category: 'air.fume',
  subdistrict: '110105012',
  stage,
  month: '2026-11'
});

test('reports that would lie on each other share a mark, which shows what is still open', () => {
  const points = [point('a', 39.9, 'closed'), point('b', 39.901, 'open'), point('c', 39.8, 'answered')];
  const near = (a: MapPoint, b: MapPoint) => Math.abs(a.lat - b.lat) < 0.01;
  const [shared, alone] = marksOf({ z: 16, cells: [], points, more: false }, near);
  expect(shared).toMatchObject({ n: 2, stage: 'open', lat: 39.9 });
  expect(marksOf({ z: 16, cells: [], points, more: false }, () => false)).toHaveLength(3);
  expect(alone).toMatchObject({ n: 1, stage: 'answered' });
});

test('a square has its number, or none when there are fewer than three', () => {
  const marks = marksOf(
    {
      z: 12,
      cells: [
        [39.9, 116.4, 12],
        [39.8, 116.5, null]
      ],
      points: [],
      more: false
    },
    () => true
  );
  expect(marks.map(({ n, points }) => [n, points.length])).toEqual([
    [12, 0],
    [null, 0]
  ]);
  expect(new Set(marks.map(({ key }) => key)).size).toBe(2);
  expect([null, 3, 10, 99, 1000].map(sizeOf)).toEqual([0, 1, 2, 2, 3]);
});
