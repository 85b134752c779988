import { error } from '@sveltejs/kit';
import * as greens from '$lib/greens/greens.server';
import { CHOICES, isGreen } from '$lib/greens/kinds';
import { refuse } from '$lib/server/failure';
import { randomUUID } from 'node:crypto';
import type { PageServerLoad } from './$types';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const load: PageServerLoad = async (event) => {
  const { params, url, locals } = event;
  await event.parent();
  if (!isGreen(params.kind)) error(404);
  const q = (url.searchParams.get('q') ?? '').trim().slice(0, 60);
  const wanted = url.searchParams.get('status') ?? '';
  const status = (CHOICES.status as readonly string[]).includes(wanted) ? wanted : '';
  const after = url.searchParams.get('after') ?? '';
  const found = await greens
    .list(locals.supabase, params.kind, q, status || null, UUID.test(after) ? after : null)
    .catch((cause) => refuse(event, cause));
  return { kind: params.kind, q, status, ...found, fresh: randomUUID() };
};
