/** When reports are read: `HH:MM[:SS]` Beijing time, by kind of day; null on days when nobody reads. */
export interface Hours {
  day_kind: 'working_day' | 'rest_day';
  opens: string | null;
  closes: string | null;
}

/** A day (`YYYY-MM-DD`) that is not what its weekday says: a public holiday, or a make-up working day (调休). */
export interface SpecialDay {
  day: string;
  works: boolean;
}

const DAY = 86_400_000;
const BEIJING = 8 * 3_600_000; // China has one offset and no summer time.
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
  const today = Math.floor((now.getTime() + BEIJING) / DAY);
  for (let ahead = 0; ahead <= FURTHEST; ahead++) {
    const midnight = (today + ahead) * DAY; // as if Beijing were UTC
    const date = new Date(midnight);
    const day = date.toISOString().slice(0, 10);
    const weekday = date.getUTCDay();
    const works = days.find((special) => special.day === day)?.works ?? (weekday > 0 && weekday < 6);
    const open = hours.find(({ day_kind }) => day_kind === (works ? 'working_day' : 'rest_day'));
    if (!open?.opens || !open.closes) continue;
    const at = (time: string) => Date.parse(`${day}T${time.slice(0, 5)}:00+08:00`);
    if (now.getTime() < at(open.opens)) return new Date(at(open.opens)).toISOString();
    if (now.getTime() < at(open.closes)) return null;
  }
  return undefined;
}
