/** What became of letters. Who may look and do what is decided in SQL. */
import { writeIdIn } from '$lib/forms/writeId';
import { failureOf } from '$lib/server/failure';
import type { Db } from './console.server';
import type { LetterQueue } from './letters';
import { isUuid } from './queues';

/** The queue, or null for whoever does not look after it. */
export async function queue(db: Db): Promise<LetterQueue | null> {
  const { data, error } = await db.rpc('stuck_letters');
  if (!error) return data as unknown as LetterQueue;
  if (failureOf(error).status === 404) return null;
  throw error;
}

/** Tries a stuck letter again or gives it up; why not, as a code, or null when it is done. */
export async function decide(db: Db, what: 'retry_letter' | 'drop_letter', form: FormData): Promise<string | null> {
  const id = String(form.get('id') ?? '');
  if (!isUuid(id)) return 'letter_gone';
  const { error } = await db.rpc(what, { id, ...writeIdIn(form) });
  if (!error) return null;
  const { code } = failureOf(error);
  if (code !== 'letter_gone') throw error;
  return code;
}
