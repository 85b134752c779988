import type { SupabaseClient } from '@supabase/supabase-js';
import type { Handle } from '@sveltejs/kit';
import { backend } from './backend.ts';
import { clientOf } from './client.ts';
import { settings } from './env.ts';
import * as guest from './guest.ts';
import { hasSession, visitorClient } from './supabase.ts';

/** Roles live in a table and not in the token, so that taking one away works at once. */
async function rolesOf(supabase: App.Locals['supabase'], id: string): Promise<string[]> {
  const { data } = await (supabase as unknown as SupabaseClient).from('user_roles').select('role').eq('user_id', id);
  return [...new Set((data ?? []).map(({ role }: { role: unknown }) => String(role)))];
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
  locals.supabase = visitorClient(event, home);
  locals.user = null;
  locals.roles = [];
  if (hasSession(event)) {
    const { data } = await locals.supabase.auth.getClaims();
    if (data) {
      locals.user = { id: data.claims.sub, email: data.claims.email ?? '' };
      locals.roles = await rolesOf(locals.supabase, data.claims.sub);
    }
  }
  return resolve(event, { filterSerializedResponseHeaders: (name) => name === 'content-range' });
};
