import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Verdicts } from './measure.ts';
import { people } from './world.ts';

const file = path.join(import.meta.dirname, 'verdicts.txt');
const roles = ['anon', 'account', 'service'];
const WIDTH = 46;

/** Chinese letters are two columns wide. */
const padded = (text: string, width: number) =>
  text + ' '.repeat(Math.max(1, width - [...text].reduce((sum, c) => sum + (c > '\u2e7f' ? 2 : 1), 0)));

/** Rows that a verb treats alike are one line, and so are verbs that treat every row alike. Calls stand one by one. */
function merged(lines: [line: string, marks: string][]): [string, string][] {
  const verbOf = (line: string) => /^(select|insert|update|delete|give away)\b/.exec(line)?.[0];
  const short: [string, string][] = [];
  const whole = new Map<string, string[]>();
  for (const [verb, rows] of Map.groupBy(lines, ([line]) => verbOf(line))) {
    const marks = rows[0]![1];
    const alike = rows.every((row) => row[1] === marks) && (rows.length > 1 || rows[0]![0].endsWith(' a row'));
    if (verb && alike) whole.set(marks, [...(whole.get(marks) ?? []), verb]);
    else short.push(...rows);
  }
  return [...short, ...[...whole].map(([marks, verbs]): [string, string] => [verbs.join(', '), marks])];
}

/** One object as it stands in the verdict file. */
export function written(object: string, lines: Map<string, string[]>): string {
  const marksOf = (verdicts: string[]) => verdicts.map((verdict, i) => verdict.padEnd(people[i]!.length)).join('  ');
  const single: string[] = [];
  const aboutPeople: [string, string][] = [];
  for (const [line, verdicts] of lines) {
    if (line === 'execute')
      single.push(`  execute: ${roles.filter((_, i) => verdicts[i] === 'Y').join(' ') || 'nobody'}`);
    else if (line.startsWith('columns ')) single.push(`  ${line}: ${verdicts[0]}`);
    else aboutPeople.push([line, marksOf(verdicts)]);
  }
  const body = merged(aboutPeople).map(([line, all]) => `  ${padded(line, WIDTH)}${all}`.trimEnd());
  return [object, ...single, ...body].join('\n');
}

/** Reads verdicts.txt. A line that starts in the first column names an object; `#` starts a remark. */
export function readVerdicts(text = readFileSync(file, 'utf8')): Map<string, string> {
  const objects = new Map<string, string>();
  let object = '';
  for (const line of text.split('\n')) {
    if (!line.trim() || line.startsWith('#') || line.startsWith(' '.repeat(WIDTH))) continue;
    if (!line.startsWith(' ')) {
      if (objects.has(line)) throw new Error(`verdicts.txt speaks twice of ${line}`);
      object = line;
      objects.set(object, line);
    } else objects.set(object, `${objects.get(object)}\n${line.trimEnd()}`);
  }
  return objects;
}

/** What is measured otherwise than written, in words; empty when all agrees. */
export function differences(measured: Verdicts, expected = readVerdicts()): string[] {
  return [...measured].flatMap(([object, lines]) => {
    const now = written(object, lines);
    const then = expected.get(object);
    if (then === now) return [];
    if (then === undefined)
      return [
        `${object} has no verdict. If this is what you mean, write it into supabase/tests/access/verdicts.txt:\n\n${now}\n`
      ];
    const was = then.split('\n');
    const is = now.split('\n');
    const gone = was.filter((line) => !is.includes(line)).map((line) => `- ${line}`);
    const come = is.filter((line) => !was.includes(line)).map((line) => `+ ${line}`);
    return [`${object}: written (-), measured (+)\n${[...gone, ...come].join('\n')}`];
  });
}
