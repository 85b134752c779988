import { expect, it } from 'vitest';
import { isQuiet, parse } from './figures';

const sound = { received_30d: 12, answered_30d: 7, solved_30d: 3, open: 5, as_of: '2026-06-01T00:00:00+00:00' };

it('takes a sound answer as it is', () => {
  expect(parse(sound)).toEqual(sound);
});

it.each([null, undefined, 'down', {}, { ...sound, open: -1 }, { ...sound, open: 1.5 }, { ...sound, as_of: 'today' }])(
  'shows no figures rather than half of them: %j',
  (answer) => expect(parse(answer)).toBeNull()
);

it('knows when there is nothing to count yet', () => {
  expect(isQuiet({ ...sound, received_30d: 0, open: 0 })).toBe(true);
  expect(isQuiet(sound)).toBe(false);
});
