import { expect, test } from 'vitest';
import { monthName, monthsText } from './month';

test('months have names', () => {
  expect([monthName('zh', 4), monthName('en', 12)]).toEqual(['4月', 'December']);
});

test('three neighbouring months are a span, two are named, and winter goes over the new year', () => {
  expect(monthsText('zh', [4])).toBe('4月');
  expect(monthsText('zh', [4, 3])).toBe('3月、4月');
  expect(monthsText('zh', [6, 7, 8, 9, 10, 11])).toBe('6月至11月');
  expect(monthsText('en', [4, 6, 7, 8])).toBe('April, June to August');
  expect(monthsText('en', [12, 1, 2])).toBe('December to February');
  expect(monthsText('zh', [12, 1])).toBe('12月、1月');
  expect(monthsText('en', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])).toBe('January to December');
});
