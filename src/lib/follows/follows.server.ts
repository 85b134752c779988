/** Following, by account or by e-mail. Who is told of what is decided in SQL (docs/decisions/0011-following.md). */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { z } from 'zod';
import type { Database } from '$lib/database.types';
import { asked, type Asked, type Follow, type followForm, type Pace } from './follow';

type Db = SupabaseClient<Database>;
type Wish = z.output<typeof followForm>;

function answer<T>({ data, error }: { data: T; error: unknown }): T {
  if (error) throw error;
  return data;
}

/** The signed-in person follows it. Again is the same. */
export async function follow(db: Db, wish: Wish): Promise<void> {
  answer(await db.rpc('follow', { asked: asked(wish) }));
}

/** Asks the owner of the address by a letter. The answer never tells whether the address is known. */
export async function followByMail(db: Db, wish: Wish, lang: 'zh' | 'en', client: string): Promise<void> {
  answer(await db.rpc('follow_by_mail', { asked: { ...asked(wish), email: wish.email ?? '', lang }, client }));
}

export async function mine(db: Db): Promise<Follow[]> {
  return answer(await db.rpc('my_follows')) as unknown as Follow[];
}

/** Whether the signed-in person follows this report. */
export async function isFollowed(db: Db, report: string): Promise<boolean> {
  return answer(await db.from('follows').select('id').eq('report_id', report).limit(1))!.length > 0;
}

export async function setPace(db: Db, id: string, pace: Pace, form: { write_id?: string }): Promise<void> {
  answer(await db.rpc('set_follow_pace', { id, pace, ...form }));
}

export async function stop(db: Db, id: string, form: { write_id?: string }): Promise<void> {
  answer(await db.rpc('stop_follow', { id, ...form }));
}

export async function resume(db: Db, id: string, form: { write_id?: string }): Promise<void> {
  answer(await db.rpc('resume_follow', { id, ...form }));
}

/** What the link of a letter would confirm. Changes nothing: mail programmes open links to look for harm. */
export async function link(db: Db, token: string): Promise<Asked> {
  return answer(await db.rpc('follow_link', { token })) as unknown as Asked;
}

export async function confirm(db: Db, token: string): Promise<Asked> {
  return answer(await db.rpc('confirm_follow', { token })) as unknown as Asked;
}

/** Stations and other known places to draw a circle around, for whoever gives no position. */
export async function landmarks(
  db: Db,
  lang: 'zh' | 'en'
): Promise<{ code: string; name: string; lat: number; lng: number }[]> {
  const rows = answer(await db.from('landmarks').select('code, name_zh, name_en, lat, lng').order('name_pinyin'))!;
  return rows.map(({ code, lat, lng, ...row }) => ({ code, lat, lng, name: row[`name_${lang}`] }));
}
