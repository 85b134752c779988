/** Chance that repeats: the same seed draws the same numbers, so that a failure can be had again. */
export interface Chance {
  /** 0 to below 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** Whether something of this likelihood happens. */
  is(likelihood: number): boolean;
  pick<T>(of: readonly T[]): T;
  /** Chance of its own for one part, so that what another part draws does not change it. */
  of(part: string): Chance;
}

/** FNV-1a of a text, to make a seed out of a seed and a name. */
const hash = (text: string) =>
  [...text].reduce((sum, sign) => Math.imul(sum ^ sign.codePointAt(0)!, 0x01000193) >>> 0, 0x811c9dc5);

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty for a few thousand draws. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    is: (likelihood) => next() < likelihood,
    pick: (of) => of[whole(0, of.length - 1)]!,
    of: (part) => chance(hash(`${seed} ${part}`))
  };
}
