import { error, fail, redirect } from '@sveltejs/kit';
import { isWay } from '$lib/console/orders';
import * as orders from '$lib/console/orders.server';
import { refuse } from '$lib/server/failure';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const { staff } = await event.parent();
  const moderator = staff.roles.includes('moderator');
  const [units, waiting] = await Promise.all([
    orders.ways(locals.supabase),
    moderator ? orders.waiting(locals.supabase) : null
  ]).catch((cause) => refuse(event, cause));
  if (!units) error(404);
  const way = url.searchParams.get('way');
  return {
    units,
    waiting,
    way: isWay(way) ? way : 'all',
    may: staff.roles.includes('admin'),
    unit: url.searchParams.get('unit'),
    done: url.searchParams.has('done')
  };
};

export const actions: Actions = {
  change: async (event) => {
    const form = await event.request.formData();
    const refused = await orders.change(event.locals.supabase, form).catch((cause) => refuse(event, cause));
    if (refused) return fail(refused.status, { answer: refused.answer });
    redirect(303, `/${event.params.lang}/console/units?done`);
  }
};
