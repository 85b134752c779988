import { beijingDay, isWorkingDay, momentOn, type SpecialDay } from '$lib/time/workingDay';

/** When reports are read: `HH:MM[:SS]` Beijing time, by kind of day; null on days when nobody reads. */
export interface Hours {
  day_kind: 'working_day' | 'rest_day';
  opens: string | null;
  closes: string | null;
}

const FURTHEST = 31; // days; the longest holiday is nine

/**
 * When a report that is sent now will be read.
 * @returns null when it is read right now, otherwise the moment (ISO) of the next opening; undefined when no hours are known
 */
export function nextReading(
  now: Date,
  hours: readonly Hours[],
  days: readonly SpecialDay[]
): string | null | undefined {
  const today = beijingDay(now);
  for (let day = today; day <= today + FURTHEST; day++) {
    const kind = isWorkingDay(day, days) ? 'working_day' : 'rest_day';
    const open = hours.find(({ day_kind }) => day_kind === kind);
    if (!open?.opens || !open.closes) continue;
    if (now.getTime() < momentOn(day, open.opens)) return new Date(momentOn(day, open.opens)).toISOString();
    if (now.getTime() < momentOn(day, open.closes)) return null;
  }
  return undefined;
}
