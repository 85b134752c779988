import { json } from '@sveltejs/kit';
import { refuse } from '$lib/server/failure';
import { offers } from '../same.server';
import type { RequestHandler } from './$types';

/**
 * Public cases near a place. A POST, because the place of somebody who is writing belongs into no address and no log.
 * Nothing is kept of it.
 */
export const POST: RequestHandler = async (event) => {
  const form = await event.request.formData().catch(() => new FormData());
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const where = { category: text('category'), lat: text('lat'), lng: text('lng'), subdistrict: text('subdistrict') };
  try {
    const found = (await offers(event.locals, where)) ?? [];
    return json(found, { headers: { 'cache-control': 'private, no-store' } });
  } catch (cause) {
    refuse(event, cause);
  }
};
