import type { SupabaseClient } from '@supabase/supabase-js';
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../database.types.ts';
import { startTestBackend, type TestBackend } from './embedded/testBackend.ts';
import { startJobs } from './jobs.ts';
import * as photos from './photos.ts';

type Db = SupabaseClient<Database>;
let backend: TestBackend;
beforeAll(async () => {
  backend = await startTestBackend();
});
afterAll(() => backend.close());

/** The names of the tables, of every schema, in which a text stands. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await backend.sql(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
    []
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const table = String(name);
    // A bytea shows itself in hex: looked for as well, because that is how it would be kept.
    const [row] = await backend.sql(
      `select exists (select from ${table} t where t::text like '%' || $1 || '%' or t::text like '%' || $2 || '%') as there`,
      [text, Buffer.from(text).toString('hex')]
    );
    if (row?.there) found.push(table);
  }
  return found;
}

test('of somebody who reported and deleted the account nothing is left, in any table or file', async () => {
  const service = backend.service();
  const mo = await backend.join('mo@example.test');
  await backend.sql(`insert into public.user_roles (user_id, role) values ($1, 'moderator')`, [mo.id]);
  const moderator = backend.client(mo.token) as Db;
  const email = 'canaryaddress@example.test';
  const ting = await backend.join(email);
  const mine = backend.client(ting.token) as Db;
  const done = async (act: PromiseLike<{ error: { message: string } | null }>) =>
    expect((await act).error?.message ?? null).toBeNull();
  await done(mine.from('profiles').update({ display_name: 'canaryname' }).eq('user_id', ting.id));

  const noise = { type: 'gaussian', mean: 120, sigma: 40 } as const;
  const picture = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#777777', noise } })
    .jpeg()
    .toBuffer();
  const sent = await photos.developed(photos.received(picture));
  const own = { report: randomUUID() as string, key: undefined };
  const submission = {
    id: own.report,
    key: randomUUID().replaceAll('-', ''),
    category: 'air.fume',
    description: 'canarywords',
    landmark: 'canarylandmark',
    lat: 39.948137,
    lng: 116.465791,
    subdistrict: '110105012',
    contact_email: 'canarycontact@example.test',
    contact_phone: '13800777777',
    publish: true,
    photo_sha256: [sent.sha256]
  };
  await done(mine.rpc('submit_report', { submission, client: 'canaryclient' }));
  await photos.store(mine, own, sent);
  await done(moderator.rpc('move_report', { report_id: own.report, move: 'accept', version: 1 }));
  const call = {
    report_id: own.report,
    key: '',
    order_number: 'canaryorder',
    result: 'canaryresult',
    note_id: randomUUID()
  };
  await done(mine.rpc('note_hotline', call));

  const canaries = [
    email,
    'canaryname',
    'canarywords',
    'canarylandmark',
    'canarycontact',
    '13800777777',
    '39.948137',
    '116.465791',
    'canaryorder',
    'canaryresult',
    sent.sha256,
    ting.id
  ];
  for (const canary of canaries) expect(await tablesWith(canary), `${canary} was kept at first`).not.toEqual([]);
  const [kept] = await backend.sql('select name from public.report_photos where report_id = $1', [own.report]);
  const folder = `report-photos/${String(kept?.name)}`;
  expect(await backend.files(folder)).not.toEqual([]);

  await done(mine.rpc('delete_my_account', { confirm: 'delete' }));
  const stop = startJobs({ service: service as Db });
  await expect.poll(() => backend.files(folder), { timeout: 60_000 }).toEqual([]);
  // But for the leave of one minute to store a file of that random name, which ends by itself.
  const named = async () =>
    (await tablesWith(String(kept?.name))).filter((table) => table !== 'private.storage_grants');
  await expect.poll(named, { timeout: 60_000 }).toEqual([]);
  stop();
  for (const canary of canaries) expect(await tablesWith(canary), `${canary} is left`).toEqual([]);
  const rest = await backend.sql('select category_code, status from public.reports where id = $1', [own.report]);
  expect(rest, 'a record that names nobody').toEqual([{ category_code: 'air.fume', status: 'withdrawn' }]);
});
