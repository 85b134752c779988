import * as desk from '$lib/console/console.server';
import { refuse } from '$lib/server/failure';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { staff } = await event.parent();
  const counted =
    staff.queues.length > 0 ? await desk.queues(event.locals.supabase).catch((cause) => refuse(event, cause)) : [];
  return {
    now: new Date().toISOString(),
    counts: staff.queues.map((queue) => counted.find((one) => one.queue === queue) ?? { queue, n: 0, oldest: null })
  };
};
