import { expect, test } from 'vitest';
import { detailsOf, fieldOf, standingAnswer, visibilityOf, type Release } from './release';

const form = (fields: Record<string, string>) => {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.set(name, value);
  return made;
};

test('what is ticked and written goes out, and an answer that is not ticked stays behind', () => {
  const { details, typed } = detailsOf(
    form({ public_text: ' Full bins.\r\nStill. ', text_lang: 'en', answer_text: 'secret', checked: '1' })
  );
  expect(details).toEqual({
    answers: false,
    landmark: false,
    answer: false,
    checked: true,
    public_text: 'Full bins.\nStill.',
    public_lang: 'en'
  });
  expect(typed.answer_text).toBe('secret');
});

test('the answer that stands is the newest that was not undone, and none while work goes on', () => {
  const events = [
    { move: 'answer', undone_at: null, id: 1 },
    { move: 'answer', undone_at: '2026-11-24', id: 2 }
  ] as never;
  expect(standingAnswer({ status: 'resolved', events })?.id).toBe(1);
  expect(standingAnswer({ status: 'in_progress', events })).toBeNull();
});

test('hidden is stronger than released', () => {
  const row = { released_at: '2026', hidden_at: '2026' } as Release;
  expect(visibilityOf(row)).toBe('hidden');
  expect(visibilityOf({ ...row, hidden_at: null })).toBe('released');
  expect(visibilityOf({ ...row, hidden_at: null, released_at: null })).toBe('stub');
});

test('a refusal stands beside the field that it is about, where there is one', () => {
  expect(['checked', 'public_text', 'internal_text', 'details', undefined].map(fieldOf)).toEqual([
    'checked',
    'public_text',
    'reason',
    undefined,
    undefined
  ]);
});
