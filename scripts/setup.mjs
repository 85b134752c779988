// Runs under whatever Node is on the path (20 or newer) and needs nothing installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const bin = path.join(root, 'node_modules', '.bin');
const windows = process.platform === 'win32';

/** The Node that came with the packages (24), or the one that runs this where there is none for the platform (macOS). */
export const node = () => {
  const own = path.join(bin, windows ? 'node.exe' : 'node');
  return existsSync(own) ? own : process.execPath;
};

/** The environment for a tool: our own binaries first, and no questions asked. */
export const env = (extra = {}) => ({
  ...process.env,
  PATH: bin + path.delimiter + (process.env.PATH ?? ''),
  CI: process.env.CI ?? '1',
  ...extra
});

/** Runs a command in the project folder with its output shown; gives the exit code. */
export function attempt(command, args, extra = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: env(extra), shell: windows });
  if (error) console.error(error.message);
  return status ?? 1;
}

/** The same, but its failure is ours. */
export function run(command, args, extra = {}) {
  const status = attempt(command, args, extra);
  if (status !== 0) process.exit(status);
}

/** Runs a script with the Node of the packages, which reads TypeScript as it is. */
export const runNode = (args, extra = {}) => run(node(), args, extra);

const filesOf = (folder) =>
  existsSync(path.join(root, folder))
    ? readdirSync(path.join(root, folder), { recursive: true })
        .map((name) => path.join(folder, String(name)))
        .filter((name) => statSync(path.join(root, name)).isFile())
        .sort()
    : [];

function hash(names) {
  const sum = createHash('sha256');
  for (const name of names) sum.update(name).update(readFileSync(path.join(root, name)));
  return sum.digest('hex');
}

const isFresh = (stamp, key) =>
  existsSync(path.join(root, stamp)) && readFileSync(path.join(root, stamp), 'utf8') === key;

// By a temporary file and a rename: the old file may be hard-linked from another copy of this folder.
function mark(stamp, key) {
  const file = path.join(root, stamp);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, key);
  renameSync(`${file}.${process.pid}`, file);
}

const INSTALLED = path.join('node_modules', '.installed');
const BUILT = path.join('build', '.built');

/** Whether what npm noted as installed is what the lock file says: somebody who ran `npm ci` by hand need not wait again. */
function installedAsLocked() {
  const noted = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(noted)) return false;
  const packages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const here = packages(noted);
  const wanted = Object.entries(packages(path.join(root, 'package-lock.json')));
  return wanted.every(([name, { version, optional }]) => !name || optional || here[name]?.version === version);
}

/** Installs the packages of the lock file, unless that was done already. */
export function install() {
  const key = hash(['package-lock.json']);
  const there = existsSync(path.join(bin, windows ? 'vite.cmd' : 'vite'));
  if (there && isFresh(INSTALLED, key)) return;
  if (there && installedAsLocked()) return mark(INSTALLED, key);
  console.log('Installing packages (about 150 MB, once) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  mark(INSTALLED, key);
}

/** Builds the app, unless nothing it is made of has changed; gives the exit code. */
export function build() {
  const sources = ['src', 'static', 'supabase/seed/demo'].flatMap(filesOf);
  const key = hash(['package-lock.json', 'svelte.config.js', 'vite.config.ts', ...sources]);
  if (existsSync(path.join(root, 'build', 'index.js')) && isFresh(BUILT, key)) return 0;
  console.log('Building the app …');
  const status = attempt('vite', ['build', '--logLevel', 'error']);
  if (status === 0) mark(BUILT, key);
  return status;
}
