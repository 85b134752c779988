/**
 * npm run test:faults [-- --seed N --only reports,kills,postgres --reports 200 --kills 100 --smoke]: what nobody may lose, under faults.
 * --smoke is the small run that `npm test` makes of every part. The seed is printed first: with it a run repeats.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
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
// npm test needs nothing but Node and a browser; the whole run needs PostgreSQL 15 as well.
const all = parts.map(([name]) => name).filter((name) => !values.smoke || name !== 'postgres');
const wanted = values.only?.split(',') ?? all;
const score = new Score();
// A browser that hangs ends no run; what is merely slow has time enough.
const minutes = values.smoke ? 20 : 120;
const began = performance.now();
for (const [name, title, work] of parts) if (wanted.includes(name)) await score.part(title, minutes, () => work(score));
console.log(
  `\nseed ${seed}, ${((performance.now() - began) / 60_000).toFixed(1)} minutes, ${load()}\n${score.passed} passed, ${score.failed} failed`
);
if (values.out)
  writeFileSync(
    values.out,
    JSON.stringify({ numPassedTests: score.passed, numFailedTests: score.failed, failures: score.failures })
  );
process.exit(score.failed ? 1 : 0);
