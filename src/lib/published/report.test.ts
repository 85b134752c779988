import { expect, test } from 'vitest';
import { kindOf } from './report.ts';

const now = Date.parse('2026-11-27T12:00:00Z');
const before = (days: number) => new Date(now - days * 86_400_000).toISOString();

test('an open case can be joined however old it is', () => {
  expect(kindOf({ stage: 'open', changed_at: before(400) }, now)).toBe('open');
});

test.each(['answered', 'closed'] as const)('what is %s may be back for ninety days', (stage) => {
  expect(kindOf({ stage, changed_at: before(0) }, now)).toBe('ended');
  expect(kindOf({ stage, changed_at: before(89.99) }, now)).toBe('ended');
  expect(kindOf({ stage, changed_at: before(90) }, now)).toBeNull();
});
