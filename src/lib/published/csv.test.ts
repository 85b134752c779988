import { expect, test } from 'vitest';
import { field, line } from './csv';

test.each(['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\n=1', '＝1', '＋1', '－1', '＠A1', '\ufeff=1'])(
  'a spreadsheet does not run %j',
  (text) => expect(field(text).replace(/^"/, '')).toMatch(/^'/)
);

test('ordinary words, numbers and nothing stay as they are', () => {
  expect([field('油烟，每晚'), field(-1.5), field(null), field(Number.NaN)]).toEqual(['油烟，每晚', '-1.5', '', '']);
});

test('quotes, commas and line ends are quoted', () => {
  expect(line(['a "b"', 'c,d', 'e\nf', '', 7])).toBe('"a ""b""","c,d","e\nf",,7\r\n');
});
