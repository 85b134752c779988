import { expect, it } from 'vitest';
import { changed, isOver, KEPT_DAYS, type Kept } from './drafts';

const now = Date.parse('2026-11-27T08:00:00+08:00');
const day = 86_400_000;
const photo = { sha256: 'a'.repeat(64), blob: new Blob(['x']), place: null };

it('keeps a draft for a week, and not longer', () => {
  expect(isOver({ changed_at: now }, now)).toBe(false);
  expect(isOver({ changed_at: now - KEPT_DAYS * day }, now)).toBe(false);
  expect(isOver({ changed_at: now - KEPT_DAYS * day - 1 }, now)).toBe(true);
});

it('does not keep for ever what a wrong clock dated, or what has no date', () => {
  expect(isOver({ changed_at: now + 30 * day }, now)).toBe(true);
  expect(isOver({ changed_at: undefined } as unknown as Kept, now)).toBe(true);
});

it('changes the words without losing the photos, and the photos without losing the words', () => {
  const first = changed(undefined, { id: 'r', key: 'k', photos: [photo] }, now);
  expect(first).toEqual({ id: 'r', key: 'k', typed: null, photos: [photo], changed_at: now });
  const second = changed(first, { id: 'r', key: 'k', typed: { landmark: '枣营' } }, now + 1);
  expect(second).toMatchObject({ typed: { landmark: '枣营' }, photos: [photo], changed_at: now + 1 });
  expect(changed(second, { id: 'r', key: 'k', photos: [] }, now + 2)).toMatchObject({
    typed: { landmark: '枣营' },
    photos: []
  });
});
