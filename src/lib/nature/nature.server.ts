/** The nature log: what is shown, what one logged, what waits. SQL decides how much of a place is told. */
import type { SupabaseClient } from '@supabase/supabase-js';
import type { z } from 'zod';
import type { Database } from '$lib/database.types';
import type { Lang } from '$lib/i18n/lang';
import type { sightingForm } from './form';
import type { Card, Filters, Mine, Taxon, Waiting } from './sighting';

type Db = SupabaseClient<Database>;

/** supabase-js answers errors as values; here they are thrown, and `failureOf` finds the words for them. */
function answer<T>({ data, error }: { data: T; error: unknown }): NonNullable<T> {
  if (error) throw error;
  return data as NonNullable<T>;
}

export async function list(db: Db, { group, ...rest }: Filters): Promise<{ rows: Card[]; more: boolean }> {
  const asked = { ...rest, ...(group ? { group_name: group } : {}) };
  return answer(await db.rpc('nature_log', asked)) as unknown as { rows: Card[]; more: boolean };
}

export async function mine(db: Db): Promise<Mine[]> {
  return answer(await db.rpc('my_sightings')) as unknown as Mine[];
}

export async function taxa(db: Db): Promise<Taxon[]> {
  const rows = answer(
    await db
      .from('taxa')
      .select('code, group_name, name_zh, name_en, name_latin, protection')
      .order('group_name')
      .order('code')
  );
  return rows as Taxon[];
}

/** Published places to choose from, by the sound of their names. */
export async function places(db: Db, lang: Lang): Promise<{ slug: string; name: string }[]> {
  const rows = answer(
    await db.from('places').select('slug, name_zh, name_en').eq('status', 'published').order('name_pinyin').limit(500)
  );
  return rows.map((row) => ({ slug: row.slug, name: row[`name_${lang}`] }));
}

/** Waits for a moderator, with the photos that came with it, by their digests. The same form again is the same. */
export async function log(
  db: Db,
  { agree, ...asked }: z.output<typeof sightingForm>,
  photos: string[],
  lang: Lang
): Promise<void> {
  answer(await db.rpc('log_sighting', { asked: { ...asked, photos, agree: agree === '1', lang } }));
}

export async function withdraw(db: Db, id: string): Promise<void> {
  const { error } = await db.rpc('withdraw_sighting', { id });
  if (error) throw error;
}

export async function decide(db: Db, id: string, shown: boolean, sensitive: boolean): Promise<void> {
  const { error } = await db.rpc('decide_sighting', { id, shown, sensitive });
  if (error) throw error;
}

/** A photo is released by itself, or not. */
export async function decidePhoto(db: Db, name: string, shown: boolean, nothing_identifies: boolean): Promise<void> {
  const { error } = await db.rpc('decide_sighting_photo', { name, shown, nothing_identifies });
  if (error) throw error;
}

const WHOLE =
  'id, taxon_words, seen_on, subdistrict_code, words, lang, status, sensitive, demo, taxon:taxa (code, group_name, name_zh, name_en, name_latin, protection), place:places (slug, name_zh, name_en), photos:sighting_photos (name, credit, state, nothing_identifies)';

/** For moderators: what waits, oldest first, and what was decided lately. */
export async function desk(db: Db): Promise<{ waiting: Waiting[]; decided: Waiting[] }> {
  const [waiting, decided] = await Promise.all([
    db.from('sightings').select(WHOLE).eq('status', 'waiting').order('created_at').order('id').limit(50),
    db
      .from('sightings')
      .select(WHOLE)
      .in('status', ['shown', 'refused'])
      .order('decided_at', { ascending: false })
      .order('id')
      .limit(20)
  ]);
  return { waiting: answer(waiting) as unknown as Waiting[], decided: answer(decided) as unknown as Waiting[] };
}
