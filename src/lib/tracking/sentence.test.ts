import { expect, test } from 'vitest';
import { sentenceOf } from './sentence.ts';

const reopened = (...events: { move: string; mine: boolean }[]) =>
  sentenceOf({ status: 'reopened', outcome: null, reporter_left_at: null, joined: false, events }).sentence;

test('only whoever said that it is not solved is told that they said so', () => {
  expect(reopened({ move: 'answer', mine: false }, { move: 'reopen', mine: true })).toBe('reopened');
  expect(reopened({ move: 'answer', mine: false }, { move: 'reopen', mine: false })).toBe('reopened_follower');
});

test('a case that ended says how', () => {
  const ended = { status: 'closed' as const, reporter_left_at: null, joined: false, events: [] };
  expect(sentenceOf({ ...ended, outcome: 'not_solved' }).sentence).toBe('closed_not_solved');
  expect(sentenceOf({ ...ended, outcome: null }).sentence).toBe('closed_unverified');
});
