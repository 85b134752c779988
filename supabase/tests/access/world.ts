import type { Row } from '../harness.ts';

/** Everybody whose rights are written down in verdicts.txt, in the order of its columns. */
export const people = [
  'anon',
  'guest',
  'owner',
  'resident',
  'suspended',
  'handler',
  'elsewhere',
  'moderator',
  'publisher',
  'admin',
  'service'
] as const;
export type PersonName = (typeof people)[number];

export interface Actor {
  role: 'anon' | 'authenticated' | 'service_role';
  id: string | null;
  email: string | null;
}

/** A database that can be lived in: the test harness's own, or the embedded backend's. */
export interface Stage {
  /** Opens an account; only `authenticated` people have one. */
  signUp(name: PersonName): Promise<{ id: string; email: string }>;
  /** One statement as the owner of the database, or as somebody, in a transaction that is committed. */
  run(statement: string, actor?: Actor, now?: Date): Promise<Row[]>;
}

export interface World {
  actors: Record<PersonName, Actor>;
  /** The key that the guest holds. */
  key: string;
  /** Every bucket, with one file in each; `matrix` stands for a bucket that nobody made a rule for. */
  buckets: string[];
  /** Where each report stands: its version and its newest event. */
  cases: Record<string, { version: number; newest: number }>;
  /** The photo that is on its way. */
  upload: string;
  /** The folder of Lin's photo. */
  photo: string;
  /** Covered photos: one that is public, one that nobody may see, and one that is being made. */
  covered: { released: string; dark: string; begun: string };
  reports: { lin: string; guest: string; hidden: string; suspended: string; moderator: string; refused: string };
  /** Appeals of the owner: against the moderator, and against somebody who has left since. */
  appeals: { first: string; second: string };
  /** A letter that is stuck, and the link that stops letters to the owner. */
  letter: string;
  stopToken: string;
  /** A reported site that Lin's report is about, and one without reports. */
  sites: { grill: string; other: string };
  /** Follows of the owner and of the suspended person, and the link that confirms the guest's. */
  follows: { owner: string; suspended: string; token: string };
  /** What they said of a flower. */
  blooms: { owner: string; moderator: string };
  /** A post that an editor changed, that change, and a file of places that waits to be taken in. */
  greens: {
    thing: string;
    revision: string;
    file: string;
    suggestion: string;
    spot: string;
    hidden: string;
    joined: string;
  };
  /** What they saw live. */
  sightings: { owner: string; moderator: string };
  /** Photos of the green part: of places, and held for a form. */
  green: typeof green;
  /** The place of theirs. */
  park: { id: string; version: number };
  /** The link by which 麦子店 may answer Lin's case without an account. */
  order: string;
}

const maizidian = '110105012';
const wangjing = '110105026';

const roles: Partial<Record<PersonName, [role: string, unit?: string][]>> = {
  handler: [['handler', maizidian]],
  elsewhere: [['handler', wangjing]],
  moderator: [['moderator']],
  publisher: [['publisher']],
  admin: [['admin']],
  // Suspended staff are the harder case: the roles are still in the table.
  suspended: [['moderator'], ['handler', maizidian]]
};

const nobody = { id: null, email: null };
const uuid = (n: number) => `0a000000-0000-4000-8000-00000000000${n}`;
const key = 'ab'.repeat(16);
const greens = {
  thing: '0d000000-0000-4000-8000-000000000001',
  revision: '0d000000-0000-4000-8000-000000000002',
  file: '0d000000-0000-4000-8000-000000000003',
  suggestion: '0d000000-0000-4000-8000-000000000004',
  spot: '0d000000-0000-4000-8000-000000000005',
  hidden: '0d000000-0000-4000-8000-000000000006',
  joined: '0d000000-0000-4000-8000-000000000007'
};

/** Photos of the green part: by what becomes of them, or by who sent one that is held. */
const green = {
  shown: '0f000000-0000-4000-8000-000000000001',
  withdrawn: '0f000000-0000-4000-8000-000000000002',
  draft: '0f000000-0000-4000-8000-000000000003',
  owners: '0f000000-0000-4000-8000-000000000004',
  begun: '0f000000-0000-4000-8000-000000000005',
  suspended: '0f000000-0000-4000-8000-000000000006',
  editors: '0f000000-0000-4000-8000-000000000007',
  waiting: '0f000000-0000-4000-8000-000000000008',
  released: '0f000000-0000-4000-8000-000000000009',
  moderators: '0f000000-0000-4000-8000-00000000000a',
  suggested: '0f000000-0000-4000-8000-00000000000b',
  handlers: '0f000000-0000-4000-8000-00000000000c',
  suspendeds: '0f000000-0000-4000-8000-00000000000d',
  cover: '0f000000-0000-4000-8000-00000000000e',
  begunCover: '0f000000-0000-4000-8000-00000000000f',
  received: '0f000000-0000-4000-8000-000000000010',
  unchecked: '0f000000-0000-4000-8000-000000000011'
};

const submission = (n: number, words: string, more: Record<string, unknown> = {}) =>
  `select public.submit_report('${JSON.stringify({
    id: uuid(n),
    key: n === 2 ? key : 'cd'.repeat(16),
    category: 'air.fume',
    description: words,
    subdistrict: maizidian,
    landmark: 'by the east gate',
    lang: 'zh',
    ...more
  })}', 'world')`;

/**
 * Lets people report and staff move the cases, by the app's own functions, so that every table holds rows of
 * several owners: Lin's report is with 麦子店, a guest's was closed by the unit elsewhere, one of Lin's still waits
 * for a photo, and two people who are also staff have a report of their own.
 */
export async function settle(stage: Stage): Promise<World> {
  const actors = {
    anon: { role: 'anon', ...nobody },
    guest: { role: 'anon', ...nobody },
    service: { role: 'service_role', ...nobody }
  } as Record<PersonName, Actor>;
  for (const name of people.filter((person) => !(person in actors))) {
    const { id, email } = await stage.signUp(name);
    actors[name] = { role: 'authenticated', id, email };
    for (const [role, unit] of roles[name] ?? [])
      await stage.run(
        `insert into public.user_roles (user_id, role, unit_code) values ('${id}', '${role}', ${unit ? `'${unit}'` : 'null'})`
      );
  }
  const earlier = new Date(Date.now() - 3_600_000);
  const versions = new Map<string, number>();
  const move = async (who: PersonName, id: string, name: string, details = {}, now: Date | undefined = earlier) => {
    const version = versions.get(id) ?? 1;
    versions.set(id, version + 1);
    const given = JSON.stringify(details);
    await stage.run(`select public.move_report('${id}', '${name}', ${version}, '${given}')`, actors[who], now);
  };
  const contact = { contact_email: 'lin@example.org', contact_ok: true, publish: true };
  await stage.run(submission(1, 'smoke', { ...contact, lat: 39.949, lng: 116.466 }), actors.owner, earlier);
  await stage.run(
    submission(2, 'noise', { ...contact, subdistrict: wangjing, category: 'noise.neighbour' }),
    actors.guest,
    earlier
  );
  await stage.run(submission(3, 'with a photo', { photo_sha256: ['e'.repeat(64)] }), actors.owner, earlier);
  await stage.run(submission(4, 'before I was suspended'), actors.suspended, earlier);
  await stage.run(submission(5, 'at my own door'), actors.moderator, earlier);
  const appeals = { first: uuid(1), second: uuid(2) };
  for (const [n, appeal] of [
    [6, appeals.first],
    [7, appeals.second]
  ] as const) {
    await stage.run(submission(n, 'refused'), actors.owner, earlier);
    await move('moderator', uuid(n), 'refuse', { public_text: 'No.' });
    await stage.run(`select public.file_appeal('${appeal}', '${uuid(n)}', 'Look again.')`, actors.owner, earlier);
  }
  await stage.run(`update public.report_events set actor_id = null where report_id = '${uuid(7)}' and move = 'refuse'`);
  await stage.run(`select public.record_consents('{terms}')`, actors.owner, earlier);
  await stage.run(`select public.record_consents('{terms}')`, actors.suspended, earlier);
  await stage.run(
    `update public.profiles set suspended_at = now() where user_id = '${actors.suspended.id}'`,
    undefined,
    earlier
  );
  const [lin, guest] = [uuid(1), uuid(2)];
  await move('moderator', lin, 'accept');
  await move('moderator', lin, 'dispatch', { lead: maizidian, assists: ['enforcement'] });
  await stage.run(`select public.reveal_contact('${lin}', 'to agree a visit')`, actors.handler, earlier);
  await move('moderator', guest, 'accept');
  // 麦子店 had this case for a while: what a unit no longer has, it no longer sees.
  await move('moderator', guest, 'dispatch', { lead: maizidian });
  await move('moderator', guest, 'recall', { internal_text: 'The other office.' });
  await move('moderator', guest, 'dispatch', { lead: wangjing });
  await move('elsewhere', guest, 'take_on');
  await move('elsewhere', guest, 'answer', { answer_kind: 'fixed', public_text: 'Done.' });
  await move('moderator', guest, 'record_callback', { reached: 'yes', solved: 'yes' });
  await stage.run(
    `insert into public.report_photos (report_id, sha256, position, arrived_at, name, bytes, width, height)
     values ('${lin}', '${'f'.repeat(64)}', 1, now(), '${uuid(8)}', 9, 9, 9)`
  );
  // These cannot come about by the app's own functions; the policies have to hold all the same.
  await stage.run(
    `insert into public.contact_reveals (report_id, actor_id, reason, revealed_at) values ('${uuid(3)}', '${actors.handler.id}', 'none', now())`
  );
  await stage.run(`insert into public.report_releases (report_id, precision) values ('${uuid(3)}', 'exact')`);
  // What colleagues decided and heard about the moderator's own report.
  await stage.run(`insert into public.report_releases (report_id, precision) values ('${uuid(5)}', 'exact')`);
  await stage.run(
    `insert into public.callbacks (report_id, round, event_id, party, reached, solved, satisfied, created_at)
     select '${uuid(5)}', 1, max(id), 'moderator', 'yes', 'yes', 'yes', now() from public.report_events where report_id = '${uuid(5)}'`
  );
  // The newest move is not two minutes old: its notices are not ready.
  await move('handler', lin, 'take_on', {}, new Date());
  await stage.run(
    `insert into public.appeals (id, report_id, contested_event_id, words, lang, created_at)
     select distinct on (e.report_id) gen_random_uuid(), e.report_id, e.id, 'early', 'zh', now()
     from public.report_events e where e.report_id in ('${lin}', '${guest}') order by e.report_id, e.id desc`
  );
  await stage.run(`insert into storage.buckets (id, name, public) values ('matrix', 'matrix', false)`);
  await stage.run(
    `insert into storage.objects (bucket_id, name, owner_id) select id, 'matrix.jpg', '${actors.owner.id}' from storage.buckets`
  );
  const [photo, upload] = [uuid(8), uuid(9)];
  await stage.run(
    `insert into private.photo_uploads (name, report_id, sha256, begun_at) values ('${upload}', '${uuid(3)}', '${'e'.repeat(64)}', now())`
  );
  await stage.run(
    `insert into storage.objects (bucket_id, name) values ('report-photos', '${photo}/large.webp'), ('report-photos', '${upload}/large.webp'), ('report-photos', '${upload}/small.webp')`
  );
  await stage.run(`
    insert into private.storage_grants (bucket_id, name, verb, expires_at)
    select b, 'matrix.jpg', 'read', now() + interval '1 hour' from unnest(array['matrix', 'report-photos']) b
    union all select b, 'new.webp', 'upload', now() + interval '1 hour' from unnest(array['matrix', 'report-photos']) b`);
  await stage.run(`insert into private.storage_trash values ('report-photos', 'gone.webp', now())`);
  // Covered photos. What a moderator decided about their own report, and about one that staff do not see yet, cannot come
  // about by the app's own functions; the policies have to hold all the same.
  const covered = { released: uuid(7), dark: uuid(6), begun: uuid(5) };
  for (const [report, sha256, name] of [
    [lin, 'f', covered.released],
    [guest, 'd', covered.dark],
    [uuid(3), 'e', null],
    [uuid(5), 'd', null]
  ] as const) {
    const hash = sha256.repeat(64);
    if (sha256 === 'd')
      await stage.run(
        `insert into public.report_photos (report_id, sha256, position, arrived_at, name, bytes, width, height)
         values ('${report}', '${hash}', 1, now(), gen_random_uuid(), 9, 9, 9)`
      );
    await stage.run(
      `insert into public.photo_releases (report_id, sha256, shown, name, nothing_identifies, decided_at)
       values ('${report}', '${hash}', ${name !== null}, ${name ? `'${name}'` : 'null'}, ${report === lin}, now())`
    );
    await stage.run(`select private.keep_public_photos('${report}')`);
  }
  await stage.run(
    `insert into private.photo_renditions (name, report_id, version, sha256, rectangles, nothing_identifies, form_id, begun_at)
     select '${covered.begun}', id, version, '${'f'.repeat(64)}', '[]', true, '${uuid(5)}', now() from public.reports where id = '${lin}'`
  );
  await stage.run(`insert into private.photo_queue (report_id, since) values ('${lin}', now()) on conflict do nothing`);
  await stage.run(
    `insert into storage.objects (bucket_id, name)
     select 'released-photos', n || '/' || size || '.webp'
     from unnest(array['${Object.values(covered).join("', '")}']) n, unnest(array['large', 'small']) size
     union all select 'matrix', '${covered.released}/large.webp'`
  );
  await stage.run(
    `insert into private.storage_grants (bucket_id, name, verb, expires_at) values ('released-photos', 'new.webp', 'upload', now() + interval '1 hour')`
  );
  await stage.run(`insert into private.storage_trash values ('released-photos', 'gone.webp', now())`);
  await stage.run(`insert into private.retention_days values ('photos', '2026-01-01')`);
  await stage.run(
    `insert into private.write_keys (id, door, user_id, content_hash, written_at)
     values ('${uuid(7)}', 'move_report', '${actors.owner.id}', '', now()), ('${uuid(8)}', 'move_report', null, '', now())`
  );
  await stage.run(`select public.note_hotline('${lin}', null, '12345-1', null, '${uuid(6)}')`, actors.owner);
  await stage.run(
    `select public.note_hotline('${guest}', '${key}', null, 'It is quiet now.', '${uuid(7)}')`,
    actors.guest
  );
  await stage.run('select private.count_rates(m.month) from (select distinct month from private.rate_marks) m');
  await stage.run(
    `insert into public.green_photos (name, user_id, form_id, sha256, begun_at, stored_at, bytes, width, height)
     select n.name::uuid, n.person::uuid, '${uuid(1)}', '${'f'.repeat(64)}', now(), n.stored_at, n.bytes, n.bytes, n.bytes
     from (values ('${green.shown}', null, now(), 9), ('${green.withdrawn}', null, now(), 9), ('${green.unchecked}', null, now(), 9), ('${green.draft}', null, now(), 9),
       ('${green.owners}', '${actors.owner.id}', now(), 9), ('${green.begun}', '${actors.owner.id}', null, null),
       ('${green.waiting}', '${actors.owner.id}', now(), 9), ('${green.released}', '${actors.owner.id}', now(), 9),
       ('${green.moderators}', '${actors.moderator.id}', now(), 9), ('${green.suggested}', '${actors.owner.id}', now(), 9),
       ('${green.handlers}', '${actors.handler.id}', now(), 9), ('${green.suspendeds}', '${actors.suspended.id}', now(), 9),
       ('${green.suspended}', '${actors.suspended.id}', now(), 9), ('${green.editors}', '${actors.moderator.id}', now(), 9),
       ('${green.received}', '${actors.owner.id}', now(), 9)
     ) n (name, person, stored_at, bytes)`
  );
  await stage.run(
    `insert into public.place_photos (id, place_id, name, width, height, alt_zh, alt_en, credit, licence, state, withdrawn_at, checked_at)
     select n.name::uuid, id, n.name::uuid, 9, 9, '门', 'A gate', 'us', 'cc_by', n.state::public.place_photo_state, n.at, n.checked
     from public.places, (values ('${green.shown}', 'published', null, now()), ('${green.withdrawn}', 'withdrawn', now(), now()),
       ('${green.unchecked}', 'withdrawn', now(), null)) n (name, state, at, checked)
     where slug = 'chaoyang-park'`
  );
  await stage.run(
    `insert into storage.objects (bucket_id, name)
     select 'green-photos', n || '/' || size || '.webp'
     from unnest(array['${Object.values(green).join("', '")}']) n, unnest(array['large', 'small']) size
     union all select 'matrix', '${green.shown}/small.webp'`
  );
  await stage.run(
    `insert into private.storage_grants (bucket_id, name, verb, expires_at) values ('green-photos', 'new.webp', 'upload', now() + interval '1 hour')`
  );
  await stage.run(`insert into private.storage_trash values ('green-photos', 'gone.webp', now())`);
  await stage.run(
    `insert into public.place_facilities (place_id, facility, present, source)
     select id, 'toilet', 'yes', 'us' from public.places where slug = 'chaoyang-park'`
  );
  await stage.run(
    `with park as (select id from public.places where slug = 'chaoyang-park'), name as (
       insert into public.place_names (place_id, lang, name) select id, 'zh', '那个公园' from park
     )
     insert into public.place_flowers (place_id, flower_code, source)
     select id, (select min(code) from public.flowers), 'us' from park`
  );
  await stage.run(
    `with post as (
       insert into public.chiefs (id, kind, level, post_zh, post_en, source)
       values ('${greens.thing}', 'forest', 'community', '岗位', 'A changed post', 'us') returning id
     ), file as (
       insert into public.green_imports (id, file_name, format, crs, content_hash, total, made_at)
       values ('${greens.file}', 'places.csv', 'csv', 'wgs84', '\\x00', 1, now()) returning id
     ), line as (
       insert into private.import_rows (import_id, line, row) select id, 2, '{}' from file
     )
     insert into public.green_revisions (id, kind, thing_id, version, act, after, content_hash, made_at)
     select '${greens.revision}', 'chief', id, 1, 'create',
       '{"kind": "forest", "level": "community", "post_zh": "岗位", "post_en": "A changed post", "source": "us"}', '\\x00', now() from post`
  );
  await stage.run(
    `insert into public.place_suggestions (id, user_id, kind, place_id, facility, seen_on, lang, content_hash, created_at)
     select '${greens.suggestion}', '${actors.owner.id}', 'gone', id, 'shade', '2026-11-01', 'zh', '\\x00', now()
     from public.places where slug = 'chaoyang-park'`
  );
  await stage.run(
    `insert into public.place_suggestions (id, user_id, kind, place_id, facility, seen_on, lang, content_hash, created_at)
     select s.id::uuid, s.person::uuid, 'gone', p.id, 'shade', '2026-11-01', 'zh', '\\x00', now()
     from public.places p, (values ('${uuid(1)}', '${actors.handler.id}'), ('${uuid(2)}', '${actors.suspended.id}')) s (id, person)
     where p.slug = 'chaoyang-park'`
  );
  await stage.run(
    `insert into public.suggestion_photos (name, suggestion_id, user_id, position, offered)
     values ('${green.suggested}', '${greens.suggestion}', '${actors.owner.id}', 1, true),
       ('${green.handlers}', '${uuid(1)}', '${actors.handler.id}', 1, false),
       ('${green.suspendeds}', '${uuid(2)}', '${actors.suspended.id}', 1, false)`
  );
  // Two spots of the owner: one is shown and supported, the other was taken back by an editor.
  await stage.run(
    `with said as (
       insert into public.place_suggestions (id, user_id, kind, subdistrict_code, landmark, words, seen_on, lang, publish, content_hash, created_at)
       select n::uuid, '${actors.owner.id}', 'spot', '${maizidian}', 'by the bridge', 'two old trees', '2026-11-01', 'en', true, '\\x00', now()
       from unnest(array['${greens.spot}', '${greens.hidden}']) n returning id
     ), shown as (
       insert into public.spots (id, title, words, lang, subdistrict_code, released_at, hidden_at)
       select id, 'By the bridge', 'Two old trees', 'en', '${maizidian}', now(), case when id = '${greens.hidden}' then now() end from said
       returning id
     ), wanted as (
       insert into public.spot_supports (spot_id, user_id, supported_at)
       select id, '${actors.publisher.id}', now() from shown where id = '${greens.spot}'
     ), again as (
       insert into public.place_suggestions (id, user_id, kind, subdistrict_code, landmark, words, seen_on, lang, content_hash, created_at)
       values ('${greens.joined}', '${actors.resident.id}', 'spot', '${maizidian}', 'the same', 'two trees', '2026-11-01', 'en', '\\x00', now())
       returning id
     ), done as (
       insert into private.joinings (suggestion_id, main_id, act, acted_by, acted_at)
       select id, '${greens.spot}', 'join', '${actors.publisher.id}', now() from again
     )
     insert into private.joined_suggestions (id, main_id, named_id, joined_at) select id, '${greens.spot}', '${greens.spot}', now() from again`
  );
  // Each report is about a place: who may not read a report may not read its place either.
  await stage.run(
    `insert into public.report_places (report_id, place_id)
     select r.id, p.id from public.reports r, public.places p where p.slug = 'chaoyang-park' and r.id::text like '0a000000%'`
  );
  await stage.run(
    `with draft as (
       insert into public.places (slug, code, kind, name_zh, name_en, name_pinyin, source, data_quality)
       values ('a-draft', '22222', 'park', '草稿', 'A draft', 'cao gao', 'us', 'unchecked') returning id
     )
     , toilet as (
       insert into public.place_facilities (place_id, facility, present, source) select id, 'toilet', 'yes', 'us' from draft
     ), name as (
       insert into public.place_names (place_id, lang, name) select id, 'zh', '又一个草稿' from draft
     ), subdistrict as (
       insert into public.place_subdistricts (place_id, subdistrict_code) select id, '110105012' from draft
     ), flower as (
       insert into public.place_flowers (place_id, flower_code, source) select id, (select min(code) from public.flowers), 'us' from draft
     )
     insert into public.place_photos (place_id, name, width, height, alt_zh, alt_en, credit, licence, checked_at)
     select id, '${green.draft}', 9, 9, '门', 'A gate', 'us', 'cc_by', now() from draft`
  );
  await stage.run(
    `with draft as (
       insert into public.routes (slug, kind, name_zh, name_en, source, data_quality)
       values ('a-draft', 'nature', '草稿', 'A draft', 'us', 'unchecked') returning id
     ), stop as (
       insert into public.route_stops (route_id, number, name_zh, name_en, source) select id, 1, '门', 'A gate', 'us' from draft
     )
     insert into public.route_lines (route_id, quality, line, source, licence)
     select id, 'schematic', '[{"lat": 39.9, "lng": 116.4}, {"lat": 39.91, "lng": 116.4}]', 'us', 'CC0-1.0' from draft`
  );
  await stage.run(
    `with draft as (
       insert into public.waterways (slug, kind, name_zh, name_en, source, data_quality)
       values ('a-draft', 'river', '草稿', 'A draft', 'us', 'unchecked') returning id
     ), reach as (
       insert into public.reaches (waterway_id, number, name_zh, name_en, source) select id, 1, '段', 'A reach', 'us' from draft returning id
     ), subdistrict as (
       insert into public.reach_subdistricts (reach_id, subdistrict_code, source) select id, '110105012', 'us' from reach
     ), board as (
       insert into public.reach_boards (code, reach_id, source) select 'DRAFT-1', id, 'us' from reach
       union all select 'LD-1', id, 'us' from public.reaches where name_en = 'Liangma River in Chaoyang'
     )
     insert into public.chiefs (kind, level, post_zh, post_en, source) values ('field', 'district', '职务', 'A post', 'us')`
  );
  await stage.run(`select public.record_consents('{terms,email_notices}')`, actors.owner, earlier);
  await stage.run(
    `insert into private.unmailed_notices (notice_id, recipient_id, urgent, ready_at)
     select max(n.id), '${actors.owner.id}', false, now() + interval '1 hour' from public.notices n where n.recipient_id = '${actors.owner.id}'
     on conflict do nothing`
  );
  await stage.run(`insert into private.letter_stops (report_id, stopped_at) values ('${guest}', now())`);
  await stage.run(`select private.queue_letter('notices', recipient_id => '${actors.owner.id}')`);
  await stage.run(`select public.ask_code('account', 'somebody@test.example', 'matrix')`);
  await stage.run(
    `update private.letters set id = '${uuid(1)}', stuck_at = now() where recipient_id = '${actors.owner.id}'`
  );
  const [token] = await stage.run(`select private.stop_token('notices', '${actors.owner.id}') as token`);
  const sites = { grill: uuid(1), other: uuid(2) };
  for (const [site, name] of [
    [sites.grill, '老王烧烤'],
    [sites.other, '别处烧烤']
  ] as const)
    await stage.run(
      `select public.make_site('${site}', '{"kind": "restaurant", "name_zh": "${name}", "subdistrict": "${maizidian}"}')`,
      actors.moderator
    );
  await stage.run(`select public.link_site('${lin}', '${sites.grill}')`, actors.moderator);
  const follows = { owner: uuid(1), suspended: uuid(2) };
  await stage.run(
    `insert into public.follows (id, user_id, email, lang, subdistrict_code, lat, lng, radius_m, pace, created_at, confirmed_at, stopped_at)
     values ('${follows.owner}', '${actors.owner.id}', null, 'zh', null, 39.9501, 116.46625, 500, 'daily', now(), now(), null),
       ('${follows.suspended}', '${actors.suspended.id}', null, 'zh', '${maizidian}', null, null, null, 'daily', now(), now(), null),
       ('${uuid(3)}', '${actors.owner.id}', null, 'zh', '${wangjing}', null, null, null, 'daily', now(), now(), now()),
       ('${uuid(4)}', null, 'guest@example.org', 'zh', '${maizidian}', null, null, null, 'daily', now(), null, null)`
  );
  await stage.run(
    `insert into private.follow_news (follow_id, report_id, kind, ready_at) values ('${follows.owner}', '${guest}', 'new', now() + interval '1 day')`
  );
  const [confirm] = await stage.run(`select private.stop_token('confirm', '${uuid(4)}') as token`);
  const blooms = { owner: uuid(1), moderator: uuid(2) };
  await stage.run(
    `insert into public.blooms (id, user_id, place_id, flower_code, stage, seen_on, created_at)
     select b.id::uuid, b.person::uuid, p.id, 'crab_apple', 'full', (now() at time zone 'Asia/Shanghai')::date, now()
     from (values ('${blooms.owner}', '${actors.owner.id}'), ('${blooms.moderator}', '${actors.moderator.id}')) b (id, person),
       public.places p where p.slug = 'yuan-dadu-park'`
  );
  const sightings = { owner: uuid(1), moderator: uuid(2) };
  await stage.run(
    `insert into public.sightings (id, user_id, taxon_code, seen_on, subdistrict_code, lang, created_at)
     values ('${sightings.owner}', '${actors.owner.id}', 'magpie', '2026-04-05', '${maizidian}', 'zh', now()),
       ('${sightings.moderator}', '${actors.moderator.id}', 'long_eared_owl', '2026-04-05', '${maizidian}', 'zh', now())`
  );
  await stage.run(
    `insert into public.sightings (id, user_id, taxon_code, seen_on, subdistrict_code, lang, created_at, status, decided_at)
     values ('${uuid(3)}', '${actors.owner.id}', 'magpie', '2026-04-05', '${maizidian}', 'zh', now(), 'shown', now())`
  );
  await stage.run(
    `insert into public.sighting_photos (name, sighting_id, user_id, position, state, decided_at)
     values ('${green.waiting}', '${sightings.owner}', '${actors.owner.id}', 1, 'waiting', null),
       ('${green.released}', '${uuid(3)}', '${actors.owner.id}', 1, 'shown', now()),
       ('${green.received}', '${uuid(3)}', '${actors.owner.id}', 2, 'shown', now()),
       ('${green.moderators}', '${sightings.moderator}', '${actors.moderator.id}', 1, 'waiting', null)`
  );
  // Of the second photo of the entry that is shown everybody sees a covered picture; of the one that waits it is being made.
  await stage.run(
    `with covered as (
       insert into public.green_covers (original, name, rectangles, form_id, covered_by, covered_at)
       values ('${green.received}', '${green.cover}', '[{"x": 0, "y": 0, "width": 2, "height": 2}]', '${uuid(1)}', '${actors.publisher.id}', now())
     )
     insert into private.begun_covers (name, original, rectangles, form_id, begun_at)
     values ('${green.begunCover}', '${green.waiting}', '[{"x": 0, "y": 0, "width": 2, "height": 2}]', '${uuid(1)}', now())`
  );
  const [park] = await stage.run(`select id, version from public.places where slug = 'chaoyang-park'`);
  const order = 'work-order';
  await stage.run(
    `insert into private.unit_mail (unit_code, works_by, address, changed_at) values ('${maizidian}', 'mail', 'office@example.org', now())`
  );
  await stage.run(
    `insert into private.unit_mail_changes (unit_code, actor_id, works_by, address_masked, changed_at)
     values ('${maizidian}', '${actors.admin.id}', 'mail', 'o***@example.org', now())`
  );
  await stage.run(
    `with w as (
       insert into private.work_orders (report_id, event_id, unit_code, written_at)
       select '${lin}', max(id), '${maizidian}', now() from public.report_events where report_id = '${lin}' and move = 'dispatch'
       returning id
     )
     insert into private.order_links (token_hash, order_id, act, made_at, expires_at)
     select sha256('${order}'::bytea), id, 'answer', now(), now() + interval '1 day' from w`
  );
  const buckets = await stage.run('select id from storage.buckets order by id');
  const stands = await stage.run(
    `select r.id, r.version, (select max(e.id) from public.report_events e where e.report_id = r.id) as newest from public.reports r`
  );
  // The queues are added up, and somebody moved since.
  await stage.run('select private.fold_queue_steps()');
  await stage.run(
    `insert into private.queue_steps (unit_code, queue, since, d) values ('110105012', 'take_on', now(), 1)`
  );
  return {
    actors,
    key,
    cases: Object.fromEntries(
      stands.map(({ id, version, newest }) => [String(id), { version: Number(version), newest: Number(newest) }])
    ),
    upload,
    photo,
    covered,
    buckets: buckets.map(({ id }) => String(id)),
    reports: { lin, guest, hidden: uuid(3), suspended: uuid(4), moderator: uuid(5), refused: uuid(6) },
    appeals,
    letter: uuid(1),
    stopToken: String(token?.token),
    sites,
    order,
    follows: { ...follows, token: String(confirm?.token) },
    blooms,
    greens,
    green,
    park: { id: String(park?.id), version: Number(park?.version) },
    sightings
  };
}
