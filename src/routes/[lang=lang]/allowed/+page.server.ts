import * as allowed from '$lib/allowed/allowed.server';
import { refuse } from '$lib/server/failure';
import { names } from '$lib/server/names';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { supabase, lang } = event.locals;
  const now = new Date();
  try {
    const [{ rest, rules }, named] = await Promise.all([allowed.rules(supabase, lang, now), names(supabase, lang)]);
    return {
      now: now.toISOString(),
      rest,
      rules: rules.map((rule) => ({
        rule,
        categories: rule.categories.map((code) => ({ code, name: named.category(code) }))
      }))
    };
  } catch (cause) {
    refuse(event, cause);
  }
};
