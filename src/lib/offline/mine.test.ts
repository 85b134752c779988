import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, expect, it } from 'vitest';
import * as mine from './mine';

const noon = Date.parse('2026-11-27T12:00:00+08:00');
const line = (id: string) => ({
  id,
  category_code: 'air.fume',
  subdistrict_code: '110105012',
  title: '餐饮油烟',
  place: '麦子店街道'
});

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

it('is there as it was last seen, with the moment', async () => {
  await mine.keep({ account: 'lan', reports: [line('a')] }, noon - 1);
  await mine.keep({ account: 'lan', reports: [line('b')] }, noon);
  expect(await mine.find('lan')).toMatchObject({ at: noon, reports: [{ id: 'b' }] });
});

it('is never shown to another account, or to nobody, and a guest’s not to an account', async () => {
  await mine.keep({ account: 'lan', reports: [line('a')] }, noon);
  expect(await mine.find('wei')).toBeUndefined();
  expect(await mine.find(null)).toBeUndefined();
  expect(await mine.find('lan')).toBeDefined();
  await mine.keep({ account: null, reports: [line('b')] }, noon);
  expect(await mine.find('lan'), 'one list, of who was here last').toBeUndefined();
  expect(await mine.find(null)).toMatchObject({ reports: [{ id: 'b' }] });
});

it('goes when somebody else is here, and when nothing is left to show', async () => {
  await mine.keep({ account: 'lan', reports: [line('a')] }, noon);
  await mine.forgetUnless('lan');
  expect(await mine.find('lan')).toBeDefined();
  await mine.forgetUnless(null);
  expect(await mine.find('lan')).toBeUndefined();
  await mine.keep({ account: null, reports: [line('a')] }, noon);
  await mine.keep({ account: null, reports: [] }, noon);
  expect(await mine.find(null)).toBeUndefined();
});

it('joins what an earlier version of the app has kept', async () => {
  const old = await openDB('chaoyang', 2, {
    upgrade: (database) => {
      database.createObjectStore('drafts', { keyPath: 'id' });
      database.createObjectStore('outbox', { keyPath: 'id' });
    }
  });
  await old.put('outbox', { id: 'waits' });
  old.close();
  await mine.keep({ account: null, reports: [line('a')] }, noon);
  const now = await openDB('chaoyang');
  expect(await now.getAllKeys('outbox')).toEqual(['waits']);
  expect([...now.objectStoreNames]).toEqual(['drafts', 'lists', 'mine', 'outbox']);
  now.close();
});
