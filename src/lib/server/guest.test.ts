import { expect, test } from 'vitest';
import * as guest from './guest.ts';
import { testCookies } from './testEvent.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const key = (n: number) => String(n).padStart(32, 'a');

test('the newest comes first, and twenty are kept', () => {
  const cookies = testCookies();
  for (let n = 1; n <= 25; n++) guest.remember(cookies, id(n), key(n));
  const keys = guest.read(cookies);
  expect(Object.keys(keys)).toHaveLength(20);
  expect(Object.entries(keys)[0]).toEqual([id(25), key(25)]);
  expect(keys[id(5)]).toBeUndefined();
  expect(cookies.jar.get('guest')?.length).toBeLessThan(1500);
});

test('a new key replaces the old one', () => {
  const cookies = testCookies();
  guest.remember(cookies, id(1), key(1));
  guest.remember(cookies, id(2), key(2));
  guest.remember(cookies, id(1), key(9));
  expect(Object.entries(guest.read(cookies))).toEqual([
    [id(1), key(9)],
    [id(2), key(2)]
  ]);
});

test('one is forgotten, or all', () => {
  const cookies = testCookies();
  guest.remember(cookies, id(1), key(1));
  guest.remember(cookies, id(2), key(2));
  guest.forget(cookies, id(1));
  expect(guest.read(cookies)).toEqual({ [id(2)]: key(2) });
  guest.forget(cookies);
  expect(cookies.jar.has('guest')).toBe(false);
});

test('a changed cookie gives nothing but what is well formed', () => {
  const good = `${id(1)}=${key(1)}`;
  expect(guest.parse(`x=1.${good}.${id(2)}=short.__proto__=${key(3)}`)).toEqual({ [id(1)]: key(1) });
  expect(guest.parse(undefined)).toEqual({});
});

test('nonsense is not remembered', () => {
  expect(() => guest.remember(testCookies(), 'not-a-uuid', key(1))).toThrow(TypeError);
});
