import { backend } from '$lib/server/backend.ts';

/** The database answers too. */
export const GET = async () => {
  const ready = await backend()
    .then((home) => home.ready())
    .catch(() => false);
  return new Response(ready ? 'ready\n' : 'not ready\n', {
    status: ready ? 200 : 503,
    headers: { 'cache-control': 'no-store' }
  });
};
