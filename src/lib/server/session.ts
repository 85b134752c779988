import { isAuthRetryableFetchError, type JwtPayload, type SupabaseClient } from '@supabase/supabase-js';
import type { Handle, RequestEvent } from '@sveltejs/kit';
import { backend, type Backend } from './backend.ts';
import { clientOf } from './client.ts';
import { settings } from './env.ts';
import * as guest from './guest.ts';
import { quietAuth } from './sessionText.ts';
import { dropSession, hasSession, visitorClient } from './supabase.ts';

quietAuth();

/** Roles live in a table and not in the token, so that taking one away works at once. */
async function rolesOf(supabase: App.Locals['supabase'], id: string): Promise<string[]> {
  const { data } = await (supabase as unknown as SupabaseClient).from('user_roles').select('role').eq('user_id', id);
  return [...new Set((data ?? []).map(({ role }: { role: unknown }) => String(role)))];
}

/**
 * The claims of a session that holds; null for one that ended, was forged or is no session at all. Such a cookie is taken
 * away and the request goes on as a visitor's: with it every page would be refused until the browser forgets it.
 */
async function claimsOf(event: RequestEvent, home: Backend): Promise<JwtPayload | null> {
  const { locals } = event;
  try {
    const { data, error } = await locals.supabase.auth.getClaims();
    if (data) return data.claims;
    if (isAuthRetryableFetchError(error)) return null; // the auth service is away; the session may be a good one
  } catch {
    // The library takes the cookie's content at its word and breaks on what is no token.
  }
  dropSession(event);
  locals.supabase = visitorClient(event, home);
  return null;
}

/**
 * Says who is asking. The claims are awaited here: a token refreshed later would set its cookie after the answer
 * has left. `getClaims` verifies the token (with the embedded backend by asking it, so a deleted account ends at once).
 */
export const session: Handle = async ({ event, resolve }) => {
  const home = await backend();
  const { locals } = event;
  locals.demo = settings().demo;
  locals.client = clientOf(event, home.appSecret);
  locals.guestKeys = guest.read(event.cookies);
  locals.user = null;
  locals.roles = [];
  const brought = hasSession(event);
  if (brought === 'broken') dropSession(event); // before the client reads it
  locals.supabase = visitorClient(event, home);
  if (brought === 'sound') {
    const claims = await claimsOf(event, home);
    if (claims) {
      locals.user = { id: claims.sub, email: claims.email ?? '' };
      locals.roles = await rolesOf(locals.supabase, claims.sub);
    }
  }
  return resolve(event, { filterSerializedResponseHeaders: (name) => name === 'content-range' });
};
