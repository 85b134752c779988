import { loadavg } from 'node:os';

/** What was found, one line a finding; the last line of all counts. */
export class Score {
  passed = 0;
  failed = 0;
  /** What did not hold, and what was seen instead. */
  readonly failures: [what: string, seen: string][] = [];

  /** One thing that must hold. `seen` is printed either way, so that a figure stands beside its verdict. */
  check(what: string, holds: boolean, seen = ''): void {
    if (holds) this.passed += 1;
    else {
      this.failed += 1;
      this.failures.push([what, seen]);
    }
    console.log(`${holds ? '✓' : '✗'} ${what}${seen ? `: ${seen}` : ''}`);
  }

  same(what: string, found: unknown, wanted: unknown): void {
    const [is, was] = [JSON.stringify(found), JSON.stringify(wanted)];
    this.check(what, is === was, is === was ? is : `${is} instead of ${was}`);
  }

  /** Does one part; what it throws is a failure of that part and not of the others, and so is that it never ends. */
  async part(name: string, minutes: number, work: () => Promise<void>): Promise<void> {
    console.log(`\n── ${name}`);
    const began = performance.now();
    let clock: ReturnType<typeof setTimeout> | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      clock = setTimeout(() => reject(new Error(`It had not ended after ${minutes} minutes.`)), minutes * 60_000);
    });
    try {
      await Promise.race([work(), tooLong]);
    } catch (cause) {
      this.check(name, false, cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
    }
    clearTimeout(clock);
    console.log(`   ${((performance.now() - began) / 1000).toFixed(0)} s, ${load()}`);
  }
}

/** Every time that is printed stands beside the load of its minute. */
export const load = (): string => `load ${(loadavg()[0] ?? 0).toFixed(1)}`;

export const note = (line: string): void => console.log(`  ${line}`);
