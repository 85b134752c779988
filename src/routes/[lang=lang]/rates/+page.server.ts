import * as format from '$lib/i18n/format';
import { isView } from '$lib/rates/rates';
import * as rates from '$lib/rates/rates.server';
import { refuse } from '$lib/server/failure';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { supabase, lang } = event.locals;
  const wish = event.url.searchParams.get('by');
  const view = isView(wish) ? wish : 'unit';
  try {
    const found = await rates.read(supabase);
    const rows = await rates.rows(supabase, found, view, lang, (month) =>
      format.month(lang, `${month}-01T00:00:00+08:00`)
    );
    const { first, last, as_of, district } = found;
    return { view, rows, first, last, as_of, district };
  } catch (cause) {
    refuse(event, cause);
  }
};
