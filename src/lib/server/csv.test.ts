import { expect, test } from 'vitest';
import { csv } from './csv.ts';

test('a formula is text', () => {
  for (const text of ['=1+1', '+1', '-1', '@sum', '\t=1', '  =1', '\u3000=1', '＝1', '\r=1'])
    expect(csv([[text]]).replace('\ufeff', ''), text).toMatch(/^"?'/);
});

test('numbers stay numbers, and nothing is nothing', () => {
  expect(csv([[-1.5, 0, null, undefined, true, '']])).toBe('\ufeff-1.5,0,,,true,\r\n');
});

test('quotes, commas and line ends stay inside their cell', () => {
  expect(csv([['a "b", c', 'd\ne']])).toBe('\ufeff"a ""b"", c","d\ne"\r\n');
});
