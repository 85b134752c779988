import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readEml, type ReadLetter } from '../../src/lib/letters/eml.ts';

const folder = () => path.join(process.env.TEST_DATA_DIR!, 'mail');

/** The letters that were written to this address so far, oldest first. */
export function lettersTo(address: string): ReadLetter[] {
  let names: string[] = [];
  try {
    names = readdirSync(folder())
      .filter((name) => name.endsWith('.eml'))
      .sort();
  } catch {
    // No letter yet, so no folder.
  }
  return names
    .map((name) => readEml(readFileSync(path.join(folder(), name), 'utf8')))
    .filter(({ to }) => to === address);
}
