import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sweepWritten } from './mail.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'chaoyang-mail-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const now = Date.parse('2026-11-27T12:00:00Z');
const MINUTE = 60_000;
/** A letter of so many minutes ago, as it is written. */
function letter(to: string, minutes: number, head = `To: ${to}`): string {
  const name = `${new Date(now - minutes * MINUTE).toISOString().replaceAll(/[:.]/g, '-')}-${to}.eml`;
  writeFileSync(
    join(folder, name),
    `From: a <no-reply@localhost>\r\n${head}\r\nSubject: x\r\n\r\nTo: lin@example.org\r\n`
  );
  return name;
}
const left = () => readdirSync(folder).sort();

test('letters of an address that nobody has any more go, those of others stay', async () => {
  const bo = letter('bo@example.org', 11);
  letter('gone@example.org', 11);
  letter('Gone2@example.org', 20, 'To: Gone <Gone2@example.org>');
  const asked: string[] = [];
  await sweepWritten(
    (addresses) => {
      asked.push(...addresses);
      return Promise.resolve(['bo@example.org']);
    },
    folder,
    now
  );
  expect(asked.sort(), 'the address of the header, and none of the words').toEqual([
    'bo@example.org',
    'gone2@example.org',
    'gone@example.org'
  ]);
  expect(left()).toEqual([bo]);
});

test('a letter to an address that was just given up can be read first', async () => {
  const old = letter('old@example.org', 9);
  const nobody = () => Promise.resolve([]);
  await sweepWritten(nobody, folder, now);
  expect(left()).toEqual([old]);
  await sweepWritten(nobody, folder, now + 2 * MINUTE);
  expect(left()).toEqual([]);
});

test('after thirty days every letter goes', async () => {
  letter('bo@example.org', 30 * 24 * 60 + 1);
  const young = letter('bo@example.org', 30 * 24 * 60 - 1);
  await sweepWritten((addresses) => Promise.resolve(addresses), folder, now);
  expect(left()).toEqual([young]);
});

test('where no letter was written there is none to sweep', async () => {
  await expect(
    sweepWritten(() => Promise.reject(new Error('asked')), join(folder, 'none'), now)
  ).resolves.toBeUndefined();
});
