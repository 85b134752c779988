import { PGlite } from '@electric-sql/pglite';
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto';
import { pgtap } from '@electric-sql/pglite/pgtap';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { execFile } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import * as prettier from 'prettier';
import { extensions } from '../src/lib/server/embedded/extensions.ts';
import { prepare, snapshotFile } from '../supabase/tests/harness.template.ts';

const CLI = 'supabase@3.1.0'; // only for this; not a dependency, because nobody who runs the app needs it
const FILE = 'src/lib/database.types.ts';

/** A loopback port nobody uses at the moment. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Asks the Supabase CLI for the types of the schema `public`, over a socket in front of PGlite. */
async function generate(): Promise<string> {
  await prepare();
  const db = await PGlite.create({
    loadDataDir: new Blob([readFileSync(snapshotFile())]),
    extensions: { ...(await extensions()), pgcrypto, pgtap }
  });
  const port = await freePort();
  const socket = new PGLiteSocketServer({ db, port, host: '127.0.0.1' });
  await socket.start();
  try {
    const url = `postgres://postgres:postgres@127.0.0.1:${port}/postgres?sslmode=disable`;
    const args = ['-y', CLI, 'gen', 'types', 'typescript', '--db-url', url, '--schema', 'public'];
    const { stdout } = await promisify(execFile)('npx', args, { maxBuffer: 32 * 1024 * 1024 });
    const options = (await prettier.resolveConfig(FILE)) ?? {};
    return await prettier.format(stdout, { ...options, parser: 'typescript', plugins: [] });
  } finally {
    await socket.stop();
    await db.close();
  }
}

const types = await generate();
if (!process.argv.includes('--check')) {
  writeFileSync(`${FILE}.new`, types);
  renameSync(`${FILE}.new`, FILE);
  console.log(`wrote ${FILE}`);
} else if (types !== readFileSync(FILE, 'utf8')) {
  console.error(`${FILE} is not what the migrations say. Run: npm run types`);
  process.exit(1);
}
