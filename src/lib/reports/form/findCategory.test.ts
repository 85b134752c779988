import { describe, expect, it } from 'vitest';
import { find, mostOften } from './findCategory';
import type { Group } from './formValues';

const groups: Group[] = [
  {
    code: 'air',
    name: '空气',
    categories: [
      { code: 'air.bbq', name: '露天烧烤', group: 'air' },
      { code: 'air.fume', name: '餐饮油烟', group: 'air' }
    ]
  },
  { code: 'noise', name: 'Noise', categories: [{ code: 'noise.neighbour', name: 'Neighbours', group: 'noise' }] }
];
const codes = (typed: string) => find(groups, typed).flatMap(({ categories }) => categories.map(({ code }) => code));

describe('looking for a category', () => {
  it('shows all while nothing is typed', () => expect(codes('  ')).toHaveLength(3));
  it('finds part of a name', () => expect(codes('油烟')).toEqual(['air.fume']));
  it('finds all of a group', () => expect(codes('空气')).toEqual(['air.bbq', 'air.fume']));
  it('does not mind capitals, wide letters or the order of words', () => {
    expect(codes('ＮＥＩＧＨ noise')).toEqual(['noise.neighbour']);
  });
  it('finds nothing where there is nothing', () => expect(codes('spaceship')).toEqual([]));
});

describe('what is reported most often', () => {
  it('comes first, cooking fumes before all', () => {
    expect(mostOften(groups).map(({ code }) => code)).toEqual(['air.fume', 'noise.neighbour']);
  });
});
