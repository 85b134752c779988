/** Accounts: who somebody is to us. Sessions live in HttpOnly cookies that the hook's client writes. */
import { randomUUID } from 'node:crypto';
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '$lib/database.types';
import type { Lang } from '$lib/i18n/lang';
import { sendSignIn } from './codes.server';
import { NEEDED } from './purposes';

type Db = SupabaseClient<Database>;

export type Credentials = { email: string; password: string };

const LEAST_MS = 400;

/** Answers no sooner than this, so that the time does not tell whether an address is known. */
export async function unhurried<T>(work: Promise<T>): Promise<T> {
  const [done] = await Promise.allSettled([work, new Promise((resolve) => setTimeout(resolve, LEAST_MS))]);
  if (done.status === 'rejected') throw done.reason;
  return done.value;
}

/** False for an unknown address and for a wrong password alike. */
export async function signIn(db: Db, credentials: Credentials): Promise<boolean> {
  const { error } = await db.auth.signInWithPassword(credentials);
  if (!error) return true;
  if (error.status !== undefined && error.status < 500) return false;
  throw error;
}

/** Whether this is the password of the account; `apart` is a client that touches no cookie. */
export async function passwordHolds(apart: Db, credentials: Credentials): Promise<boolean> {
  const holds = await signIn(apart, credentials);
  if (holds) await apart.auth.signOut({ scope: 'local' });
  return holds;
}

export interface NewAccount extends Credentials {
  display_name: string;
  lang: Lang;
  purposes: readonly string[];
}

/**
 * Opens an account unless the address has one; the caller cannot tell which. Nobody is signed in by it: that would tell.
 * What was agreed to travels with the account and is written down when it is made. With `codes` a code goes to the address either way:
 * to confirm the new account, or to sign in to the one that was there. Gives the id of the new account, or a random one.
 */
export async function signUp(
  db: Db,
  { email, password, display_name, lang, purposes }: NewAccount,
  codes: boolean
): Promise<string> {
  const consents = [NEEDED, ...purposes];
  const { data, error } = await db.auth.signUp({
    email,
    password,
    options: { data: { display_name, lang, consents } }
  });
  // `over_email…` is how the embedded backend says that the address waits to be confirmed, or has been.
  const known = ['user_already_exists', 'email_exists', 'over_email_send_rate_limit'].includes(error?.code ?? '');
  if (error && !known) throw error;
  const { user, session } = data;
  // Hosted Supabase shows a made-up account without identities for an address that has one; with a session no code was sent.
  const isSent = user && !session && user.identities?.length !== 0;
  if (codes && !isSent) await sendSignIn(db, email);
  await db.auth.signOut({ scope: 'local' });
  return user?.id ?? randomUUID();
}

export async function signOut(db: Db): Promise<void> {
  await db.auth.signOut({ scope: 'local' });
}

export interface Profile {
  display_name: string;
  lang: Lang;
  created_at: string;
}

export async function profile(db: Db, userId: string): Promise<Profile | null> {
  const { data, error } = await db
    .from('profiles')
    .select('display_name, lang, created_at')
    .eq('user_id', userId)
    .maybeSingle();
  if (error) throw error;
  return data as Profile | null;
}

export async function saveProfile(
  db: Db,
  userId: string,
  { display_name, lang }: Pick<Profile, 'display_name' | 'lang'>
): Promise<void> {
  const { error } = await db.from('profiles').update({ display_name, lang }).eq('user_id', userId);
  if (error) throw error;
}

export interface Consent {
  purpose: string;
  given_at: string;
  withdrawn_at: string | null;
}

/** Every agreement, in force or withdrawn, newest first. */
export async function consents(db: Db): Promise<Consent[]> {
  const { data, error } = await db
    .from('consents')
    .select('purpose, given_at, withdrawn_at')
    .order('given_at', { ascending: false })
    .limit(100);
  if (error) throw error;
  return data as Consent[];
}

/** The account agrees to exactly these purposes from now on, and to what it cannot work without. */
export async function agree(db: Db, purposes: readonly string[]): Promise<void> {
  const { error } = await db.rpc('record_consents', { purposes: [NEEDED, ...purposes] });
  if (error) throw error;
}

export interface Reveal {
  id: number;
  report_id: string;
  unit_code: string | null;
  reason: string;
  revealed_at: string;
}

/** Who looked at the contact details of the reports with these ids. */
export async function reveals(db: Db, reportIds: string[]): Promise<Reveal[]> {
  if (reportIds.length === 0) return [];
  const { data, error } = await db
    .from('contact_reveals')
    .select('id, report_id, unit_code, reason, revealed_at')
    .in('report_id', reportIds)
    .order('revealed_at', { ascending: false })
    .limit(100);
  if (error) throw error;
  return data as Reveal[];
}
