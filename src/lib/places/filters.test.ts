import { expect, test } from 'vitest';
import { isNarrowed, readFilters, writeQuery } from './filters';

const read = (query: string) => readFilters(new URLSearchParams(query));

test('what is asked survives the way through the address', () => {
  const asked = read('q=朝阳&need=toilet&need=shade&kind=park&open=1&near=zaoying');
  expect(asked).toEqual({ q: '朝阳', needs: ['toilet', 'shade'], kind: 'park', open: true, near: 'zaoying' });
  expect(read(writeQuery(asked))).toEqual(asked);
});

test('wrong words are passed over', () => {
  expect(read('need=gold&kind=palace&open=yes&near=<b>&lat=91&lng=x')).toEqual({ needs: [], open: false });
  expect(isNarrowed(read('need=gold'))).toBe(false);
});

test('a position is no finer than about 100 m, and outweighs a station', () => {
  expect(read('lat=39.9491234&lng=116.4657891&near=zaoying').at).toEqual({ lat: 39.949, lng: 116.466 });
  expect(read('lat=39.9491234&lng=116.4657891&near=zaoying').near).toBeUndefined();
});

test('half a position is none', () => {
  expect(read('lat=39.9').at).toBeUndefined();
  expect(read('lat=&lng=116').at).toBeUndefined();
});
