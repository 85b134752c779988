import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { readEml, type ReadLetter } from '../../src/lib/letters/eml.ts';

const folder = () => path.join(process.env.TEST_DATA_DIR!, 'mail');

/** The letters that were written to this address so far, oldest first. */
export function lettersTo(address: string): ReadLetter[] {
  let names: string[] = [];
  try {
    names = readdirSync(folder())
      .filter((name) => name.endsWith('.eml'))
      .sort();
  } catch {
    // No letter yet, so no folder.
  }
  return names
    .map((name) => readEml(readFileSync(path.join(folder(), name), 'utf8')))
    .filter(({ to }) => to === address);
}

/** The newest code of six digits that went to this address, once there are more than `before` letters with one. */
export async function codeTo(address: string, before = 0): Promise<string> {
  for (let tries = 0; tries < 600; tries++) {
    const codes = codesTo(address);
    if (codes.length > before) return codes.at(-1)!;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no code reached ${address}`);
}

/** Every code that went to this address, oldest first. */
export const codesTo = (address: string): string[] =>
  lettersTo(address).flatMap(({ text }) => /^\d{6}$/m.exec(text)?.[0] ?? []);

/** Letters that are due by this browser's clock leave now, and not within the next 20 seconds. */
export async function sendDueLetters(page: Page) {
  const answer = await page.request.post('/dev/mail?/send', {
    form: {},
    headers: { origin: `http://localhost:${process.env.TEST_PORT}` },
    maxRedirects: 0
  });
  expect(answer.status()).toBe(303);
}
