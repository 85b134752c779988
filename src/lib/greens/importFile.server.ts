/** A file of places, CSV or GeoJSON, as rows for `check_import`: WGS 84, one object a line, faults named by code and field. */
import { parse } from 'csv-parse/sync';
import gcoord from 'gcoord';
import { pinyin } from 'pinyin-pro';
import { FACILITIES } from './kinds';
import { isDayText, isWhole } from './sheets';

export type Crs = 'wgs84' | 'gcj02' | 'bd09';
export const isCrs = (word: string): word is Crs => ['wgs84', 'gcj02', 'bd09'].includes(word);

interface Fault {
  code: string;
  field: string;
  value: string;
}
export type Row = Record<string, unknown> & { line: number; error?: Fault };

/** The columns of a file, in the order in which the export writes them. */
export const COLUMNS = [
  'id',
  'slug',
  'kind',
  'name_zh',
  'name_en',
  'name_pinyin',
  'lat',
  'lng',
  'position_quality',
  'subdistricts',
  'summary_zh',
  'summary_en',
  'area_m2',
  'opened',
  'fence_free',
  'hours',
  'hours_note_zh',
  'hours_note_en',
  'hours_demo',
  'how_to_get_zh',
  'how_to_get_en',
  'measure',
  'source',
  'as_of',
  'checked_at',
  'data_quality',
  'status',
  'names',
  'flowers',
  ...FACILITIES.flatMap((one) => [one, `${one}_checked_at`, `${one}_source`, `${one}_demo`])
];
const KNOWN = new Set([...COLUMNS, 'code', 'version']);
const MOST_ROWS = 20_000;

/** What the world calls these things in OpenStreetMap. */
const OSM: Record<string, (value: string) => Partial<Record<string, string>>> = {
  name: (value) => ({ name_zh: value }),
  'name:zh': (value) => ({ name_zh: value }),
  'name:en': (value) => ({ name_en: value }),
  leisure: (value) => (value === 'park' || value === 'garden' ? { kind: value } : {}),
  place: (value) => (value === 'square' ? { kind: 'square' } : {}),
  toilets: (value) => ({ toilet: value }),
  bench: (value) => ({ seating: value }),
  drinking_water: (value) => ({ drinking_water: value }),
  lit: (value) => ({ lighting: value }),
  wheelchair: (value) => ({ step_free: value }),
  dog: (value) => ({ dogs: value }),
  bicycle_parking: (value) => ({ bike_parking: value === 'no' ? 'no' : 'yes' }),
  check_date: (value) => ({ checked_at: value })
};

const SYSTEM = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const;

/** A position of the file in WGS 84, seven decimals: about a centimetre, less than any of the systems is worth. */
export function toWgs84({ lat, lng }: { lat: number; lng: number }, crs: Crs): { lat: number; lng: number } {
  if (crs === 'wgs84') return { lat, lng };
  const [east, north] = gcoord.transform([lng, lat], SYSTEM[crs], gcoord.WGS84);
  return { lat: Number(north.toFixed(7)), lng: Number(east.toFixed(7)) };
}

/** 朝阳公园 → "chao yang gong yuan"; Latin letters and digits stay words. */
export const pinyinOf = (name: string): string =>
  pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .join(' ')
    .toLowerCase()
    .replace(/ü/g, 'v')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

export const slugOf = (words: string): string =>
  words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');

/** The file cannot be read at all; `code` is a key of `greens:file`. */
export class FileFault extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const YES = /^(yes|true|1|是|有|y|designated)$/i;
const NO = /^(no|false|0|否|没有|无|n)$/i;
const UNKNOWN = /^(unknown|\?|不清楚|不知道)$/i;
const JSON_COLUMNS = ['hours', 'names', 'flowers'];

class BadCell extends Error {
  readonly field: string;
  readonly value: string;
  constructor(
    readonly code: string,
    field: string,
    value: string
  ) {
    super(code);
    this.field = field;
    this.value = value.slice(0, 80);
  }
}

/** A list or object that may already be one (GeoJSON) or stands as text in a cell. */
function structured(field: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    if (field === 'flowers') return value.split(/[\s,，;；、]+/).filter(Boolean);
    throw new BadCell(`${field}_wrong`, field, value);
  }
}

/** The line as a sheet, or the first thing that is no value of its column. Columns that the file has not are left alone. */
function rowOf(given: Record<string, unknown>, line: number, crs: Crs, defaults: { status: string }): Row {
  try {
    return { ...sheetRow(given, crs, defaults), line };
  } catch (cause) {
    if (!(cause instanceof BadCell)) throw cause;
    return { line, error: { code: cause.code, field: cause.field, value: cause.value } };
  }
}

function sheetRow(given: Record<string, unknown>, crs: Crs, defaults: { status: string }): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  // The apostrophe that an export puts before what looks like a formula is no part of the words.
  const text = (value: unknown) =>
    typeof value === 'string'
      ? value
          .normalize('NFC')
          .trim()
          .replace(/^'(?=\s*[=+\-@＝＋－＠])/, '')
      : String(value);
  const cell = (field: string) => {
    const value = given[field];
    if (value === undefined) return undefined;
    if (value === null || (typeof value === 'string' && value.trim() === '')) return null;
    return value;
  };
  for (const field of [
    'id',
    'slug',
    'kind',
    'name_zh',
    'name_en',
    'name_pinyin',
    'position_quality',
    'summary_zh',
    'summary_en',
    'opened',
    'hours_note_zh',
    'hours_note_en',
    'how_to_get_zh',
    'how_to_get_en',
    'source',
    'data_quality',
    'status'
  ]) {
    const value = cell(field);
    if (value !== undefined) row[field] = value === null ? null : text(value);
  }
  for (const field of ['as_of', 'checked_at']) {
    const value = cell(field);
    if (value === undefined) continue;
    if (value !== null && !isDayText(text(value))) throw new BadCell('date_wrong', field, text(value));
    row[field] = value === null ? null : text(value);
  }
  for (const field of ['area_m2', 'measure']) {
    const value = cell(field);
    if (value === undefined) continue;
    if (value !== null && !isWhole(text(value))) throw new BadCell('number_wrong', field, text(value));
    row[field] = value === null ? null : Number(text(value));
  }
  for (const field of ['fence_free', 'hours_demo']) {
    const value = cell(field);
    if (value === undefined) continue;
    if (value !== null && !YES.test(text(value)) && !NO.test(text(value)))
      throw new BadCell('flag_wrong', field, text(value));
    row[field] = value === null ? (field === 'hours_demo' ? false : null) : YES.test(text(value));
  }
  for (const field of JSON_COLUMNS) {
    const value = cell(field);
    if (value !== undefined) row[field] = value === null ? (field === 'hours' ? null : []) : structured(field, value);
  }
  if (Array.isArray(row.flowers))
    row.flowers = row.flowers.map((one: unknown) =>
      typeof one === 'string'
        ? { flower_code: one, months: null, note_zh: null, note_en: null, source: row.source ?? null }
        : one
    );
  const subdistricts = cell('subdistricts');
  if (subdistricts !== undefined)
    row.subdistricts = Array.isArray(subdistricts)
      ? subdistricts.map(String).sort()
      : [
          ...new Set(
            text(subdistricts ?? '')
              .split(/[\s,，;；、]+/)
              .filter(Boolean)
          )
        ].sort();
  place(row, cell('lat'), cell('lng'), crs, text);
  facilities(row, cell, text);
  if (!row.id) {
    // What a new place needs and the file may leave to us. Where the line changes a place, none of it is looked at.
    if (typeof row.name_zh === 'string' && !row.name_pinyin) row.name_pinyin = pinyinOf(row.name_zh);
    if (!row.slug) {
      delete row.slug;
      row.new_slug = slugOf(String(row.name_en ?? '')) || slugOf(String(row.name_pinyin ?? '')) || null;
      row.status ??= defaults.status;
    } else if (!row.status) {
      // Whether there is a place with this address, the database knows.
      delete row.status;
      row.new_status = defaults.status;
    }
  }
  for (const field of ['id', 'name_pinyin', 'status']) if (row[field] === null) delete row[field];
  return row;
}

function place(
  row: Record<string, unknown>,
  lat: unknown,
  lng: unknown,
  crs: Crs,
  text: (value: unknown) => string
): void {
  if (lat === undefined && lng === undefined) return;
  const degrees = (field: 'lat' | 'lng', value: unknown, most: number) => {
    if (value === null || value === undefined) return null;
    const number =
      typeof value === 'number' ? value : /^[+-]?\d{1,3}(\.\d{1,15})?$/.test(text(value)) ? Number(text(value)) : NaN;
    if (!Number.isFinite(number)) throw new BadCell('number_wrong', field, text(value));
    if (Math.abs(number) > most) throw new BadCell('position_far', field, text(value));
    return number;
  };
  const point = { lat: degrees('lat', lat, 90), lng: degrees('lng', lng, 180) };
  if (point.lat === null || point.lng === null)
    Object.assign(row, point, point.lat === point.lng ? { position_quality: null } : {});
  else Object.assign(row, toWgs84({ lat: point.lat, lng: point.lng }, crs));
}

function facilities(
  row: Record<string, unknown>,
  cell: (field: string) => unknown,
  text: (value: unknown) => string
): void {
  const found: Record<string, unknown> = {};
  for (const facility of FACILITIES) {
    const value = cell(facility);
    // A blank cell is "the file does not say", never "there is none".
    if (value === undefined || value === null) continue;
    const word = text(value);
    const present = YES.test(word) ? 'yes' : NO.test(word) ? 'no' : UNKNOWN.test(word) ? 'unknown' : null;
    if (!present) throw new BadCell('facility_wrong', facility, word);
    const checked = cell(`${facility}_checked_at`);
    const demo = cell(`${facility}_demo`);
    const source = cell(`${facility}_source`);
    if (checked && !isDayText(text(checked))) throw new BadCell('date_wrong', facility, text(checked));
    const madeUp = demo !== undefined && demo !== null && YES.test(text(demo));
    found[facility] = {
      present,
      checked_at: checked ? text(checked) : checked === undefined ? (row.checked_at ?? null) : null,
      source: source ? text(source) : present === 'unknown' || madeUp || source === null ? null : (row.source ?? null),
      demo: madeUp
    };
  }
  if (Object.keys(found).length > 0) row.facilities = found;
}

const osm = (given: Record<string, unknown>): Record<string, unknown> => {
  const ours: Record<string, unknown> = {};
  const theirs: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    if (KNOWN.has(key)) ours[key] = value;
    else if (OSM[key] && typeof value === 'string') Object.assign(theirs, OSM[key](value.trim()));
  }
  return { ...theirs, ...ours };
};

export function readCsv(text: string, crs: Crs, defaults: { status: string }): Row[] {
  let records: { record: Record<string, string>; line: number }[];
  try {
    let header: string[] = [];
    const lines = parse(text, {
      bom: true,
      skip_empty_lines: true,
      relax_column_count: true,
      info: true
    }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    header = (lines.shift()?.record ?? []).map((name) => name.trim());
    if (header.length === 0) throw new FileFault('empty');
    if (new Set(header).size !== header.length) throw new FileFault('columns_twice');
    if (!header.includes('name_zh') && !header.includes('id') && !header.includes('slug'))
      throw new FileFault('columns_missing');
    if (lines.length > MOST_ROWS) throw new FileFault('long');
    records = lines.map(({ record, info }) => ({
      record: Object.fromEntries(header.map((name, i) => [name, record[i] ?? ''])),
      line: info.lines
    }));
  } catch (cause) {
    if (cause instanceof FileFault) throw cause;
    throw new FileFault('no_csv');
  }
  if (records.length === 0) throw new FileFault('empty');
  return records.map(({ record, line }) => rowOf(record, line, crs, defaults));
}

interface Feature {
  type?: unknown;
  id?: unknown;
  geometry?: { type?: unknown; coordinates?: unknown } | null;
  properties?: Record<string, unknown> | null;
}

export function readGeoJson(text: string, crs: Crs, defaults: { status: string }): Row[] {
  let features: Feature[];
  try {
    const file = JSON.parse(text.replace(/^\ufeff/, '')) as { type?: unknown; features?: unknown } | null;
    if (file?.type !== 'FeatureCollection' || !Array.isArray(file.features)) throw new FileFault('no_geojson');
    features = file.features as Feature[];
  } catch (cause) {
    if (cause instanceof FileFault) throw cause;
    throw new FileFault('no_geojson');
  }
  if (features.length === 0) throw new FileFault('empty');
  if (features.length > MOST_ROWS) throw new FileFault('long');
  return features.map((feature, i) => {
    const line = i + 1;
    const bad = (code: string, field: string, value = ''): Row => ({
      line,
      error: { code, field, value: value.slice(0, 80) }
    });
    const properties = feature?.properties;
    if (feature?.type !== 'Feature' || (properties !== null && typeof properties !== 'object'))
      return bad('no_feature', 'type');
    const given = osm({ ...(properties ?? {}) });
    if (typeof feature.id === 'string' && given.id === undefined && /^[0-9a-f-]{36}$/i.test(feature.id))
      given.id = feature.id;
    const { geometry } = feature;
    if (geometry !== null && geometry !== undefined) {
      const pair = geometry.coordinates;
      if (
        geometry.type !== 'Point' ||
        !Array.isArray(pair) ||
        !pair.slice(0, 2).every((n) => typeof n === 'number') ||
        pair.length < 2
      )
        return bad('no_point', 'geometry', String(geometry.type));
      [given.lng, given.lat] = pair as [number, number];
    }
    return rowOf(given, line, crs, defaults);
  });
}
