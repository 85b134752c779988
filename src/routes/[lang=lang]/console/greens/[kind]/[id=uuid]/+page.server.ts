import { error, fail, redirect } from '@sveltejs/kit';
import * as desks from '$lib/console/console.server';
import * as greens from '$lib/greens/greens.server';
import { isGreen } from '$lib/greens/kinds';
import { refuse } from '$lib/server/failure';
import { randomUUID } from 'node:crypto';
import type { Actions, PageServerLoad } from './$types';

const VIEWS = { place: 'places', route: 'routes', waterway: 'waterways', chief: null } as const;

export const load: PageServerLoad = async (event) => {
  const { params, url, locals } = event;
  const { staff } = await event.parent();
  const { kind, id } = params;
  if (!isGreen(kind)) error(404);
  const { supabase, lang } = locals;
  const [desk, offered, editor] = await Promise.all([
    greens.read(supabase, kind, id),
    greens.choices(supabase, lang),
    greens.isEditor(supabase)
  ]).catch((cause) => refuse(event, cause));
  if (!editor) error(404);
  const sheet = desk?.sheet ?? {};
  // Moderators look at what is open there; other editors have no cases.
  const slug = kind === 'place' && staff.roles.includes('moderator') && desk ? String(sheet.slug) : null;
  const open = slug ? await desks.openAt(supabase, slug).catch((cause) => refuse(event, cause)) : 0;
  return {
    kind,
    open: slug ? { slug, n: open } : null,
    id,
    version: desk?.version ?? 0,
    code: desk?.code ?? null,
    revisions: desk?.revisions ?? [],
    typed: await greens.shown(supabase, kind, sheet).catch((cause) => refuse(event, cause)),
    name: String(sheet[`name_${lang}`] ?? sheet[`post_${lang}`] ?? ''),
    status: (sheet.status as 'draft' | 'published' | 'archived' | undefined) ?? 'draft',
    view: VIEWS[kind] && sheet.status === 'published' ? `/${params.lang}/${VIEWS[kind]}/${String(sheet.slug)}` : null,
    hasLine: Boolean(sheet.line ?? (sheet.reaches as { line?: unknown }[] | undefined)?.[0]?.line),
    offered,
    fresh: randomUUID(),
    done: url.searchParams.has('done')
  };
};

export const actions: Actions = {
  save: async (event) => {
    const { kind, id, lang } = event.params;
    if (!isGreen(kind)) error(404);
    const form = await event.request.formData();
    const answer = await greens.save(event.locals.supabase, kind, id, form).catch((cause) => refuse(event, cause));
    if ('errors' in answer) return fail(answer.status, { answer });
    redirect(303, `/${lang}/console/greens/${kind}/${id}?done`);
  },
  take_back: async (event) => {
    const { kind, id, lang } = event.params;
    const form = await event.request.formData();
    const refused = await greens.takeBack(event.locals.supabase, form).catch((cause) => refuse(event, cause));
    if (refused) return fail(refused.status, { refused: refused.code });
    redirect(303, `/${lang}/console/greens/${kind}/${id}?done`);
  }
};
