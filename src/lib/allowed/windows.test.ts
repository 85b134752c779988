import { describe, expect, it } from 'vitest';
import { nowIn, type Window } from './windows';

const night: Window[] = [
  { days: 'every', from: '00:00', to: '06:00' },
  { days: 'every', from: '22:00', to: '24:00' }
];
const renovation: Window[] = [
  { days: 'rest', from: '00:00', to: '24:00' },
  { days: 'working', from: '00:00', to: '08:00' },
  { days: 'working', from: '12:00', to: '14:00' },
  { days: 'working', from: '18:00', to: '24:00' }
];
// 24 November 2026 is a Tuesday.
const at = (time: string, windows: Window[], special: { day: string; works: boolean }[] = []) => {
  const now = nowIn(windows, new Date(`${time}:00+08:00`), special)!;
  const until = now.until && new Date(Date.parse(now.until) + 8 * 3_600_000).toISOString().slice(0, 16);
  return [now.inside, until];
};

describe('the night', () => {
  it('begins at ten sharp and ends at six sharp', () => {
    expect(at('2026-11-24T21:59', night)).toEqual([false, '2026-11-24T22:00']);
    expect(at('2026-11-24T22:00', night)).toEqual([true, '2026-11-25T06:00']);
    expect(at('2026-11-25T05:59', night)).toEqual([true, '2026-11-25T06:00']);
    expect(at('2026-11-25T06:00', night)).toEqual([false, '2026-11-25T22:00']);
  });
});

describe('renovating at home', () => {
  it('rests at noon and in the evening of a workday', () => {
    expect(at('2026-11-24T11:00', renovation)).toEqual([false, '2026-11-24T12:00']);
    expect(at('2026-11-24T13:00', renovation)).toEqual([true, '2026-11-24T14:00']);
    expect(at('2026-11-24T18:00', renovation)).toEqual([true, '2026-11-25T08:00']);
  });

  it('rests from Friday evening to Monday morning', () => {
    expect(at('2026-11-27T20:00', renovation)).toEqual([true, '2026-11-30T08:00']);
  });

  it('follows the calendar, not the weekday: a holiday rests, a make-up Saturday does not', () => {
    expect(at('2026-11-24T10:00', renovation, [{ day: '2026-11-24', works: false }])[0]).toBe(true);
    expect(at('2026-11-28T10:00', renovation, [{ day: '2026-11-28', works: true }])[0]).toBe(false);
  });
});

it('a rule without hours holds at all times', () => {
  expect(nowIn([], new Date(), [])).toBeNull();
});
