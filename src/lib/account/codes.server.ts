/**
 * Codes of six digits by e-mail. The auth service makes, sends and checks them; SQL counts. Every answer is the same
 * whether or not the address has an account, so nothing here throws for an address that is not known.
 */
import { randomBytes } from 'node:crypto';
import type { SupabaseClient, User } from '@supabase/supabase-js';
import type { Database } from '$lib/database.types';
import { failureOf, type Failure } from '$lib/server/failure';

type Db = SupabaseClient<Database>;
/** `account`: to an account's own address; `new_address`: to one that is to become an account's. */
export type Kind = 'account' | 'new_address';

/** Counts the wish for a code. Null when it may be sent, or the failure to show (`code_too_soon`, `too_many`, with `wait`). */
export async function ask(db: Db, kind: Kind, email: string, client: string): Promise<Failure | null> {
  const { error } = await db.rpc('ask_code', { kind, address: email, client });
  return error ? failureOf(error) : null;
}

/** Counts a try. How many are left after it, or the failure to show (`code_used_up`, `code_expired`, `too_many`). */
export async function attempt(db: Db, kind: Kind, email: string, client: string): Promise<number | Failure> {
  const { data, error } = await db.rpc('try_code', { kind, address: email, client });
  return error ? failureOf(error) : data;
}

/** What the auth service refuses is kept from the visitor, because it tells who has an account; what it breaks is not. */
function onlyBroken(error: { status?: number | undefined } | null): void {
  if (error && (error.status === undefined || error.status >= 500)) throw error;
}

/** Sends a code to sign in with, if there is an account; it never makes one. */
export async function sendSignIn(db: Db, email: string): Promise<void> {
  const { error } = await db.auth.signInWithOtp({ email, options: { shouldCreateUser: false } });
  onlyBroken(error);
}

export async function sendReset(db: Db, email: string): Promise<void> {
  const { error } = await db.auth.resetPasswordForEmail(email);
  onlyBroken(error);
}

/** Sends a code to the address that is to become the account's. One that belongs to somebody gets none from here. */
export async function sendNewAddress(db: Db, email: string): Promise<void> {
  const { error } = await db.auth.updateUser({ email });
  onlyBroken(error);
}

const TYPES = { sign_in: 'email', reset: 'recovery', new_address: 'email_change' } as const;

/** Signs in with a code. The account, or null when it is not the right one. */
export async function enter(db: Db, what: keyof typeof TYPES, email: string, token: string): Promise<User | null> {
  const { data, error } = await db.auth.verifyOtp({ email, token, type: TYPES[what] });
  onlyBroken(error);
  return error ? null : data.user;
}

/** The mailbox was shown to be theirs by this very code. Both times are of the auth service's own clock. */
export const justConfirmed = ({ email_confirmed_at, last_sign_in_at }: User): boolean =>
  Boolean(email_confirmed_at) && Math.abs(Date.parse(last_sign_in_at ?? '') - Date.parse(email_confirmed_at!)) < 30_000;

/**
 * Takes away a password that somebody set before the mailbox was confirmed, and may not be its reader: otherwise whoever
 * signs up with another's address could wait for them to confirm it, and come in.
 */
export async function dropPassword(db: Db): Promise<void> {
  await setPassword(db, randomBytes(32).toString('base64url'));
}

/** Sets a new password and ends every other session. The same password again is as good as a new one. */
export async function setPassword(db: Db, password: string): Promise<void> {
  const { error } = await db.auth.updateUser({ password });
  if (error && error.code !== 'same_password') throw error;
  const { error: kept } = await db.auth.signOut({ scope: 'others' });
  onlyBroken(kept);
}

/** Ends every session of the account, this one included. */
export async function signOutEverywhere(db: Db): Promise<void> {
  const { error } = await db.auth.signOut({ scope: 'global' });
  onlyBroken(error);
}
