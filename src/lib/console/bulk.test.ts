import { describe, expect, it } from 'vitest';
import { bulkMoves, readPicks, sharedSuggestion, undoable, writePick } from './bulk';

const id = (n: number) => `0a000000-0000-4000-8000-00000000000${n}`;

describe('what was ticked', () => {
  it('is read as it is written, each case once', () => {
    const picks = [
      { id: id(1), version: 3 },
      { id: id(2), version: 1 }
    ];
    expect(readPicks([...picks.map(writePick), writePick(picks[0]!)])).toEqual(picks);
  });
  it('leaves out what is malformed', () => {
    expect(readPicks(['', 'x:1', `${id(1)}:0`, `${id(1)}:x`, id(1)])).toEqual([]);
  });
});

describe('a step for several', () => {
  it('is offered to moderators, where one look can serve for all', () => {
    expect(bulkMoves('screen', true)).toContain('accept');
    expect(bulkMoves('dispatch', true)).toContain('dispatch');
    expect(bulkMoves('callback', true)).toEqual([]);
    expect(bulkMoves('screen', false)).toEqual([]);
  });
  it('is taken back where it was taken', () => {
    const done = { id: id(1), code: 'CY-2222-2222', event: 7, refusal: null };
    expect(undoable([done, { ...done, id: id(2), event: null, refusal: 'conflict' }])).toEqual([`${id(1)}:7`]);
  });
});

describe('a suggestion', () => {
  const suggestion = { lead: 'ecology', assists: ['water'], limit_days: 7 };
  it('is for all when all share it', () => {
    expect(sharedSuggestion([suggestion, { ...suggestion }])).toEqual(suggestion);
  });
  it('is for none when one differs, or there is none', () => {
    expect(sharedSuggestion([suggestion, { ...suggestion, limit_days: 8 }])).toBeNull();
    expect(sharedSuggestion([])).toBeNull();
  });
});
