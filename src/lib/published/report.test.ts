import { expect, test } from 'vitest';
import { beginning, kindOf, sameHref, type SameProblem } from './report.ts';

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

test('a door names the category and the case', () => {
  const of = { report_id: 'a-b', category_code: 'air.fume' } as SameProblem;
  expect(sameHref(of, 'joins')).toBe('?category=air.fume&joins=a-b');
  expect(sameHref(of, 'again_of')).toBe('?category=air.fume&again_of=a-b');
});

test('long words are cut between letters and say so', () => {
  expect(beginning('短短一句')).toBe('短短一句');
  expect(beginning('臭'.repeat(80))).toBe('臭'.repeat(80));
  expect(beginning('🐟'.repeat(81))).toBe(`${'🐟'.repeat(80)}…`);
  expect(beginning('ab cd', 3)).toBe('ab…');
});
