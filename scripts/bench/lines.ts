import { loadavg } from 'node:os';

/** One bar and what was measured. */
export interface Line {
  bar: string;
  what: string;
  figure: string;
  limit: string;
  peer: string;
  /** Null where the bar asks for nothing here, or where it could not be measured. */
  met: boolean | null;
}

/** One part of the document: a table of lines and, below it, what else was measured. */
export interface Section {
  title: string;
  lines: Line[];
  notes: string[];
}

/** The load of the machine in the last minute, which every time figure carries with it. */
export const load = (): string => `load ${(loadavg()[0] ?? 0).toFixed(1)}`;

export const kilo = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
/** 10k, 1M. */
export const short = (n: number): string => (n >= 1_000_000 ? `${String(n / 1_000_000)}M` : `${String(n / 1000)}k`);
export const times = (ratio: number): string => `${ratio.toFixed(2)}×`;
export const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
};
/** The value that 95 (or `share`) of a hundred stay under. */
export const percentile = (values: number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;
