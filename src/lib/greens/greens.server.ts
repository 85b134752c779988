/** What the editors' desk asks. The doors decide who may; a refusal comes back with everything that was typed. */
import { failureOf } from '$lib/server/failure';
import type { Exported } from './exportFile.server';
import { FileFault, isCrs, readCsv, readGeoJson, type Crs, type Row } from './importFile.server';
import type { Green } from './kinds';
import { lineIn, rounded, type Line } from './lineFile.server';
import { sheetOf, typedOf, type Errors, type Sheet, type Typed } from './sheets';

type Db = App.Locals['supabase'];

interface Listed {
  id: string;
  slug: string | null;
  name_zh: string;
  name_en: string;
  status: 'draft' | 'published' | 'archived';
  quality: 'checked' | 'sourced' | 'unchecked' | 'demo';
  position: string | null;
}
export interface Revision {
  id: string;
  version: number;
  act: 'create' | 'change' | 'import' | 'take_back';
  why: string | null;
  made_at: string;
  by: string | null;
  mine: boolean;
  fields: string[];
}
export interface Desk {
  sheet: Sheet;
  version: number;
  code: string | null;
  revisions: Revision[];
}
export interface Fault {
  line: number;
  code: string;
  field: string;
  value: string;
}
export interface Import {
  id: string;
  file_name: string;
  format: string;
  crs: Crs;
  total: number;
  good: number;
  bad: Fault[];
  choice: 'good' | 'all' | null;
  created: number | null;
  changed: number | null;
  unchanged: number | null;
  made_at: string;
  applied_at: string | null;
}

const answer = <T>({ data, error }: { data: T; error: unknown }): NonNullable<T> => {
  if (error) throw error;
  return data as NonNullable<T>;
};

export async function list(db: Db, kind: Green, q: string, status: string | null, after: string | null) {
  const asked = { kind, ...(q ? { q } : {}), ...(status ? { status } : {}), ...(after ? { after } : {}) };
  return answer(await db.rpc('green_list', asked)) as unknown as { rows: Listed[]; more: boolean };
}

/** What stands, or null where there is nothing yet. */
export async function read(db: Db, kind: Green, id: string): Promise<Desk | null> {
  const { data, error } = await db.rpc('green_desk', { kind, thing_id: id });
  if (error) {
    if (failureOf(error).status === 404) return null;
    throw error;
  }
  return data as unknown as Desk;
}

/** Whether this person is an editor at all: the list says so. */
export async function isEditor(db: Db): Promise<boolean> {
  const { error } = await db.rpc('green_list', { kind: 'place', status: 'none' });
  if (error && failureOf(error).status !== 404) throw error;
  return !error;
}

const text = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** Everything typed, without what belongs to the form itself. */
const typedIn = (form: FormData): Typed =>
  Object.fromEntries(
    [...new Set(form.keys())]
      .filter(
        (key) => !['change', 'version', 'why'].includes(key) && form.getAll(key).every((one) => typeof one === 'string')
      )
      .map((key) => [key, form.getAll(key).join(', ')])
  );

export interface Answer {
  status: number;
  typed: Typed;
  why: string;
  errors: Errors;
  change: string;
  /** What the form was made from: sent again with a fault mended it must not pass for newer than it is. */
  version: number;
}

/** How it runs, as the form says: as it stands, gone, or as the file has it. */
async function lineOf(form: FormData, stood: Sheet | null, errors: Errors): Promise<Sheet | null> {
  const file = form.get('line_file');
  const crs = text(form, 'line_crs');
  const parts = {
    quality: text(form, 'line_quality'),
    source: text(form, 'line_source').trim(),
    licence: text(form, 'line_licence').trim()
  };
  if (text(form, 'line_gone') === 'yes') return null;
  let line = stood?.line as Line | undefined;
  if (file instanceof File && file.size > 0) {
    const found = file.size > 5_000_000 ? null : lineIn(file.name, await file.text(), isCrs(crs) ? crs : 'wgs84');
    if (found) line = rounded(found);
    else errors.line_file = 'no_line';
    if (found && found.length > 5000) errors.line_file = 'line_long';
  }
  if (!line) return null;
  if (!['surveyed', 'sourced', 'schematic'].includes(parts.quality)) errors.line_quality = 'needed';
  if (!parts.source) errors.line_source = 'needed';
  if (!parts.licence) errors.line_licence = 'needed';
  return { line, ...parts };
}

/** Rows that a form shows by their codes: what was known of each stays, a new one takes the source beside it. */
function reachesOf(sheet: Sheet, before: Sheet, line: Sheet | null): void {
  const stood = (before.reaches ?? []) as Sheet[];
  sheet.reaches = (sheet.reaches as Sheet[]).map((reach, i) => {
    const was = stood.find((one) => one.number === reach.number);
    const known = (list: string, key: string, code: string) =>
      ((was?.[list] ?? []) as Sheet[]).find((one) => one[key] === code) ?? { [key]: code, source: reach.source };
    return {
      ...(was ?? { quality: null, line: null, licence: null }),
      ...reach,
      subdistricts: (reach.subdistricts as string[]).map((code) => known('subdistricts', 'subdistrict_code', code)),
      boards: (reach.boards as string[]).map((code) => known('boards', 'code', code.toUpperCase())),
      // The file of a waterway is the line of its first reach: nobody has published where one reach ends.
      ...(i === 0 ? { line: line?.line ?? null, quality: line?.quality ?? null, licence: line?.licence ?? null } : {})
    };
  });
}

async function placesOf(db: Db, sheet: Sheet, errors: Errors): Promise<void> {
  const stops = sheet.stops as Sheet[];
  const slugs = stops.map((stop) => stop.place).filter((slug) => typeof slug === 'string');
  const rows = slugs.length
    ? answer(
        await db
          .from('places')
          .select('id, slug')
          .in('slug', slugs as string[])
      )
    : [];
  sheet.stops = stops.map(({ place, ...stop }, i) => {
    const row = rows.find(({ slug }) => slug === place);
    if (place && !row) errors[`stops.${i}.place`] = 'place_unknown';
    return { ...stop, place_id: row?.id ?? null };
  });
}

/** Keeps what was typed as one change, or says why not. `before` is what the form was made from. */
export async function save(db: Db, kind: Green, id: string, form: FormData): Promise<Answer | { version: number }> {
  const typed = typedIn(form);
  const version = Number(text(form, 'version'));
  const from = Number.isInteger(version) && version >= 0 ? version : 0;
  const stands = await read(db, kind, id);
  const { sheet, errors } = sheetOf(kind, typed, stands?.sheet ?? {});
  if (kind === 'route') {
    sheet.line = await lineOf(form, (stands?.sheet.line ?? null) as Sheet | null, errors);
    await placesOf(db, sheet, errors);
    sheet.step_free_demo = stands?.sheet.step_free === sheet.step_free && stands?.sheet.step_free_demo === true;
  } else if (kind === 'waterway') {
    const first = ((stands?.sheet.reaches ?? []) as Sheet[])[0];
    reachesOf(sheet, stands?.sheet ?? {}, await lineOf(form, first?.line ? first : null, errors));
  } else if (kind === 'place') {
    const { pinyinOf } = await import('./importFile.server');
    sheet.name_pinyin ??= pinyinOf(String(sheet.name_zh ?? '')) || null;
    if ((sheet.hours as Sheet[]).length === 0) sheet.hours = null;
    else sheet.hours = (sheet.hours as Sheet[]).map(spellOf);
    sheet.hours_demo =
      stands?.sheet.hours_demo === true && JSON.stringify(stands.sheet.hours) === JSON.stringify(sheet.hours);
  }
  const why = text(form, 'why');
  if (version > 0 && !why.trim()) errors.why = 'why_missing';
  const back = (status: number, more: Errors): Answer => ({
    status,
    typed,
    why,
    errors: more,
    change: text(form, 'change'),
    version: from
  });
  if (Object.keys(errors).length > 0) return back(400, errors);
  const { data, error } = await db.rpc('save_green', {
    change_id: text(form, 'change'),
    kind,
    thing_id: id,
    version: from,
    sheet: sheet as never,
    why
  });
  if (!error) return { version: (data as unknown as { version: number }).version };
  const { status, code, field } = failureOf(error);
  if (status === 500 || status === 404) throw error;
  return back(status, { [field ?? 'form']: code });
}

/** Monday to Sunday where no day was named. */
const spellOf = (item: Sheet): Sheet => ({
  from: item.from,
  to: item.to,
  days: item.days ?? [1, 2, 3, 4, 5, 6, 7],
  ...(item.months ? { months: item.months } : {})
});

/** Why it was not done, or null. */
export async function takeBack(db: Db, form: FormData): Promise<{ status: number; code: string } | null> {
  const { error } = await db.rpc('take_back_green', {
    change_id: text(form, 'change'),
    revision_id: text(form, 'revision'),
    version: Number(text(form, 'version')) || 0
  });
  if (!error) return null;
  const { status, code } = failureOf(error);
  if (status === 500) throw error;
  return { status, code };
}

/** The sheet as its form shows it; places stand there by their slugs. */
export async function shown(db: Db, kind: Green, sheet: Sheet): Promise<Typed> {
  const line = (kind === 'route' ? sheet.line : ((sheet.reaches ?? []) as Sheet[])[0]) as Sheet | null | undefined;
  const known: Typed = line?.line
    ? { line_quality: String(line.quality), line_source: String(line.source), line_licence: String(line.licence) }
    : {};
  if (kind !== 'route') return { ...typedOf(kind, sheet), ...known };
  const ids = ((sheet.stops ?? []) as Sheet[]).map((stop) => stop.place_id).filter((id) => typeof id === 'string');
  const rows = ids.length
    ? answer(
        await db
          .from('places')
          .select('id, slug')
          .in('id', ids as string[])
      )
    : [];
  const stops = ((sheet.stops ?? []) as Sheet[]).map((stop) => ({
    ...stop,
    place: rows.find(({ id }) => id === stop.place_id)?.slug
  }));
  return { ...typedOf(kind, { ...sheet, stops }), ...known };
}

/** What the choices that are rows offer: code and name. */
export async function choices(db: Db, lang: 'zh' | 'en') {
  const [subdistricts, metro, flowers, reaches] = await Promise.all([
    db.from('subdistricts').select('code, name_zh, name_en').order('code'),
    db.from('landmarks').select('code, name_zh, name_en').order('name_pinyin'),
    db.from('flowers').select('code, name_zh, name_en').order('code'),
    db.from('reaches').select('code:id, name_zh, name_en').order('name_en')
  ]);
  const named = (rows: { code: string; name_zh: string; name_en: string }[]) =>
    rows.map((row) => ({ value: row.code, label: row[`name_${lang}`] }));
  return {
    subdistrict: named(answer(subdistricts)),
    metro: named(answer(metro)),
    flower: named(answer(flowers)),
    reach: named(answer(reaches))
  };
}

const IMPORT = 'id, file_name, format, crs, total, good, bad, choice, created, changed, unchanged, made_at, applied_at';

export async function imports(db: Db): Promise<Omit<Import, 'bad'>[]> {
  const columns = IMPORT.replace(' bad,', '');
  return answer(
    await db.from('green_imports').select(columns).order('made_at', { ascending: false }).order('id').limit(20)
  ) as unknown as Omit<Import, 'bad'>[];
}

export async function importOf(db: Db, id: string): Promise<Import | null> {
  const { data, error } = await db.from('green_imports').select(IMPORT).eq('id', id).maybeSingle();
  if (error) throw error;
  return data as unknown as Import | null;
}

const MOST_BYTES = 20_000_000;

/** Looks a file through; the id of the dry run, or what is wrong with the file itself. */
export async function check(
  db: Db,
  form: FormData
): Promise<{ id: string } | { status: number; errors: Errors; crs: string }> {
  const file = form.get('file');
  const crs = text(form, 'crs');
  const wrong = (errors: Errors, status = 400) => ({ status, errors, crs });
  if (!(file instanceof File) || file.size === 0) return wrong({ file: 'missing' });
  if (file.size > MOST_BYTES) return wrong({ file: 'large' });
  if (!isCrs(crs)) return wrong({ crs: 'missing' });
  const geojson = /json$/i.test(file.name);
  let rows: Row[];
  try {
    const defaults = { status: text(form, 'publish') === 'yes' ? 'published' : 'draft' };
    rows = (geojson ? readGeoJson : readCsv)(await file.text(), crs, defaults);
  } catch (cause) {
    if (cause instanceof FileFault) return wrong({ file: cause.code });
    throw cause;
  }
  const { data, error } = await db.rpc('check_import', {
    import_id: text(form, 'id'),
    file_name: file.name.slice(0, 200) || 'places',
    format: geojson ? 'geojson' : 'csv',
    crs,
    rows: rows as never
  });
  if (!error) return { id: (data as unknown as { id: string }).id };
  const { status, code, field } = failureOf(error);
  if (status === 500 || status === 404) throw error;
  return wrong({ [field === 'file' ? 'file' : 'form']: code }, status);
}

export async function apply(db: Db, id: string, choice: string): Promise<{ status: number; code: string } | null> {
  const { error } = await db.rpc('apply_import', { import_id: id, choice });
  if (!error) return null;
  const { status, code } = failureOf(error);
  if (status === 500 || status === 404) throw error;
  return { status, code };
}

/** Every place with its sheet, a thousand at a time. */
export async function exported(db: Db): Promise<Exported[]> {
  const all: Exported[] = [];
  for (;;) {
    const after = all.at(-1)?.id;
    const rows = answer(await db.rpc('export_places', after ? { after } : {})) as unknown as Exported[];
    all.push(...rows);
    if (rows.length < 1000) return all;
  }
}
