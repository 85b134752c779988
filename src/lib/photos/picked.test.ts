import { describe, expect, it } from 'vitest';
import { Picked, type Small } from './picked.svelte';

const photo = (sha256: string): Small => ({ sha256, blob: new Blob([sha256], { type: 'image/jpeg' }), place: null });

describe('photos that the phone has of a draft', () => {
  it('stand there again, and nothing new is written down for it', () => {
    const written: Small[][] = [];
    const picked = new Picked((photos) => written.push(photos));
    picked.restore([photo('a'), photo('b')]);
    expect(picked.photos.map(({ sha256 }) => sha256)).toEqual(['a', 'b']);
    expect(written).toEqual([]);
  });

  it('and those that were chosen before the draft was found are kept with them', () => {
    const written: string[][] = [];
    const picked = new Picked((photos) => written.push(photos.map(({ sha256 }) => sha256)));
    picked.restore([photo('chosen first')]);
    picked.restore([photo('of the draft')]);
    expect(written).toEqual([['chosen first', 'of the draft']]);
  });
});
