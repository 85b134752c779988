import { expect, test } from 'vitest';
import { isNarrowed, readFilters, writeQuery } from './filters';

const read = (query: string) => readFilters(new URLSearchParams(query));

test('what is asked survives the way through the address', () => {
  const asked = read('kind=waterfront&up_to=10&need=drinking_water&need=toilet&step_free=1&month=4');
  expect(asked).toEqual({
    kind: 'waterfront',
    up_to: 10,
    needs: ['toilet', 'drinking_water'],
    step_free: true,
    month: 4
  });
  expect(read(writeQuery(asked))).toEqual(asked);
});

test('wrong words are passed over', () => {
  expect(isNarrowed(read('kind=palace&up_to=7&need=gold&step_free=yes&month=13'))).toBe(false);
});
