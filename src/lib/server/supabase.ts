import { createServerClient } from '@supabase/ssr';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import type { RequestEvent } from '@sveltejs/kit';
import type { Database } from '../database.types.ts';
import { backend, type Backend } from './backend.ts';
import { settings } from './env.ts';
import { singleFlight } from './refresh.ts';
import { soundSession } from './sessionText.ts';

/** The session cookie's name: browsers accept `__Host-` on HTTPS only, and then for this host alone. */
export const sessionCookie = (): string => (settings().origin.startsWith('https:') ? '__Host-session' : 'session');

/** The names under which the request brought a session; the cookie is split in parts when it grows long. */
const sessionCookies = (event: RequestEvent): string[] => {
  const name = sessionCookie();
  const names = event.cookies.getAll().map((cookie) => cookie.name);
  return names.filter((found) => found === name || found.startsWith(`${name}.`));
};

/** Whether the request brought a session, and whether it is one in shape. */
export const hasSession = (event: RequestEvent): 'sound' | 'broken' | null => {
  if (sessionCookies(event).length === 0) return null;
  return soundSession(event.cookies.getAll(), sessionCookie()) ? 'sound' : 'broken';
};

/** Takes the session's cookies away from the browser. */
export const dropSession = (event: RequestEvent): void => {
  const secure = settings().origin.startsWith('https:');
  for (const name of sessionCookies(event)) event.cookies.delete(name, { path: '/', secure, httpOnly: true });
};

/** A client that acts as the visitor, with the session in HttpOnly cookies; no Supabase code reaches the browser. */
export function visitorClient(event: RequestEvent, backend: Backend): SupabaseClient<Database> {
  const secure = settings().origin.startsWith('https:');
  return createServerClient<Database>(backend.url, backend.publishableKey, {
    global: { fetch: singleFlight(backend.fetch) },
    cookieOptions: { name: sessionCookie(), httpOnly: true, secure, sameSite: 'lax', path: '/' },
    cookies: {
      getAll: () => event.cookies.getAll(),
      setAll: (list) => {
        // What a link in an e-mail would need. Ours hold codes, and these cookies would tell whether an address is known.
        for (const { name, value, options } of list.filter((cookie) => !cookie.name.endsWith('-code-verifier')))
          event.cookies.set(name, value, { ...options, httpOnly: true, secure, sameSite: 'lax', path: '/' });
      }
    }
  });
}

/** A client of nobody, that keeps no session and touches no cookie: to try a password without signing in. */
export async function clientApart(): Promise<SupabaseClient<Database>> {
  const { url, publishableKey, fetch } = await backend();
  return createClient<Database>(url, publishableKey, {
    global: { fetch },
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false }
  });
}
