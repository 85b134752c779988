import { error } from '@sveltejs/kit';
import type { Route } from '$lib/routes/route';
import * as routes from '$lib/routes/routes.server';
import { refuse } from '$lib/server/failure';

/** The published route of this address, or the page that says there is none. */
export async function found(locals: App.Locals, slug: string): Promise<Route> {
  const read = async () => {
    try {
      return await routes.read(locals.supabase, slug);
    } catch (cause) {
      refuse({ locals }, cause);
    }
  };
  const route = await read();
  if (!route) error(404, { message: 'not_found', code: 'not_found' });
  return route;
}
