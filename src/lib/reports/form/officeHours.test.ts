import { describe, expect, it } from 'vitest';
import type { SpecialDay } from '$lib/time/workingDay';
import { nextReading, type Hours } from './officeHours';

const hours: Hours[] = [
  { day_kind: 'working_day', opens: '09:00:00', closes: '18:00:00' },
  { day_kind: 'rest_day', opens: null, closes: null }
];
const holidays: SpecialDay[] = [
  { day: '2026-10-01', works: false },
  { day: '2026-10-02', works: false },
  { day: '2026-10-05', works: false },
  { day: '2026-10-06', works: false },
  { day: '2026-10-07', works: false },
  { day: '2026-10-10', works: true }
];
const asked = (beijing: string) => nextReading(new Date(`${beijing}+08:00`), hours, holidays);

describe('a report is read', () => {
  it('now, in office hours', () => {
    expect(asked('2026-11-24T09:00')).toBeNull();
    expect(asked('2026-11-24T17:59')).toBeNull();
  });
  it('this morning, before they begin', () => {
    expect(asked('2026-11-24T00:30')).toBe('2026-11-24T01:00:00.000Z');
  });
  it('tomorrow, in the evening', () => {
    expect(asked('2026-11-24T18:00')).toBe('2026-11-25T01:00:00.000Z');
  });
  it('on Monday, at the weekend', () => {
    expect(asked('2026-11-27T20:00')).toBe('2026-11-30T01:00:00.000Z');
  });
  it('after the holiday', () => {
    expect(asked('2026-09-30T19:00')).toBe('2026-10-08T01:00:00.000Z');
  });
  it('on a Saturday that is worked', () => {
    expect(asked('2026-10-10T10:00')).toBeNull();
  });
  it('at no time that anybody knows, without hours', () => {
    expect(nextReading(new Date(), [], [])).toBeUndefined();
  });
});
