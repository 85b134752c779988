import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDb, type TestDb } from './harness.ts';

let db: TestDb;
beforeAll(async () => {
  db = await openDb();
});
afterAll(() => db.close());

describe('the harness acts as the API does', () => {
  test('a guest is anon and nobody', async () => {
    const [row] = await db.as(null, (q) => q('select current_user::text as role, auth.uid() as id', []));
    expect(row).toEqual({ role: 'anon', id: null });
  });

  test('a person is authenticated and themselves', async () => {
    const lin = await db.person('Lin');
    const [row] = await db.as(lin, (q) => q('select current_user::text as role, auth.uid() as id', []));
    expect(row).toEqual({ role: 'authenticated', id: lin.id });
  });

  test('role and claims end with the transaction', async () => {
    await db.as(await db.person('Wang'), (q) => q('select 1'));
    const [row] = await db.sql(`select current_user::text as role, auth.uid() as id`, []);
    expect(row).toEqual({ role: 'postgres', id: null });
  });

  test('a refusal rolls back and keeps its code', async () => {
    await db.sql('create table public.notes (body text)');
    await db.sql('grant insert on public.notes to anon');
    const refused = db.as(null, async (q) => {
      await q(`insert into public.notes values ('kept?')`);
      await q(`do $$ begin raise exception 'too_late' using errcode = 'PT409', detail = 'body'; end $$`);
    });
    await expect(refused).rejects.toMatchObject({ code: 'PT409', message: 'too_late', detail: 'body' });
    expect(await db.sql('select * from public.notes')).toEqual([]);
  });

  test('the clock can be set, and goes back', async () => {
    const asked = () => db.as(null, (q) => q('select private.clock() as now', []));
    const [then] = await db.at('1999-02-06T08:00:00+08:00', asked);
    expect(then?.now).toBe('1999-02-06T00:00:00+00:00');
    const [now] = await asked();
    expect(Date.parse(String(now?.now))).toBeGreaterThan(Date.parse('2026-01-01T00:00:00Z'));
  });
});
