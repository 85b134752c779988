import { error } from '@sveltejs/kit';
import * as desk from '$lib/console/console.server';
import { isQueue, readAfter, readFilters } from '$lib/console/queues';
import { refuse } from '$lib/server/failure';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { params, url, locals } = event;
  const { staff } = await event.parent();
  if (!isQueue(params.queue) || !staff.queues.includes(params.queue)) error(404);
  const filters = readFilters(url.searchParams);
  const after = readAfter(url.searchParams);
  const list = await desk.queue(locals.supabase, params.queue, filters, after).catch((cause) => refuse(event, cause));
  return { queue: params.queue, filters, after, list, now: new Date().toISOString() };
};
