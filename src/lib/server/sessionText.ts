/**
 * What the session cookies must hold before the auth library sees them. It takes their content at its word: of most
 * nonsense it prints a stack trace, and a session that ran out and has an empty refresh token ends the whole process.
 */
import { isAuthError } from '@supabase/supabase-js';
import { z } from 'zod';

const LONGEST = 16_000; // characters; a session of ours has about 2,500
const PREFIX = 'base64-';
const ESCAPED = /[\w-]+/;

const claims = z.object({ sub: z.uuid(), exp: z.number() });
const header = z.object({ alg: z.string(), kid: z.string().optional() });
const session = z.object({
  access_token: z.string().regex(/^[\w-]+\.[\w-]+\.[\w-]+$/),
  refresh_token: z.string().min(1).max(1000),
  expires_at: z.number(),
  user: z.object({ id: z.string() })
});

const decoded = (text: string): unknown => {
  const bytes = Buffer.from(text, 'base64url');
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
};

/** The text of a cookie that may be cut into `name.0`, `name.1` …, as the library puts it together. */
function joined(cookies: { name: string; value: string }[], name: string): string {
  const values = new Map(cookies.map((cookie) => [cookie.name, cookie.value]));
  const whole = values.get(name);
  if (whole) return whole;
  let text = '';
  for (let part = 0; values.get(`${name}.${part}`); part++) text += values.get(`${name}.${part}`);
  return text;
}

/** Whether these cookies hold a session in shape. Whether it is a true one, the auth service says. */
export function soundSession(cookies: { name: string; value: string }[], name: string): boolean {
  const text = joined(cookies, name);
  if (!text.startsWith(PREFIX) || text.length > LONGEST) return false;
  const inner = text.slice(PREFIX.length);
  if (ESCAPED.exec(inner)?.[0] !== inner) return false;
  try {
    const { access_token } = session.parse(decoded(inner));
    const [head, body] = access_token.split('.') as [string, string];
    header.parse(decoded(head));
    claims.parse(decoded(body));
    return true;
  } catch {
    return false;
  }
}

const guarded = globalThis as typeof globalThis & { __quietAuth?: true };

/* eslint-disable no-console -- the console itself is what this is about */
/** A session that ended is part of the work. We hear of it by the answer; the library prints it as well, with its stack. */
export function quietAuth(): void {
  if (guarded.__quietAuth) return;
  guarded.__quietAuth = true;
  for (const method of ['warn', 'error'] as const) {
    const print = console[method].bind(console);
    console[method] = (...args: unknown[]) => {
      if (!(args.length === 1 && isAuthError(args[0]))) print(...args);
    };
  }
}
/* eslint-enable no-console */
