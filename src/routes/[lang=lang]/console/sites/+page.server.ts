import { error } from '@sveltejs/kit';
import * as desk from '$lib/console/console.server';
import { readSiteQuery } from '$lib/console/sites';
import * as sites from '$lib/console/sites.server';
import { refuse } from '$lib/server/failure';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { url, locals } = event;
  await event.parent();
  const query = readSiteQuery(url.searchParams);
  const [list, near] = await Promise.all([
    sites.list(locals.supabase, query),
    query.near ? desk.codeOf(locals.supabase, query.near) : null
  ]).catch((cause) => refuse(event, cause));
  if (!list) error(404);
  return { query, list, near };
};
