import { expect, test } from 'vitest';
import { chosen, isWay, reachesNobody, type UnitWay } from './orders';

const unit = (code: string, works_by: UnitWay['works_by'], handlers: number): UnitWay => ({
  code,
  works_by,
  handlers,
  version: 0,
  address: null,
  changes: []
});
const units = [unit('a', 'console', 0), unit('b', 'console', 2), unit('c', 'mail', 0)];
const codes = (way: Parameters<typeof chosen>[1]) => chosen(units, way).map(({ code }) => code);

test('units that work by e-mail stand first, and every unit is there', () => {
  expect(codes('all')).toEqual(['c', 'a', 'b']);
  expect(codes('mail')).toEqual(['c']);
});

test('a unit with neither account nor mailbox reaches nobody', () => {
  expect(codes('nobody')).toEqual(['a']);
  expect(units.map(reachesNobody)).toEqual([true, false, false]);
});

test('an unknown filter is none', () => {
  expect(isWay('mail')).toBe(true);
  expect(isWay('post')).toBe(false);
  expect(isWay(null)).toBe(false);
});
