import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Line, Section } from './lines.ts';

const HEAD = `# Performance

What the app costs, beside what it may cost, measured by \`npm run bench\`; where a person added or corrected something, it says so. \`npm run bench -- p5 p6 --rows 10k\`
measures parts, which then replace their own sections only: each section says when, on what and under which load it was measured.
Bytes, pages of the database and ratios repeat on any machine. Times do not; they stand beside the load and a peer that was
driven in the same minutes.

`;

/** The bars that this bench can measure. */
const PARTS = [1, 2, 3, 5, 6, 7, 8, 9, 11, 12, 13, 14];

const verdict = ({ met }: Line) => (met === null ? '–' : met ? 'met' : '**missed**');
const cell = (text: string) => text.replaceAll('|', '\\|');

function table({ lines }: Section): string {
  const rows = lines.map(
    (line) =>
      `| ${[line.bar, line.what, line.figure, line.limit, line.peer].map(cell).join(' | ')} | ${verdict(line)} |`
  );
  return ['| Bar | What | Figure | Limit | Peer | |', '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function text(section: Section, circumstances: string): string {
  const missed = section.lines.filter(({ met }) => met === false);
  const judged = section.lines.filter(({ met }) => met !== null).length;
  const sum = `${String(judged - missed.length)} of ${String(judged)} met.${missed.length ? ` Missed: ${missed.map(({ what }) => what).join(' · ')}.` : ''}`;
  return [`## ${section.title}`, circumstances, sum, ...section.notes, table(section)].join('\n\n') + '\n';
}

/** Writes the measured sections into the document and leaves the others as they stood. */
export function writeDocument(file: string, sections: Section[], circumstances: string): void {
  const old = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const kept = new Map(
    old
      .split(/^(?=## )/m)
      .slice(1)
      .map((part) => [/^## (.*)$/m.exec(part)?.[1] ?? '', part.trimEnd() + '\n'])
  );
  for (const section of sections) kept.set(section.title, text(section, circumstances));
  const number = (title: string) => Number(/^P(\d+)/.exec(title)?.[1] ?? 99);
  const ordered = [...kept].sort(([a], [b]) => number(a) - number(b)).map(([, part]) => part);
  const measured = [...kept.keys()].map(number);
  const missing = PARTS.filter((part) => !measured.includes(part)).map((part) => `P${String(part)}`);
  const gap = missing.length ? `Not measured yet: ${missing.join(', ')}.\n\n` : '';
  writeFileSync(file, HEAD + gap + ordered.join('\n'));
}
