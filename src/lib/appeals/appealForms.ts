/** The two forms of an appeal: the reporter's, and the decision on the desk. */
import { z } from 'zod';
import { DECISIONS, TEXT_LONG } from './appeal';

/** Counted as SQL counts: a rare character or an emoji is one, not two. */
const isShort = (text: string) => [...text].length <= TEXT_LONG;
const text = (name: string) =>
  z
    .string({ error: `${name}_missing` })
    .trim()
    .min(1, `${name}_missing`)
    .refine(isShort, `${name}_long`);

export const appealForm = z.object({
  /** Made with the form, so that a form sent twice is one appeal. */
  appeal_id: z.guid({ error: 'appeal_id_missing' }),
  appeal_words: text('words')
});

export const decisionForm = z.object({
  appeal_id: z.guid({ error: 'appeal_id_missing' }),
  decision: z.enum(DECISIONS, { error: 'decision_missing' }),
  appeal_answer: text('public_text'),
  appeal_answer_lang: z.enum(['zh', 'en'], { error: 'public_lang_wrong' }),
  appeal_note: text('internal_text')
});

/** The field of a form that a refusal of the database is about. */
export const FIELD_OF: Record<string, string> = {
  words: 'appeal_words',
  public_text: 'appeal_answer',
  internal_text: 'appeal_note',
  public_lang: 'appeal_answer_lang',
  decision: 'decision'
};
