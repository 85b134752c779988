import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import { readDraft, restoreDraft } from './draft';
import { openAgain } from './openAgain';
import { errorsOf } from './refusedAgain';

const storage = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name)
  };
};

afterEach(() => vi.unstubAllGlobals());

it('opens what was kept as the draft that it was: the same id and key, words, answers and photos', async () => {
  const assign = vi.fn();
  vi.stubGlobal('sessionStorage', storage());
  vi.stubGlobal('localStorage', storage());
  vi.stubGlobal('location', { assign });
  vi.stubGlobal('navigator', { onLine: true });
  const sha256 = 'a'.repeat(64);
  await openAgain('zh', {
    id: 'r',
    fields: [
      ['id', 'r'],
      ['key', 'k'],
      ['category', 'air.fume'],
      ['landmark', '枣营北里'],
      ['answers.noise_source', 'shop'],
      ['photo_sha256', sha256]
    ],
    photos: [{ sha256, blob: new Blob(['x']) }],
    errors: {}
  } as Parameters<typeof openAgain>[1]);
  const draft = { id: 'r', key: 'k', typed: { landmark: '枣营北里', answers: { noise_source: 'shop' } } };
  expect(readDraft()).toMatchObject(draft);
  expect(await restoreDraft([])).toMatchObject({ ...draft, photos: [{ sha256 }] });
  expect(assign).toHaveBeenCalledWith('/zh/reports/new?category=air.fume');
});

it('says without a network what the server had found, and of that report alone', async () => {
  const assign = vi.fn();
  vi.stubGlobal('sessionStorage', storage());
  vi.stubGlobal('localStorage', storage());
  vi.stubGlobal('location', { assign });
  vi.stubGlobal('navigator', { onLine: false });
  const errors = { contact_phone: 'contact_phone_invalid' };
  const item = { id: 'r', fields: [['category', 'air.fume']], photos: [], errors } as unknown;
  await openAgain('zh', item as Parameters<typeof openAgain>[1]);
  expect(assign).toHaveBeenCalledWith('/zh/reports/new?category=air.fume');
  expect(errorsOf('r')).toEqual(errors);
  expect(errorsOf('another')).toEqual({});
});
