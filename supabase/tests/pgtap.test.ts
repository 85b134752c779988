import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openDb, type Row } from './harness.ts';

// Every pgTAP file runs in a transaction of its own that is rolled back; each of its assertions counts as a test.
const folder = import.meta.dirname;
const files = readdirSync(folder).filter((name) => name.endsWith('.test.sql'));
const db = await openDb();
afterAll(() => db.close());

interface Assertion {
  passed: boolean;
  title: string;
  why: string;
}

function read(lines: string[]): { planned: number | null; assertions: Assertion[]; rest: string[] } {
  let planned: number | null = null;
  const assertions: Assertion[] = [];
  const rest: string[] = [];
  for (const line of lines) {
    const plan = /^1\.\.(\d+)/.exec(line);
    const [, result, title] = /^(ok|not ok) \d+(?: - (.*))?/.exec(line) ?? [];
    if (plan) planned = Number(plan[1]);
    else if (result) assertions.push({ passed: result === 'ok', title: title ?? 'unnamed', why: line });
    else rest.push(line);
  }
  return { planned, assertions, rest };
}

const lines = (sets: Row[][]) =>
  sets
    .flat()
    .flatMap((row) => Object.values(row).flatMap((value) => (typeof value === 'string' ? value.split('\n') : [])));

for (const file of files) {
  const text = readFileSync(path.join(folder, file), 'utf8');
  const { planned, assertions, rest } = read(
    await db
      .script(`set local search_path = public, extensions, tap;\n${text}`)
      .then(lines, (error: unknown) => [
        `not ok 1 - runs to its end (${error instanceof Error ? error.message : 'failed'})`
      ])
  );
  describe(file, () => {
    for (const { passed, title, why } of assertions)
      test(title, () => expect(passed, `${why}\n${rest.join('\n')}`).toBe(true));
    test('keeps its plan', () => expect(assertions.length).toBe(planned));
  });
}
if (!files.length) test('there is nothing to run yet', () => expect(files).toEqual([]));
