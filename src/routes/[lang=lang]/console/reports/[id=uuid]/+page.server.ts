import { writeIdIn } from '$lib/forms/writeId';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as appeals from '$lib/appeals/appeals.server';
import * as act from '$lib/console/act.server';
import * as desk from '$lib/console/console.server';
import { isMove } from '$lib/console/moves';
import { caseHref, neighbours, readPlace } from '$lib/console/queues';
import * as orders from '$lib/console/orders.server';
import * as family from '$lib/console/family.server';
import * as photos from '$lib/console/photos.server';
import * as publishing from '$lib/console/release.server';
import * as reference from '$lib/console/reference.server';
import * as sites from '$lib/console/sites.server';
import { refuse } from '$lib/server/failure';
import * as hotline from '$lib/sheet/hotline.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { params, url, locals } = event;
  const { staff, names } = await event.parent();
  const query = url.searchParams;
  const place = readPlace(query);
  if (place.queue && !staff.queues.includes(place.queue)) place.queue = null;
  const wish = query.get('act');
  const move = isMove(wish) ? wish : null;
  const db = locals.supabase;
  const [found, list] = await Promise.all([
    desk.readCase(db, params.id),
    place.queue ? desk.queue(db, place.queue, place.filters, place.after) : null
  ]).catch((cause) => refuse(event, cause));
  if (!found) error(404);
  const group = names.categories.find(({ code }) => code === found.category_code)?.group_code ?? '';
  const [
    questions,
    limits,
    templates,
    { appeal },
    site,
    candidates,
    mergeWords,
    children,
    release,
    calls,
    pictures,
    order,
    green,
    filterPlace
  ] = await Promise.all([
    reference.questions(db, found.category_code),
    reference.limits(db, found.category_code),
    move ? reference.templates(db, move, group) : [],
    appeals.read(db, params.id, undefined),
    sites.panel(db, params.id, query),
    family.candidates(db, found),
    family.mergeWords(db, found),
    family.childPhotos(db, found),
    publishing.read(db, found),
    // Not for handlers: whoever may look an order up at 12345 would learn who called.
    staff.queues.includes('screen') ? hotline.notes(db, params.id, undefined) : [],
    staff.roles.includes('moderator') && found.photos.length > 0 ? photos.list(db, params.id) : [],
    staff.roles.includes('moderator') ? orders.ofCase(db, params.id) : null,
    found.place ? desk.greenPlace(db, params.id) : null,
    list ? desk.filterPlace(db, place.filters) : null
  ]).catch((cause) => refuse(event, cause));
  const carried = query.get('next');
  const next = neighbours(list?.rows.map(({ id }) => id) ?? [], params.id).next;
  return {
    case_: found,
    green,
    filterPlace,
    openQueue: staff.queues.includes('all_open') ? ('all_open' as const) : ('in_hand' as const),
    site,
    candidates,
    mergeWords,
    children,
    appeal,
    list,
    place,
    questions,
    limits,
    templates,
    release,
    // Only where something may be public is there anything to decide.
    photos: release ? pictures : [],
    calls,
    order,
    act: move,
    typed: move ? act.start(found.suggestion, move, query.get('event')) : {},
    done: query.get('done'),
    next: list?.rows.some(({ id }) => id === carried) && carried !== params.id ? carried : next,
    now: new Date().toISOString()
  };
};

const back = ({ params, url }: RequestEvent, more: Parameters<typeof caseHref>[2]) =>
  caseHref(params.lang ?? 'zh', params.id ?? '', { ...readPlace(url.searchParams), ...more });

async function step(event: RequestEvent, form: FormData) {
  const answer = await act.move(event.locals.supabase, event.params.id ?? '', form);
  if (!answer) error(404);
  if ('done' in answer) redirect(303, back(event, answer));
  return fail(answer.status, answer.again);
}

async function aboutSite(event: RequestEvent, verb: 'link' | 'unlink' | 'make') {
  const refused = await sites[verb](event.locals.supabase, event.params.id ?? '', await event.request.formData()).catch(
    (cause) => refuse(event, cause)
  );
  if (refused) return fail(refused.status, { site: refused.answer });
  redirect(303, `${back(event, { done: `site_${verb}` })}#site`);
}

export const actions: Actions = {
  move: async (event) => step(event, await event.request.formData()),
  join: async (event) => {
    const { locals, params, request } = event;
    const form = await family
      .joining(locals.supabase, params.id, await request.formData())
      .catch((cause) => refuse(event, cause));
    if (!form) error(404);
    return step(event, form);
  },
  link: (event) => aboutSite(event, 'link'),
  unlink: (event) => aboutSite(event, 'unlink'),
  make: (event) => aboutSite(event, 'make'),
  resend: async (event) => {
    const form = await event.request.formData();
    const code = await orders
      .resend(event.locals.supabase, event.params.id, form)
      .catch((cause) => refuse(event, cause));
    if (code) return fail(409, { orderError: code });
    redirect(303, `${back(event, { done: 'order_sent' })}#order`);
  },
  undo: async (event) => {
    const form = await event.request.formData();
    const eventId = Number(form.get('event_id'));
    const refused = await desk.undo(event.locals.supabase, event.params.id, eventId, writeIdIn(form));
    if (refused) return fail(refused.refusal.status, { undoError: refused.refusal.code });
    redirect(303, back(event, { done: 'undone' }));
  },
  reveal: async (event) => {
    const reason = String((await event.request.formData()).get('reason') ?? '').trim();
    if (!reason) return fail(400, { reason, revealError: 'reason_missing' });
    const result = await desk.reveal(event.locals.supabase, event.params.id, reason);
    if ('refusal' in result) return fail(result.refusal.status, { reason, revealError: result.refusal.code });
    return { contact: result.contact };
  },
  decide: async (event) => {
    const form = await event.request.formData();
    const answer = await appeals.decide(event.locals.supabase, form).catch((cause) => refuse(event, cause));
    if ('decided' in answer) redirect(303, back(event, { done: `appeal_${answer.decided}` }));
    return fail(answer.status, { failedAppeal: answer.failed });
  },
  template: async (event) => {
    const form = await event.request.formData();
    const again = act.template(form, await reference.templates(event.locals.supabase, String(form.get('move')), null));
    return again ?? fail(400, { undoError: 'not_found' });
  },
  release: async (event) => {
    const refused = await publishing
      .release(event.locals.supabase, event.params.id, await event.request.formData())
      .catch((cause) => refuse(event, cause));
    if (refused) return fail(refused.status, { release: refused.answer });
    redirect(303, back(event, {}));
  },
  hide: async (event) => {
    const refused = await publishing
      .hide(event.locals.supabase, event.params.id, await event.request.formData())
      .catch((cause) => refuse(event, cause));
    if (refused) return fail(refused.status, { release: refused.answer });
    redirect(303, back(event, {}));
  }
};
