/**
 * What stands in the report form, as text. Apart from the schema, so that a page can show the form before it loads
 * what checks it.
 */

/** Lengths are in characters as people count them (code points), as PostgreSQL counts them too. */
export const LIMITS = {
  description: 4000,
  landmark: 200,
  answer: 500,
  photos: 4,
  place: 200,
  email: 254,
  phone: 30
} as const;

export const TIME_PATTERNS = ['once', 'daily', 'workdays', 'weekends', 'nights', 'irregular'] as const;

const TEXT_FIELDS = [
  'id',
  'key',
  'category',
  'description',
  'lat',
  'lng',
  'subdistrict',
  'landmark',
  'place',
  'happened_at',
  'time_pattern',
  'contact_email',
  'contact_phone',
  'contact_ok',
  'publish',
  'mediation',
  'danger_answered',
  'joins',
  'again_of'
] as const;
type TextField = (typeof TEXT_FIELDS)[number];

/** What stands in the form, as text: sent back unchanged after an error, kept as the draft, carried to the other language. */
export type Typed = Partial<Record<TextField, string>> & {
  answers: Record<string, string>;
  photo_sha256: string[];
  /** Number of files that came with the form. */
  photos: number;
  /** Number of answers to what cannot be a question, such as `answers.__proto__`. */
  strays: number;
};

/** Field name (or `answers.noise_source`) → code of the sentence that says what to do. */
export type FormErrors = Record<string, string>;

const ANSWER = 'answers.';
const QUESTION = /^[a-z][a-z_]{0,59}$/;
/** Reads a form as it was posted. A field that comes twice counts with its first value; unknown fields are ignored. */
export function readForm(form: FormData): Typed {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const given = [...form]
    .filter(([name]) => name.startsWith(ANSWER))
    .map(([name, value]) => [name.slice(ANSWER.length), value] as const);
  const questions = given.filter(([question]) => QUESTION.test(question));
  const typed: Typed = {
    answers: Object.fromEntries(questions.filter(([, value]) => typeof value === 'string').reverse()) as Record<
      string,
      string
    >,
    strays: given.length - questions.length,
    photo_sha256: form.getAll('photo_sha256').filter((hash): hash is string => typeof hash === 'string' && hash !== ''),
    // A browser sends an empty, nameless file for a file field that was left alone.
    photos: form.getAll('photos').filter((file) => typeof file !== 'string' && (file.size > 0 || file.name !== ''))
      .length
  };
  for (const name of TEXT_FIELDS) {
    const value = text(name);
    if (value !== undefined) typed[name] = value;
  }
  return typed;
}

/**
 * ISO date and time to UTC. Without an offset it is Beijing time.
 * @returns undefined for what is no such moment, 30 February included
 */
export function momentOf(text: string): string | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/i.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second = '00', offset = '+08:00'] = parts;
  const isRealDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  if (!isRealDay || Number(month) > 12 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return undefined;
  const zone = /^z$/i.test(offset) ? 'Z' : offset.replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2');
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
