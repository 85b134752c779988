import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';

const BIN = process.env.PG_BIN ?? '/usr/lib/postgresql/15/bin';

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/**
 * A port that was free a moment ago, below those that the system hands out by itself (32768 and up on Linux): a server that is
 * killed and started again finds it free, because no connection of somebody else takes it meanwhile.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = 15_000 + Math.floor(Math.random() * 15_000);
    if (await isFree(port)) return port;
  }
  throw new Error('no port');
}

/** `initdb` refuses to work as root. */
const asPostgres = (command: string, args: string[]) => {
  const root = process.getuid?.() === 0;
  const [program, rest] = root
    ? ['runuser', ['-u', 'postgres', '--', path.join(BIN, command), ...args]]
    : [path.join(BIN, command), args];
  const { status, stderr } = spawnSync(program, rest, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
};

/** What is set aside for the bench; said in the document. Durability is off: bytes and buffers do not depend on it, times do. */
export const CLUSTER = {
  shared_buffers: '1GB',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '8GB',
  maintenance_work_mem: '512MB',
  work_mem: '64MB',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  autovacuum: 'off',
  listen_addresses: '127.0.0.1'
};

export interface Cluster {
  /** An empty database of this name, and its address. */
  database(name: string): Promise<string>;
  version: string;
  /** Ends it without a warning, with all its helpers, as a machine that loses its power does. */
  kill(): void;
  /** Starts it again. @returns the seconds until it took connections */
  restart(): number;
  stop(): void;
}

/** What of the bench is undone where it matters that written is written. */
export const DURABLE = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
  autovacuum: 'on'
};

/** A PostgreSQL cluster of its own in a temporary folder, on loopback; `stop` ends it and removes the folder. */
export async function startCluster(settings: Record<string, string> = {}): Promise<Cluster> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaoyang-bench-'));
  if (process.getuid?.() === 0) {
    const id = spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' }).stdout.trim();
    chownSync(folder, Number(id), 0);
  }
  const data = path.join(folder, 'data');
  const port = await freePort();
  asPostgres('initdb', ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8']);
  const all = { ...CLUSTER, ...settings, unix_socket_directories: folder };
  const options = Object.entries(all).map(([k, v]) => `-c ${k}=${v}`);
  const start = () =>
    asPostgres('pg_ctl', [
      '-D',
      data,
      '-w',
      '-l',
      path.join(folder, 'log'),
      '-o',
      `-p ${port} ${options.join(' ')}`,
      'start'
    ]);
  start();
  const url = (name: string) => `postgres://postgres@127.0.0.1:${port}/${name}`;
  const admin = postgres(url('postgres'), { max: 1, onnotice: () => undefined });
  const [row] = await admin`show server_version`;
  // A bench that is broken off takes its server with it.
  const stopServer = () => asPostgres('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
  const broken = () => {
    stopServer();
    rmSync(folder, { recursive: true, force: true });
    process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, broken);
  return {
    version: String(row?.server_version),
    database: async (name) => {
      await admin.unsafe(`create database ${name}`);
      return url(name);
    },
    kill: () => {
      const pid = readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[0]!;
      const helpers = spawnSync('ps', ['-o', 'pid=', '--ppid', pid], { encoding: 'utf8' }).stdout.split(/\s+/);
      for (const one of [pid, ...helpers].filter(Boolean))
        try {
          process.kill(Number(one), 'SIGKILL');
        } catch {
          // A helper had ended by itself, or with the first of them.
        }
    },
    restart: () => {
      const began = performance.now();
      for (let tries = 0; ; tries++)
        try {
          start();
          return (performance.now() - began) / 1000;
        } catch (cause) {
          // A helper may still hold the shared memory for a moment.
          if (tries === 50) throw cause;
        }
    },
    stop: () => {
      void admin.end({ timeout: 0 });
      stopServer();
      rmSync(folder, { recursive: true, force: true });
    }
  };
}
