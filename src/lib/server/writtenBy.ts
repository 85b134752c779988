import type { Handle } from '@sveltejs/kit';

/** Who was signed in when it was written; sent by the outbox of a phone with what has waited there. */
const HEADER = 'x-written-by';

/**
 * What was written by one account is never taken in as another's, or as a guest's, because the session ended or somebody
 * else has signed in meanwhile. The phone keeps it and asks.
 */
export const writtenBy: Handle = ({ event, resolve }) => {
  const account = event.request.headers.get(HEADER);
  const { user } = event.locals;
  if (account === null || account === user?.id) return resolve(event);
  const code = user ? 'account_differs' : 'signed_out';
  return Response.json({ message: code, code }, { status: 401, headers: { 'cache-control': 'no-store' } });
};
