/**
 * The report form: what people type, and what `submit_report` takes. The same schema runs in the browser and on the
 * server; its messages are the codes that `submit_report` uses too, so that one sentence explains both.
 */
import * as z from 'zod/mini';
import { EMAIL } from '../forms/email.ts';
import { tidy } from '../forms/tidy.ts';
import { LIMITS, TIME_PATTERNS, momentOf, type FormErrors, type Typed } from './formFields.ts';

/** A phone's clock may be a little ahead. */
const CLOCK_AHEAD_MS = 5 * 60_000;

// Control characters other than tab and line break, and halves of characters: no database stores them, no screen shows them.
// eslint-disable-next-line no-control-regex
const UNREADABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]/u;

/** People type digits, dots and @ with a Chinese keyboard as well: １２ is 12. */
const narrow = (text: string) => text.normalize('NFKC').trim();
const characters = (text: string) => [...text].length;

type Refuse = (code: string) => undefined;

/** A field that arrives as text. Blank is absent: never zero, never an empty word. */
const field = <T>(read: (text: string, refuse: Refuse) => T | undefined) =>
  z.pipe(
    z.optional(z.string()),
    z.transform((typed, context): T | undefined => {
      const refuse: Refuse = (code) => {
        context.issues.push({ code: 'custom', message: code, input: typed });
        return z.NEVER;
      };
      const text = tidy((typed ?? '').replace(/\r\n?/g, '\n'));
      if (text === '') return undefined;
      return UNREADABLE.test(text) ? refuse('text_unreadable') : read(text, refuse);
    })
  );

const words = (max: number, tooLong: string) =>
  field((text, refuse) => (characters(text) > max ? refuse(tooLong) : text));

const matching = (pattern: RegExp, code: string) =>
  field((text, refuse) => (pattern.test(narrow(text)) ? narrow(text) : refuse(code)));

/** Hexadecimal names are the same in capitals. */
const hex = (pattern: RegExp, code: string) =>
  field((text, refuse) => (pattern.test(narrow(text)) ? narrow(text).toLowerCase() : refuse(code)));

/** Degrees, WGS 84, to six decimals (about 10 cm). */
const degrees = (max: number, code: string) =>
  field((text, refuse) => {
    if (!/^[+-]?\d{1,3}(\.\d{1,20})?$/.test(narrow(text))) return refuse(code);
    const value = Number(narrow(text));
    return Math.abs(value) <= max ? Math.round(value * 1e6) / 1e6 : refuse(code);
  });

const tick = (code: string) =>
  z.pipe(
    field((text, refuse) => {
      if (/^(on|true|yes|1)$/i.test(text)) return true;
      return /^(off|false|no|0)$/i.test(text) ? false : refuse(code);
    }),
    z.transform((ticked) => ticked ?? false)
  );

const happenedAt = field((text, refuse) => {
  const moment = momentOf(narrow(text));
  if (!moment) return refuse('happened_wrong');
  const now = Date.now();
  // What is more than a year ago cannot be looked into any more.
  const oldest = new Date(now).setUTCFullYear(new Date(now).getUTCFullYear() - 1);
  if (Date.parse(moment) > now + CLOCK_AHEAD_MS) return refuse('happened_future');
  return Date.parse(moment) < oldest ? refuse('happened_old') : moment;
});

const contact = (max: number, pattern: RegExp, code: string) =>
  field((text, refuse) => {
    const typed = narrow(text);
    return characters(typed) <= max && pattern.test(typed) ? typed : refuse(code);
  });

const timePattern = field(
  (text, refuse) => TIME_PATTERNS.find((known) => known === text) ?? refuse('time_pattern_unknown')
);

const answers = z.pipe(
  z.record(z.string(), words(LIMITS.answer, 'answer_long')),
  z.transform((given) => Object.fromEntries(Object.entries(given).filter(([, answer]) => answer !== undefined)))
);

/** Photos that are declared now and sent later; one that is declared twice is one. */
const photos = z.pipe(
  z.array(z.string().check(z.regex(/^[0-9a-f]{64}$/i, 'photos_wrong'))),
  z.transform((hashes, context): string[] => {
    const different = [...new Set(hashes.map((hash) => hash.toLowerCase()))];
    if (different.length > LIMITS.photos)
      context.issues.push({ code: 'custom', message: 'photos_too_many', input: hashes });
    return different;
  })
);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const fields = z.object({
  id: hex(UUID, 'id_wrong'),
  key: hex(/^[0-9a-f]{32}$/i, 'key_wrong'),
  category: matching(/^[a-z_]{1,40}\.[a-z_]{1,40}$/, 'category_unknown'),
  answers,
  strays: z.number().check(z.maximum(0, 'answer_unknown')),
  description: words(LIMITS.description, 'description_long'),
  photos: z.number().check(z.maximum(LIMITS.photos, 'photos_too_many')),
  photo_sha256: photos,
  lat: degrees(90, 'lat_range'),
  lng: degrees(180, 'lng_range'),
  subdistrict: matching(/^110105\d{3}$/, 'subdistrict_unknown'),
  landmark: words(LIMITS.landmark, 'landmark_long'),
  place: words(LIMITS.place, 'place_long'),
  happened_at: happenedAt,
  time_pattern: timePattern,
  contact_email: contact(LIMITS.email, EMAIL, 'email_wrong'),
  contact_phone: contact(LIMITS.phone, /^\+?\d[\d ()-]{4,28}$/, 'phone_wrong'),
  contact_ok: tick('choice_unknown'),
  publish: tick('publish_unknown'),
  mediation: tick('choice_unknown'),
  danger_answered: matching(/^[a-z_]{1,40}$/, 'choice_unknown'),
  /** "Same here": the public case that this report joins. It has the words and the place already. */
  joins: hex(UUID, 'joins_wrong'),
  /** "It is back": the public case that had ended. */
  again_of: hex(UUID, 'again_of_wrong')
});

type Fields = z.output<typeof fields>;

/** A rule between fields. It is asked also when another field is wrong, so that people see all there is to mend at once. */
const rule = (path: string, message: string, holds: (f: Fields) => boolean) =>
  z.refine<Fields>(holds, { path: [path], message, when: () => true });

/** Photos that are refused were at least meant. */
const hasPhoto = (f: Fields) => !Array.isArray(f.photo_sha256) || f.photo_sha256.length > 0 || f.photos !== 0;
const isJoining = (f: Fields) => f.joins !== undefined;
const hasPoint = (f: Fields) => f.lat !== undefined || f.lng !== undefined;

const reportForm = fields.check(
  rule('id', 'id_missing', (f) => f.id !== undefined),
  rule('category', 'category_unknown', (f) => f.category !== undefined || isJoining(f)),
  rule('description', 'description_missing', (f) => f.description !== undefined || hasPhoto(f) || isJoining(f)),
  rule('lat', 'lat_range', (f) => f.lat !== undefined || f.lng === undefined),
  rule('lng', 'lng_range', (f) => f.lng !== undefined || f.lat === undefined),
  rule(
    'place',
    'place_missing',
    (f) => hasPoint(f) || f.subdistrict !== undefined || f.landmark !== undefined || isJoining(f)
  ),
  rule(
    'subdistrict',
    'subdistrict_missing',
    (f) => hasPoint(f) || f.subdistrict !== undefined || f.landmark === undefined || isJoining(f)
  ),
  rule(
    'landmark',
    'landmark_missing',
    (f) => hasPoint(f) || f.landmark !== undefined || f.subdistrict === undefined || isJoining(f)
  ),
  rule('again_of', 'joins_or_again', (f) => f.again_of === undefined || !isJoining(f)),
  rule(
    'contact_ok',
    'contact_missing',
    (f) => f.contact_ok !== true || f.contact_email !== undefined || f.contact_phone !== undefined
  )
);

export type Report = z.output<typeof reportForm>;

export type Checked = { ok: true; report: Report } | { ok: false; errors: FormErrors };

/** The one check of the form: in the browser before sending, on the server before `submit_report`. */
export function check(typed: Typed): Checked {
  const result = z.safeParse(reportForm, typed);
  if (result.success) return { ok: true, report: result.data };
  const errors: FormErrors = {};
  for (const { path, message } of result.error.issues) {
    // A list of photos is one field, a list of answers is many.
    const name = path[0] === 'answers' ? path.join('.') : String(path[0]);
    errors[name] ??= message; // the first thing wrong with a field is enough
  }
  return { ok: false, errors };
}
