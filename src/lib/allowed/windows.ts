/** Whether a rule bites at a moment, by Beijing time and the calendar of working days. */
import { beijingDay, isWorkingDay, momentOn, type SpecialDay } from '$lib/time/workingDay';

/** A part of one day, `from` included, `to` not; "24:00" is the end of the day. */
export interface Window {
  days: 'every' | 'working' | 'rest';
  from: string;
  to: string;
}

/** `null`: the rule holds at all times. Otherwise inside or outside, and until when (ISO), if it changes within a fortnight. */
export type Now = { inside: boolean; until: string | null } | null;

const FURTHEST = 14; // days; the longest holiday is nine

export function nowIn(windows: readonly Window[], now: Date, special: readonly SpecialDay[]): Now {
  if (windows.length === 0) return null;
  const today = beijingDay(now);
  const spans = Array.from({ length: FURTHEST + 1 }, (_, i) => today + i).flatMap((day) => {
    const kind = isWorkingDay(day, special) ? 'working' : 'rest';
    return windows
      .filter(({ days }) => days === 'every' || days === kind)
      .map(({ from, to }) => ({ from: momentOn(day, from), to: momentOn(day, to) }))
      .sort((a, b) => a.from - b.from);
  });
  const at = now.getTime();
  const current = spans.findIndex(({ from, to }) => from <= at && at < to);
  const iso = (moment: number | undefined) => (moment === undefined ? null : new Date(moment).toISOString());
  if (current < 0) return { inside: false, until: iso(spans.find(({ from }) => from > at)?.from) };
  // Windows that touch, such as an evening and the next morning, are one to whoever waits for quiet.
  let end = spans[current]!.to;
  for (const { from, to } of spans.slice(current + 1)) if (from <= end) end = Math.max(end, to);
  return { inside: true, until: end >= momentOn(today + FURTHEST, '24:00') ? null : iso(end) };
}
