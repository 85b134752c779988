import { describe, expect, it } from 'vitest';
import { normaliseCode } from './code';

describe('a code as people type it', () => {
  it.each([
    'CY-7F3K-92QD',
    'cy-7f3k-92qd',
    '7F3K-92QD',
    '7f3k92qd',
    'CY7F3K92QD',
    ' cy 7f3k 92qd ',
    'CY—7F3K—92QD',
    'CY－７Ｆ３Ｋ－９２ＱＤ',
    'cy.7f3k.92qd',
    'CY_7F3K_92QD',
    '\tCY-7F3K-92QD\n',
    'c y 7 f 3 k 9 2 q d',
    'CY-7F3K92QD。'
  ])('%j', (typed) => expect(normaliseCode(typed)).toBe('CY-7F3K-92QD'));

  it('does not eat a code that begins with CY itself', () => {
    expect(normaliseCode('CY3K92QD')).toBe('CY-CY3K-92QD');
    expect(normaliseCode('CY-CY3K-92QD')).toBe('CY-CY3K-92QD');
  });

  it.each(['', 'CY', 'CY-7F3K', '7F3K-92Q', 'CY-7F3K-92QDE', 'XY-7F3K-92QD', '编号七F3K九二QD', '7f3k-92qд', '12345'])(
    'nothing can be meant by %j',
    (typed) => expect(normaliseCode(typed)).toBeNull()
  );
});
