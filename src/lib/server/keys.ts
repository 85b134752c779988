import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Keys } from './embedded/embedded.ts';

/** Secrets made on the first start and kept with the data, so that sessions outlive a restart. */
export interface StoredKeys extends Keys {
  app: string;
}

const made = (): StoredKeys => ({
  publishable: `sb_publishable_${randomBytes(24).toString('base64url')}`,
  secret: `sb_secret_${randomBytes(24).toString('base64url')}`,
  jwt: randomBytes(32).toString('hex'),
  app: randomBytes(32).toString('hex')
});

/** Reads `keys.json` in the data folder, and makes it where it is missing; only the server's user may read it. */
export function storedKeys(folder: string): StoredKeys {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'keys.json');
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(made(), null, 2), { mode: 0o600 });
  try {
    linkSync(draft, file); // fails if the file is there; two starters agree on one set
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as StoredKeys;
}
