import { expect, test } from 'vitest';
import { isNarrowed, readFilters } from './filters';

const read = (query: string) => readFilters(new URLSearchParams(query));

test('month, flower and subdistrict are read from the address', () => {
  expect(read('month=4&flower=crab_apple&subdistrict=110105012')).toEqual({
    month: 4,
    flower: 'crab_apple',
    subdistrict: '110105012'
  });
});

test('what is no month, flower or subdistrict is passed over', () => {
  expect(read('month=13&flower=A%00b&subdistrict=x')).toEqual({});
  expect(isNarrowed(read('month=0'))).toBe(false);
  expect(isNarrowed(read('month=12'))).toBe(true);
});
