import { error, isHttpError, isRedirect, type RequestEvent } from '@sveltejs/kit';

/** What went wrong, ready to be said: `code` is a key of the `errors` words, `field` the form field it belongs to. */
export interface Failure {
  status: number;
  code: string;
  field?: string;
  /** Seconds until it may be tried again; with `too_many` only. */
  wait?: number;
}

/**
 * The one table from what the database, the auth and the storage service say to a status and a word.
 * Our own SQL refuses with `raise exception '<code>' using errcode = 'PT4xx', detail = '<field>'` (PT429: the
 * seconds to wait) and needs no row here.
 */
const TABLE: Record<string, [status: number, code: string]> = {
  '23505': [409, 'already_done'],
  '23503': [422, 'unknown_reference'],
  '23514': [422, 'not_allowed_value'],
  '23502': [422, 'required'],
  '23P01': [409, 'overlaps'],
  '22P02': [422, 'wrong_format'],
  '22P05': [422, 'wrong_format'],
  '22021': [422, 'wrong_format'],
  '22023': [422, 'wrong_format'],
  '22003': [422, 'out_of_range'],
  '22001': [422, 'too_long'],
  '22007': [422, 'wrong_date'],
  '22008': [422, 'wrong_date'],
  '22009': [422, 'wrong_date'],
  '40001': [409, 'conflict'],
  '40P01': [409, 'conflict'],
  '55P03': [409, 'conflict'],
  '42501': [403, 'forbidden'],
  '57014': [503, 'unavailable'],
  '53300': [503, 'unavailable'],
  PGRST000: [503, 'unavailable'],
  PGRST001: [503, 'unavailable'],
  PGRST002: [503, 'unavailable'],
  PGRST003: [503, 'unavailable'],
  PGRST116: [404, 'not_found'],
  PGRST301: [401, 'signed_out'],
  PGRST303: [401, 'signed_out'],
  invalid_credentials: [400, 'wrong_credentials'],
  email_not_confirmed: [400, 'email_not_confirmed'],
  email_address_invalid: [422, 'email'],
  user_already_exists: [409, 'email_taken'],
  email_exists: [409, 'email_taken'],
  weak_password: [422, 'weak_password'],
  same_password: [422, 'same_password'],
  otp_expired: [400, 'code_expired'],
  session_not_found: [401, 'signed_out'],
  session_expired: [401, 'signed_out'],
  refresh_token_not_found: [401, 'signed_out'],
  refresh_token_already_used: [401, 'signed_out'],
  bad_jwt: [401, 'signed_out'],
  over_request_rate_limit: [429, 'too_many'],
  over_email_send_rate_limit: [429, 'too_many'],
  signup_disabled: [403, 'forbidden']
};

/** Words for storage answers, which carry a status and no code. */
const BY_STATUS: Record<string, string> = {
  '401': 'signed_out',
  '403': 'forbidden',
  '404': 'not_found',
  '409': 'already_done',
  '413': 'too_large',
  '415': 'wrong_type',
  '429': 'too_many'
};

const BROKEN: Failure = { status: 500, code: 'broken' };
const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** Finds status and word for an error of supabase-js (rest, auth or storage); whatever is not in the table is our fault. */
export function failureOf(cause: unknown): Failure {
  if (cause === null || typeof cause !== 'object') return BROKEN;
  const { code, message, details, statusCode } = cause as Record<string, unknown>;
  const [, refused] = /^PT(4\d\d)$/.exec(text(code)) ?? [];
  if (refused && /^[a-z][a-z0-9_]*$/.test(text(message))) {
    const detail = text(details);
    const more = !detail ? {} : refused === '429' ? { wait: Number(detail) || 0 } : { field: detail };
    return { status: Number(refused), code: text(message), ...more };
  }
  const known = TABLE[text(code)];
  if (known) return { status: known[0], code: known[1] };
  const word = BY_STATUS[text(statusCode)];
  return word ? { status: Number(text(statusCode)), code: word } : BROKEN;
}

/** How long to wait after `too_many`, in whole minutes, at least one. */
export const minutesOf = ({ wait }: Failure): number => Math.max(1, Math.ceil((wait ?? 60) / 60));

/** The part of an error that says where to look and holds nobody's data: its name and code, and our own stack frames. */
function traceOf(cause: unknown): string {
  const { name, code } = (cause ?? {}) as { name?: unknown; code?: unknown };
  const frames = cause instanceof Error ? (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  return [`${text(name) || typeof cause} ${text(code)}`.trim(), ...frames.slice(0, 8)].join('\n');
}

/** Logs an error that is our fault under the id that the page shows. Messages stay out: they may quote what somebody typed. */
export function report(id: string, cause: unknown): void {
  console.error(`error ${id}: ${traceOf(cause)}`);
}

/** Ends the request with the page (or JSON) for this error; for `load` functions and endpoints. */
export function refuse(event: Pick<RequestEvent, 'locals'>, cause: unknown): never {
  if (isHttpError(cause) || isRedirect(cause)) throw cause; // an answer already, not a failure
  const { status, code } = failureOf(cause);
  const id = event.locals.requestId;
  if (status >= 500) report(id, cause);
  error(status, { message: code, code, ...(status >= 500 ? { id } : {}) });
}
