import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';

const ASKS = `
  const { openPostgres } = await import(process.argv[1]);
  const { acquire } = await openPostgres(process.argv[2]);
  await acquire();
`;

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A server that lets everybody in and goes with the first thing that it is asked. @returns each session that began */
async function goingServer(): Promise<{ port: number; next: () => Promise<Socket> }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sessions: Socket[] = [];
  server.on('connection', (socket) => {
    sessions.push(socket);
    socket.on('error', () => undefined);
    // AuthenticationOk and ReadyForQuery (idle) after the start message; https://www.postgresql.org/docs/15/protocol-message-formats.html
    socket.once('data', () => {
      socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]));
      socket.once('data', () => socket.destroy());
    });
  });
  ends.push(() => {
    for (const socket of sessions) socket.destroy();
    server.close();
  });
  let seen = 0;
  const next = async () => {
    if (sessions.length === seen) await once(server, 'connection');
    return sessions[seen++]!;
  };
  return { port: (server.address() as AddressInfo).port, next };
}

it('outlives a server that goes while a new session asks it for its types, and tries again', async () => {
  const { port, next } = await goingServer();
  const module = fileURLToPath(new URL('./postgres.ts', import.meta.url));
  const address = `postgres://somebody@127.0.0.1:${port}/none`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', ASKS, module, address], { stdio: 'pipe' });
  ends.push(() => child.kill('SIGKILL'));
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const ended = once(child, 'exit').then(() => 'ended' as const);
  expect(await Promise.race([next(), ended]), said).not.toBe('ended');
  expect(await Promise.race([next(), ended]), said).not.toBe('ended');
  expect(child.exitCode).toBe(null);
});
