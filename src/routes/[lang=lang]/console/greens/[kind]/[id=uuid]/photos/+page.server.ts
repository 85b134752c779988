import { error, fail, redirect } from '@sveltejs/kit';
import * as greens from '$lib/greens/greens.server';
import type { Answer } from '$lib/greens/placePhotos';
import * as placePhotos from '$lib/greens/placePhotos.server';
import { refuse } from '$lib/server/failure';
import * as greenPhotos from '$lib/server/greenPhotos';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { params, url, locals } = event;
  await event.parent();
  if (params.kind !== 'place') error(404, { message: 'not_found', code: 'not_found' });
  const [desk, photos] = await Promise.all([
    greens.read(locals.supabase, 'place', params.id),
    placePhotos.list(locals.supabase, params.id)
  ]).catch((cause) => refuse(event, cause));
  if (!desk) error(404, { message: 'not_found', code: 'not_found' });
  const covers = await greenPhotos
    .coversOf(
      locals.supabase,
      photos.map(({ name }) => name)
    )
    .catch((cause) => refuse(event, cause));
  return {
    id: params.id,
    name: String(desk.sheet[`name_${locals.lang}`]),
    view: desk.sheet.status === 'published' ? `/${params.lang}/places/${String(desk.sheet.slug)}` : null,
    version: desk.version,
    photos,
    covers,
    done: url.searchParams.has('done')
  };
};

/** Both acts read a form and do it, or show what is wrong with it. What was added is looked at before it is shown. */
const acting =
  (act: typeof placePhotos.add | typeof placePhotos.change): Actions[string] =>
  async (event) => {
    const { params, locals, request, url } = event;
    if (params.kind !== 'place') error(404, { message: 'not_found', code: 'not_found' });
    const busy = (code: string): Answer => ({
      status: 503, // nothing of the form was read
      of: 'add',
      typed: {},
      errors: { photos: code },
      held: [],
      write_id: ''
    });
    const answer = await greenPhotos
      .inRoom(request, async () => act(locals.supabase, params.id, await request.formData()), busy)
      .catch((cause) => refuse(event, cause));
    if (answer && 'status' in answer) return fail(answer.status, { answer });
    redirect(303, answer ? `/${params.lang}/console/cover/${answer.name}` : `${url.pathname}?done`);
  };

export const actions: Actions = { add: acting(placePhotos.add), change: acting(placePhotos.change) };
