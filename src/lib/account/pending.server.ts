/**
 * What this browser waits for a code for. In a cookie, so that the page can be left for the mail programme and come back, and
 * so that the address is never in a URL. Sealed, because `new_address` says that the password or a code was given before.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Cookies } from '@sveltejs/kit';
import { z } from 'zod';
import { backend } from '$lib/server/backend';
import { settings } from '$lib/server/env';

const COOKIE = 'code';
const A_QUARTER = 60 * 15; // seconds; a code holds for ten minutes

const address = z.string().min(3).max(254);
const shape = z.discriminatedUnion('for', [
  z.object({ for: z.literal('sign_in'), email: address }),
  /** `made`: the account that this browser has just opened, so that its password is known to be theirs. */
  z.object({ for: z.literal('sign_up'), email: address, made: z.uuid() }),
  z.object({ for: z.literal('reset'), email: address }),
  /** The code to the present address of account `who`, before another may be named. */
  z.object({ for: z.literal('proof'), email: address, who: z.uuid(), to: address }),
  /** Account `who` has shown itself and named another address. */
  z.object({ for: z.literal('new_address'), email: address, who: z.uuid() })
]);

export type Pending = z.output<typeof shape>;

const macOf = (text: string, secret: string) => createHmac('sha256', secret).update(`code cookie ${text}`).digest();

/** `until` in seconds since 1970: the browser's own clock is not asked when a cookie ends. */
export function seal(pending: Pending, secret: string, until: number): string {
  const text = Buffer.from(JSON.stringify({ ...pending, until })).toString('base64url');
  return `${text}.${macOf(text, secret).toString('base64url')}`;
}

/** What was sealed, or null for anything that is not ours, or too old. */
export function unseal(sealed: string | undefined, secret: string, now: number): Pending | null {
  const [, text, mac] = /^([\w-]{1,2000})\.([\w-]{43})$/.exec(sealed ?? '') ?? [];
  if (!text || !mac || !timingSafeEqual(Buffer.from(mac, 'base64url'), macOf(text, secret))) return null;
  const held = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as { until: number };
  return held.until > now ? (shape.safeParse(held).data ?? null) : null;
}

const options = () =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: settings().origin.startsWith('https:') }) as const;
const seconds = () => Math.floor(Date.now() / 1000);

export async function read(cookies: Cookies): Promise<Pending | null> {
  const { appSecret } = await backend();
  return unseal(cookies.get(COOKIE), appSecret, seconds());
}

export async function write(cookies: Cookies, pending: Pending): Promise<void> {
  const { appSecret } = await backend();
  cookies.set(COOKIE, seal(pending, appSecret, seconds() + A_QUARTER), { ...options(), maxAge: A_QUARTER });
}

export const forget = (cookies: Cookies): void => cookies.delete(COOKIE, options());
