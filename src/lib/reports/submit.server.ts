/** Sending a report: from a posted form to `submit_report`, the one door by which reports come in. */
import { randomBytes, randomUUID } from 'node:crypto';
import { failureOf, report as log } from '$lib/server/failure';
import type { Json } from '$lib/database.types';
import type { FormErrors } from './formFields';
import type { Report } from './reportForm';

/** A new report's name and the key that opens it: 128 random bits. Only the key's hash is stored, and only once it is sent. */
export const fresh = () => ({ id: randomUUID() as string, key: randomBytes(16).toString('hex') });

export type Sent =
  | { ok: true; location: string; id: string; key: string }
  | { ok: false; status: number; errors: FormErrors; wait?: number };

/**
 * @returns where to go on: with the key for who brought it, and once for who had none; a repeat without key gets no key
 */
export async function submit(locals: App.Locals, given: Report): Promise<Sent> {
  const key = given.key ?? fresh().key;
  const { photos: _photos, strays: _strays, ...fields } = given;
  const submission = { ...fields, key, key_given: given.key !== undefined, lang: locals.lang };
  const { data, error } = await locals.supabase.rpc('submit_report', {
    submission: JSON.parse(JSON.stringify(submission)) as Json, // what is absent is left out
    client: locals.client
  });
  if (error) {
    const { status, code, field, wait } = failureOf(error);
    if (status >= 500) log(locals.requestId, error);
    // What a person can mend is one kind of answer, whether this form or the database saw it.
    return {
      ok: false,
      status: status === 422 ? 400 : status,
      errors: { [place(field)]: code },
      ...(wait ? { wait } : {})
    };
  }
  const { id, result } = data as { id: string; result: 'created' | 'again' };
  const showKey = given.key !== undefined || result === 'created';
  return { ok: true, id, key, location: `/${locals.lang}/reports/${id}${showKey ? `?key=${key}` : ''}` };
}

/** The field of a refusal; the seconds to wait that come with a throttle are none. */
const place = (field: string | undefined) => (field && /^[a-z]/.test(field) ? field : 'form');
