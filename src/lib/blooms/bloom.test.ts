import { expect, test } from 'vitest';
import { daysBetween, lastDays } from './bloom';
import { bloomForm } from './form';

test('the last seven days begin with today and cross the end of a month', () => {
  expect(lastDays('2026-03-03')).toEqual([
    '2026-03-03',
    '2026-03-02',
    '2026-03-01',
    '2026-02-28',
    '2026-02-27',
    '2026-02-26',
    '2026-02-25'
  ]);
});

test('days are counted by the calendar', () => {
  expect(daysBetween('2026-04-03', '2026-04-05')).toBe(2);
  expect(daysBetween('2026-04-05', '2026-04-05')).toBe(0);
});

test('a form says what is missing by the code that the database says', () => {
  const whole = {
    id: '00000000-0000-4000-8000-000000000001',
    place: 'ritan-park',
    flower: 'pear',
    stage: 'full',
    seen_on: '2026-04-05'
  };
  const codes = (more: object) =>
    bloomForm.safeParse({ ...whole, ...more }).error?.issues.map(({ message }) => message) ?? [];
  expect(codes({})).toEqual([]);
  expect(codes({ stage: '' })).toEqual(['stage_missing']);
  expect(codes({ stage: undefined })).toEqual(['stage_missing']);
  expect(codes({ stage: 'lovely' })).toEqual(['stage_wrong']);
  expect(codes({ seen_on: '2026-02-30' })).toEqual(['seen_on_wrong']);
  expect(codes({ id: 'x' })).toEqual(['bloom_wrong']);
  expect(codes({ place: '' })).toEqual(['bloom_unknown']);
});
