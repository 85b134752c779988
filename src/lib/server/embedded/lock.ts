import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Says in one line why the server cannot start; shown without a stack. */
export class StartError extends Error {
  override name = 'StartError';
}

/**
 * When a process began, in a form that differs between two processes that had the same number; null when there
 * is no such process. A number alone would keep a folder locked after a restart that reused it.
 */
function birth(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]; // field 22; the name before ")" may hold spaces
      return `${boot}/${ticks}`;
    }
    process.kill(pid, 0);
    if (process.platform === 'win32') return 'running';
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return null; // no such process
  }
}

interface Note {
  pid: number;
  birth: string | null;
}

function parse(text: string): Note | null {
  const [pid, ...rest] = text.trim().split(' ');
  return pid ? { pid: Number(pid), birth: rest.join(' ') } : null;
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/**
 * Takes the data folder for this process: PGlite would let two processes write the same files and ruin them.
 * The note left by a killed process is recognised and replaced. Returns the function that gives the folder back.
 */
export function lock(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'lock');
  const mine = `${process.pid} ${birth(process.pid)}`;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, mine);
  try {
    for (;;) {
      try {
        linkSync(draft, file); // atomic, and complete from the first moment
        break;
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
      clearStale(folder, file);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (readFileSync(file, 'utf8') === mine) rmSync(file, { force: true });
  };
}

function clearStale(folder: string, file: string): void {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return; // given back in this moment
    throw error;
  }
  const note = parse(text);
  const holder = note && birth(note.pid);
  if (note && holder && holder === note.birth)
    throw new StartError(
      `The data folder ${folder} is in use by process ${note.pid}. Stop that server first, or set DATA_DIR to another folder.`
    );
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return; // another starter cleared it first
    throw error;
  }
  // Between reading and renaming another starter may have put its own note there: give that one back.
  if (readFileSync(aside, 'utf8') !== text) renameSync(aside, file);
  else rmSync(aside);
}
