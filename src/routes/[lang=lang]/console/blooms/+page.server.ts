import * as blooms from '$lib/blooms/blooms.server';
import { decide, onlyModerators, readDecision } from '$lib/console/decide.server';
import { refuse } from '$lib/server/failure';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { staff } = await event.parent();
  onlyModerators(staff.roles);
  try {
    return { rows: await blooms.told(event.locals.supabase) };
  } catch (cause) {
    refuse(event, cause);
  }
};

export const actions: Actions = {
  decide: async (event) => {
    const { id, act } = readDecision(await event.request.formData(), ['hide', 'show']);
    const said = act === 'hide' ? 'done_hidden' : 'done_shown';
    return decide(event, () => blooms.hide(event.locals.supabase, id, act === 'hide'), said);
  }
};
