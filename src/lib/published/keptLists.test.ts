import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, it, vi } from 'vitest';
import { TooMany } from '$lib/offline/lists';
import type { Changes } from './changes';
import * as keptLists from './keptLists';

const report = (id: string) => ({ id, published_at: `2026-11-24T0${id}:00:00Z`, stage: 'open' });
/** What the server answers, by address; nothing is a server out of reach. */
let server: Record<string, [status: number, body?: Partial<Changes>]>;
let asked: string[];

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  asked = [];
  server = { '/data/reports/changes': [200, { after: 'p-1', reports: [report('2'), report('1')] as never, gone: [] }] };
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address);
    const [status, body] = server[address] ?? [];
    if (status === undefined) throw new TypeError('no network');
    return body ? Response.json(body, { status }) : new Response('<p>Welcome to the hotel</p>', { status });
  });
});

it('is kept once it is here, and read again without a network', async () => {
  await keptLists.keep('district');
  server = {};
  const [list] = await keptLists.all();
  expect(list?.lines.map(({ id }) => id)).toEqual(['2', '1']);
  await expect(keptLists.renew(list!)).rejects.toBeInstanceOf(keptLists.Away);
  expect((await keptLists.all())[0]).toEqual(list);
});

it('asks once when nothing is new', async () => {
  const list = await keptLists.keep('district');
  server['/data/reports/changes?after=p-1'] = [200, { after: 'p-5', reports: [], gone: [] }];
  const { news } = await keptLists.renew(list);
  expect(news).toEqual({ added: 0, changed: 0, gone: 0 });
  expect(asked).toHaveLength(2);
  expect((await keptLists.all())[0]?.after, 'the next time from a newer place').toBe('p-5');
});

it('goes on while there is more, and counts all of it', async () => {
  const list = await keptLists.keep('district');
  server['/data/reports/changes?after=p-1'] = [
    200,
    { after: 'p-2', reports: [report('3')] as never, gone: [], next: '/data/reports/changes?after=p-2' }
  ];
  server['/data/reports/changes?after=p-2'] = [200, { after: 'p-3', reports: [], gone: ['1'] }];
  const { list: now, news } = await keptLists.renew(list);
  expect(now.lines.map(({ id }) => id)).toEqual(['3', '2']);
  expect(news).toEqual({ added: 1, changed: 0, gone: 1 });
});

it('begins anew where its place is of no use any more: two requests', async () => {
  const list = await keptLists.keep('district');
  server['/data/reports/changes?after=p-1'] = [410, {}];
  server['/data/reports/changes'] = [200, { after: 'q-9', reports: [report('4')] as never, gone: [] }];
  const { list: now, news } = await keptLists.renew(list);
  expect(news).toBeNull();
  expect(now.lines.map(({ id }) => id)).toEqual(['4']);
  expect(asked.slice(1)).toHaveLength(2);
});

it('is not spoilt by a page that is not ours', async () => {
  const list = await keptLists.keep('district');
  server['/data/reports/changes?after=p-1'] = [200];
  await expect(keptLists.renew(list)).rejects.toBeInstanceOf(keptLists.Away);
  server['/data/reports/changes?subdistrict=110105999'] = [422, {}];
  await expect(keptLists.keep('110105999')).rejects.toBeInstanceOf(keptLists.Unknown);
});

it('says when there are too many, and lets them be deleted', async () => {
  const areas = ['1', '2', '3', '4', '5', '6'].map((n) => `11010500${n}`);
  for (const area of areas)
    server[`/data/reports/changes?subdistrict=${area}`] = [200, { after: 'p-1', reports: [], gone: [] }];
  for (const area of areas.slice(0, 5)) await keptLists.keep(area);
  await expect(keptLists.keep(areas[5]!)).rejects.toBeInstanceOf(TooMany);
  await keptLists.remove(areas[0]!);
  await keptLists.keep(areas[5]!);
  expect(await keptLists.all()).toHaveLength(5);
});
