import { describe, expect, it } from 'vitest';
import { deferralsLeft, dueState, eventsSince, isRepeat, waited, type CaseEvent } from './case';
import { project } from './locator';

const event = (id: number, more: Partial<CaseEvent> = {}): CaseEvent => ({
  id,
  at: '2026-11-24T06:00:00Z',
  party: 'moderator',
  unit_code: null,
  move: 'accept',
  from: 'submitted',
  to: 'accepted',
  public_text: null,
  public_lang: null,
  public_text_translation: null,
  internal_text: null,
  email_text: null,
  answer_kind: null,
  data: null,
  undone_at: null,
  mine: false,
  ...more
});

describe('what others did', () => {
  it('is everything after the last event that was seen', () => {
    expect(eventsSince([event(1), event(2), event(5)], 2).map(({ id }) => id)).toEqual([5]);
  });
  it('is not a conflict when it was this very form, posted twice', () => {
    expect(isRepeat([event(3, { mine: true })], 'accept')).toBe(true);
  });
  it('is a conflict when it was somebody else, another step, more than one, or taken back', () => {
    expect(isRepeat([event(3)], 'accept')).toBe(false);
    expect(isRepeat([event(3, { mine: true, move: 'refuse' })], 'accept')).toBe(false);
    expect(isRepeat([event(3, { mine: true }), event(4)], 'accept')).toBe(false);
    expect(isRepeat([event(3, { mine: true, undone_at: '2026-11-24T06:01:00Z' })], 'accept')).toBe(false);
    expect(isRepeat([], 'accept')).toBe(false);
  });
});

describe('waiting', () => {
  const now = '2026-11-24T12:00:00Z';
  it('is said in the largest unit that still tells something', () => {
    expect(waited('2026-11-24T11:45:00Z', now)).toEqual({ unit: 'minutes', count: 15 });
    expect(waited('2026-11-23T11:00:00Z', now)).toEqual({ unit: 'hours', count: 25 });
    expect(waited('2026-11-20T12:00:00Z', now)).toEqual({ unit: 'days', count: 4 });
  });
  it('is never less than nothing', () => {
    expect(waited('2026-11-24T12:00:09Z', now)).toEqual({ unit: 'minutes', count: 0 });
  });
});

describe('a due date', () => {
  const now = '2026-11-24T12:00:00Z';
  it('is overdue, soon, in time or unknown', () => {
    expect(dueState('2026-11-24T11:59:00Z', now)).toBe('overdue');
    expect(dueState('2026-11-25T11:00:00Z', now)).toBe('soon');
    expect(dueState('2026-11-26T12:00:00Z', now)).toBe('in_time');
    expect(dueState(null, now)).toBe('none');
  });
});

describe('putting off', () => {
  it('is counted down and never below nothing', () => {
    expect(deferralsLeft({ deferrals: 1, deferred_days: 14 })).toEqual({ times: 1, workingDays: 46 });
    expect(deferralsLeft({ deferrals: 3, deferred_days: 70 })).toEqual({ times: 0, workingDays: 0 });
  });
});

describe('the locator', () => {
  const centres = [
    { lat: 39.85, lng: 116.4 },
    { lat: 40.05, lng: 116.6 }
  ];
  it('has north up, east to the right, and everything inside', () => {
    const map = project(centres);
    const [southWest, northEast] = centres.map(map.at);
    expect(southWest!.x).toBeLessThan(northEast!.x);
    expect(southWest!.y).toBeGreaterThan(northEast!.y);
    expect(northEast!.x).toBeLessThanOrEqual(map.width);
    expect(southWest!.y).toBeLessThanOrEqual(map.height);
  });
  it('stretches for a pin outside', () => {
    const pin = { lat: 40.15, lng: 116.7 };
    const map = project(centres, [pin]);
    expect(map.at(pin).y).toBeGreaterThanOrEqual(0);
    expect(map.at(pin).x).toBeLessThanOrEqual(map.width);
  });
  it('is not squashed: a metre east is as long as a metre north', () => {
    const map = project(centres);
    const [a, east, north] = [
      { lat: 39.95, lng: 116.5 },
      { lat: 39.95, lng: 116.5 + 0.1 / Math.cos((39.95 * Math.PI) / 180) },
      { lat: 40.05, lng: 116.5 }
    ].map(map.at);
    expect(east!.x - a!.x).toBeCloseTo(a!.y - north!.y, 0);
  });
});
