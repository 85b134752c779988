/** The rules as the reader sees them now. Open to everybody, the same for all. */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '$lib/database.types';
import type { Lang } from '$lib/i18n/lang';
import { beijingDay, dayName, isWorkingDay } from '$lib/time/workingDay';
import type { Rule } from './rule';
import { nowIn, type Window } from './windows';

/** `rest`: whether today is a day off by the calendar. */
export async function rules(
  db: SupabaseClient<Database>,
  lang: Lang,
  now: Date
): Promise<{ rest: boolean; rules: Rule[] }> {
  const today = beijingDay(now);
  const [{ data: rows }, { data: days }] = await Promise.all([
    db.from('allowed_rules').select('*').order('position').throwOnError(),
    db
      .from('calendar_days')
      .select('day, works')
      .gte('day', dayName(today))
      .lte('day', dayName(today + 31))
      .throwOnError()
  ]);
  return {
    rest: !isWorkingDay(today, days),
    rules: rows.map((row) => ({
      code: row.code,
      title: row[`title_${lang}`],
      text: row[`text_${lang}`],
      article: row[`article_${lang}`],
      penalty: row[`penalty_${lang}`],
      caution: row[`caution_${lang}`],
      asOf: row.as_of,
      categories: row.category_codes,
      now: nowIn(row.windows as unknown as Window[], now, days)
    }))
  };
}
