import { fail } from '@sveltejs/kit';
import { randomBytes } from 'node:crypto';
import * as account from '$lib/account/account.server';
import { forgetForm } from '$lib/account/credentials';
import { read } from '$lib/forms/read';
import * as notices from '$lib/notices/notices.server';
import { refuse } from '$lib/server/failure';
import * as guest from '$lib/server/guest';
import { names } from '$lib/server/names';
import { inOrder } from '$lib/tracking/reportPage';
import * as tracking from '$lib/tracking/tracking.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { supabase, user, guestKeys, lang } = locals;
  try {
    const [named, mine, profile, unread] = await Promise.all([
      names(supabase, lang),
      tracking.mine(supabase, guestKeys),
      user ? account.profile(supabase, user.id) : null,
      user ? notices.unread(supabase) : 0
    ]);
    const reports = inOrder(mine).map((report) => ({
      ...report,
      title: named.category(report.category_code),
      place: named.subdistrict(report.subdistrict_code)
    }));
    return { reports, profile, unread, guests: user ? reports.filter(({ id }) => id in guestKeys).length : 0 };
  } catch (cause) {
    refuse({ locals }, cause);
  }
};

export const actions: Actions = {
  /** Puts the reports of this device into the account; their links stop working. */
  join: async ({ locals, cookies }) => {
    if (!locals.user) return fail(401, { errors: { form: 'signed_out' } });
    let left = Object.keys(locals.guestKeys).length;
    let joined = 0;
    for (const [id, key] of Object.entries(locals.guestKeys)) {
      try {
        await tracking.claim(locals.supabase, id, key, randomBytes(16).toString('hex'));
        guest.forget(cookies, id);
        joined += 1;
        left -= 1;
      } catch {
        // Another account has it, or its link was replaced: it stays on the phone and is counted as left.
      }
    }
    return { joined, left };
  },

  forget: async ({ request, cookies, setHeaders }) => {
    const { errors } = read(forgetForm, await request.formData());
    if (errors) return fail(400, { errors, forgetting: true });
    guest.forget(cookies);
    setHeaders({ 'clear-site-data': '"storage"' });
    return { forgotten: true };
  }
};
