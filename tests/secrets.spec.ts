import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { ask, freePort, sessionOf } from './support/http.ts';

const root = path.resolve(import.meta.dirname, '..');
const canary = (name: string) => `canary-${name}-${'7'.repeat(32)}`;
/** A value that can be recognised for every private setting of the embedded backend. */
const planted = {
  APP_SECRET: canary('app'),
  SMTP_URL: `smtp://u:${canary('smtp')}@127.0.0.1:1`,
  MAIL_FROM: 'plain@example.org'
};
/** What a secret looks like, whosever it is. */
const shapes =
  /canary-|sb_secret_|postgres(ql)?:\/\/\w|smtps?:\/\/\w|service_role|eyJ[\w-]{16,}\.[\w-]{16,}\.|-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b/;

const filesUnder = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());

function textOf(file: string): string {
  const bytes = readFileSync(file);
  if (file.endsWith('.br')) return brotliDecompressSync(bytes).toString('latin1');
  if (file.endsWith('.gz')) return gunzipSync(bytes).toString('latin1');
  return bytes.toString('latin1');
}

test('what the browser is given to keep holds no secret, no map of the sources and no server code', () => {
  const files = filesUnder(path.join(root, 'build/client'));
  expect(files.length).toBeGreaterThan(20);
  for (const file of files) {
    const text = textOf(file);
    expect(shapes.exec(text)?.[0], file).toBeUndefined();
    expect(text, file).not.toMatch(/createClient|process\.env|@supabase\/|pglite|DATABASE_URL/);
    expect(file).not.toMatch(/\.map(\.(br|gz))?$/);
  }
});

test('a server full of secrets shows none of them, in pages, in errors or in its log', async () => {
  test.setTimeout(400_000);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chaoyang-secrets-'));
  const port = String(await freePort());
  const origin = `http://localhost:${port}`;
  let log = '';
  const server = spawn(path.join(root, 'node_modules/.bin/node'), ['build/index.js'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      PORT: port,
      HOST: '127.0.0.1',
      ORIGIN: origin,
      DATA_DIR: folder,
      DEMO: '1',
      ...planted
    }
  });
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (part: Buffer) => (log += part.toString()));
  const ended = new Promise((resolve) => server.on('exit', resolve));
  try {
    await expect
      .poll(
        () =>
          ask(origin, { path: '/readyz' }).then(
            ({ status }) => status,
            () => 0
          ),
        { timeout: 300_000 }
      )
      .toBe(200);
    const own = JSON.parse(readFileSync(path.join(folder, 'keys.json'), 'utf8')) as Record<string, string>;
    const secrets = [
      ...Object.values(planted).filter((value) => value.includes('canary')),
      own.secret!,
      own.jwt!,
      own.app!
    ];
    const cookie = await sessionOf(origin, 'moderator', '');
    const post = (body: string) => ({
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body
    });
    const asks = [
      ...[
        '/zh',
        '/en/sign-in',
        '/en/reports/new',
        '/zh/privacy',
        '/zh/nothing',
        '/healthz',
        '/readyz',
        '/__data.json',
        '/zh/__data.json'
      ].map((at) => ({ path: at })),
      ...['/zh/me', '/zh/console', '/zh/console/queues/all_open', '/zh/me/data'].map((at) => ({
        path: at,
        headers: { cookie }
      })),
      { path: '/zh/sign-in', ...post('email=a%40b.example&password=canary-typed-by-a-person') },
      { path: '/zh/reports/new', ...post('description=%00') },
      { path: '/zh/reports/00000000-0000-4000-8000-000000000000?/move', ...post('move=withdraw&version=x') }
    ];
    for (const request of asks) {
      const { text, headers } = await ask(origin, request);
      const all = text + JSON.stringify({ ...headers, 'set-cookie': '' });
      for (const secret of secrets) expect(all.includes(secret), `${request.path} shows a secret`).toBe(false);
      expect(shapes.exec(all)?.[0], request.path).toBeUndefined();
    }
    for (const secret of [...secrets, 'canary-typed-by-a-person'])
      expect(log.includes(secret), 'the log shows a secret').toBe(false);
    expect(shapes.exec(log)?.[0], 'the log').toBeUndefined();
  } finally {
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
});
