/** The letters of a demonstration: files in `DATA_DIR/mail`, shown at `/dev/mail` in demo mode and nowhere else. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { error } from '@sveltejs/kit';
import { settings } from '$lib/server/env';
import { mailFolder } from '$lib/server/mail';
import { readEml, type ReadLetter } from './eml';

const NAME = /^[\dTZ-]{20,30}-[0-9a-f-]{36}$/;

const missing = () => error(404, { message: 'not_found', code: 'not_found' });

/** Ends the request as if there were no such page, unless this is a demonstration. */
export function onlyInDemo(): void {
  if (!settings().demo) missing();
}

/** The newest letters first. Names begin with the moment of writing. */
export async function newest(most: number): Promise<(ReadLetter & { name: string })[]> {
  const files = await readdir(mailFolder()).catch(() => []);
  const names = files.filter((file) => file.endsWith('.eml')).map((file) => file.slice(0, -4));
  const read = await Promise.allSettled(names.sort().reverse().slice(0, most).map(one));
  return read.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
}

export async function one(name: string): Promise<ReadLetter & { name: string }> {
  if (!NAME.test(name)) missing();
  const source = await readFile(path.join(mailFolder(), `${name}.eml`), 'utf8').catch(missing);
  return { name, ...readEml(source) };
}
