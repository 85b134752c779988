import { spawn } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atExit } from './atExit.ts';

/** A change to the sources that makes another version of the app. */
export interface Change {
  file: string;
  from: string | RegExp;
  to: string;
}

const SOURCES = [
  'src',
  'static',
  'supabase',
  'scripts',
  'package.json',
  'svelte.config.js',
  'vite.config.ts',
  'tsconfig.json'
];

/** The same files under another folder, without a second copy of them where the disk can do that. */
function linked(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [here, there] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(here), there);
    else if (entry.isDirectory()) linked(here, there);
    else
      try {
        linkSync(here, there);
      } catch {
        copyFileSync(here, there);
      }
  }
}

export interface Variant {
  /** The built app. */
  build: string;
  remove: () => void;
}

/** Builds the app with some changes, as its next version would be, in a temporary folder. */
export async function variant(changes: Change[]): Promise<Variant> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaoyang-variant-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  for (const name of SOURCES) cpSync(name, path.join(folder, name), { recursive: true });
  linked('node_modules', path.join(folder, 'node_modules'));
  for (const { file, from, to } of changes) {
    const place = path.join(folder, file);
    const text = readFileSync(place, 'utf8');
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${file} does not hold ${String(from)}: the change makes no other version.`);
    writeFileSync(place, changed);
  }
  const child = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' }
  });
  atExit(() => {
    child.kill();
    remove();
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-3000)));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) {
    remove();
    throw new Error(`The other version could not be built: ${said}`);
  }
  return { build: path.join(folder, 'build'), remove };
}
