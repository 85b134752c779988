import { expect, test } from 'vitest';
import { between, fromCells, moved, pressed, read, readForm, resized, write } from './cover';

const size = { width: 1601, height: 1200 };
const form = (...fields: [string, string][]) => {
  const made = new FormData();
  for (const [name, value] of fields) made.append(name, value);
  return made;
};
const key = (name: string, more = {}) => ({ key: name, shiftKey: false, altKey: false, ...more });

test('drawing in any direction gives the same rectangle, inside the picture', () => {
  const drawn = { x: 10, y: 20, width: 90, height: 30 };
  expect(between({ x: 10, y: 20 }, { x: 100, y: 50 }, size)).toEqual(drawn);
  expect(between({ x: 100, y: 50 }, { x: 10, y: 20 }, size)).toEqual(drawn);
  expect(between({ x: -50, y: -9 }, { x: 9999, y: 9999 }, size)).toEqual({ x: 0, y: 0, ...size });
});

test('the keyboard moves and resizes, and stops at the edge', () => {
  const r = { x: 100, y: 100, width: 50, height: 50 };
  expect(pressed(r, key('ArrowRight'), size)).toEqual({ ...r, x: 116 });
  expect(pressed(r, key('ArrowDown', { altKey: true }), size)).toEqual({ ...r, y: 101 });
  expect(pressed(r, key('ArrowUp', { shiftKey: true }), size)).toEqual({ ...r, height: 34 });
  expect(pressed(r, key('a'), size)).toBeNull();
  expect(moved(r, 9999, -9999, size)).toEqual({ ...r, x: 1551, y: 0 });
  expect(resized(r, -9999, 9999, size)).toEqual({ ...r, width: 1, height: 1100 });
});

test('ticked boxes become few rectangles without a strip between them', () => {
  expect(fromCells(['0,0', '1,0', '0,1', '1,1', '7,7'], size)).toEqual([
    { x: 0, y: 0, width: 401, height: 300 },
    { x: 1400, y: 1050, width: 201, height: 150 }
  ]);
  const all = Array.from({ length: 64 }, (_, i) => `${i % 8},${Math.floor(i / 8)}`);
  expect(fromCells(all, size)).toEqual([{ x: 0, y: 0, ...size }]);
  expect(fromCells(['8,0', 'x', '-1,2'], size)).toEqual([]);
});

test('a form has rows of numbers and ticked boxes; an empty row is none', () => {
  const rows: [string, string][] = [
    ['x', '5'],
    ['y', '6'],
    ['width', '7'],
    ['height', '8'],
    ['x', ''],
    ['y', ''],
    ['width', ''],
    ['height', ''],
    ['cell', '0,0']
  ];
  expect(readForm(form(...rows), size)).toEqual({
    rectangles: [
      { x: 5, y: 6, width: 7, height: 8 },
      { x: 0, y: 0, width: 201, height: 150 }
    ],
    wrong: false
  });
  expect(readForm(form(), size)).toEqual({ rectangles: [], wrong: false });
});

test('a row that is not whole, or outside, is not passed over', () => {
  for (const [x, width] of [
    ['', '9'],
    ['1.5', '9'],
    ['1600', '9'],
    ['0', '0'],
    ['abc', '9']
  ] as const)
    expect(readForm(form(['x', x], ['y', '0'], ['width', width], ['height', '9']), size).wrong).toBe(true);
});

test('an address holds rectangles, and nothing else is read from it', () => {
  const two = [
    { x: 1, y: 2, width: 3, height: 4 },
    { x: 5, y: 6, width: 7, height: 8 }
  ];
  expect(write(two)).toBe('1,2,3,4.5,6,7,8');
  expect(read(write(two))).toEqual(two);
  expect(read('')).toEqual([]);
  for (const wrong of ['1,2,3', '1,2,3,4.', '-1,2,3,4', '1,2,3,4;5', '12345,1,1,1']) expect(read(wrong)).toBeNull();
});
