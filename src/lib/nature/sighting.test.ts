import { expect, test } from 'vitest';
import { sightingForm } from './form';
import { readFilters, writeQuery } from './sighting';

test('kind, subdistrict and the last row are read from the address, wrong words are passed over', () => {
  const id = '00000000-0000-4000-8000-000000000001';
  expect(readFilters(new URLSearchParams(`group=bird&subdistrict=110105012&after=${id}`))).toEqual({
    group: 'bird',
    subdistrict: '110105012',
    after: id
  });
  expect(readFilters(new URLSearchParams('group=dragon&subdistrict=x&after=y'))).toEqual({});
  expect(writeQuery({ group: 'plant' }, id)).toBe(`?group=plant&after=${id}`);
});

test('a form says what is missing by the code that the database says', () => {
  const whole = {
    id: '00000000-0000-4000-8000-000000000001',
    taxon: 'magpie',
    seen_on: '2026-04-05',
    subdistrict: '110105012',
    agree: '1'
  };
  const codes = (more: object) =>
    sightingForm.safeParse({ ...whole, ...more }).error?.issues.map(({ message }) => message) ?? [];
  expect(codes({})).toEqual([]);
  expect(codes({ taxon: '', taxon_words: 'a small green bird' })).toEqual([]);
  expect(codes({ taxon: '' })).toEqual(['taxon_missing']);
  expect(codes({ taxon_words: 'and a bird' })).toEqual(['taxon_missing']);
  expect(codes({ seen_on: '' })).toEqual(['sighting_day']);
  expect(codes({ subdistrict: '' })).toEqual(['subdistrict_missing']);
  expect(codes({ words: 'x'.repeat(301) })).toEqual(['sighting_long']);
  expect(codes({ agree: undefined })).toEqual(['agree_missing']);
});
