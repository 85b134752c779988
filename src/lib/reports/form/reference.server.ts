/** What the form offers: categories, questions, subdistricts, office hours. Public, the same for all, seldom changed. */
import { createHash } from 'node:crypto';
import type { Lang } from '$lib/i18n/lang';
import type { Chosen, Group, Option, Subdistrict } from './formValues';
import type { Reference as Kept } from './reference';
import { nextReading } from './officeHours';

type Client = App.Locals['supabase'];
type Named = { name_zh: string; name_en: string };

const KEPT_MS = 60_000;

async function read(client: Client) {
  const [groups, categories, questions, subdistricts, hours, days, years] = await Promise.all([
    client.from('category_groups').select('code, name_zh, name_en').order('position').throwOnError(),
    client
      .from('categories')
      .select('code, group_code, name_zh, name_en, mediation')
      .eq('active', true)
      .order('position')
      .throwOnError(),
    client
      .from('category_questions')
      .select('category_code, code, kind, options, label_zh, label_en')
      .order('category_code')
      .order('position')
      .throwOnError(),
    client.from('subdistricts').select('code, name_zh, name_en, kind, lat, lng').order('code').throwOnError(),
    client.from('office_hours').select('day_kind, opens, closes').throwOnError(),
    client.from('calendar_days').select('day, works').throwOnError(),
    client.from('calendar_years').select('year, announced').throwOnError()
  ]);
  return {
    groups: groups.data,
    categories: categories.data,
    questions: questions.data,
    subdistricts: subdistricts.data,
    hours: hours.data,
    days: days.data,
    years: years.data
  };
}

type Reference = Awaited<ReturnType<typeof read>>;
let kept: { until: number; reference: Promise<Reference> } | undefined;

/** Read once a minute for all visitors; these tables are open to everybody, so nobody gets what they may not see. */
async function reference(client: Client): Promise<Reference> {
  if (!kept || kept.until < Date.now()) {
    const fresh = { until: Date.now() + KEPT_MS, reference: read(client) };
    kept = fresh;
    fresh.reference.catch(() => {
      if (kept === fresh) kept = undefined; // a failure is not worth keeping
    });
  }
  return kept.reference;
}

const nameIn = (lang: Lang, { name_zh, name_en }: Named) => (lang === 'zh' ? name_zh : name_en);

export async function categories(client: Client, lang: Lang): Promise<Group[]> {
  const { groups, categories } = await reference(client);
  return groups
    .map((group) => ({
      code: group.code,
      name: nameIn(lang, group),
      categories: categories
        .filter(({ group_code }) => group_code === group.code)
        .map((category) => ({ code: category.code, name: nameIn(lang, category), group: group.code }))
    }))
    .filter(({ categories }) => categories.length > 0);
}

/** A category with its questions; null when there is no such category, or no longer. */
export async function chosen(client: Client, lang: Lang, code: string): Promise<Chosen | null> {
  const { categories, questions } = await reference(client);
  const category = categories.find((one) => one.code === code);
  if (!category) return null;
  const label = (one: { label_zh: string; label_en: string }) => (lang === 'zh' ? one.label_zh : one.label_en);
  return {
    code,
    group: category.group_code,
    name: nameIn(lang, category),
    mediation: category.mediation,
    questions: questions
      .filter(({ category_code }) => category_code === code)
      .map((question) => ({
        code: question.code,
        kind: question.kind,
        label: label(question),
        options: (question.options as { code: string; label_zh: string; label_en: string }[]).map((option): Option => ({
          value: option.code,
          label: label(option)
        }))
      }))
  };
}

export async function subdistricts(client: Client, lang: Lang): Promise<Subdistrict[]> {
  const { subdistricts } = await reference(client);
  return subdistricts.map((one) => ({
    code: one.code,
    name: nameIn(lang, one),
    kind: one.kind,
    lat: one.lat,
    lng: one.lng
  }));
}

/**
 * All of it in one piece, for a phone that shows the form without a network. Its version changes with what is in it.
 * @param waterways names of rivers by their address
 */
export async function whole(client: Client, lang: Lang, waterways: Record<string, string>): Promise<Kept> {
  const groups = await categories(client, lang);
  const codes = groups.flatMap((group) => group.categories.map(({ code }) => code));
  const all = await Promise.all(codes.map((code) => chosen(client, lang, code)));
  const content = {
    groups,
    categories: all.filter((one) => one !== null),
    subdistricts: await subdistricts(client, lang),
    waterways
  };
  const version = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
  return { version, ...content };
}

/** When a report that is sent now will be read: `at` null means now. `provisional`: that year's holidays are not published. */
export async function reading(client: Client): Promise<{ at: string | null; provisional: boolean } | null> {
  const { hours, days, years } = await reference(client);
  const at = nextReading(new Date(), hours, days);
  if (at === undefined) return null;
  const year = new Date(Date.parse(at ?? new Date().toISOString()) + 8 * 3_600_000).getUTCFullYear();
  return { at, provisional: !years.some((one) => one.year === year && one.announced) };
}
