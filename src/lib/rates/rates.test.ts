import { expect, test } from 'vitest';
import { isView, rateOf, runsOf, type Counts } from './rates.ts';

const counts: Counts = {
  ...{ dispatched: 40, in_time: 30, sent_back: 2, under_way: 1, reached: 20, solved: 15, solved_unsaid: 1 },
  ...{ satisfied: 10, satisfied_unsaid: 6, no_answer: 7, no_contact: 3 }
};

test('whoever was not reached, or said nothing, is never counted as satisfied', () => {
  expect(rateOf(counts, 'response')).toEqual({ count: 30, of: 40, share: 0.75 });
  expect(rateOf(counts, 'resolution')).toEqual({ count: 15, of: 20, share: 0.75 });
  expect(rateOf(counts, 'satisfaction')).toEqual({ count: 10, of: 20, share: 0.5 });
});

test('below ten answers the rate is blank and the number of answers still stands', () => {
  expect(rateOf({ ...counts, reached: 4, solved: null }, 'resolution')).toEqual({ count: null, of: 4, share: null });
});

test('a blank month breaks the line', () => {
  expect(runsOf([null, 0.5, 0.6, null, 1]).map((run) => run.map(({ at }) => at))).toEqual([[1, 2], [4]]);
});

test('only the three views are views', () => {
  expect([isView('unit'), isView('toString'), isView(null)]).toEqual([true, false, false]);
});
