import type { Cookies } from '@sveltejs/kit';
import { settings } from './env.ts';

const COOKIE = 'guest';
const MOST = 20; // reports a device remembers; about 1.4 KB of cookie
const PAIR = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})=([0-9a-f]{32})$/;
const HALF_A_YEAR = 60 * 60 * 24 * 180; // seconds

/** The report ids and keys in the guest cookie, newest first; whatever is malformed is left out. */
export function parse(value: string | undefined): Record<string, string> {
  const pairs = (value ?? '').split('.').map((text) => PAIR.exec(text));
  return Object.fromEntries(pairs.flatMap((pair) => (pair?.[1] && pair[2] ? [[pair[1], pair[2]]] : [])).slice(0, MOST));
}

function write(cookies: Cookies, keys: [id: string, key: string][]): void {
  const options = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: settings().origin.startsWith('https:')
  } as const;
  if (!keys.length) return cookies.delete(COOKIE, options);
  const value = keys.slice(0, MOST).map((pair) => pair.join('='));
  // An uuid and a key are safe in a cookie as they are.
  cookies.set(COOKIE, value.join('.'), { ...options, maxAge: HALF_A_YEAR, encode: (text: string) => text });
}

/** The guest keys this request brought. */
export const read = (cookies: Cookies): Record<string, string> => parse(cookies.get(COOKIE));

/** Lets this device open the report without its key in the address. `id` is a uuid, `key` 32 hex digits. */
export function remember(cookies: Cookies, id: string, key: string): void {
  if (!PAIR.test(`${id}=${key}`)) throw new TypeError('A guest key is a uuid and 32 hex digits.');
  const others = Object.entries(read(cookies)).filter(([other]) => other !== id);
  write(cookies, [[id, key], ...others]);
}

/** Forgets one report on this device, or all of them. */
export function forget(cookies: Cookies, id?: string): void {
  write(cookies, id ? Object.entries(read(cookies)).filter(([other]) => other !== id) : []);
}
