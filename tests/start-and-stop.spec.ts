import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort } from './support/http.ts';

// The built server as a process of its own: what an operator sees when it starts, stops and is killed.
test.skip(Boolean(process.env.DATABASE_URL), 'the data folder is locked for the embedded database only');

let folder: string;
let running: ChildProcess[];
test.beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'chaoyang-life-'));
  running = [];
});
test.afterEach(() => {
  for (const server of running) server.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** A server on the test's data folder; `output` grows with what it prints. */
async function serve(settings: Record<string, string> = {}) {
  const port = String(await freePort());
  const env = {
    ...process.env,
    PORT: port,
    HOST: '127.0.0.1',
    ORIGIN: `http://localhost:${port}`,
    DATA_DIR: folder,
    DEMO: '0',
    ADDRESS_HEADER: '',
    ...settings
  };
  const server = spawn('node_modules/.bin/node', ['build/index.js'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(server);
  const said = { output: '' };
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (said.output += String(chunk)));
  const exited = once(server, 'exit').then(([code]) => code as number | null);
  const ready = async () => {
    const answer = () =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(
        (response) => response.status,
        () => 0
      );
    await expect.poll(answer, { timeout: 240_000 }).toBe(200);
  };
  return { server, said, exited, ready };
}

test('signals end the server cleanly, a second one on its folder is refused, and after a kill -9 the next one starts', async () => {
  // One folder for all: the first start makes the database, the others find it.
  test.setTimeout(600_000);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const { server, exited, ready } = await serve();
    await ready();
    server.kill(signal);
    expect(await exited, signal).toBe(0);
    expect(existsSync(path.join(folder, 'lock')), `${signal} gives the data folder back`).toBe(false);
  }
  const first = await serve();
  await first.ready();
  const second = await serve();
  expect(await second.exited).toBe(1);
  expect(second.said.output.trim().split('\n')).toEqual([
    expect.stringMatching(/^Cannot start: The data folder .* is in use by process \d+\./)
  ]);
  first.server.kill('SIGKILL');
  await first.exited;
  const third = await serve();
  await third.ready();
});

test('a wrong setting stops the start in one line', async () => {
  const { exited, said } = await serve({ MAP_CRS: 'mercator' });
  expect(await exited).toBe(1);
  expect(said.output.trim()).toBe('Cannot start: Setting MAP_CRS: must be wgs84, gcj02 or bd09.');
});
