// What the forms of the tracking page, the desk and the account say, the database says: the same values go through
// both, and both take them or name the same field. The report form has a test of its own.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { profileForm, signUpForm } from '../../src/lib/account/credentials.ts';
import { PURPOSES } from '../../src/lib/account/purposes.ts';
import {
  ANSWER_KINDS,
  CLOSING_OUTCOMES,
  detailsOf,
  fieldsOf,
  MOVES,
  REPLIES,
  shapeOf,
  type FieldName,
  type MoveName,
  type Typed
} from '../../src/lib/console/moves.ts';
import { moveForms } from '../../src/lib/tracking/moveForms.ts';
import { openDb, type Row, type TestDb } from './harness.ts';

let db: TestDb;
let rows: Row[];
beforeAll(async () => {
  db = await openDb();
  rows = await db.sql('select distinct move, by::text as by, needs from public.report_moves', []);
});
afterAll(() => db.close());

const TAKEN = 'taken';

/** The field that the database refuses in the details of a move, or `taken`. */
async function database(move: string, by: string, details: object): Promise<string> {
  try {
    await db.sql(
      `select private.read_details($1::text::jsonb, (
         select m from public.report_moves m where m.move = $2 and m.by::text = $3 order by m.from_status limit 1))`,
      [JSON.stringify(details), move, by]
    );
    return TAKEN;
  } catch (error) {
    const { code, detail } = error as { code?: string; detail?: string };
    expect(code).toBe('PT422');
    return detail ?? '';
  }
}

const texts = [
  '',
  ' ',
  '\u3000\ufeff',
  '\n\t',
  'x',
  ' x ',
  '好'.repeat(4000),
  '好'.repeat(4001),
  '👍'.repeat(4000),
  '👍'.repeat(4001),
  `${' '.repeat(300)}x`,
  'e\u0301'.repeat(2000)
];
const words = ['', 'yes', 'no', 'no_answer', 'maybe', 'YES', 'yes '];

describe('the reporter’s moves', () => {
  const samples: Record<string, string[]> = { public_text: texts, words: texts, solved: words, satisfied: words };
  const right: Record<string, string> = { public_text: 'x', solved: 'yes' };

  test.each(Object.keys(moveForms) as (keyof typeof moveForms)[])('%s', async (move) => {
    const { shape } = moveForms[move];
    const fields = Object.keys(shape).filter((name) => name !== 'version');
    const start = Object.fromEntries(fields.flatMap((name) => (right[name] ? [[name, right[name]]] : [])));
    expect(await database(move, 'reporter', start)).toBe(TAKEN);
    for (const field of fields)
      for (const value of samples[field] ?? [value_missing(field)]) {
        const typed = { ...start, [field]: value };
        const result = moveForms[move].safeParse({ ...typed, version: '1' });
        const form = result.success ? TAKEN : String(result.error.issues[0]?.path[0]);
        // "yes " cannot come from a form, and the database trims what comes from elsewhere.
        if (value === 'yes ' && field !== 'public_text') continue;
        expect(await database(move, 'reporter', typed), `${field} = ${JSON.stringify(value).slice(0, 40)}`).toBe(form);
      }
  });

  const value_missing = (field: string): never => {
    throw new Error(`Give ${field} samples here, at and around its limits.`);
  };
});

describe('the moves of the desk', () => {
  const partyOf = (move: string) =>
    rows.filter((row) => row.move === move && row.by !== 'reporter' && row.by !== 'clock');
  const right: Record<FieldName, string | string[]> = {
    public_text: 'x',
    public_lang: 'zh',
    email_text: 'x',
    internal_text: 'x',
    channel: '12345',
    channel_name: '',
    target: '00000000-0000-4000-8000-000000000000',
    target_code: '',
    lead: '110105012',
    assists: ['110105026'],
    limit_days: '5',
    answer_kind: 'fixed',
    until: '2027-01-31',
    reached: 'yes',
    solved: 'yes',
    satisfied: 'no',
    words: 'x',
    outcome: 'solved',
    duty_number: '119',
    called_whom: 'the fire brigade',
    called_at: '2026-11-24T08:30',
    event_id: '7',
    public_text_translation: 'x'
  };
  const filled = (move: MoveName): Typed => Object.fromEntries(fieldsOf(move).map((name) => [name, right[name]]));

  test('are those of the table, and ask for what it asks for', () => {
    const inTable = [
      ...new Set(rows.filter(({ by }) => by === 'moderator' || by === 'handler').map(({ move }) => String(move)))
    ];
    expect(Object.keys(MOVES).sort()).toEqual(inTable.sort());
    for (const move of Object.keys(MOVES) as MoveName[])
      for (const { by, needs } of partyOf(move))
        expect([...shapeOf(move).needs].sort(), `${move} by the ${by}`).toEqual([...(needs as string[])].sort());
  });

  test.each(Object.keys(MOVES) as MoveName[])('%s', async (move) => {
    for (const { by } of partyOf(move)) {
      const whole = detailsOf(move, filled(move));
      expect([whole.errors, await database(move, String(by), whole.details)], 'all filled in').toEqual([{}, TAKEN]);
      for (const field of shapeOf(move).needs)
        for (const blank of ['', '  ', '\u3000']) {
          const { errors } = detailsOf(move, { ...filled(move), [field]: blank });
          expect(Object.keys(errors), field).toEqual([field]);
          expect(await database(move, String(by), { ...whole.details, [field]: blank }), field).toBe(field);
        }
    }
  });

  test.each([
    ['dispatch', 'moderator', 'limit_days', ['0', '-1', '1.5', 'x', '1e99']],
    ['translate', 'handler', 'event_id', ['0', '-3', '2.5', 'x']],
    ['mark_urgent', 'moderator', 'called_at', ['x', '2026-13-01T00:00', '2026-11-24']]
  ] as const)('%s by the %s: a %s of the wrong kind is refused by both', async (move, by, field, values) => {
    for (const value of values) {
      const { errors } = detailsOf(move, { ...filled(move), [field]: value });
      const given = field === 'called_at' || Number.isNaN(Number(value)) ? value : Number(value);
      const refused = await database(move, by, { ...detailsOf(move, filled(move)).details, [field]: given });
      // A day alone is a moment for JavaScript; the database, which has the last word, wants the hour too.
      if (value === '2026-11-24') expect(refused).toBe(field);
      else expect([Object.keys(errors), refused], value).toEqual([[field], field]);
    }
  });

  test('offer the choices that the database knows, and no other', async () => {
    const choices = {
      answer_kind: ['answer', 'handler', ANSWER_KINDS],
      outcome: ['close', 'moderator', CLOSING_OUTCOMES],
      solved: ['record_callback', 'moderator', REPLIES]
    } as const;
    for (const [field, [move, by, offered]] of Object.entries(choices)) {
      const { details } = detailsOf(move, filled(move));
      for (const choice of offered)
        expect(await database(move, by, { ...details, [field]: choice }), choice).toBe(TAKEN);
      for (const other of ['unanswered', 'no_information', 'x'])
        expect(await database(move, by, { ...details, [field]: other }), other).toBe(field);
    }
    const kinds = await db.sql(`select unnest(enum_range(null::public.answer_kind))::text as kind`, []);
    expect(kinds.map(({ kind }) => kind)).toEqual([...ANSWER_KINDS]);
  });
});

describe('the account', () => {
  test('keeps a name as the form took it', async () => {
    const lin = await db.person('Lin');
    for (const name of [
      '林',
      ' Lin  Wei ',
      '好'.repeat(40),
      '👍'.repeat(20),
      'e\u0301'.repeat(20),
      '\u2067Lin\u202e'
    ]) {
      const { display_name, lang } = profileForm.parse({ display_name: name, lang: 'en' });
      await db.as(lin, (q) =>
        q('update public.profiles set display_name = $1, lang = $2 where user_id = $3', [display_name, lang, lin.id])
      );
      const { id } = await db.person(display_name);
      const kept = await db.sql('select display_name from public.profiles where user_id in ($1, $2)', [lin.id, id]);
      expect(kept).toEqual([{ display_name }, { display_name }]);
    }
  });

  test('refuses on both sides a name without end and a language that is not ours', async () => {
    const lin = await db.person('Lin');
    const change = (name: string, lang: string) =>
      db.as(lin, (q) =>
        q('update public.profiles set display_name = $1, lang = $2 where user_id = $3', [name, lang, lin.id])
      );
    for (const [name, lang] of [
      ['x'.repeat(81), 'zh'],
      ['Lin', 'fr'],
      ['Lin', '']
    ] as const) {
      expect(profileForm.safeParse({ display_name: name, lang }).success).toBe(false);
      await expect(change(name, lang)).rejects.toMatchObject({ code: '23514' });
    }
  });

  test('knows every purpose that the sign-up form offers', async () => {
    const person = {
      email: 'a@b.example',
      password: 'correct horse battery',
      display_name: 'Lin',
      lang: 'zh',
      age: '14'
    };
    const { purposes } = signUpForm.parse({ ...person, purposes: [...PURPOSES] });
    const lin = await db.person('Lin');
    await db.as(lin, (q) => q('select public.record_consents($1::text[])', [purposes]));
    const kept = await db.sql('select purpose from public.consents where user_id = $1 order by 1', [lin.id]);
    expect(kept.map(({ purpose }) => purpose)).toEqual([...PURPOSES].sort());
  });
});
