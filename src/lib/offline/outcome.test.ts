import { stringify } from 'devalue';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { judge, judgePhoto, retryAfterOf, waitFor, type Answer } from './outcome';

const now = Date.parse('2026-11-27T08:00:00Z');
const asked = { tried: 0, now, random: 1, names: (location: string) => location.startsWith('/zh/reports/r1') };
const answer = (body: unknown, status = 200, retryAfter: string | null = null): Answer => ({
  status,
  retryAfter,
  body
});
const failure = (status: number, data: unknown = {}) => answer({ type: 'failure', status, data: stringify(data) });
const is = (given: Answer) => judge(given, asked).is;

describe('it is gone from the phone only when the answer names it', () => {
  test('the address to go on to speaks of it', () => {
    const location = '/zh/reports/r1?key=k';
    expect(judge(answer({ type: 'redirect', status: 303, location }), asked)).toEqual({ is: 'done', location });
  });
  test('an address that speaks of something else keeps it', () => {
    expect(judge(answer({ type: 'redirect', status: 303, location: '/zh/reports/r2' }), asked)).toMatchObject({
      is: 'later',
      code: 'unclear'
    });
  });
  test('200 without our own words keeps it: the page of a hotel’s network', () => {
    expect(judge(answer(null), asked)).toMatchObject({ is: 'later', code: 'unclear', rest: true });
    expect(judge(answer({ type: 'success', status: 200 }), asked)).toMatchObject({ is: 'later', code: 'unclear' });
  });
  test('no answer that does not name it is ever taken for done', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 599 }),
        fc.jsonValue(),
        fc.option(fc.string()),
        (status, body, header) => {
          expect(is({ status, body, retryAfter: header })).not.toBe('done');
        }
      )
    );
  });
});

describe('again by itself', () => {
  test('when no answer came', () => {
    expect(judge(null, asked)).toEqual({ is: 'later', after: 5_000, code: 'unreachable', rest: true });
  });
  test.each([408, 425, 429, 500, 502, 503, 504])('after %d, as the answer or inside it', (status) => {
    expect(is(answer({ message: 'x' }, status))).toBe('later');
    expect(is(failure(status))).toBe('later');
  });
  test('a throttle says for how long, and holds up the rest', () => {
    expect(judge(answer({ type: 'failure', status: 429, data: '[]' }, 200, '90'), asked)).toEqual({
      is: 'later',
      after: 90_000,
      code: 'too_many',
      rest: true
    });
  });
  test('a fault of the server in one thing does not hold up the rest, a server that is away does', () => {
    expect(judge(answer({}, 500), asked)).toMatchObject({ rest: false });
    expect(judge(answer({}, 503), asked)).toMatchObject({ rest: true });
  });
});

describe('a person has to do something', () => {
  test('sign in, said by status or by where it leads', () => {
    expect(judge(answer({ code: 'account_differs' }, 401), asked)).toMatchObject({
      is: 'sign_in',
      code: 'account_differs'
    });
    expect(is(failure(401, { errors: { form: 'signed_out' } }))).toBe('sign_in');
    expect(is(answer({ type: 'redirect', status: 303, location: '/en/sign-in?next=%2Fen%2Fme' }))).toBe('sign_in');
  });
  test('mend what was refused, field by field', () => {
    const errors = { landmark: 'landmark_long', 'answers.noise_source': 'answer_unknown' };
    expect(judge(failure(400, { typed: { answers: {} }, errors, chosen: null }), asked)).toEqual({
      is: 'refused',
      errors
    });
  });
  test.each([400, 403, 404, 405, 410, 413, 415, 422])('a refusal without a field keeps its code: %d', (status) => {
    expect(judge(answer({ type: 'error', error: { message: 'x', code: 'too_large' } }, status), asked)).toEqual({
      is: 'refused',
      errors: { form: 'too_large' }
    });
    expect(judge(answer(null, status), asked)).toEqual({ is: 'refused', errors: { form: `status_${status}` } });
  });
  test('decide, when something else is there under this id', () => {
    expect(judge(failure(409, { errors: { id: 'report_differs' } }), asked)).toEqual({
      is: 'conflict',
      code: 'report_differs'
    });
  });
});

describe('a photo', () => {
  test('is there when the server says so', () => {
    expect(judgePhoto(answer({ sha256: 'a', arrived: true }), asked).is).toBe('done');
    expect(judgePhoto(answer(null), asked).is).toBe('later');
  });
  test('that is refused does not go by itself again', () => {
    expect(judgePhoto(answer({ code: 'photos_closed' }, 409), asked)).toEqual({
      is: 'refused',
      errors: { photos: 'photos_closed' }
    });
    // An answer that had begun before it was known says so inside.
    const inside = { type: 'failure', status: 422, code: 'photo_broken' };
    expect(judgePhoto(answer(inside), asked)).toMatchObject({ is: 'refused', errors: { form: 'photo_broken' } });
    expect(judgePhoto(answer({ code: 'photo_busy' }, 503, '5'), asked)).toMatchObject({ is: 'later', after: 5_000 });
  });
});

describe('the wait', () => {
  it('grows to an hour, and no two phones wait alike', () => {
    expect([0, 1, 2, 3].map((tried) => waitFor(tried, 1))).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect(waitFor(0, 0)).toBe(2_500);
    expect(waitFor(1_000, 1)).toBe(3_600_000);
  });
  it('is never shorter than the server asks for', () => {
    expect(waitFor(0, 0, 60_000)).toBe(60_000);
    expect(waitFor(10, 1, 60_000)).toBeGreaterThan(60_000);
  });
  it('reads seconds and dates, and no nonsense', () => {
    expect(retryAfterOf('120', now)).toBe(120_000);
    expect(retryAfterOf('Fri, 27 Nov 2026 08:00:30 GMT', now)).toBe(30_000);
    for (const nonsense of [null, '', 'soon', '-5', 'Fri, 27 Nov 2020 08:00:30 GMT'])
      expect(retryAfterOf(nonsense, now)).toBe(0);
    expect(retryAfterOf('99999999999', now)).toBe(24 * 3_600_000);
  });
});
