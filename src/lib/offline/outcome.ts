/**
 * What an answer means for something that was kept to be sent. It is gone from the phone only when the answer names it;
 * every other answer keeps it, with a reason.
 */
import { parse } from 'devalue';

export type Outcome =
  /** The server has it. */
  | { is: 'done'; location: string }
  /** Again by itself, not before `after` (milliseconds). `rest`: nothing else would get through now either. */
  | { is: 'later'; after: number; code: string; rest: boolean }
  /** It belongs to an account that is not signed in here. */
  | { is: 'sign_in'; after: number; code: string }
  /** Somebody has to change something first. */
  | { is: 'refused'; errors: Record<string, string> }
  /** Something else was received under its id, or the case has moved on since. */
  | { is: 'conflict'; code: string };

/** What of an answer is looked at; null when none came. */
export type Answer = { status: number; retryAfter: string | null; body: unknown } | null;

interface Asked {
  /** How often it was tried before. */
  tried: number;
  /** Whether the address to go on to speaks of what was sent. */
  names: (location: string) => boolean;
  now: number;
  /** 0 to 1. */
  random: number;
}

const SECOND = 1_000;
const FIRST_WAIT = 5 * SECOND;
const LONGEST_WAIT = 3_600 * SECOND;

/** Grows twofold up to an hour; between half of it and all of it, so that many phones do not come back in one moment. */
export function waitFor(tried: number, random: number, retryAfter = 0): number {
  const most = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(tried, 12));
  return Math.max(retryAfter, Math.round(most * (0.5 + random / 2)));
}

/** `Retry-After` in seconds or as a date. @returns milliseconds; 0 for none or nonsense, never more than a day */
export function retryAfterOf(header: string | null, now: number): number {
  const text = header?.trim() ?? '';
  const wait = /^\d+$/.test(text) ? Number(text) * SECOND : Date.parse(text) - now;
  return wait > 0 ? Math.min(wait, 24 * LONGEST_WAIT) : 0;
}

const record = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};

/** The errors that a form came back with; they travel in the writing of SvelteKit. */
function errorsOf(data: unknown): Record<string, string> {
  try {
    const errors = record(record(typeof data === 'string' ? parse(data) : data).errors);
    return Object.fromEntries(
      Object.entries(errors).filter((one): one is [string, string] => typeof one[1] === 'string')
    );
  } catch {
    return {};
  }
}

/** Judges the answer to a posted form. */
export function judge(answer: Answer, { tried, names, now, random }: Asked): Outcome {
  if (!answer) return { is: 'later', after: waitFor(tried, random), code: 'unreachable', rest: true };
  const body = record(answer.body);
  const after = waitFor(tried, random, retryAfterOf(answer.retryAfter, now));
  if (body.type === 'redirect' && typeof body.location === 'string') {
    if (names(body.location)) return { is: 'done', location: body.location };
    if (/^\/(zh|en)\/sign-in(\?|$)/.test(body.location)) return { is: 'sign_in', after, code: 'signed_out' };
    return { is: 'later', after, code: 'unclear', rest: false };
  }
  // A form that is refused comes as 200, with its own status inside.
  const status = body.type === 'failure' && typeof body.status === 'number' ? body.status : answer.status;
  const errors = errorsOf(body.data);
  const said = [body.code, record(body.error).code, errors.form, ...Object.values(errors)];
  const code = said.find((one): one is string => typeof one === 'string') ?? `status_${status}`;
  if (status === 401) return { is: 'sign_in', after, code };
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return { is: 'later', after, code: status === 429 ? 'too_many' : code, rest: status === 429 || status >= 502 };
  // What is no answer of ours, such as the page of a hotel's network, says nothing about what was sent.
  if (status < 400) return { is: 'later', after, code: 'unclear', rest: true };
  if (status === 409) return { is: 'conflict', code };
  return { is: 'refused', errors: Object.keys(errors).length > 0 ? errors : { form: code } };
}

/** Judges the answer to a photo, which is no form: 2xx is done. */
export function judgePhoto(answer: Answer, asked: Omit<Asked, 'names'>): Outcome {
  if (answer && answer.status >= 200 && answer.status < 300 && record(answer.body).arrived === true)
    return { is: 'done', location: '' };
  const outcome = judge(answer, { ...asked, names: () => false });
  return outcome.is === 'conflict' ? { is: 'refused', errors: { photos: outcome.code } } : outcome;
}
