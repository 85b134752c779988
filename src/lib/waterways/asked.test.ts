import { expect, test } from 'vitest';
import { readAsked } from './asked';

const read = (query: string) => readAsked(new URLSearchParams(query));

test('a board outweighs a position, a position a subdistrict, and nothing asked is nothing', () => {
  expect(read('q= CY-1 &lat=39.9&lng=116.4&near=110105012')).toEqual({ board: 'CY-1' });
  expect(read('q=&lat=39.9493&lng=116.46521&near=110105012')).toEqual({ lat: 39.949, lng: 116.465 });
  expect(read('near=110105012')).toEqual({ subdistrict: '110105012' });
  for (const query of ['', 'q=&near=', 'near=zaoying', 'lat=39.9', 'lat=91&lng=116'])
    expect(read(query)).toBeUndefined();
});
