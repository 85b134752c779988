import { decide, onlyModerators, readDecision } from '$lib/console/decide.server';
import * as nature from '$lib/nature/nature.server';
import { refuse } from '$lib/server/failure';
import * as greenPhotos from '$lib/server/greenPhotos';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { staff } = await event.parent();
  onlyModerators(staff.roles);
  try {
    const { waiting, decided } = await nature.desk(event.locals.supabase);
    const names = [...waiting, ...decided].flatMap(({ photos }) => photos.map(({ name }) => name));
    return { waiting, decided, covers: await greenPhotos.coversOf(event.locals.supabase, names) };
  } catch (cause) {
    refuse(event, cause);
  }
};

export const actions: Actions = {
  decide: async (event) => {
    const { id, act } = readDecision(await event.request.formData(), ['show', 'show_coarse', 'refuse']);
    const db = event.locals.supabase;
    return decide(event, () => nature.decide(db, id, act !== 'refuse', act === 'show_coarse'), 'done');
  },
  photo: async (event) => {
    const form = await event.request.formData();
    const { id: name, act } = readDecision(form, ['show', 'refuse'], 'name');
    const isClear = form.get('nothing_identifies') === '1';
    return decide(event, () => nature.decidePhoto(event.locals.supabase, name, act === 'show', isClear), 'done');
  }
};
