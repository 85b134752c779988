import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as outbox from '$lib/offline/outbox';
import { daysSince, OLD_DAYS, whyNotKept } from './look';

const noon = Date.parse('2026-11-27T12:00:00+08:00');
const day = 86_400_000;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => vi.restoreAllMocks());

const report: outbox.New = {
  id: '00000000-0000-4000-8000-000000000001',
  kind: 'report',
  path: '/zh/reports/new?category=air.fume',
  label: '餐饮油烟',
  account: null,
  fields: [['id', '00000000-0000-4000-8000-000000000001']]
};

describe('a browser that keeps nothing says why', () => {
  it('there is no room', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    const cause: unknown = await outbox.keep(report).catch((error: unknown) => error);
    expect(whyNotKept(cause)).toBe('full');
    vi.restoreAllMocks();
    expect(await outbox.list(), 'nothing half of it is left').toEqual([]);
  });
  it('it is a private window, or a setting', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('refused', 'SecurityError');
    });
    const cause: unknown = await outbox.keep(report).catch((error: unknown) => error);
    expect(whyNotKept(cause)).toBe('private');
  });
});

it('is called old from the third whole day on', () => {
  expect(daysSince(noon, noon + OLD_DAYS * day - 1)).toBe(2);
  expect(daysSince(noon, noon + OLD_DAYS * day)).toBe(OLD_DAYS);
});
