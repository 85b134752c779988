import { expect, it } from 'vitest';
import { backTo } from './backTo';

it('goes back to a page of this site, with its query', () => {
  expect(backTo('/en/reports?category=air.fume', '/en')).toBe('/en/reports?category=air.fume');
});

it.each([
  'https://elsewhere.test/',
  '//elsewhere.test',
  '/\\elsewhere.test',
  '/\t/elsewhere.test',
  '/zh/..//elsewhere.test',
  'javascript:alert(1)',
  '\\\\elsewhere.test',
  '',
  null
])('goes home instead of following %j', (wish) => {
  expect(backTo(wish, '/zh')).toBe('/zh');
});
