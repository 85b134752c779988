import { describe, expect, it } from 'vitest';
import { seal, unseal, type Pending } from './pending.server';

const secret = 's'.repeat(32);
const who = '0c000000-0000-4000-8000-000000000001';
const waiting: Pending = { for: 'new_address', email: 'lin@example.org', who };
const sealed = seal(waiting, secret, 1000);

describe('what a browser waits for', () => {
  it('comes back as it was', () => expect(unseal(sealed, secret, 999)).toEqual(waiting));
  it('ends', () => expect(unseal(sealed, secret, 1000)).toBeNull());

  const [text, mac] = sealed.split('.') as [string, string];
  const forged = Buffer.from(JSON.stringify({ ...waiting, until: 5000 })).toString('base64url');
  it.each([
    undefined,
    '',
    'x',
    text,
    `${text}.`,
    `.${mac}`,
    `${forged}.${mac}`,
    `${text}.${'A'.repeat(43)}`,
    `${sealed}x`,
    seal(waiting, 'another secret', 5000),
    seal({ ...waiting, for: 'admin' } as unknown as Pending, secret, 5000),
    `${'A'.repeat(100_000)}.${mac}`
  ])('is nothing when the cookie holds %.60s', (cookie) => expect(unseal(cookie, secret, 999)).toBeNull());
});
