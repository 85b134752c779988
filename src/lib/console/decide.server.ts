/** A decision on a desk, from form to answer: the same for whatever is decided. */
import { error, fail, type RequestEvent } from '@sveltejs/kit';
import { failureOf, refuse } from '$lib/server/failure';
import { isUuid } from './queues';

const notHere = () => error(404, { message: 'not_found', code: 'not_found' });

/** Only whoever moderates sees the desk; what they may do is for the database to say. */
export function onlyModerators(roles: readonly string[]) {
  if (!roles.includes('moderator')) notHere();
}

/** The id and the answer that a row was posted with; a form that is none of ours is not here. */
export function readDecision<const Act extends string>(form: FormData, acts: readonly Act[], name = 'id') {
  const [id, act] = [form.get(name), form.get('act')];
  const known = acts.find((one) => one === act);
  if (typeof id !== 'string' || !isUuid(id) || known === undefined) return notHere();
  return { id, act: known };
}

/** What the database refuses is said on the page; what is gone or broken is an error page. */
export async function decide<const Said extends string>(event: RequestEvent, act: () => Promise<void>, said: Said) {
  try {
    await act();
  } catch (cause) {
    const { status, code } = failureOf(cause);
    if (status === 404 || status >= 500) refuse(event, cause);
    return fail(status, { errors: { form: code } });
  }
  return { said };
}
