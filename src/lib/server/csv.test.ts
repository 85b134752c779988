import { expect, test } from 'vitest';
import { csv, csvRow } from './csv.ts';

test.each(['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '\u3000=1', '\n=1', '\u200b=1', '\ufeff=1', '\tx'])(
  'a spreadsheet does not run %j',
  (text) => expect(csvRow([text])).toMatch(/^"?'/)
);

test.each(['＝1', '＋1', '－1', '＠A1'])('nor %j, which some read as the same', (text) =>
  expect(csvRow([text])).toMatch(/^'/)
);

test('words and numbers stay as they are, and nothing is nothing', () => {
  expect(csv([['油烟，每晚', -1.5, 0, null, undefined, true, '', Number.NaN]])).toBe(
    '\ufeff油烟，每晚,-1.5,0,,,true,,\r\n'
  );
});

test('quotes, commas and line ends stay inside their cell', () => {
  expect(csvRow(['a "b", c', 'd\ne', 7])).toBe('"a ""b"", c","d\ne",7\r\n');
});
