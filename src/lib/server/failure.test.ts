import { error } from '@sveltejs/kit';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { failureOf, refuse, report } from './failure.ts';

afterEach(() => vi.restoreAllMocks());

test('what our SQL refuses keeps its status, code and field', () => {
  expect(failureOf({ code: 'PT422', message: 'happened_future', details: 'happened_at' })).toEqual({
    status: 422,
    code: 'happened_future',
    field: 'happened_at'
  });
  expect(failureOf({ code: 'PT404', message: 'not_found', details: null })).toEqual({ status: 404, code: 'not_found' });
  expect(failureOf({ code: 'PT429', message: 'too_many', details: '90' })).toEqual({
    status: 429,
    code: 'too_many',
    wait: 90
  });
});

test.each([
  ['23505', 409],
  ['23503', 422],
  ['23514', 422],
  ['22P02', 422],
  ['22003', 422],
  ['42501', 403],
  ['PGRST116', 404],
  ['invalid_credentials', 400],
  ['over_request_rate_limit', 429]
])('%s is a %i', (code, status) => {
  expect(failureOf({ code, message: 'anything' }).status).toBe(status);
});

test('a storage answer is known by its status', () => {
  expect(failureOf({ statusCode: '413', message: 'large' })).toEqual({ status: 413, code: 'too_large' });
});

test.each([null, undefined, 'text', 7, {}, new Error('x'), { code: 'P0001', message: 'plain' }, { code: '42P01' }])(
  '%o is our fault',
  (cause) => {
    expect(failureOf(cause)).toEqual({ status: 500, code: 'broken' });
  }
);

test('a refusal whose message is a sentence is our fault too: there would be no words for it', () => {
  expect(failureOf({ code: 'PT409', message: 'Too late, sorry' }).code).toBe('broken');
});

describe('the log', () => {
  const logged = (act: () => void) => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    act();
    const lines = print.mock.calls.flat().join('\n');
    print.mockRestore();
    return lines;
  };

  test('has the id, the kind and the place, and not what somebody typed', () => {
    const cause = Object.assign(new Error('bad value "13800001234"'), { code: '42P01', details: '13800001234' });
    const line = logged(() => report('abc', cause));
    expect(line).toContain('abc');
    expect(line).toContain('42P01');
    expect(line).toContain('failure.test.ts');
    expect(line).not.toContain('13800001234');
  });

  test('hears of what we broke and shows only the id; of a refusal it hears nothing', () => {
    const event = { locals: { requestId: 'abc' } as App.Locals };
    const line = logged(() =>
      expect(() => refuse(event, new Error('secret'))).toThrow(
        expect.objectContaining({ status: 500, body: { message: 'broken', code: 'broken', id: 'abc' } })
      )
    );
    expect(line).toContain('abc');
    const nothing = logged(() =>
      expect(() => refuse(event, { code: 'PT404', message: 'not_found' })).toThrow(
        expect.objectContaining({ status: 404, body: { message: 'not_found', code: 'not_found' } })
      )
    );
    expect(nothing).toBe('');
  });

  test('lets an answer that was given already pass', () => {
    const event = { locals: { requestId: 'abc' } as App.Locals };
    let answer: unknown;
    try {
      error(404, { message: 'not_found', code: 'not_found' });
    } catch (thrown) {
      answer = thrown;
    }
    const nothing = logged(() => expect(() => refuse(event, answer)).toThrow(answer as Error));
    expect(nothing).toBe('');
  });
});
