/** A day (`YYYY-MM-DD`) that is not what its weekday says: a public holiday, or a make-up working day (调休). */
export interface SpecialDay {
  day: string;
  works: boolean;
}

const DAY_MS = 86_400_000;
const BEIJING_MS = 8 * 3_600_000; // China has one offset and no summer time.

/** The Beijing day of a moment, as days since 1970: a number that can be counted on. */
export const beijingDay = (at: Date): number => Math.floor((at.getTime() + BEIJING_MS) / DAY_MS);

/** `YYYY-MM-DD` of a Beijing day. */
export const dayName = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** A time of day (`HH:MM[:SS]`, "24:00" its end) on a Beijing day, as a moment in milliseconds. */
export const momentOn = (day: number, time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return day * DAY_MS + (hours * 60 + minutes) * 60_000 - BEIJING_MS;
};

/** Monday to Friday work unless the calendar says otherwise. */
export function isWorkingDay(day: number, special: readonly SpecialDay[]): boolean {
  const name = dayName(day);
  const weekday = new Date(day * DAY_MS).getUTCDay();
  return special.find((one) => one.day === name)?.works ?? (weekday > 0 && weekday < 6);
}
