import { redirect } from '@sveltejs/kit';
import * as myData from '$lib/account/myData.server';
import { signInPath } from '$lib/account/nextPath';
import { refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import type { RequestHandler } from './$types';

/** Everything as JSON; `?format=csv` is the list of reports for a spreadsheet. */
export const GET: RequestHandler = async (event) => {
  const { locals, params, url } = event;
  const { supabase, user, lang } = locals;
  if (!user) redirect(303, signInPath(params.lang, new URL(`/${params.lang}/me/data`, url)));
  const table = url.searchParams.get('format') === 'csv';
  const day = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
  try {
    const text = table
      ? await myData.reportsFile(supabase, await names(supabase, lang))
      : JSON.stringify(await myData.everything(supabase), null, 2);
    return new Response(text, {
      headers: {
        'content-type': `${table ? 'text/csv' : 'application/json'}; charset=utf-8`,
        'content-disposition': `attachment; filename="chaoyang-my-${table ? 'reports' : 'data'}-${day}.${table ? 'csv' : 'json'}"`,
        'cache-control': 'private, no-store'
      }
    });
  } catch (cause) {
    refuse(event, cause);
  }
};
