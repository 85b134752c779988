import { expect, test } from 'vitest';
import { beginning, sameHref } from './same.ts';

test('a door names the category and the case', () => {
  const of = { report_id: 'a-b', category_code: 'air.fume' };
  expect(sameHref(of, 'joins')).toBe('?category=air.fume&joins=a-b');
  expect(sameHref(of, 'again_of')).toBe('?category=air.fume&again_of=a-b');
});

test('long words are cut between letters and say so', () => {
  expect(beginning('短短一句')).toBe('短短一句');
  expect(beginning('臭'.repeat(80))).toBe('臭'.repeat(80));
  expect(beginning('🐟'.repeat(81))).toBe(`${'🐟'.repeat(80)}…`);
  expect(beginning('ab cd', 3)).toBe('ab…');
});
