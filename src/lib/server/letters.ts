/**
 * Carries letters from the queue out of the house. Who is written to is decided in SQL (`claim_letters`), the words are
 * found by the caller's `compose`; here is only the carrying: each letter has its own try, and one that does not leave stops no other.
 */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database, Json } from '../database.types.ts';
import { report } from './failure.ts';
import { deliver, type Mail } from './mail.ts';

/** A letter as `claim_letters` gives it. `params` are codes and what was looked up for them. */
export interface Letter {
  id: string;
  template: string;
  purpose: 'notices' | 'report' | 'follows' | 'service';
  lang: 'zh' | 'en';
  to: string;
  report_id: string | null;
  params: Record<string, Json | undefined>;
  /** Of the link that stops letters like this one; null when there is none. */
  token: string | null;
}

export type Compose = (letter: Letter) => Promise<Mail>;

const AT_ONCE = 20;
const ROUNDS = 10;
const PATIENCE = 40_000; // milliseconds for one letter, well within the lease of five minutes

/** What went wrong as a short code that names nobody: the words of a mail server quote the address. */
export function codeOf(cause: unknown): string {
  const { code, responseCode, command, message } = (cause ?? {}) as Record<string, unknown>;
  if (message === 'no_mail' || message === 'timeout') return message;
  // 5xx to RCPT TO: there is no such mailbox. 5xx anywhere else is about us, and may pass.
  if (command === 'RCPT TO' && Number(responseCode) >= 500) return 'address_refused';
  if (Number(responseCode) >= 400) return `smtp_${Number(responseCode)}`;
  const word = typeof code === 'string' ? code.toLowerCase().replaceAll(/[^a-z0-9_]/g, '') : '';
  return word.slice(0, 40) || 'unknown';
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('timeout')), PATIENCE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Whether the letter left. What came of it is written down at once, so that a crash later cannot send it again. */
async function carry(service: SupabaseClient<Database>, letter: Letter, compose: Compose): Promise<boolean> {
  try {
    await inTime(compose(letter).then(deliver));
  } catch (cause) {
    const { error } = await service.rpc('letter_failed', { id: letter.id, code: codeOf(cause) });
    if (error) throw error;
    return false;
  }
  const { error } = await service.rpc('letter_sent', { id: letter.id });
  if (error) throw error;
  return true;
}

/** Sends what is due, at most 200 letters a call. Logs how many, never to whom. */
export async function sendLetters(service: SupabaseClient<Database>, compose: Compose): Promise<void> {
  let sent = 0;
  let failed = 0;
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const { data, error } = await service.rpc('claim_letters', { n: AT_ONCE });
      if (error) throw error;
      const letters = data as unknown as Letter[];
      if (letters.length === 0) break;
      const ends = await Promise.allSettled(letters.map((letter) => carry(service, letter, compose)));
      for (const end of ends) {
        if (end.status === 'rejected') throw end.reason;
        if (end.value) sent++;
        else failed++;
      }
    }
  } catch (cause) {
    report('letters', cause);
  }
  if (sent + failed > 0) process.stdout.write(`  letters: ${sent} sent, ${failed} to be tried again\n`);
}
