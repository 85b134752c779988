import { error, fail } from '@sveltejs/kit';
import * as bulk from '$lib/console/bulk.server';
import { bulkMoves } from '$lib/console/bulk';
import * as desk from '$lib/console/console.server';
import { isQueue, readAfter, readFilters } from '$lib/console/queues';
import { refuse } from '$lib/server/failure';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { params, url, locals } = event;
  const { staff } = await event.parent();
  if (!isQueue(params.queue) || !staff.queues.includes(params.queue)) error(404);
  const filters = readFilters(url.searchParams);
  const after = readAfter(url.searchParams);
  const [list, place] = await Promise.all([
    desk.queue(locals.supabase, params.queue, filters, after),
    desk.filterPlace(locals.supabase, filters)
  ]).catch((cause) => refuse(event, cause));
  const moves = bulkMoves(params.queue, staff.roles.includes('moderator'));
  return { queue: params.queue, filters, place, after, list, moves, now: new Date().toISOString() };
};

export const actions: Actions = {
  bulk: async (event) => {
    const form = await event.request.formData();
    const answer = await bulk.move(event.locals.supabase, form).catch((cause) => refuse(event, cause));
    return Object.keys(answer.errors).length > 0 ? fail(400, { bulk: answer }) : { bulk: answer };
  },
  undo_bulk: async (event) => {
    const form = await event.request.formData();
    return { bulk: await bulk.undo(event.locals.supabase, form).catch((cause) => refuse(event, cause)) };
  }
};
