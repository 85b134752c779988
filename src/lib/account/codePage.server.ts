/** What the pages have in common that ask for a code: sending one, again if wanted, and counting the tries. */
import type { User } from '@supabase/supabase-js';
import { fail, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import type { Errors } from '$lib/forms/read';
import { minutesOf, refuse, type Failure } from '$lib/server/failure';
import { unhurried } from './account.server';
import * as codes from './codes.server';

type Event = Pick<RequestEvent, 'locals'>;
/** `said`: what the sentences need. */
export interface Refused {
  errors: Errors;
  said: { minutes: number; seconds: number; count: number };
}

/** The failure as the form shows it; what we broke ends in the page for that. */
function refused(event: Event, failure: Failure, left = 0): ActionFailure<Refused> {
  const known = ['code_too_soon', 'too_many', 'code_used_up', 'code_expired', 'code_wrong'];
  if (!known.includes(failure.code)) refuse(event, failure);
  const said = { minutes: minutesOf(failure), seconds: failure.wait ?? 60, count: left };
  const word = { too_many: 'throttled', code_too_soon: 'code_wait' }[failure.code] ?? failure.code;
  return fail(failure.status, { errors: { [failure.field ?? 'form']: word }, said });
}

/** Counts the wish and sends a code, no faster for one address than for another. */
export async function send(
  event: Event,
  kind: codes.Kind,
  email: string,
  letter: () => Promise<unknown>
): Promise<ActionFailure<Refused> | null> {
  const { supabase, client } = event.locals;
  try {
    const failure = await codes.ask(supabase, kind, email, client);
    if (failure) return refused(event, failure);
    await unhurried(letter());
  } catch (cause) {
    refuse(event, cause);
  }
  return null;
}

/** Counts the try and looks at the code. The account it opened, or what to show. */
export async function enter(
  event: Event,
  what: Parameters<typeof codes.enter>[1],
  email: string,
  code: string
): Promise<{ user: User; wrong?: never } | { user?: never; wrong: ActionFailure<Refused> }> {
  const { supabase, client } = event.locals;
  try {
    const left = await codes.attempt(supabase, what === 'new_address' ? what : 'account', email, client);
    if (typeof left !== 'number') return { wrong: refused(event, left) };
    const user = await unhurried(codes.enter(supabase, what, email, code));
    if (user) return { user };
    return {
      wrong: refused(event, { status: 400, code: left > 0 ? 'code_wrong' : 'code_used_up', field: 'code' }, left)
    };
  } catch (cause) {
    refuse(event, cause);
  }
}
