/**
 * npm run test:faults [-- --seed N --only reports,kills,postgres --reports 200 --kills 100 --smoke]: what nobody may lose, under faults.
 * --smoke is the small run that `npm test` makes of every part. The seed is printed first: with it a run repeats.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { atExit } from './atExit.ts';
import { kills } from './kills.ts';
import { reports } from './reports.ts';
import { load, Score } from './score.ts';
import { storage } from './storage.ts';
import { upgrades } from './upgrades.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    only: { type: 'string' },
    smoke: { type: 'boolean', default: false },
    reports: { type: 'string' },
    kills: { type: 'string' },
    /** Those upgrades and kinds of storage alone whose name holds this. */
    scenario: { type: 'string' },
    /** Where the counts go for `npm test`. */
    out: { type: 'string' }
  }
});
const seed = Number(values.seed ?? (values.smoke ? 1 : Date.now() % 1_000_000));
const many = (given: string | undefined, full: number, small: number) => Number(given ?? (values.smoke ? small : full));
// Each other version is a build of its own; the small run makes one.
const few = { upgrades: 'open tab|kill switch|cut off', storage: 'no room|erases|ahead' };
const chosen = (part: keyof typeof few) => {
  const text = values.scenario ?? (values.smoke ? few[part] : undefined);
  return text ? { only: new RegExp(text) } : {};
};
const parts: [name: string, title: string, work: (score: Score) => Promise<void>][] = [
  [
    'reports',
    'Reports with photos through a bad network',
    (score) => reports(score, { seed, reports: many(values.reports, 200, 3) })
  ],
  [
    'kills',
    'The server is killed while reports come in',
    (score) => kills(score, { seed, where: 'embedded', kills: many(values.kills, 100, 1) })
  ],
  [
    'postgres',
    'The server and its PostgreSQL are killed while reports come in',
    (score) => kills(score, { seed, where: 'postgres', kills: many(values.kills, 100, 2) })
  ],
  ['upgrades', 'One version after the other', (score) => upgrades(score, { seed, ...chosen('upgrades') })],
  [
    'storage',
    'A phone that keeps nothing, forgets, is full, or has a wrong clock',
    (score) => storage(score, { seed, ...chosen('storage') })
  ]
];

// What is broken off takes its servers and browsers along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

console.log(`seed ${seed}: npm run test:faults -- --seed ${seed} repeats this run`);
const began = performance.now();
// npm test needs nothing but Node and a browser; the whole run needs PostgreSQL 15 as well, and takes two ways at once,
// because a browser that waits for a bad network leaves most of a machine idle.
const all = parts.map(([name]) => name);
const { passed, failed, failures } = values.only
  ? await inTurn(values.only.split(','))
  : values.smoke
    ? await inTurn(all.filter((name) => name !== 'postgres'))
    : await besides(['reports'], all.slice(1));
console.log(`\nseed ${seed}, ${((performance.now() - began) / 60_000).toFixed(1)} minutes, ${load()}`);
console.log(`${passed} passed, ${failed} failed`);
if (values.out) writeFileSync(values.out, JSON.stringify({ numPassedTests: passed, numFailedTests: failed, failures }));
process.exit(failed ? 1 : 0);

type Sum = Pick<Score, 'passed' | 'failed' | 'failures'>;

async function inTurn(wanted: string[]): Promise<Sum> {
  const score = new Score();
  // A browser that hangs ends no run; what is merely slow has time enough.
  const minutes = values.smoke ? 20 : 120;
  for (const [name, title, work] of parts)
    if (wanted.includes(name)) await score.part(title, minutes, () => work(score));
  return score;
}

/** Each of these ways in a process of its own; their lines come as they are written, with the first part's name before them. */
async function besides(...ways: string[][]): Promise<Sum> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaoyang-faults-'));
  try {
    const sums = await Promise.all(ways.map((way) => elsewhere(way, path.join(folder, `${way[0]}.json`))));
    return {
      passed: sums.reduce((all, { passed }) => all + passed, 0),
      failed: sums.reduce((all, { failed }) => all + failed, 0),
      failures: sums.flatMap(({ failures }) => failures)
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function elsewhere(way: string[], out: string): Promise<Sum> {
  const { only: _, out: _out, ...given } = values;
  const args = Object.entries({ ...given, seed, only: way.join(), out }).flatMap(([name, value]) =>
    typeof value === 'boolean' ? [] : [`--${name}`, String(value)]
  );
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), ...args], {
    stdio: ['ignore', 'pipe', 'inherit']
  });
  atExit(() => child.kill());
  const ended = new Promise((resolve) => child.once('close', resolve));
  for await (const line of createInterface({ input: child.stdout })) console.log(`${way[0]!.padEnd(8)}│ ${line}`);
  await ended;
  // One that crashed has failed.
  if (!existsSync(out)) return { passed: 0, failed: 1, failures: [[way.join(), 'It ended before it was done.']] };
  const { numPassedTests, numFailedTests, failures } = JSON.parse(readFileSync(out, 'utf8'));
  return { passed: numPassedTests, failed: numFailedTests, failures };
}
