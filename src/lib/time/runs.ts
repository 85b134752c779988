/** Runs of neighbouring numbers: [1,2,3,6] → [[1,3],[6,6]]. From `last` to 1 the numbers go round. */
export function runs(numbers: number[], last: number): [number, number][] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const found: [number, number][] = [];
  for (const n of sorted) {
    const run = found.at(-1);
    if (run && run[1] === n - 1) run[1] = n;
    else found.push([n, n]);
  }
  const [first, end] = [found[0], found.at(-1)];
  // November to March is one winter, Saturday to Monday one weekend.
  if (first && end && first !== end && first[0] === 1 && end[1] === last) {
    end[1] = first[1];
    found.shift();
  }
  return found;
}
