import { invalidateAll } from '$app/navigation';
import type { SubmitFunction } from '@sveltejs/kit';

/** With JavaScript: a refusal keeps what was typed; after a conflict the page is read again and shows what happened. */
export const afterMove: SubmitFunction =
  () =>
  async ({ result, update }) => {
    await update({ reset: result.type !== 'failure' });
    if (result.type === 'failure' && result.status === 409) await invalidateAll();
  };
