// What the form says, the database says: samples at and around each limit go through the schema and through
// submit_report, and both must name the same field with the same code, or both must take them.
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Typed } from '../../src/lib/reports/formFields.ts';
import { check } from '../../src/lib/reports/reportForm.ts';
import { openDb, type TestDb } from './harness.ts';

let db: TestDb;
beforeAll(async () => {
  db = await openDb();
});
afterAll(() => db.close());

const complete = {
  category: 'air.fume',
  description: '楼下饭馆的油烟直接排到窗边',
  subdistrict: '110105012',
  landmark: '枣营北里 12 号楼下'
};
type Changes = Partial<Omit<Typed, 'photos' | 'strays'>>;
const whole = (changes: Changes): Typed => ({
  id: randomUUID(),
  key: randomBytes(16).toString('hex'),
  ...complete,
  answers: {},
  photo_sha256: [],
  ...changes,
  photos: 0,
  strays: 0
});

/** The submission as a client would write it that does not know the schema: numbers as numbers, ticks as true and false. */
function submissionOf({ photos: _photos, strays: _strays, ...typed }: Typed) {
  const number = (text: string | undefined) => (text && /^-?[\d.]+$/.test(text) ? Number(text) : text || undefined);
  const tick = (text: string | undefined) => ({ on: true, off: false })[text ?? ''] ?? text;
  return {
    ...typed,
    lat: number(typed.lat),
    lng: number(typed.lng),
    contact_ok: tick(typed.contact_ok),
    publish: tick(typed.publish),
    mediation: tick(typed.mediation),
    lang: 'zh'
  };
}

type Said = 'taken' | { field: string; code: string };

async function database(submission: object): Promise<Said> {
  try {
    await db.as(null, (q) =>
      q('select public.submit_report($1::jsonb, $2)', [JSON.stringify(submission), randomUUID()])
    );
    return 'taken';
  } catch (error) {
    const { message, detail } = error as { message: string; detail?: string };
    return { field: detail ?? '', code: message };
  }
}

function form(typed: Typed): Said {
  const checked = check(typed);
  if (checked.ok) return 'taken';
  const [[field, code] = ['', '']] = Object.entries(checked.errors);
  return { field: field === 'photo_sha256' ? 'photos' : field, code };
}

const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const text = (length: number) => '烟'.repeat(length);
const hashes = (n: number) => Array.from({ length: n }, (_, i) => String(i).repeat(64));
const point = { subdistrict: '', landmark: '' };

const samples: [what: string, changes: Changes, code: 'taken' | string][] = [
  ['all that is needed', {}, 'taken'],
  [
    'a description of which nothing can be seen',
    { description: '\u200b\u2060 \ufeff\u200d\u202e' },
    'description_missing'
  ],
  ['one that turns what follows', { description: '油烟\u202egnp.exe' }, 'taken'],
  ['no id', { id: '' }, 'id_missing'],
  ['an id in capitals', { id: randomUUID().toUpperCase() }, 'taken'],
  ['an id that is none', { id: 'report-1' }, 'id_wrong'],
  ['a key of 31 digits', { key: 'a'.repeat(31) }, 'key_wrong'],
  ['a key in capitals', { key: 'AB'.repeat(16) }, 'taken'],
  ['no category', { category: '' }, 'category_unknown'],
  ['a case to join that is none', { joins: 'that one' }, 'joins_wrong'],
  ['a case that is back and is none', { again_of: 'that one' }, 'again_of_wrong'],
  ['a case to join that is back', { joins: randomUUID(), again_of: randomUUID() }, 'joins_or_again'],
  ['a category in strange letters', { category: 'AIR FUME' }, 'category_unknown'],
  ['no words', { description: '' }, 'description_missing'],
  ['only spaces, wide ones too', { description: ' \u3000\n\t ' }, 'description_missing'],
  ['no words but a photo', { description: '', photo_sha256: hashes(1) }, 'taken'],
  ['4000 characters', { description: text(4000) }, 'taken'],
  ['4000 characters between spaces', { description: `  ${text(4000)}\n` }, 'taken'],
  ['4000 characters outside the basic plane', { description: '😀'.repeat(4000) }, 'taken'],
  ['4001 characters', { description: text(4001) }, 'description_long'],
  ['a long text', { description: text(30_000) }, 'description_long'],
  ['no place at all', point, 'place_missing'],
  ['a landmark alone', { subdistrict: '' }, 'subdistrict_missing'],
  ['a subdistrict alone', { landmark: '' }, 'landmark_missing'],
  ['a point alone', { ...point, lat: '39.949', lng: '116.465' }, 'taken'],
  ['half a point', { lat: '39.949' }, 'lng_range'],
  ['the other half', { lng: '116.465' }, 'lat_range'],
  ['a latitude beyond the pole', { lat: '90.000001', lng: '116.465' }, 'lat_range'],
  ['a longitude beyond the date line', { lat: '39.949', lng: '-180.5' }, 'lng_range'],
  ['a latitude in words', { lat: 'north', lng: '116.465' }, 'lat_range'],
  ['a latitude that is not a number', { lat: 'NaN', lng: '116.465' }, 'lat_range'],
  ['an infinite longitude', { lat: '39.949', lng: 'Infinity' }, 'lng_range'],
  ['a landmark of 200 characters', { landmark: text(200) }, 'taken'],
  ['a landmark of 201 characters', { landmark: text(201) }, 'landmark_long'],
  ['a place of 200 characters', { place: 'p'.repeat(200) }, 'taken'],
  ['a place of 201 characters', { place: 'p'.repeat(201) }, 'place_long'],
  ['a subdistrict of another district', { subdistrict: '110106001' }, 'subdistrict_unknown'],
  ['just now', { happened_at: ago(0) }, 'taken'],
  ['in four minutes', { happened_at: ago(-4 / 1440) }, 'taken'],
  ['in six minutes', { happened_at: ago(-6 / 1440) }, 'happened_future'],
  ['360 days ago', { happened_at: ago(360) }, 'taken'],
  ['367 days ago', { happened_at: ago(367) }, 'happened_old'],
  ['last month, Beijing time', { happened_at: ago(30).slice(0, 16) }, 'taken'],
  ['30 February', { happened_at: '2026-02-30T10:00' }, 'happened_wrong'],
  ['a time in words', { happened_at: 'last night' }, 'happened_wrong'],
  ['at night', { time_pattern: 'nights' }, 'taken'],
  ['hourly', { time_pattern: 'hourly' }, 'time_pattern_unknown'],
  ['an answer', { answers: { meal_time: 'dinner' } }, 'taken'],
  ['a blank answer', { answers: { meal_time: ' ' } }, 'taken'],
  ['an answer of 501 characters', { answers: { meal_time: text(501) } }, 'answer_long'],
  ['four photos', { photo_sha256: hashes(4) }, 'taken'],
  ['five photos', { photo_sha256: hashes(5) }, 'photos_too_many'],
  ['five photos that are one', { photo_sha256: ['a', 'A', 'a', 'a', 'a'].map((h) => h.repeat(64)) }, 'taken'],
  ['a photo by its name', { photo_sha256: ['smoke.jpg'] }, 'photos_wrong'],
  ['an address', { contact_email: 'wang@example.com' }, 'taken'],
  ['an address without a domain', { contact_email: 'wang@home' }, 'email_wrong'],
  ['an address with a space', { contact_email: 'wang li@example.com' }, 'email_wrong'],
  ['an address of 254 characters', { contact_email: `${'w'.repeat(242)}@example.com` }, 'taken'],
  ['an address of 255 characters', { contact_email: `${'w'.repeat(243)}@example.com` }, 'email_wrong'],
  ['a mobile number', { contact_phone: '138 0013 8000' }, 'taken'],
  ['a number from abroad', { contact_phone: '+44 (20) 7946-0958' }, 'taken'],
  ['a short number', { contact_phone: '12345' }, 'taken'],
  ['four digits', { contact_phone: '1234' }, 'phone_wrong'],
  ['a number in words', { contact_phone: 'call me' }, 'phone_wrong'],
  ['30 digits', { contact_phone: '1'.repeat(30) }, 'phone_wrong'],
  ['29 digits', { contact_phone: '1'.repeat(29) }, 'taken'],
  ['31 digits', { contact_phone: '1'.repeat(31) }, 'phone_wrong'],
  ['leave to be contacted, and a number', { contact_ok: 'on', contact_phone: '13800138000' }, 'taken'],
  ['leave to be contacted, and no contact', { contact_ok: 'on' }, 'contact_missing'],
  ['leave to publish', { publish: 'on' }, 'taken'],
  ['perhaps', { publish: 'perhaps' }, 'publish_unknown']
];

describe('the form and the database agree on', () => {
  it.each(samples)('%s', async (_what, changes, code) => {
    const typed = whole(changes);
    const [byForm, byDatabase] = [form(typed), await database(submissionOf(typed))];
    expect(byForm === 'taken' ? 'taken' : byForm.code).toBe(code);
    expect(byDatabase).toEqual(byForm);
  });

  it('all it takes: what the schema makes of a report, the database stores', async () => {
    for (const [what, changes, code] of samples.filter(([, , code]) => code === 'taken')) {
      // Sent with an id of its own, since the samples above were sent already.
      const checked = check({ ...whole(changes), id: randomUUID() });
      expect(code === 'taken' && checked.ok, what).toBe(true);
      if (!checked.ok) continue;
      const { photos: _photos, strays: _strays, ...submission } = checked.report;
      expect(await database(submission), what).toBe('taken');
    }
  });

  it('one content: however the same words were typed, they are the same report', async () => {
    const typed = whole({ lat: '39.9490001', lng: '116.465', description: 'cafe\u0301 smoke\r\nevery day ' });
    const sent = async (changes: Changes) => {
      const checked = check({ ...typed, ...changes });
      if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
      const { photos: _photos, strays: _strays, ...submission } = checked.report;
      const [row] = await db.as(null, (q) =>
        q('select public.submit_report($1::jsonb, $2) as answer', [JSON.stringify(submission), 'test'])
      );
      return (row?.answer as { result: string }).result;
    };
    expect(await sent({})).toBe('created');
    expect(await sent({ lat: '39.949000', description: '  caf\u00e9 smoke\nevery day' })).toBe('again');
  });
});

describe('following by letter takes the same addresses as a report', () => {
  const follow = async (email: string): Promise<Said> => {
    const asked = { id: randomUUID(), subdistrict: '110105012', email };
    try {
      await db.as(null, (q) => q('select public.follow_by_mail($1::jsonb, $2)', [JSON.stringify(asked), randomUUID()]));
      return 'taken';
    } catch (error) {
      const { message, detail } = error as { message: string; detail?: string };
      return { field: detail ?? '', code: message };
    }
  };

  it.each([
    ['wang@example.com', true],
    ["o'wang+reports_1%x@mail.example.co.uk", true],
    ['王@例子.中国', true],
    ['wang@example..com', false],
    ['wang@.example.com', false],
    ['wang@example.com.', false],
    ['wang@li@example.com', false],
    ['wang@example.com\tli', false],
    ...[...',;:<>"()'].flatMap((mark): [string, boolean][] => [
      [`wang${mark}li@example.com`, false],
      [`wang@exam${mark}ple.com`, false],
      [`wang@example.com${mark}`, false]
    ])
  ])('%j', async (contact_email, taken) => {
    const typed = whole({ contact_email });
    const said: Said = taken ? 'taken' : { field: 'contact_email', code: 'email_wrong' };
    expect(form(typed)).toEqual(said);
    expect(await database(submissionOf(typed))).toEqual(said);
    expect(await follow(contact_email)).toEqual(taken ? 'taken' : { field: 'email', code: 'email_wrong' });
  });
});

describe('only the database can know', () => {
  it.each([
    [
      'a case to join that is not public',
      { joins: randomUUID(), description: '' },
      { field: 'joins', code: 'joins_unknown' }
    ],
    [
      'a case that is back and was never public',
      { again_of: randomUUID() },
      { field: 'again_of', code: 'again_of_unknown' }
    ],
    ['a category that does not exist', { category: 'air.nothing' }, { field: 'category', code: 'category_unknown' }],
    [
      'a subdistrict that does not exist',
      { subdistrict: '110105099' },
      { field: 'subdistrict', code: 'subdistrict_unknown' }
    ],
    ['an answer nobody asked for', { answers: { colour: 'red' } }, { field: 'answers.colour', code: 'answer_unknown' }],
    [
      'an answer that is no choice',
      { answers: { meal_time: 'tea' } },
      { field: 'answers.meal_time', code: 'answer_unknown' }
    ],
    ['a point in another district', { lat: '39.9', lng: '116.3' }, { field: 'place', code: 'place_outside' }]
  ] as [string, Changes, Said][])('%s', async (_what, changes, said) => {
    const typed = whole(changes);
    expect(form(typed)).toBe('taken');
    expect(await database(submissionOf(typed))).toEqual(said);
  });
});
