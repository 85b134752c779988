import { expect, test } from 'vitest';
import { date } from '$lib/i18n/format';
import { lastDay } from './day';

test('a limit that ends with 3 December is said as 3 December, not as the day after', () => {
  const limit = '2026-12-04T00:00:00+08:00';
  expect(date('zh', lastDay(limit), new Date('2026-11-24T00:00:00Z'))).toContain('12月3日');
  expect(date('zh', limit, new Date('2026-11-24T00:00:00Z'))).toContain('12月4日');
});
