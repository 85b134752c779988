import { expect, test } from 'vitest';
import { asked, isNarrowed, readFilters, writeQuery } from './filters';

const read = (query: string) => readFilters(new URLSearchParams(query));

test('filters stand in the address and come back from it', () => {
  const filters = { category: 'air.fume', subdistrict: '110105012', stage: 'answered', days: 90 } as const;
  expect(read(writeQuery(filters).slice(1))).toEqual(filters);
  expect(writeQuery({ category: 'air' }, { view: 'map', after: undefined })).toBe('?category=air&view=map');
  expect(writeQuery({})).toBe('');
});

test('what is not understood is passed over', () => {
  expect(read('category=<b>&subdistrict=1&stage=secret&days=31')).toEqual({});
  expect(read('category=&subdistrict=&stage=&days=')).toEqual({});
  expect(isNarrowed(read('stage='))).toBe(false);
});

test('a group and a category go to the database by their own names', () => {
  expect(asked({ category: 'air' })).toEqual({ group: 'air' });
  expect(asked({ category: 'air.fume', days: 30 })).toEqual({ category: 'air.fume', days: 30 });
});
