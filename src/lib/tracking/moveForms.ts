/** The forms of a reporter's moves. Apart from the names, because the page does not need zod in the browser. */
import { z } from 'zod';
import { TEXT_LONG, type ReporterMove } from './reporterMoves';

/** Counted as SQL counts, so that both say the same: a rare character or an emoji is one, not two. */
const isShort = (text: string) => [...text].length <= TEXT_LONG;
const someWords = z.string().trim().refine(isShort, 'words_long').default('');
const words = z.string({ error: 'words_missing' }).trim().min(1, 'words_missing').refine(isShort, 'words_long');
const reply = <T extends string>(choices: readonly [T, ...T[]], code: string) => z.enum(choices, { error: code });

const version = z.coerce.number({ error: 'conflict' }).int('conflict').min(0, 'conflict');
const said = (schema: z.ZodObject) => schema.extend({ version });

export const moveForms = {
  supply: said(z.object({ public_text: words })),
  call_back: said(
    z.object({
      solved: reply(['yes', 'no'], 'solved_missing'),
      satisfied: z.union([reply(['yes', 'no', 'no_answer'], 'satisfied_unknown'), z.literal('')]).default(''),
      words: someWords
    })
  ),
  reopen: said(z.object({ public_text: words })),
  resubmit: said(z.object({ public_text: words })),
  send_on: said(z.object({})),
  add_information: said(z.object({ public_text: words })),
  withdraw: said(z.object({}))
} satisfies Record<ReporterMove, z.ZodType>;

/** The keys of `details` that `move_report` reads; what was left blank stays out. */
export function detailsOf(data: Record<string, unknown>): Record<string, string> {
  const given = Object.entries(data).filter(
    ([name, value]) => name !== 'version' && typeof value === 'string' && value
  );
  return Object.fromEntries(given) as Record<string, string>;
}
