import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { freePort } from './cluster.ts';

export interface Served {
  origin: string;
  /** Resident memory in bytes. */
  memory(): number;
  stop(): Promise<void>;
}

/** Starts a built server on loopback and waits until `probe` answers; `stop` ends this very process. */
export async function serve(folder: string, probe: string, settings: Record<string, string> = {}): Promise<Served> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, ['build/index.js'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'production',
      MALLOC_ARENA_MAX: '2',
      PORT: String(port),
      HOST: '127.0.0.1',
      ORIGIN: origin,
      BODY_SIZE_LIMIT: '64M',
      ...settings
    }
  });
  // A bench that is broken off takes its servers with it.
  process.once('exit', () => child.kill());
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let tries = 0; ; tries++) {
    if (child.exitCode !== null || tries > 1200) throw new Error(`The server did not start. ${said}`);
    const ready = await fetch(origin + probe).then(
      (response) => response.ok,
      () => false
    );
    if (ready) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    origin,
    memory: () => {
      const status = readFileSync(`/proc/${String(child.pid)}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    }
  };
}

/** The app itself. Every visitor may come from an address of their own, so that throttles stay on and do not get in the way. */
export const serveApp = (root: string, settings: Record<string, string>): Promise<Served> =>
  serve(root, '/readyz', { DEMO: '0', ADDRESS_HEADER: 'x-bench-address', ...settings });
