import { writeIdIn } from '$lib/forms/writeId';
import { fail, type RequestEvent } from '@sveltejs/kit';
import * as orders from '$lib/letters/orders.server';
import { failureOf, refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import type { Actions, PageServerLoad } from './$types';

const tokenOf = (url: URL) => url.searchParams.get('token') ?? '';
const TYPED = ['internal_text', 'answer_kind', 'public_text'] as const;

export const load: PageServerLoad = async (event) => {
  const { locals, url, setHeaders } = event;
  setHeaders({ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' });
  try {
    const [order, named] = await Promise.all([
      orders.read(locals.supabase, tokenOf(url)),
      names(locals.supabase, locals.lang)
    ]);
    return {
      order,
      token: tokenOf(url),
      named: {
        unit: named.unit(order.unit_code),
        category: named.category(order.category_code),
        subdistrict: named.subdistrict(order.subdistrict_code)
      }
    };
  } catch (cause) {
    refuse(event, cause);
  }
};

/** What was typed stays on the page, whatever the database says to it. */
async function tried<T>(event: RequestEvent, values: Record<string, string>, work: () => Promise<T>) {
  try {
    return { ok: await work() };
  } catch (cause) {
    const { status, code, field } = failureOf(cause);
    if (status === 404 || status >= 500) refuse(event, cause);
    return { failed: fail(status, { errors: { [field && field in values ? field : 'form']: code }, values }) };
  }
}

export const actions: Actions = {
  act: async (event) => {
    const form = await event.request.formData();
    const values = Object.fromEntries(TYPED.map((name) => [name, String(form.get(name) ?? '')]));
    const version = Number(form.get('version'));
    const seen = Number.isInteger(version) && Math.abs(version) < 2 ** 31 ? version : 0;
    const done = await tried(event, values, () =>
      orders.act(event.locals.supabase, tokenOf(event.url), seen, { ...values, public_lang: event.locals.lang })
    );
    return done.failed ?? { done: done.ok };
  },

  renew: async (event) => {
    const form = writeIdIn(await event.request.formData());
    const done = await tried(event, {}, () => orders.renew(event.locals.supabase, tokenOf(event.url), form));
    return done.failed ?? { renewed: true };
  }
};
