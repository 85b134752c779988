import { afterEach, describe, expect, it, vi } from 'vitest';
import { AuthError } from '@supabase/supabase-js';
import { quietAuth, soundSession } from './sessionText.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (head: unknown, body: unknown) => `${part(head)}.${part(body)}.c2lnbmF0dXJl`;
const claims = { sub: '0c000000-0000-4000-8000-000000000001', exp: 1_800_000_000 };
const good = {
  access_token: token({ alg: 'HS256', typ: 'JWT' }, claims),
  refresh_token: 'abc123',
  expires_at: 1_800_000_000,
  user: { id: claims.sub, user_metadata: { display_name: '小林' } }
};
const cookie = (value: unknown) => `base64-${part(value)}`;
const whole = (value: string) => soundSession([{ name: 'session', value }], 'session');

describe('session cookies', () => {
  it('are sound when they hold what the library wrote, in one piece or several', () => {
    const text = cookie(good);
    expect(whole(text)).toBe(true);
    const [a, b] = [text.slice(0, 200), text.slice(200)];
    const cut = [
      { name: 'session.1', value: b },
      { name: 'session.0', value: a },
      { name: 'guest', value: 'x' }
    ];
    expect(soundSession(cut, 'session')).toBe(true);
    expect(soundSession(cut.slice(0, 1), 'session'), 'without its beginning').toBe(false);
  });

  it.each([
    '',
    'x',
    'base64-',
    'base64-%%%',
    'base64-_w',
    JSON.stringify(good),
    cookie(null),
    cookie([]),
    cookie('text'),
    cookie({}),
    cookie({ ...good, access_token: 'a.b.c' }),
    cookie({ ...good, access_token: 7 }),
    cookie({ ...good, access_token: token(null, claims) }),
    cookie({ ...good, access_token: token({ alg: 'ES256', kid: {} }, claims) }),
    cookie({ ...good, access_token: token({ alg: 'HS256' }, { ...claims, sub: 7 }) }),
    cookie({ ...good, access_token: token({ alg: 'HS256' }, { sub: claims.sub }) }),
    cookie({ ...good, refresh_token: '' }),
    cookie({ ...good, refresh_token: undefined }),
    cookie({ ...good, refresh_token: 7 }),
    cookie({ ...good, expires_at: 'soon' }),
    cookie({ ...good, user: 'Lin' }),
    cookie({ ...good, more: 'x'.repeat(20_000) }),
    `base64-${Buffer.from('['.repeat(3000)).toString('base64url')}`
  ])('are nothing when they hold %.60s', (text) => expect(whole(text)).toBe(false));
});

describe('the log', () => {
  afterEach(() => vi.restoreAllMocks());

  it('hears nothing of a session that ended, and of everything else as before', () => {
    const said: unknown[] = [];
    vi.spyOn(console, 'error').mockImplementation((...args) => void said.push(...args));
    quietAuth();
    console.error(new AuthError('Refresh token is not valid'));
    console.error('something else');
    expect(said).toEqual(['something else']);
  });
});
