/** Chance that falls the same way every time: the demo of tomorrow tells the same stories as that of today. */
export function chance(seed: number) {
  let state = seed;
  // mulberry32: small, even enough, and the same on every machine.
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const between = (least: number, most: number) => least + Math.floor(roll() * (most - least + 1));
  const pick = <T>(from: readonly T[]): T => from[between(0, from.length - 1)]!;
  const shuffled = <T>(list: readonly T[]): T[] => {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = between(0, i);
      [copy[i], copy[j]] = [copy[j]!, copy[i]!];
    }
    return copy;
  };
  return { roll, between, pick, shuffled, happens: (share: number) => roll() < share };
}

export type Chance = ReturnType<typeof chance>;
