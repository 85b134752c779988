import type { SupabaseClient } from '@supabase/supabase-js';
import type { RequestEvent } from '@sveltejs/kit';
import { failureOf, type Failure } from './failure.ts';

export type CredentialKind = 'sign_in' | 'sign_up' | 'reset' | 'code';

/**
 * Counts an attempt with credentials before it is made, by the address typed and by the visitor's network. The
 * counting is in SQL, so that several instances of the app share it; the auth service of the embedded backend has none.
 * @param subject what is being tried, such as the e-mail address
 * @returns null when the attempt may go on, or the failure to show (`too_many`, with `wait` in seconds)
 */
export async function throttle(
  { locals }: Pick<RequestEvent, 'locals'>,
  kind: CredentialKind,
  subject: string
): Promise<Failure | null> {
  const supabase = locals.supabase as unknown as SupabaseClient;
  const { error } = await supabase.rpc('throttle_credentials', { kind, subject, client: locals.client });
  return error ? failureOf(error) : null;
}
