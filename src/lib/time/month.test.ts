import { expect, test } from 'vitest';
import { monthName } from './month';

test('months have names', () => {
  expect([monthName('zh', 4), monthName('en', 12)]).toEqual(['4月', 'December']);
});
