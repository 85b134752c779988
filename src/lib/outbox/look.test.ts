import { expect, it } from 'vitest';
import type { Item } from '$lib/offline/outbox';
import { daysSince, excerpt, kindOf, shownAs } from './look';

const item = (more: Partial<Item>) =>
  ({ state: 'waiting', tried: 0, code: null, received: null, fields: [], ...more }) as unknown as Item;

it('tells waiting for a network from being told to wait, and from photos on their way', () => {
  expect(shownAs(item({}), false)).toBe('waiting');
  expect(shownAs(item({ tried: 3, code: 'unreachable' }), false)).toBe('waiting');
  expect(shownAs(item({ tried: 1, code: 'too_many' }), false)).toBe('again');
  expect(shownAs(item({ received: '/zh/reports/x' }), false)).toBe('photos');
  expect(shownAs(item({ received: '/zh/reports/x', state: 'refused' }), false)).toBe('refused');
  expect(shownAs(item({}), true)).toBe('sending');
});

it('knows what was meant by what was filled in', () => {
  expect(kindOf({ kind: 'report', fields: [['joins', 'x']] })).toBe('joined');
  expect(
    kindOf({
      kind: 'report',
      fields: [
        ['again_of', 'x'],
        ['joins', '']
      ]
    })
  ).toBe('again');
  expect(kindOf({ kind: 'report', fields: [['description', 'x']] })).toBe('report');
  expect(kindOf({ kind: 'move', fields: [['move', 'withdraw']] })).toBe('withdraw');
  expect(kindOf({ kind: 'follow', fields: [] })).toBe('follow');
  expect(kindOf({ kind: 'support', fields: [] })).toBe('support');
});

it('shows enough to know it again, and cuts no character in half', () => {
  expect(excerpt({ fields: [['description', ' 油烟\n很大 ']] })).toBe('油烟 很大');
  expect(
    excerpt({
      fields: [
        ['description', ''],
        ['landmark', '枣营北里']
      ]
    })
  ).toBe('枣营北里');
  expect([...excerpt({ fields: [['description', '𠮷'.repeat(100)]] })]).toHaveLength(80);
});

it('counts whole days', () => {
  expect(daysSince(0, 3 * 86_400_000 - 1)).toBe(2);
  expect(daysSince(10, 0)).toBe(0);
});
