/**
 * One letter out of the house: by SMTP when it is set, else as a file in `DATA_DIR/mail`. Words come from the caller,
 * in the reader's language; what may be said to whom is decided in SQL.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { settings } from './env.ts';

/** A letter. `to` is one address; `headers` are added as they are (List-Unsubscribe and the like). */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html?: string;
  headers?: Record<string, string>;
}

/** How letters leave: `smtp` by SMTP_URL, `file` beside the embedded database, `none` on Supabase without SMTP_URL. */
export type MailWay = 'smtp' | 'file' | 'none';

export const mailWay = (): MailWay => {
  const { mail, supabase } = settings();
  if (mail) return 'smtp';
  return supabase ? 'none' : 'file';
};

/**
 * Whether somebody who asks for a code by e-mail can get it: by SMTP, from Supabase itself, or from the list of letters of a
 * demonstration. An installation that only writes files sends none, and then nobody is asked for one.
 */
export const codesArrive = (): boolean => {
  const { mail, supabase, demo } = settings();
  return Boolean(mail ?? supabase) || demo;
};

/** The folder of letters that were written instead of sent. */
export const mailFolder = (): string => join(settings().dataDir, 'mail');

const sender = () => settings().mail?.from ?? '美丽朝阳 Beautiful Chaoyang <no-reply@localhost>';

let smtp: ReturnType<typeof createTransport> | undefined;

const MOST = 500;

/** Names begin with the moment of writing, so the oldest come first. */
const written = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml')).sort();

const drop = (folder: string, names: string[]) =>
  Promise.all(names.map((name) => rm(join(folder, name), { force: true })));

const dropOldest = async (folder: string) => drop(folder, (await written(folder)).slice(0, -MOST));

/** When a letter was written, from its name: 2026-11-27T21-24-23-536Z-…; no moment is long ago. */
const writtenAt = (name: string): number =>
  Date.parse(name.replace(/^(.{10})T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z.*$/, '$1T$2:$3:$4.$5Z')) || 0;

/** To whom a letter goes. The header stands in its first lines; letters are long, and there are five hundred of them. */
async function addressee(file: string): Promise<string> {
  const letter = await open(file).catch(() => undefined);
  if (!letter) return '';
  try {
    const { buffer, bytesRead } = await letter.read(Buffer.alloc(4096));
    const [, to = ''] = /^To: *(?:.*<)?([^<>\r\n]+)>?\r?$/im.exec(buffer.toString('utf8', 0, bytesRead)) ?? [];
    return to.trim().toLowerCase();
  } finally {
    await letter.close();
  }
}

/** So long a letter stays whatever becomes of its address: it may be to the old one, about the new one. */
const TO_BE_READ = 10 * 60_000;
const KEPT = 30 * 24 * 60 * 60_000;

/**
 * Deletes letters that were written instead of sent: after thirty days, and as soon as nobody has their address any more.
 * `inUse` says which addresses somebody has, in small letters.
 */
export async function sweepWritten(
  inUse: (addresses: string[]) => Promise<string[]>,
  folder = mailFolder(),
  now = Date.now()
): Promise<void> {
  const names = await written(folder);
  const old = names.filter((name) => now - writtenAt(name) > KEPT);
  await drop(folder, old);
  const read = names.filter((name) => !old.includes(name) && now - writtenAt(name) > TO_BE_READ);
  if (read.length === 0) return;
  const to = new Map<string, string>();
  for (const name of read) to.set(name, await addressee(join(folder, name)));
  const used = new Set(await inUse([...new Set(to.values())]));
  await drop(
    folder,
    read.filter((name) => !used.has(to.get(name)!))
  );
}

/** Writes the letter whole or not at all: a reader of the folder never finds half of one. */
async function write(mail: Mail): Promise<void> {
  const composed = await createTransport({ streamTransport: true, buffer: true }).sendMail({ from: sender(), ...mail });
  const folder = mailFolder();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${randomUUID()}`;
  await writeFile(join(folder, `${name}.part`), composed.message as Buffer, { mode: 0o600 });
  await rename(join(folder, `${name}.part`), join(folder, `${name}.eml`));
  await dropOldest(folder);
}

/**
 * Hands one letter over.
 * @throws what the mail server said; the caller keeps the letter and tries again later. Without a way: `no_mail`.
 */
export async function deliver(mail: Mail): Promise<void> {
  const way = mailWay();
  if (way === 'none') throw new Error('no_mail');
  if (way === 'file') return write(mail);
  smtp ??= createTransport(settings().mail?.smtpUrl, {
    pool: true,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000
  } as object);
  await smtp.sendMail({ from: sender(), ...mail });
}
