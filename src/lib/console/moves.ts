/**
 * What each move asks for on the desk. Which moves are open is never decided here: SQL says so in `may`, and refuses
 * everything else. This is only the shape of the forms, and how a posted form becomes the `details` of `move_report`.
 */
const FIELDS = [
  'public_text',
  'public_lang',
  'email_text',
  'internal_text',
  'channel',
  'channel_name',
  'target',
  'target_code',
  'lead',
  'assists',
  'limit_days',
  'answer_kind',
  'until',
  'reached',
  'solved',
  'satisfied',
  'words',
  'outcome',
  'duty_number',
  'called_whom',
  'called_at',
  'event_id',
  'public_text_translation'
] as const;
export type FieldName = (typeof FIELDS)[number];

export const CHANNELS = ['12345', '110', '119', 'disclosure_request', 'other'] as const;
export const ANSWER_KINDS = [
  'fixed',
  'scheduled',
  'inspected_nothing_found',
  'not_a_violation',
  'cannot_now',
  'not_ours'
] as const;
export const REPLIES = ['yes', 'no', 'no_answer'] as const;
/** A moderator who closes a reopened case says which of these it came to; the other outcomes come from the clock. */
export const CLOSING_OUTCOMES = ['solved', 'not_solved', 'unverified'] as const;
export const DUTY_NUMBERS = ['110', '119', '120', '12345'] as const;

interface Shape {
  needs: readonly FieldName[];
  also?: readonly FieldName[];
  /** `main` leads the case on, `other` is a choice beside it, `stop` ends it or sends it back. */
  weight: 'main' | 'other' | 'stop';
}

const SPOKEN = ['public_lang', 'email_text', 'internal_text'] as const;

/** Moves that need no words act at once, with one key, and can be undone. */
export const atOnce = (move: MoveName): boolean => MOVES[move].needs.length === 0;

/** In the order in which the desk offers them. */
export const MOVES = {
  accept: { needs: [], also: ['public_text', ...SPOKEN], weight: 'main' },
  take_on: { needs: [], also: ['internal_text'], weight: 'main' },
  answer: { needs: ['answer_kind', 'public_text'], also: SPOKEN, weight: 'main' },
  record_callback: { needs: ['reached', 'solved'], also: ['satisfied', 'words', 'internal_text'], weight: 'main' },
  dispatch: { needs: ['lead'], also: ['assists', 'limit_days', 'internal_text'], weight: 'main' },
  resume: { needs: [], also: ['internal_text'], weight: 'main' },
  ask: { needs: ['public_text'], also: SPOKEN, weight: 'other' },
  defer: { needs: ['public_text', 'until'], also: SPOKEN, weight: 'other' },
  merge: { needs: ['target', 'public_text'], also: SPOKEN, weight: 'other' },
  redirect: { needs: ['channel', 'public_text'], also: SPOKEN, weight: 'other' },
  recall: { needs: ['internal_text'], weight: 'other' },
  allow_deferral: { needs: ['internal_text'], weight: 'other' },
  return_answer: { needs: ['internal_text'], weight: 'other' },
  object: { needs: ['internal_text'], weight: 'stop' },
  refuse: { needs: ['public_text'], also: SPOKEN, weight: 'stop' },
  close: { needs: ['outcome', 'public_text'], also: SPOKEN, weight: 'stop' },
  reinstate: { needs: ['internal_text'], weight: 'other' },
  mark_urgent: { needs: ['duty_number', 'called_whom', 'called_at'], also: ['internal_text'], weight: 'other' },
  add_note: { needs: ['internal_text'], weight: 'other' },
  translate: { needs: ['event_id', 'public_text_translation'], weight: 'other' }
} as const satisfies Record<string, Shape>;

export type MoveName = keyof typeof MOVES;

export const isMove = (value: string | null): value is MoveName => value !== null && Object.hasOwn(MOVES, value);

export const shapeOf = (move: MoveName): Required<Shape> => ({ also: [], ...MOVES[move] });

export const fieldsOf = (move: MoveName): FieldName[] => [...shapeOf(move).needs, ...shapeOf(move).also];

/** The open moves that the desk has a form for, in its own order. `translate` is offered at each answer instead. */
export const offered = (may: readonly string[]): MoveName[] =>
  (Object.keys(MOVES) as MoveName[]).filter((move) => move !== 'translate' && may.includes(move));

/** What somebody typed, kept as it was, to fill the form again. */
export type Typed = Partial<Record<FieldName, string | string[]>>;
export type Details = Record<string, string | number | string[]>;
export type FieldErrors = Partial<Record<FieldName | 'form', string>>;

/** A posted form as it was typed. A repeated name (the assisting units) becomes a list. */
export function readTyped(form: FormData): Typed {
  const typed: Typed = {};
  for (const name of FIELDS) {
    const values = form.getAll(name).filter((value) => typeof value === 'string');
    if (name === 'assists') typed[name] = values;
    else if (values.length > 0) typed[name] = (values[0] ?? '').replaceAll('\r\n', '\n');
  }
  return typed;
}

const blank = (value: string | string[] | undefined): boolean => !value || (typeof value === 'string' && !value.trim());

/** `2026-11-24T19:30` in a form is Beijing time. */
export const beijingTime = (typed: string): string | null => {
  const at = new Date(`${typed}${/[Z+]/.test(typed) ? '' : '+08:00'}`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
};

/** The details of a move, and stable error codes beside the fields that need another look. */
export function detailsOf(move: MoveName, typed: Typed): { details: Details; errors: FieldErrors } {
  const { needs } = shapeOf(move);
  const details: Details = {};
  const errors: FieldErrors = {};
  for (const name of fieldsOf(move)) {
    const value = typed[name];
    if (blank(value)) {
      if (needs.includes(name)) errors[name] = `${name}_missing`;
    } else if (name === 'limit_days' || name === 'event_id') {
      const number = Number(value);
      if (Number.isSafeInteger(number) && number > 0) details[name] = number;
      else errors[name] = `${name}_wrong`;
    } else if (name === 'called_at') {
      const at = beijingTime(String(value));
      if (at) details[name] = at;
      else errors[name] = `${name}_wrong`;
    } else if (typeof value === 'string') details[name] = value.trim();
    else if (value && value.length > 0) details[name] = value;
  }
  // Another channel than the known ones is named in words.
  if (details.channel === 'other') {
    if (blank(typed.channel_name)) errors.channel_name = 'channel_missing';
    else details.channel = String(typed.channel_name).trim();
  }
  // The language says in which language the public words are; without words it says nothing.
  if (!('public_text' in details)) delete details.public_lang;
  return { details, errors };
}

/** Puts a ready sentence after what is already typed, in the field and the language that it is for. */
export function withTemplate(typed: Typed, text: string, lang: 'zh' | 'en', spoken: boolean): Typed {
  const field = spoken ? 'public_text' : 'internal_text';
  const before = typeof typed[field] === 'string' ? typed[field].trim() : '';
  return {
    ...typed,
    [field]: before ? `${before}\n${text}` : text,
    ...(spoken ? { public_lang: lang } : {})
  };
}
