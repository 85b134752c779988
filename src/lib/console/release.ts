/** What a moderator decides that the public may see of a case: the row as it is, and a posted form. */
import type { Case } from './case';

export const PRECISIONS = ['exact', 'rounded', 'subdistrict'] as const;
type Precision = (typeof PRECISIONS)[number];

export interface Release {
  precision: Precision;
  public_text: string | null;
  public_lang: 'zh' | 'en' | null;
  answers: boolean;
  landmark: boolean;
  answer_event_id: number | null;
  answer_text: string | null;
  answer_lang: 'zh' | 'en' | null;
  released_at: string | null;
  hidden_at: string | null;
  hidden_reason: string | null;
}

export interface ReleaseAnswer {
  error: string;
  /** The field of the two forms that the refusal is about; left out for what no single field can mend. */
  field?: string;
  /** What was typed, to fill the form again. */
  typed: Record<string, string>;
}

export const visibilityOf = (release: Release): 'stub' | 'released' | 'hidden' =>
  release.hidden_at ? 'hidden' : release.released_at ? 'released' : 'stub';

/** The official answer that stands, if there is one to release. */
export const standingAnswer = ({ status, events }: Pick<Case, 'status' | 'events'>) =>
  ['resolved', 'closed'].includes(status)
    ? (events.filter(({ move, undone_at }) => move === 'answer' && !undone_at).at(-1) ?? null)
    : null;

// The form of a move beside it has a public_lang too, and two fields of one page never share an id.
const TEXTS = {
  public_text: 'public_text',
  text_lang: 'public_lang',
  answer_text: 'answer_text',
  answer_lang: 'answer_lang',
  precision: 'precision'
} as const;
const FLAGS = ['answers', 'landmark', 'answer', 'checked'] as const;

/** What the form says, as `release_report` takes it; words of an answer that is not to be shown stay behind. */
export function detailsOf(form: FormData): {
  details: Record<string, string | boolean>;
  typed: Record<string, string>;
} {
  const typed: Record<string, string> = {};
  for (const name of [...Object.keys(TEXTS), ...FLAGS]) {
    const value = form.get(name);
    if (typeof value === 'string') typed[name] = value.replaceAll('\r\n', '\n');
  }
  const flags = Object.fromEntries(FLAGS.map((name) => [name, typed[name] === '1']));
  const texts = Object.entries(TEXTS).flatMap(([name, key]) => {
    const said = typed[name]?.trim();
    return said && (flags.answer || !name.startsWith('answer_')) ? [[key, said] as const] : [];
  });
  return { details: { ...flags, ...Object.fromEntries(texts) }, typed };
}

/** The field of the forms that a refusal of the database is about, by the name that the form gives it. */
export function fieldOf(refused: string | undefined): string | undefined {
  if (refused === 'internal_text') return 'reason'; // why it is hidden: the note of that step
  return [...Object.keys(TEXTS), ...FLAGS].find((name) => name === refused);
}
