/** What the report form knows of public cases: those nearby that may be the same problem, and the one that is named. */
import type { Lang } from '$lib/i18n/lang';
import { translator } from '$lib/i18n/translate';
import * as published from '$lib/published/published.server';
import { kindOf, type PublicReport } from '$lib/published/report';
import { beginning, type Offer, type SameProblem } from '$lib/published/same';
import type { Typed } from '$lib/reports/formFields';
import { failureOf } from '$lib/server/failure';
import { names } from '$lib/server/names';
import * as tracking from '$lib/tracking/tracking.server';

async function inWords({ supabase, lang }: App.Locals, cases: SameProblem[]): Promise<Offer[]> {
  const [named, t] = await Promise.all([names(supabase, lang), translator(lang, ['published'])]);
  return cases.map(
    ({ report_id, kind, category_code, precision, month, distance_m, people, words, words_lang, ...of }) => ({
      report_id,
      kind,
      category_code,
      precision,
      month,
      distance_m,
      people,
      words: words && beginning(words),
      words_lang,
      title: named.category(category_code),
      place: named.subdistrict(of.subdistrict_code),
      stage: t(`published:stage.${of.stage}`)
    })
  );
}

type Where = Pick<Typed, 'category' | 'lat' | 'lng' | 'subdistrict'>;

const degrees = (text: string | undefined) =>
  /^[+-]?\d{1,3}(\.\d{1,20})?$/.test(text?.trim() ?? '') ? Number(text) : undefined;

/** Public cases that may be the same problem as the one that is being written; null while its place is not known. */
export async function offers(locals: App.Locals, where: Where): Promise<Offer[] | null> {
  const [lat, lng] = [degrees(where.lat), degrees(where.lng)];
  const pinned = lat !== undefined && lng !== undefined;
  const subdistrict = /^110105\d{3}$/.test(where.subdistrict ?? '') ? where.subdistrict : undefined;
  if (!/^[a-z_]{1,40}\.[a-z_]{1,40}$/.test(where.category ?? '') || !(pinned || subdistrict)) return null;
  const found = await published.sameProblems(locals.supabase, where.category!, {
    ...(pinned ? { lat, lng } : {}),
    subdistrict
  });
  return inWords(locals, found);
}

export interface NamedCase {
  asked: 'joins' | 'again_of';
  /** Its id now; another than that in the address when it was merged meanwhile. */
  id: string;
  /** How the form may name it; null when not any more. */
  as: 'joins' | 'again_of' | null;
  /** null when it is not public any more. */
  of: Offer | null;
  kind: Offer['kind'] | null;
  row: PublicReport | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The public case in the address: `?joins=…` or `?again_of=…`. */
export async function namedCase(locals: App.Locals, query: URLSearchParams): Promise<NamedCase | null> {
  const { supabase } = locals;
  const asked = query.has('joins') ? 'joins' : 'again_of';
  const id = query.get(asked)?.toLowerCase() ?? '';
  if (!UUID.test(id)) return null;
  const row = (await published.read(supabase, id)) ?? (await moved(supabase, id));
  if (!row) return { asked, id, as: null, of: null, kind: null, row };
  const kind = kindOf(row);
  const fits = kind === (asked === 'joins' ? 'open' : 'ended');
  const { report_id, public_text: words, public_lang: words_lang } = row;
  const [of] = await inWords(locals, [{ ...row, kind: kind ?? 'ended', distance_m: null, words, words_lang }]);
  return { asked, id: report_id, as: fits ? asked : null, of: of ?? null, kind, row };
}

async function moved(supabase: App.Locals['supabase'], id: string): Promise<PublicReport | null> {
  const target = await published.movedTo(supabase, id);
  return target ? published.read(supabase, target) : null;
}

/** Where the problem that is back was, as far as that is public. The rest stands in the earlier case, which is linked. */
export async function placeOf({ as, row }: NamedCase, lang: Lang): Promise<Partial<Typed>> {
  if (as !== 'again_of' || !row) return {};
  const same = (await translator(lang, ['same']))('same:offer.same_place');
  if (row.precision !== 'exact' || row.lat === null || row.lng === null)
    return { subdistrict: row.subdistrict_code, landmark: same };
  return {
    lat: String(row.lat),
    lng: String(row.lng),
    subdistrict: row.subdistrict_code,
    landmark: row.landmark ?? ''
  };
}

/** A guest who holds the key of the case cannot join it either; of accounts SQL says so. */
export async function isOwn({ supabase, guestKeys }: App.Locals, id: string): Promise<boolean> {
  const key = guestKeys[id.toLowerCase()];
  if (!key) return false;
  try {
    await tracking.read(supabase, id, key);
    return true;
  } catch (cause) {
    if (failureOf(cause).status === 404) return false;
    throw cause;
  }
}
