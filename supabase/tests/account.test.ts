import { afterAll, describe, expect, it } from 'vitest';
import { openDb } from './harness.ts';

const db = await openDb();
afterAll(() => db.close());

const signUp = async (meta: unknown) => {
  const [row] = await db.sql(
    `insert into auth.users (id, email, raw_user_meta_data, created_at)
     values (gen_random_uuid(), gen_random_uuid() || '@example.org', $1::jsonb, now()) returning id`,
    [JSON.stringify(meta)]
  );
  const rows = await db.sql('select purpose from public.consents where user_id = $1 order by purpose', [row!.id]);
  return rows.map(({ purpose }) => purpose);
};

describe('what a new account agreed to', () => {
  it('is written down as it was ticked, once', async () => {
    expect(await signUp({ display_name: 'Lin', consents: ['account', 'email_notices', 'account'] })).toEqual([
      'account',
      'email_notices'
    ]);
  });

  it.each([
    [{}, []],
    [{ consents: null }, []],
    [{ consents: 'account' }, []],
    [{ consents: { account: true } }, []],
    [{ consents: ['Account', 7, null, ['account'], 'x'.repeat(60), "a'; drop table", 'fine'] }, ['fine']],
    [[], []],
    ['text', []]
  ])('takes from %j only what is a purpose', async (meta, purposes) => expect(await signUp(meta)).toEqual(purposes));

  it('stops at twenty', async () => {
    const many = Array.from(
      { length: 50 },
      (_, i) => `purpose_${String.fromCharCode(97 + (i % 26))}${i > 25 ? 'x' : ''}`
    );
    expect(await signUp({ consents: many })).toHaveLength(20);
  });
});

describe('trying passwords', () => {
  const tries = async (times: number, subject: string, client: string) => {
    const codes: string[] = [];
    for (let i = 0; i < times; i++) {
      codes.push(
        await db
          .as(null, (q) => q('select public.throttle_credentials($1, $2, $3)', ['sign_in', subject, client]))
          .then(
            () => 'open',
            (error: Error) => error.message
          )
      );
    }
    return codes.lastIndexOf('open') + 1;
  };

  it('ends after ten for one address from one visitor, however the address is written', () =>
    db.at('2026-11-24T10:00:00+08:00', async () => {
      expect(await tries(12, 'lin@example.org', 'phone')).toBe(10);
      expect(await tries(1, ' LIN@example.org ', 'phone')).toBe(0);
    }));

  it('leaves the owner in while a stranger guesses', () =>
    db.at('2026-11-24T11:00:00+08:00', async () => {
      expect(await tries(12, 'wang@example.org', 'stranger')).toBe(10);
      expect(await tries(3, 'wang@example.org', 'own phone')).toBe(3);
    }));

  it('ends after sixty for one visitor, whatever the address', () =>
    db.at('2026-11-24T12:00:00+08:00', async () => {
      let open = 0;
      for (let i = 0; i < 70; i++) open += await tries(1, `n${i}@example.org`, 'guesser');
      expect(open).toBe(60);
    }));

  it('ends after two hundred for one address, from wherever', () =>
    db.at('2026-11-24T13:00:00+08:00', async () => {
      let open = 0;
      for (let i = 0; i < 210; i++) open += await tries(1, 'zhao@example.org', `net ${i}`);
      expect(open).toBe(200);
    }));

  it('begins anew after a quarter of an hour', async () => {
    await db.at('2026-11-24T14:00:00+08:00', async () => expect(await tries(11, 'qian@example.org', 'phone')).toBe(10));
    await db.at('2026-11-24T14:15:01+08:00', async () => expect(await tries(1, 'qian@example.org', 'phone')).toBe(1));
  });
});
