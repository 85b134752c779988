import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDb, type Person, type TestDb } from './harness.ts';

let db: TestDb;
beforeAll(async () => {
  db = await openDb();
});
afterAll(() => db.close());

const report = async (who: Person, id: string, more: object) => {
  const submission = {
    id,
    key: 'ab'.repeat(16),
    description: 'please look',
    landmark: 'the east gate',
    subdistrict: '110105026',
    ...more
  };
  await db.as(who, (q) => q(`select public.submit_report('${JSON.stringify(submission)}', 'doors')`));
};

describe('consents', () => {
  const record = (who: Person | null, purposes: string[] | null) =>
    db.as(who, (q) => q('select public.record_consents($1::text[])', [purposes]));
  const inForce = async (who: Person) =>
    (
      await db.as(who, (q) => q('select purpose from public.consents where withdrawn_at is null order by purpose', []))
    ).map(({ purpose }) => purpose);

  test('are what a person last agreed to, and what they withdrew is kept as withdrawn', async () => {
    const lin = await db.person('Lin');
    await record(lin, ['account', 'email_notices']);
    await record(lin, ['account', 'news']);
    expect(await inForce(lin)).toEqual(['account', 'news']);
    const all = await db.sql(
      'select purpose, withdrawn_at is null as holds from public.consents where user_id = $1 order by id',
      [lin.id]
    );
    expect(all).toEqual([
      { purpose: 'account', holds: true },
      { purpose: 'email_notices', holds: false },
      { purpose: 'news', holds: true }
    ]);
  });

  test('can be given again, and all withdrawn', async () => {
    const lin = await db.person('Lin');
    await record(lin, ['news']);
    await record(lin, []);
    expect(await inForce(lin)).toEqual([]);
    await record(lin, ['news']);
    expect(await inForce(lin)).toEqual(['news']);
  });

  test('of one person do not touch those of another', async () => {
    const [lin, wang] = [await db.person('Lin'), await db.person('Wang')];
    await record(lin, ['news']);
    await record(wang, []);
    expect(await inForce(lin)).toEqual(['news']);
  });

  test('are refused when malformed, or from nobody', async () => {
    const lin = await db.person('Lin');
    for (const wrong of [
      ['News'],
      ['a b'],
      ["x'; drop table"],
      [''],
      Array.from({ length: 21 }, (_, i) => `p${'x'.repeat(i + 1)}`)
    ])
      await expect(record(lin, wrong)).rejects.toMatchObject({ code: 'PT422', message: 'purposes_wrong' });
    await expect(record(lin, null)).rejects.toMatchObject({ code: 'PT422', message: 'purposes_wrong' });
    await expect(record(null, ['news'])).rejects.toMatchObject({ code: '42501' });
  });
});

describe('whom the catalogue would give a case', () => {
  const ask = (who: Person | null, id: string) =>
    db.as(who, async (q) => (await q('select public.suggest_dispatch($1) as given', [id]))[0]!.given);

  test('follows the row of the category, or the office of the subdistrict while neighbours talk', async () => {
    const [lin, mei] = [await db.person('Lin'), await db.person('Mei', { roles: ['moderator'] })];
    const [plain, mediated] = ['0c000000-0000-4000-8000-000000000001', '0c000000-0000-4000-8000-000000000002'];
    await report(lin, plain, { category: 'air.dust' });
    await report(lin, mediated, { category: 'noise.neighbour', mediation: true });
    const [row] = await db.sql(
      `select lead, assists, limit_days from private.resolve_dispatch('air.dust', '110105026')`,
      []
    );
    expect(await ask(mei, plain)).toEqual(row);
    expect(await ask(mei, mediated)).toMatchObject({ lead: '110105026', assists: [] });
  });

  test('is the business of moderators alone', async () => {
    const lin = await db.person('Lin');
    const id = '0c000000-0000-4000-8000-000000000003';
    await report(lin, id, { category: 'air.dust' });
    for (const who of [
      lin,
      await db.person('Zhao', { roles: ['handler'], unit: '110105026' }),
      await db.person('Xu', { roles: ['admin'] })
    ])
      await expect(ask(who, id)).rejects.toMatchObject({ code: 'PT404', message: 'not_found' });
    await expect(ask(null, id)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('notices of a case', () => {
  test('go to colleagues on duty, not to suspended ones', async () => {
    const unit = '110105027';
    const [lin, mei] = [await db.person('Lin'), await db.person('Mei', { roles: ['moderator'] })];
    const [here, gone] = [
      await db.person('Zhao', { roles: ['handler'], unit }),
      await db.person('Qian', { roles: ['handler'], unit })
    ];
    await db.sql('update public.profiles set suspended_at = now() where user_id = $1', [gone.id]);
    const id = '0c000000-0000-4000-8000-000000000004';
    await report(lin, id, { category: 'air.dust' });
    await db.as(mei, (q) => q(`select public.move_report($1, 'accept', 1)`, [id]));
    await db.as(mei, (q) => q(`select public.move_report($1, 'dispatch', 2, '{"lead":"110105027"}')`, [id]));
    const told = await db.sql(
      `select recipient_id as id, kind from public.notices where kind = 'dispatched' order by kind`,
      []
    );
    const people = told.map((notice) => notice.id);
    expect(people).toContain(here.id);
    expect(people).not.toContain(gone.id);
  });
});
