import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbedded, signUpThrough } from '../../src/lib/server/embedded/embedded.ts';
import type { Sql } from '../../src/lib/server/embedded/sql.ts';
import { storedKeys } from '../../src/lib/server/keys.ts';
import { atExit } from './atExit.ts';

/** Neighbours who share a phone: one account alone may not send more than sixty reports an hour. */
export const PEOPLE = [1, 2, 3, 4, 5, 6].map((n) => `neighbour-${n}@example.test`);
export const PASSWORD = 'a-quiet-street-2026';

interface Home {
  /** The data folder: the files, and without `databaseUrl` the database. */
  folder: string;
  databaseUrl?: string | undefined;
}

/** Does something to the database while no server runs on it, past every rule. */
export async function inDatabase<T>({ folder, databaseUrl }: Home, work: (sql: Sql) => Promise<T>): Promise<T> {
  const home = await startEmbedded({ folder, databaseUrl, siteUrl: 'http://localhost', keys: storedKeys(folder) });
  try {
    return await work(home.sql);
  } finally {
    await home.close();
  }
}

/** An empty embedded district, made once and copied. */
let made: Promise<string> | undefined;

/** An empty district with a few people who have an account. */
export async function prepare({ folder, databaseUrl }: Home): Promise<void> {
  if (databaseUrl) return make({ folder, databaseUrl });
  made ??= (async () => {
    const first = mkdtempSync(path.join(tmpdir(), 'chaoyang-empty-'));
    atExit(() => rmSync(first, { recursive: true, force: true }));
    await make({ folder: first });
    return first;
  })();
  cpSync(await made, folder, { recursive: true });
}

async function make({ folder, databaseUrl }: Home): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const keys = storedKeys(folder);
  const home = await startEmbedded({ folder, databaseUrl, siteUrl: 'http://localhost', keys });
  try {
    for (const email of PEOPLE) await signUpThrough(home.fetch, keys)(email, PASSWORD);
  } finally {
    await home.close();
  }
}

export interface ServerSettings extends Home {
  port: number;
  /** What browsers call it; a proxy's address, when there is one. */
  origin: string;
  build?: string;
}

/** The built app as a process of its own, on one port through all its starts. */
export class AppServer {
  readonly #settings: ServerSettings;
  #child: ChildProcess | undefined;
  #ended: Promise<number | null> | undefined;
  output = '';

  constructor(settings: ServerSettings) {
    this.#settings = settings;
    atExit(() => this.#child?.kill('SIGKILL'));
  }

  #spawn(): void {
    const { folder, databaseUrl, port, origin, build = 'build' } = this.#settings;
    this.output = '';
    const child = spawn(process.execPath, [path.join(build, 'index.js')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH ?? '',
        NODE_ENV: 'production',
        MALLOC_ARENA_MAX: '2',
        PORT: String(port),
        HOST: '127.0.0.1',
        ORIGIN: origin,
        DATA_DIR: folder,
        DATABASE_URL: databaseUrl ?? '',
        DEMO: '0',
        BODY_SIZE_LIMIT: '64M',
        ADDRESS_HEADER: 'x-test-address'
      }
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part: Buffer) => (this.output = (this.output + part.toString()).slice(-4000)));
    this.#child = child;
    this.#ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  }

  /** @returns the seconds until it answered */
  async start(): Promise<number> {
    const began = performance.now();
    this.#spawn();
    for (;;) {
      if (this.#child?.exitCode !== null) throw new Error(`The server did not start: ${this.output.trim()}`);
      const ready = await fetch(`http://127.0.0.1:${this.#settings.port}/readyz`).then(
        ({ ok }) => ok,
        () => false
      );
      const took = (performance.now() - began) / 1000;
      if (ready) return took;
      if (took > 120) throw new Error(`The server was not ready within two minutes: ${this.output.trim()}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** For one that is expected to give up by itself. @returns its exit code and what it said */
  async refused(): Promise<{ code: number | null; said: string }> {
    this.#spawn();
    // One that does not give up is ended, and has no exit code.
    const child = this.#child!;
    const late = setTimeout(() => child.kill('SIGKILL'), 120_000);
    const code = await this.#ended!;
    clearTimeout(late);
    return { code, said: this.output.trim() };
  }

  /** No warning, no time to end anything. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#ended;
  }

  async stop(): Promise<void> {
    this.#child?.kill('SIGTERM');
    await this.#ended;
  }
}
