import type { Handle } from '@sveltejs/kit';
import { movedClock } from './embedded/clock.ts';
import { isLoopback, settings } from './env.ts';

/** The header that says how many seconds later (or, below zero, earlier) than now a request takes place. */
export const LATER = 'x-demo-later';

const DAY = 60 * 60 * 24; // seconds

/** Null where nobody may move the clock: outside a demonstration, or where others than this machine reach it. */
export function secondsLater(headers: Headers, { demo, origin }: { demo: boolean; origin: string }): number | null {
  const text = headers.get(LATER);
  if (!demo || !isLoopback(origin) || !text || !/^[+-]?\d{1,6}$/.test(text)) return null;
  return Math.max(-DAY, Math.min(DAY, Number(text)));
}

/**
 * On a demonstration's own machine a request may take place at another moment than now, so that a journey with a wait in
 * it (a minute between two codes, two minutes to undo) can be walked without waiting. It is for this request alone.
 */
export const demoClock: Handle = ({ event, resolve }) => {
  const seconds = secondsLater(event.request.headers, settings());
  return seconds === null ? resolve(event) : movedClock(seconds, () => resolve(event));
};
