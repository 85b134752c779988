import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDb, type Actor, type Person, type TestDb } from './harness.ts';

// Every write a person makes has an id: docs/decisions/0021-keys-of-writes.md. What each door does is tested elsewhere.

let db: TestDb;
let doors: Door[];
const who = {} as Record<'lin' | 'chen' | 'mu', Person>;
const KEY = 'c3'.repeat(16);

interface Door {
  name: string;
  /** Without `write_id`. */
  parameters: { name: string; type: string }[];
  keyed: boolean;
}

/** Doors that change something and remember no id here, each with the reason why a repeat does no harm. */
const repeatable: Record<string, string> = {
  submit_report: 'its id is the id of the report; content_hash tells another content from the same',
  file_appeal: 'its id is the id of the appeal; other words are refused with appeal_differs',
  decide_appeal: 'an appeal is decided once; the same decision by the same person is answered again',
  note_hotline: 'its id is the id of the note; other words are refused with write_differs',
  follow: 'its id is the id of the follow; another thing is refused with follow_differs',
  follow_by_mail: 'its id is the id of the follow; another thing is refused with follow_differs',
  confirm_bloom: 'its id is the id of the bloom; another flower, stage or day is refused with bloom_differs',
  withdraw_bloom: 'what is taken back stays so; again is the same',
  hide_bloom: 'sets what it says; the same again changes nothing',
  log_sighting: 'its id is the id of the sighting; other content is refused with sighting_differs',
  withdraw_sighting: 'what is taken back stays so; again is the same',
  decide_sighting: 'sets what it says; the same again changes nothing that is shown',
  decide_sighting_photo: 'sets what it says; the same again changes nothing that is shown',
  suggest_place_with_photos:
    'its id is the id of the suggestion; other content or photos are refused with suggestion_differs',
  suggest_place: 'its id is the id of the suggestion; other content is refused with suggestion_differs',
  answer_suggestion: 'a suggestion is answered once; the same answer by the same person is answered again',
  hold_green_photo: 'leave for a minute to store what its SHA-256 names',
  green_photo_stored: 'a photo is named by its SHA-256; a second copy is thrown away',
  green_photo_desk: 'reads; it only holds the photo for a moment',
  allow_green_cover: 'its id is form_id; other rectangles are refused with write_differs',
  green_cover_stored: 'the name that allow_green_cover gave is used up once, and form_id answers a repeat before it',
  hide_spot: 'what is hidden stays so; again is the same',
  make_site: 'its id is the id of the site; other facts are refused with site_differs',
  save_green: 'its id is the id of the revision; other facts are refused with change_differs',
  take_back_green: 'its id is the id of the revision; another is refused with change_differs',
  check_import: 'its id is the id of the import; another file is refused with import_differs',
  apply_import: 'an import is taken in once; the same choice again is answered again, another refused with import_done',
  link_site: 'the same link is answered again, another is refused with site_linked',
  allow_photo_release: 'its id is form_id; other rectangles or words are refused with conflict',
  release_photo: 'the name that allow_photo_release gave is used up once, and form_id answers a repeat before it',
  act_on_order: 'a link of a letter is used once; the same button is answered again, another refused with order_done',
  set_unit_way: 'sets what it says; the same again changes and writes nothing',
  confirm_follow: 'a link of a letter says yes once; again is the same',
  stop_letters: 'a link of a letter says no once; again is the same',
  claim_report: 'sets whose it is; the same person again changes nothing',
  replace_report_key: 'the new key is in the form; who comes with it again finds it done',
  record_consents: 'sets what holds; what holds already is not written twice',
  delete_my_account: 'afterwards there is nobody who could send it again',
  reveal_contact: 'every look at a contact is written down, and a second look is a second look',
  photo_wanted: 'a photo is named by its SHA-256',
  allow_photo_upload: 'leave for a minute to store what its SHA-256 names',
  hold_photo: 'leave for a minute to store what its SHA-256 names',
  photo_arrived: 'a photo is named by its SHA-256; a second copy is thrown away',
  allow_photo_read: 'leave for a minute to read; changes nothing that is shown',
  allow_order_photo: 'leave for a minute to read; changes nothing that is shown',
  give_up_photos: 'what is still missing is given up; again finds nothing missing',
  report_stage: 'reads; it only counts for the throttle',
  throttle_credentials: 'counts a try, and a second try is a second try',
  ask_code: 'a second code within a minute is refused',
  try_code: 'counts a try, and a second try is a second try'
};

/** Tables that people write to directly: plain settings of a row that is there, which the same again leaves as it is. */
const settings: Record<string, string> = {
  'profiles UPDATE': 'a name and a language, as the form says',
  'notices UPDATE': 'read_at, where it is still empty'
};

beforeAll(async () => {
  db = await openDb();
  who.lin = await db.person('Lin');
  who.chen = await db.person('Chen');
  who.mu = await db.person('Mu', { roles: ['moderator'] });
  const rows = await db.sql(
    `select p.proname as name, coalesce(p.proargnames, '{}') as names,
       array(select format_type(t, null) from unnest(p.proargtypes) with ordinality as u (t, n) order by n) as types
     from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.provolatile = 'v'
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
       and (has_function_privilege('anon', p.oid, 'execute') or has_function_privilege('authenticated', p.oid, 'execute'))
     order by 1`,
    []
  );
  doors = rows.map(({ name, names, types }) => ({
    name: String(name),
    parameters: (names as string[])
      .map((parameter, n) => ({ name: parameter, type: (types as string[])[n]! }))
      .filter((parameter) => parameter.name !== 'write_id'),
    keyed: (names as string[]).includes('write_id')
  }));
});
beforeEach(() => db.sql('delete from private.throttles'));
afterAll(() => db.close());

const call = (actor: Actor, door: string, given: Record<string, unknown>) =>
  db.as(actor, async (q) => {
    const list = Object.keys(given).map((name, n) => `${name} => $${String(n + 1)}`);
    return (await q(`select public.${door}(${list.join(', ')}) as answer`, Object.values(given)))[0]?.answer as {
      version: number;
      event_id: number;
      status: string;
    };
  });
const report = async (actor: Actor, more = {}) => {
  const id = randomUUID();
  const submission = { id, key: KEY, category: 'air.fume', description: 'smoke', lat: 39.948, lng: 116.467, ...more };
  await call(actor, 'submit_report', { submission: JSON.stringify(submission), client: null });
  return id;
};
const events = async (id: string) =>
  Number((await db.sql('select count(*) as n from public.report_events where report_id = $1', [id]))[0]?.n);
const more = (id: string, words: string, write_id: string | null = randomUUID(), version = 1) => ({
  report_id: id,
  move: 'add_information',
  version,
  details: JSON.stringify({ public_text: words }),
  write_id
});
const DIFFERS = { code: 'PT409', message: 'write_differs' };

describe('no door is forgotten', () => {
  test('each one that changes something takes the id of the form, or says why a repeat does no harm', () => {
    const open = doors.filter(({ keyed }) => !keyed).map(({ name }) => name);
    expect(open, 'add write_id to a new door, or say here why it needs none').toEqual(Object.keys(repeatable).sort());
  });

  test('no door has two shapes, one of which forgets the id', () => {
    const all = doors.map(({ name }) => name);
    expect(all.filter((name, n) => all.indexOf(name) !== n)).toEqual([]);
  });

  test('and so do the tables that people write to directly', async () => {
    const rows = await db.sql(
      `select distinct c.relname || ' ' || g.verb as name
       from pg_class c, unnest(array['INSERT', 'UPDATE', 'DELETE']) g (verb), unnest(array['anon', 'authenticated']) r (who)
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and (has_table_privilege(r.who, c.oid, g.verb)
           or g.verb <> 'DELETE' and has_any_column_privilege(r.who, c.oid, g.verb))
       order by 1`,
      []
    );
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(settings).sort());
  });

  const samples: Record<string, [sql: string, other: string]> = {
    uuid: [`'0b000000-0000-4000-8000-000000000001'`, `'0b000000-0000-4000-8000-000000000002'`],
    text: [`'${'ab'.repeat(16)}'`, `'${'cd'.repeat(16)}'`],
    integer: ['1', '2'],
    bigint: ['1', '2'],
    boolean: ['true', 'false'],
    jsonb: [`'{"a": 1}'`, `'{"a": 2}'`]
  };
  test('what a door remembers is all that it was given', async () => {
    const keyed = doors.filter((door) => door.keyed);
    expect(keyed.length).toBeGreaterThan(10);
    for (const { name, parameters } of keyed) {
      const id = randomUUID();
      const value = (type: string, other: boolean) => `${samples[type]![other ? 1 : 0]}::${type}`;
      const isKey = (parameter: string) => parameter === 'key' || parameter === 'token';
      const said = parameters.filter((one) => !isKey(one.name)).map(({ type }) => value(type, false));
      const key = parameters.some((one) => isKey(one.name)) ? value('text', false) : 'null';
      // Somebody was told that it is done, which for these strange arguments it never is.
      await db.sql(`select private.written('${id}', '${name}', ${key}, jsonb_build_array(${said.join(', ')}))`, []);
      const again = (changed?: string) =>
        db.sql(
          `select public.${name}(${[
            ...parameters.map((one) => `${one.name} => ${value(one.type, one.name === changed)}`),
            `write_id => '${id}'`
          ].join(', ')})`,
          []
        );
      await again();
      for (const parameter of parameters)
        await expect(again(parameter.name), `${name}, another ${parameter.name}`).rejects.toMatchObject(DIFFERS);
    }
  });
});

describe('the same form', () => {
  test('sent again is done once and gets the same answer, also when the case has moved on', async () => {
    const id = await report(who.lin);
    const form = more(id, 'it is the second chimney');
    const first = await call(who.lin, 'move_report', form);
    await call(who.mu, 'move_report', { report_id: id, move: 'accept', version: first.version });
    expect(await call(who.lin, 'move_report', form)).toEqual(first);
    expect(await events(id)).toBe(3);
  });

  test('without an id is a new one each time', async () => {
    const id = await report(who.lin);
    await call(who.lin, 'move_report', more(id, 'once', null));
    await expect(call(who.lin, 'move_report', more(id, 'once', null))).rejects.toMatchObject({ message: 'conflict' });
  });

  test('with the line ends of a browser or of a script is the same', async () => {
    const id = await report(who.lin);
    const form = more(id, 'one\r\ntwo');
    const first = await call(who.lin, 'move_report', form);
    expect(await call(who.lin, 'move_report', more(id, 'one\ntwo', form.write_id))).toEqual(first);
  });

  test('with other content is refused, and nothing is written', async () => {
    const id = await report(who.lin);
    const form = more(id, 'the second chimney');
    const { version } = await call(who.lin, 'move_report', form);
    for (const other of [more(id, 'the third', form.write_id), more(id, 'the second chimney', form.write_id, version)])
      await expect(call(who.lin, 'move_report', other)).rejects.toMatchObject(DIFFERS);
    await expect(
      call(who.lin, 'set_publish', { report_id: id, publish: true, write_id: form.write_id })
    ).rejects.toMatchObject(DIFFERS);
    expect(await events(id)).toBe(2);
  });

  test('from somebody else is refused: the answer is told to nobody else', async () => {
    const id = await report(null);
    const form = { ...more(id, 'I live upstairs'), key: KEY };
    const first = await call(null, 'move_report', form);
    expect(await call(null, 'move_report', { ...form, key: KEY.toUpperCase() })).toEqual(first);
    for (const [other, key] of [
      [null, 'd4'.repeat(16)],
      [who.chen, KEY],
      [who.chen, null]
    ] as const)
      await expect(call(other, 'move_report', { ...form, key })).rejects.toMatchObject(DIFFERS);
  });

  test('that was refused may be sent again, and is then done', async () => {
    const id = await report(who.lin);
    const form = more(id, 'too early', randomUUID(), 2);
    await expect(call(who.lin, 'move_report', form)).rejects.toMatchObject({ message: 'conflict' });
    await call(who.mu, 'move_report', { report_id: id, move: 'accept', version: 1 });
    expect((await call(who.lin, 'move_report', form)).version).toBe(3);
  });

  test('twice at one moment is one, with one answer, and two forms of one moment are not', async () => {
    for (let round = 0; round < 25; round++) {
      const id = await report(who.lin);
      const form = more(id, 'now');
      const [one, two] = await Promise.all([1, 2].map(() => call(who.lin, 'move_report', form)));
      expect(one).toEqual(two);
      expect(await events(id)).toBe(2);
      const twins = [1, 2].map(() => call(who.lin, 'move_report', more(id, 'then', randomUUID(), 2)));
      expect((await Promise.allSettled(twins)).map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    }
  });

  test('to undo is one undoing', async () => {
    const id = await report(who.lin);
    const { event_id } = await call(who.lin, 'move_report', more(id, 'oh'));
    const form = { report_id: id, event_id, write_id: randomUUID() };
    const first = await call(who.lin, 'undo_move', form);
    expect(await call(who.lin, 'undo_move', form)).toEqual(first);
    expect(await events(id)).toBe(3);
  });

  test('to agree to publishing, arriving late, does not undo what was taken back since', async () => {
    const id = await report(who.lin);
    const form = { report_id: id, publish: true, write_id: randomUUID() };
    await call(who.lin, 'set_publish', form);
    await call(who.lin, 'set_publish', { ...form, publish: false, write_id: randomUUID() });
    await call(who.lin, 'set_publish', form);
    expect(await db.sql('select publish from public.reports where id = $1', [id])).toEqual([{ publish: false }]);
  });

  test('to stop following, arriving late, does not stop what was taken up again', async () => {
    const subdistrict = '110105012';
    const id = randomUUID();
    await call(who.chen, 'follow', { asked: JSON.stringify({ id, subdistrict }) });
    const stop = { id, write_id: randomUUID() };
    await call(who.chen, 'stop_follow', stop);
    await call(who.chen, 'resume_follow', { id, write_id: randomUUID() });
    await call(who.chen, 'stop_follow', stop);
    expect(await db.sql('select stopped_at from public.follows where id = $1', [id])).toEqual([{ stopped_at: null }]);
  });

  test('to release and to hide is written in the history once', async () => {
    const id = await report(who.lin, { publish: true });
    await call(who.mu, 'move_report', { report_id: id, move: 'accept', version: 1 });
    const release = { report_id: id, version: 2, details: '{"answers": true}', write_id: randomUUID() };
    const hide = { report_id: id, version: 3, reason: 'names somebody', write_id: randomUUID() };
    for (const [door, form] of [
      ['release_report', release],
      ['hide_report', hide]
    ] as const)
      expect(await call(who.mu, door, form)).toEqual(await call(who.mu, door, form));
    expect(await events(id)).toBe(4);
  });

  test('to note a call is one note, with other words it is refused', async () => {
    const id = await report(who.lin);
    const form = { report_id: id, key: '', order_number: '12345-1', result: null, note_id: randomUUID() };
    await call(who.lin, 'note_hotline', form);
    await call(who.lin, 'note_hotline', form);
    await expect(call(who.lin, 'note_hotline', { ...form, result: 'they came' })).rejects.toMatchObject(DIFFERS);
    expect(await db.sql('select count(*)::int as n from public.hotline_notes where report_id = $1', [id])).toEqual([
      { n: 1 }
    ]);
  });

  test('to replace the private link is one replacing; who has neither key finds nothing', async () => {
    const id = await report(null);
    const replace = (old_key: string, new_key: string) =>
      call(null, 'replace_report_key', { report_id: id, old_key, new_key });
    const fresh = 'e5'.repeat(16);
    await replace(KEY, fresh);
    await replace(KEY, fresh);
    await expect(replace(KEY, 'f6'.repeat(16))).rejects.toMatchObject({ message: 'not_found' });
    await replace(fresh, KEY);
  });
});

describe('what is remembered', () => {
  const known = async (id: string | null) =>
    (await db.sql('select door, content_hash from private.write_keys where id = $1', [id])).length;

  test('holds no word of the form', async () => {
    const id = await report(who.lin);
    await call(who.lin, 'move_report', more(id, 'canarywords'));
    expect(
      await db.sql(`select id from private.write_keys w where to_jsonb(w)::text like '%canarywords%'`, [])
    ).toEqual([]);
  });

  test('goes after ninety days, not before', async () => {
    const id = await report(who.lin);
    const form = more(id, 'in spring');
    const days = (n: number) => new Date(Date.now() + n * 86_400_000);
    await call(who.lin, 'move_report', form);
    await db.at(days(89), () => db.as('service_role', (q) => q('select public.run_due()', [])));
    expect(await known(form.write_id)).toBe(1);
    await db.at(days(91), () => db.as('service_role', (q) => q('select public.run_due()', [])));
    expect(await known(form.write_id)).toBe(0);
  });

  test('goes with the account', async () => {
    const wang = await db.person('Wang');
    const id = await report(wang);
    const form = more(id, 'good-bye');
    await call(wang, 'move_report', form);
    await call(wang, 'delete_my_account', { confirm: 'delete' });
    expect(await known(form.write_id)).toBe(0);
  });
});
