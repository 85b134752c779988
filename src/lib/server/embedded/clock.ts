import { AsyncLocalStorage } from 'node:async_hooks';

/** Seconds by which `private.clock()` is moved for what a request does; nobody else's request is touched. */
const moved = new AsyncLocalStorage<number>();

export const movedBy = (): number => moved.getStore() ?? 0;

/** Does `act` with the clock of the database moved by so many seconds; 0 is the real moment. */
export const movedClock = <T>(seconds: number, act: () => T): T => moved.run(seconds, act);
