import fc from 'fast-check';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDb, type Actor, type Person, type TestDb } from './harness.ts';

// What may come in and what is sent back with which word. Everything that arrives is a stranger's.

let db: TestDb;
let lin: Person;
let mei: Person;
beforeAll(async () => {
  db = await openDb();
  lin = await db.person('Lin');
  mei = await db.person('Mei', { roles: ['moderator'] });
});
beforeEach(() => db.sql('delete from private.throttles'));
afterAll(() => db.close());

const KEY = '0123456789abcdef0123456789abcdef';
const NOW = '2026-11-24T01:00:00Z';
const FUME = { category: 'air.fume', description: '油烟很大', lat: 39.948, lng: 116.467 };
const photo = (n: number) => createHash('sha256').update(String(n)).digest('hex');

interface Received {
  id: string;
  code: string;
  result: 'created' | 'again';
}

const send = (submission: unknown, actor: Actor = null, client: string | null = null) =>
  db.at(NOW, () =>
    db.as(
      actor,
      async (q) =>
        (await q('select public.submit_report($1, $2) as answer', [JSON.stringify(submission), client]))[0]
          ?.answer as Received
    )
  );
const form = (more: object = {}) => ({ id: randomUUID(), key: KEY, ...FUME, ...more });

/** The refusal as one line: status, code and field. */
async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'none';
  } catch (error) {
    const { code, message, detail } = error as { code: string; message: string; detail?: string };
    return [code, message, detail].filter(Boolean).join(' ');
  }
}
const rowOf = async (id: string) => (await db.sql('select * from public.reports where id = $1', [id]))[0] ?? {};

describe('a report comes in', () => {
  test('with a point alone: the nearest subdistrict is a guess', async () => {
    const { id, code, result } = await send(form());
    expect(result).toBe('created');
    expect(code).toMatch(/^CY-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
    expect(await rowOf(id)).toMatchObject({
      status: 'submitted',
      subdistrict_code: '110105012',
      subdistrict_guessed: true,
      outside: false,
      photos_complete_at: '2026-11-24T01:00:00+00:00',
      due_at: '2026-12-03T16:00:00+00:00'
    });
  });

  test('with a subdistrict and a landmark, without a point', async () => {
    const { id } = await send({
      id: randomUUID(),
      key: KEY,
      category: 'air.fume',
      description: 'x',
      subdistrict: '110105001',
      landmark: '　路口　'
    });
    expect(await rowOf(id)).toMatchObject({
      subdistrict_code: '110105001',
      subdistrict_guessed: false,
      landmark: '路口'
    });
  });

  test('with a photo and no words; it waits until the photo is there', async () => {
    const { id } = await send(form({ description: ' ', photo_sha256: [photo(1), photo(2), photo(1)] }));
    expect(await rowOf(id)).toMatchObject({ description: '', photos_declared: 2, photos_complete_at: null });
  });

  test('a little outside the outline it is taken and marked', async () => {
    const [edge] = await db.sql(
      `select lat from generate_series(39.7, 39.9, 0.0005) lat
       where private.outside_m(lat, 116.5) between 100 and 900 limit 1`
    );
    const { id } = await send(form({ lat: Number(edge?.lat), lng: 116.5 }));
    expect(await rowOf(id)).toMatchObject({ outside: true });
  });

  test('with answers to the questions of its category, and no others', async () => {
    const [asked] = await db.sql(
      `select category_code, code, options #>> '{0,code}' as option from public.category_questions where kind = 'choice' limit 1`
    );
    const { category_code, code, option } = asked as { category_code: string; code: string; option: string };
    const { id } = await send(form({ category: category_code, answers: { [code]: option } }));
    expect((await rowOf(id)).answers).toEqual({ [code]: option });
    expect(await refusal(send(form({ category: category_code, answers: { [code]: 'other planet' } })))).toBe(
      `PT422 answer_unknown answers.${code}`
    );
  });

  test('mediation only where the category offers it', async () => {
    const noise = await send(form({ category: 'noise.neighbour', mediation: true }));
    const fume = await send(form({ mediation: true }));
    expect((await rowOf(noise.id)).mediation).toBe(true);
    expect((await rowOf(fume.id)).mediation).toBe(false);
  });

  test('a time without offset is Beijing time', async () => {
    const { id } = await send(form({ happened_at: '2026-11-23T22:15' }));
    expect((await rowOf(id)).happened_at).toBe('2026-11-23T14:15:00+00:00');
  });

  test('the key and the contact are nowhere in the row', async () => {
    const { id } = await send(form({ contact_phone: '138 1234 5678', contact_ok: true }));
    expect(JSON.stringify(await rowOf(id))).not.toMatch(new RegExp(`${KEY}|1234 5678`));
    const [kept] = await db.sql('select phone from public.report_contacts where report_id = $1', [id]);
    expect(kept?.phone).toBe('138 1234 5678');
  });
});

describe('the same report is one report', () => {
  const first = form({ landmark: '小区东门', answers: {}, happened_at: '2026-11-23T22:15' });
  test('sent again, whatever is only written differently', async () => {
    expect((await send(first)).result).toBe('created');
    expect((await send(first)).result).toBe('again');
    expect((await send({ ...first, description: ' 油烟很大\r\n', lang: 'en', danger_answered: 'nobody' })).result).toBe(
      'again'
    );
    expect((await send({ ...first, lat: 39.94800000001, happened_at: '2026-11-23T14:15:00Z' })).result).toBe('again');
    expect((await send({ ...first, key: undefined, key_given: false }).catch(() => null))?.result).toBeUndefined();
    expect((await send({ ...first, key: 'f'.repeat(32), key_given: false })).result).toBe('again');
    expect((await send(first, lin)).result).toBe('again');
  });
  test.each([
    ['another key', { key: 'f'.repeat(32) }],
    ['other words', { description: '油烟不大' }],
    ['another place', { lat: 39.949 }],
    ['another photo', { photo_sha256: [photo(9)] }],
    ['another wish', { publish: true }],
    ['another contact', { contact_phone: '13812345678' }]
  ])('with %s it is another one under the same number', async (_, other) => {
    expect(await refusal(send({ ...first, ...other }))).toBe('PT409 report_differs id');
  });
});

describe('what is refused, with the word and the field', () => {
  const wrong: [string, object, string][] = [
    ['no id', { id: undefined }, 'PT422 id_missing id'],
    ['an id that is none', { id: '1' }, 'PT422 id_wrong id'],
    ['a short key', { key: 'abc' }, 'PT422 key_wrong key'],
    ['no category', { category: undefined }, 'PT422 category_unknown category'],
    ['an unknown category', { category: 'air.magic' }, 'PT422 category_unknown category'],
    ['neither words nor photo', { description: '　\n' }, 'PT422 description_missing description'],
    ['4001 characters', { description: '长'.repeat(4001) }, 'PT422 description_long description'],
    ['no place', { lat: undefined, lng: undefined }, 'PT422 place_missing place'],
    ['Tianjin', { lat: 39.13, lng: 117.2 }, 'PT422 place_outside place'],
    ['half a point', { lng: undefined }, 'PT422 lng_range lng'],
    ['the other half', { lat: undefined }, 'PT422 lat_range lat'],
    ['beyond the pole', { lat: 90.000001 }, 'PT422 lat_range lat'],
    ['beyond the date line', { lng: -180.1 }, 'PT422 lng_range lng'],
    ['a latitude in words', { lat: '39.9' }, 'PT422 lat_range lat'],
    ['another district', { subdistrict: '110101001' }, 'PT422 subdistrict_unknown subdistrict'],
    ['a landmark anywhere', { lat: undefined, lng: undefined, landmark: 'x' }, 'PT422 subdistrict_missing subdistrict'],
    [
      'a subdistrict alone',
      { lat: undefined, lng: undefined, subdistrict: '110105001' },
      'PT422 landmark_missing landmark'
    ],
    ['a long landmark', { landmark: 'x'.repeat(201) }, 'PT422 landmark_long landmark'],
    ['tomorrow', { happened_at: '2026-11-25T09:00' }, 'PT422 happened_future happened_at'],
    ['the year before last', { happened_at: '2025-11-23T08:59' }, 'PT422 happened_old happened_at'],
    ['no day', { happened_at: '2026-02-30T08:59' }, 'PT422 happened_wrong happened_at'],
    ['an unknown rhythm', { time_pattern: 'hourly' }, 'PT422 time_pattern_unknown time_pattern'],
    ['an unknown question', { answers: { colour: 'red' } }, 'PT422 answer_unknown answers.colour'],
    ['an essay', { answers: { colour: 'x'.repeat(501) } }, 'PT422 answer_long answers.colour'],
    ['five photos', { photo_sha256: [1, 2, 3, 4, 5].map(photo) }, 'PT422 photos_too_many photos'],
    ['a photo without digest', { photo_sha256: ['x'] }, 'PT422 photos_wrong photos'],
    ['half an address', { contact_email: 'lin@' }, 'PT422 email_wrong contact_email'],
    ['a name for a number', { contact_phone: 'Lin' }, 'PT422 phone_wrong contact_phone'],
    ['call me, but where', { contact_ok: true }, 'PT422 contact_missing contact_ok'],
    ['perhaps public', { publish: 'maybe' }, 'PT422 publish_unknown publish'],
    ['Klingon', { lang: 'tlh' }, 'PT422 lang_wrong lang']
  ];
  test.each(wrong)('%s', async (_, other, expected) => {
    expect(await refusal(send(form(other)))).toBe(expected);
  });
  const right: [string, object][] = [
    ['4000 characters', { description: '长'.repeat(4000) }],
    ['a landmark of 200', { landmark: 'x'.repeat(200) }],
    ['a moment ago', { happened_at: NOW }],
    ['a year ago', { happened_at: '2025-11-24T09:00' }],
    ['four photos', { photo_sha256: [1, 2, 3, 4].map(photo) }],
    ['a skipped question', { answers: { colour: ' ' } }],
    ['an office telephone', { contact_phone: '+86 10-6509 1234' }]
  ];
  test.each(right)('but %s is fine', async (_, other) => {
    expect((await send(form(other))).result).toBe('created');
  });
  test('a suspended person sends nothing', async () => {
    const sun = await db.person('Sun');
    await db.sql('update public.profiles set suspended_at = now() where user_id = $1', [sun.id]);
    expect(await refusal(send(form(), sun))).toBe('PT403 suspended');
  });
  test('sixty an hour from one place, and the sixty-first waits; a repeat is not counted', async () => {
    const last = form();
    await db.sql(
      `insert into private.throttles (kind, subject, begins_at, ends_at, hits)
       values ('submit', sha256('submit:client:here'), $1, $1::timestamptz + interval '1 hour', 59)`,
      [NOW]
    );
    expect((await send(last, null, 'here')).result).toBe('created');
    expect((await send(last, null, 'here')).result).toBe('again');
    expect(await refusal(send(form(), null, 'here'))).toBe('PT429 too_many 3600');
    expect((await send(form(), null, 'there')).result).toBe('created');
  });
  test('a code may be tried twenty times in ten minutes, right or wrong', async () => {
    const { code } = await send(form());
    const ask = (word: string, client: string) =>
      db.as(null, async (q) => (await q('select public.report_stage($1, $2) as answer', [word, client]))[0]?.answer);
    expect(await ask(` ${code.toLowerCase()} `, 'a')).toEqual({ status: 'submitted' });
    for (let n = 0; n < 20; n++) expect(await ask('CY-2222-2222', 'b')).toEqual({ status: null });
    expect(await refusal(ask(code, 'b'))).toMatch(/^PT429 too_many \d+$/);
    expect(await ask(code, 'c')).toEqual({ status: 'submitted' });
  });
});

describe('strange values', () => {
  // JSON itself refuses U+0000 and halves of surrogate pairs; everything else must meet one of our words.
  const words = fc
    .oneof(
      fc.string({ unit: 'grapheme-composite', maxLength: 40 }),
      fc.constantFrom(
        '',
        '　',
        '-1',
        '1e999',
        'NaN',
        "'; drop table reports; --",
        '🙂'.repeat(300),
        'x'.repeat(6000),
        '../..',
        '%00',
        'null'
      )
    )
    .map((text) => text.replaceAll('\u0000', ''));
  const value = fc.oneof(
    words,
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom<unknown>([], {}, [[[]]], { a: { b: [null] } }, [1, 'a', null]),
    fc.dictionary(words, words, { maxKeys: 3 }),
    fc.array(words, { maxLength: 5 })
  );
  const keys = [
    'id',
    'key',
    'key_given',
    'category',
    'description',
    'lat',
    'lng',
    'subdistrict',
    'landmark',
    'place',
    'happened_at',
    'time_pattern',
    'photo_sha256',
    'contact_email',
    'contact_phone',
    'contact_ok',
    'publish',
    'mediation',
    'answers',
    'lang',
    'danger_answered'
  ];
  const details = [
    'public_text',
    'public_lang',
    'public_text_translation',
    'internal_text',
    'email_text',
    'words',
    'channel',
    'duty_number',
    'called_whom',
    'called_at',
    'target',
    'until',
    'lead',
    'assists',
    'limit_days',
    'event_id',
    'answer_kind',
    'outcome',
    'reached',
    'solved',
    'satisfied'
  ];
  const some = (names: string[]) => fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 5 });
  const OURS = /^(none|PT4\d\d [a-z_]+( .*)?)$/s;

  test('in a submission are refused with a word of ours, or taken', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          some(keys).map((more) => form(more)),
          value
        ),
        async (submission) => {
          expect(await refusal(send(submission))).toMatch(OURS);
        }
      ),
      { numRuns: 400 }
    );
  });

  test('in the details of a move too', async () => {
    const moves = (await db.sql('select distinct move from public.report_moves')).map(({ move }) => String(move));
    const { id } = await send(form({ contact_phone: '13812345678' }), lin);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...moves),
        fc.oneof(some(details), value),
        fc.boolean(),
        async (move, more, staff) => {
          const [row] = await db.sql('select version from public.reports where id = $1', [id]);
          const answer = await refusal(
            db.at(NOW, () =>
              db.as(staff ? mei : lin, (q) =>
                q('select public.move_report($1, $2, $3, $4)', [id, move, row?.version, JSON.stringify(more)])
              )
            )
          );
          expect(answer).toMatch(OURS);
        }
      ),
      { numRuns: 300 }
    );
  });

  test('in the keys of a guest and the filters of a queue', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.dictionary(words, value), value),
        some(['category_code', 'subdistrict_code', 'lead_unit_code', 'group_code', 'urgent', 'mediation', 'overdue']),
        words,
        async (held, filters, word) => {
          expect(await refusal(db.as(null, (q) => q('select public.my_reports($1)', [JSON.stringify(held)])))).toMatch(
            OURS
          );
          expect(
            await refusal(
              db.as(mei, (q) =>
                q('select public.report_queue($1, null, null, $2, $3)', ['all_open', 7, JSON.stringify(filters)])
              )
            )
          ).toMatch(OURS);
          expect(await refusal(db.as(mei, (q) => q('select public.report_queue($1)', [word])))).toMatch(
            /^PT404 not_found/
          );
          expect(await refusal(db.as(null, (q) => q('select public.report_page($1, $2)', [randomUUID(), word])))).toBe(
            'PT404 not_found'
          );
        }
      ),
      { numRuns: 100 }
    );
  });
});

test('every code has its sentences and its line in the docs, and no sentence is without a code', () => {
  const root = path.join(import.meta.dirname, '..', '..');
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
  const sql = ['300_add_accounts', '600_receive_reports', '700_move_reports', '800_show_reports', '900_run_what_is_due']
    .map((name) => read(`supabase/migrations/20261124000${name}.sql`))
    .join('\n');
  const codes = new Set([
    ...[...sql.matchAll(/refuse\(\s*'PT\d+', '([a-z_]+)'/g)].map(([, code]) => code),
    ...[...sql.matchAll(/message = '([a-z_]+)'/g)].map(([, code]) => code),
    ...[...sql.matchAll(/then '([a-z]+_[a-z_]+)'\n/g)]
      .map(([, code]) => code)
      .filter((code) => code && !/^(in|no)_/.test(code))
  ]);
  const needed = [...sql.matchAll(/private\.read_(?:text|word|moment|day|uuid|whole_number)\(d, '([a-z_]+)'/g)].map(
    ([, key]) => key
  );
  for (const key of needed) codes.add(`${key}_wrong`);

  const words = JSON.parse(read('src/lib/i18n/locales/zh/refusals.json')) as Record<string, string>;
  const docs = new Set([...read('docs/error-codes.md').matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, code]) => code));
  const missing = [...codes].filter((code): code is string => code !== undefined && !(code in words));
  expect(missing).toEqual([]);
  expect([...docs].sort()).toEqual(Object.keys(words).sort());
});
