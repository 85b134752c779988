import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, expect, it } from 'vitest';
import * as lists from './lists';

const list = (id: string, kept_at = 1): lists.List => ({
  id,
  after: 'aaaaaaaa-7',
  lines: [{ id: 'a', published_at: '2026-11-24T01:00:00+00:00' }],
  floor: null,
  kept_at,
  looked_at: kept_at
});

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

it('keeps one list an area, the newest first', async () => {
  await lists.keep(list('110105012', 1));
  await lists.keep(list('district', 2));
  await lists.keep(list('110105012', 3));
  expect((await lists.all()).map(({ id }) => id)).toEqual(['110105012', 'district']);
  await lists.remove('110105012');
  expect((await lists.all()).map(({ id }) => id)).toEqual(['district']);
});

it('keeps no more than five, and says so; one that is there can always be renewed', async () => {
  for (let i = 0; i < lists.MOST_LISTS; i++) await lists.keep(list(String(i)));
  await expect(lists.keep(list('one more'))).rejects.toBeInstanceOf(lists.TooMany);
  await lists.keep({ ...list('0'), after: 'aaaaaaaa-8' });
  expect((await lists.all()).find(({ id }) => id === '0')?.after).toBe('aaaaaaaa-8');
});

it('does not bring back what was deleted while it was being renewed', async () => {
  await lists.keep(list('district'));
  await lists.remove('district');
  await lists.renew(list('district'));
  expect(await lists.all()).toEqual([]);
});

it('joins what an earlier version of the app has kept', async () => {
  const old = await openDB('chaoyang', 3, {
    upgrade: (database) => {
      for (const name of ['drafts', 'outbox', 'mine']) database.createObjectStore(name, { keyPath: 'id' });
    }
  });
  await old.put('outbox', { id: 'waits' });
  old.close();
  await lists.keep(list('district'));
  const now = await openDB('chaoyang');
  expect(await now.getAllKeys('outbox')).toEqual(['waits']);
  now.close();
});
