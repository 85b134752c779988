import { redirect } from '@sveltejs/kit';
import * as account from '$lib/account/account.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => {
  if (!locals.user) redirect(303, `/${params.lang}`);
};

export const actions: Actions = {
  default: async ({ locals, params, setHeaders }) => {
    await account.signOut(locals.supabase);
    // Drafts and saved pages of this account go with it; the answer is the only place that can say so without JavaScript.
    setHeaders({ 'clear-site-data': '"storage"' });
    redirect(303, `/${params.lang}`);
  }
};
