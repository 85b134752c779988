import { expect, it } from 'vitest';
import { passwordStrength } from './passwordStrength';

it.each([
  ['', 'short'],
  ['abc1234', 'short'],
  ['海棠花开了呀', 'short'],
  ['12345678', 'weak'],
  ['aaaaaaaaaaaaaaaa', 'weak'],
  ['password1', 'weak'],
  ['abcdefghijklmn', 'weak'],
  ['woaini1314', 'weak'],
  ['mjqtrewz', 'weak'],
  ['riverbend7', 'fair'],
  ['tallpoplars', 'fair'],
  ['Poplar-7-north', 'strong'],
  ['four quiet herons by the lake', 'strong'],
  ['亮马河边的柳树今年绿得早一些', 'strong']
])('%s is %s', (password, strength) => expect(passwordStrength(password)).toBe(strength));

it('does not take the own e-mail name for a secret', () => {
  expect(passwordStrength('linxiaoyu-2026!', 'linxiaoyu@example.com')).toBe('weak');
});
