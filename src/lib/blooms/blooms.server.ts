/** Blooms: the calendar, this week, and who saw what. SQL counts, and tells nobody who it was. */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { z } from 'zod';
import type { Database } from '$lib/database.types';
import type { Calendar, Day, Mine, Row, Told, Week } from './bloom';
import type { Filters } from './filters';
import type { bloomForm } from './form';

type Db = SupabaseClient<Database>;

/** supabase-js answers errors as values; here they are thrown, and `failureOf` finds the words for them. */
function answer<T>({ data, error }: { data: T; error: unknown }): NonNullable<T> {
  if (error) throw error;
  return data as NonNullable<T>;
}

export async function calendar(db: Db, filters: Filters = {}): Promise<Calendar> {
  return answer(await db.rpc('bloom_calendar', { ...filters })) as unknown as Calendar;
}

/** The flowers of one place, and how they stand. */
export async function ofPlace(db: Db, place: string): Promise<{ today: string; rows: Row[] }> {
  return answer(await db.rpc('bloom_calendar', { place })) as unknown as Calendar;
}

export async function thisWeek(db: Db, size: number): Promise<Week> {
  return answer(await db.rpc('blooms_this_week', { size })) as unknown as Week;
}

/** The last thirty days, newest first. */
export async function days(db: Db, size: number): Promise<Day[]> {
  return answer(await db.rpc('bloom_days', { size })) as unknown as Day[];
}

export async function mine(db: Db): Promise<Mine[]> {
  return answer(await db.rpc('my_blooms')) as unknown as Mine[];
}

/** The signed-in person saw it. The same form again is the same. */
export async function confirm(db: Db, asked: z.output<typeof bloomForm>): Promise<void> {
  answer(await db.rpc('confirm_bloom', { asked }));
}

export async function withdraw(db: Db, id: string): Promise<void> {
  const { error } = await db.rpc('withdraw_bloom', { id });
  if (error) throw error;
}

export async function hide(db: Db, id: string, hidden: boolean): Promise<void> {
  const { error } = await db.rpc('hide_bloom', { id, hidden });
  if (error) throw error;
}

/** For moderators: what was said lately, newest first. */
export async function told(db: Db, size = 100): Promise<Told[]> {
  const rows = answer(
    await db
      .from('blooms')
      .select(
        'id, stage, seen_on, created_at, hidden_at, demo, flower_code, places (slug, name_zh, name_en), flowers (name_zh, name_en)'
      )
      .is('withdrawn_at', null)
      .order('created_at', { ascending: false })
      .order('id')
      .limit(size)
  );
  return rows.map(({ flower_code, places, flowers, ...row }) => ({
    ...row,
    ...places,
    flower: flower_code,
    flower_zh: flowers.name_zh,
    flower_en: flowers.name_en
  }));
}
