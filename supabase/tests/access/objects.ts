import type { PersonName, World } from './world.ts';

/** A row that verdicts speak of: the words of the verdict file, and how to find it. */
export type Rows = Record<string, string>;

/**
 * Which rows of a table the verdicts are about. A table that is not named here is judged by its first row:
 * that is enough where a row is nobody's.
 */
export function rowsOf({
  actors,
  buckets,
  reports: { lin, guest, hidden, suspended, moderator },
  sites,
  green
}: World): Record<string, Rows> {
  const person = (column: string): Rows => ({
    "the owner's": `${column} = '${actors.owner.id}'`,
    "the suspended person's": `${column} = '${actors.suspended.id}'`,
    "the handler's": `${column} = '${actors.handler.id}'`
  });
  const report = (column: string): Rows => ({
    "the owner's, with 麦子店": `${column} = '${lin}'`,
    "a guest's, with 望京": `${column} = '${guest}'`,
    'waiting for its photo': `${column} = '${hidden}'`,
    "the suspended person's": `${column} = '${suspended}'`,
    "the moderator's own": `${column} = '${moderator}'`
  });
  const part = (more: string): Rows => ({
    'of a published place': `${more}place_id in (select id from public.places where slug = 'chaoyang-park')`,
    'of a draft': `${more}place_id not in (select id from public.places where slug <> 'a-draft')`
  });
  const ofRoute = (more: string): Rows => ({
    'of a published route': `${more}route_id in (select id from public.routes where slug = 'liangma-river')`,
    'of a draft': `${more}route_id not in (select id from public.routes where slug <> 'a-draft')`
  });
  const ofReach = (more: string): Rows => ({
    'of a published waterway': `${more}reach_id in (select id from public.reaches where name_en = 'Liangma River in Chaoyang')`,
    'of a draft': `${more}reach_id not in (select id from public.reaches where name_en <> 'A reach')`
  });
  return {
    'storage.objects': Object.fromEntries(
      buckets.map((id) => [`in bucket ${id}`, `bucket_id = '${id}' and name = 'matrix.jpg'`])
    ),
    'public.profiles': person('user_id'),
    'public.user_roles': person('user_id'),
    'public.consents': person('user_id'),
    'public.reports': report('id'),
    'public.report_contacts': report('report_id'),
    'public.report_photos': report('report_id'),
    'public.report_units': {
      ...report('until is null and report_id'),
      'of 麦子店 on a case it lost': `until is not null and report_id = '${guest}'`
    },
    'public.report_events': report('report_id'),
    'public.callbacks': report('report_id'),
    'public.appeals': report('report_id'),
    'public.hotline_notes': report('report_id'),
    'public.contact_reveals': report('report_id'),
    'public.published_reports': report('report_id'),
    'public.report_releases': report('report_id'),
    'public.photo_releases': report('report_id'),
    'public.report_sites': report('report_id'),
    'public.report_places': report('report_id'),
    'public.sites': { "of the owner's report": `id = '${sites.grill}'`, 'of none': `id = '${sites.other}'` },
    'public.follows': {
      "the owner's": `user_id = '${actors.owner.id}' and stopped_at is null`,
      "the owner's, stopped": `user_id = '${actors.owner.id}' and stopped_at is not null`,
      "the suspended person's": `user_id = '${actors.suspended.id}'`,
      "a guest's": `email is not null`
    },
    'public.places': { published: `slug = 'chaoyang-park'`, 'a draft': `slug = 'a-draft'` },
    'public.place_facilities': part(`facility = 'toilet' and source is not null and `),
    'public.place_flowers': part(''),
    'public.place_names': part(''),
    'public.place_photos': {
      ...part(`state = 'published' and `),
      'of a published place, withdrawn': `state = 'withdrawn' and checked_at is not null`,
      'of a published place, not looked at': `checked_at is null`
    },
    'public.green_photos': person('user_id'),
    'public.place_subdistricts': part(''),
    'public.routes': { published: `slug = 'liangma-river'`, 'a draft': `slug = 'a-draft'` },
    'public.route_stops': ofRoute('number = 1 and '),
    'public.route_lines': ofRoute(''),
    'public.waterways': { published: `slug = 'liangma'`, 'a draft': `slug = 'a-draft'` },
    'public.reaches': {
      'of a published waterway': `name_en = 'Liangma River in Chaoyang'`,
      'of a draft': `name_en = 'A reach'`
    },
    'public.reach_subdistricts': ofReach(`subdistrict_code = '110105012' and `),
    'public.reach_boards': ofReach(''),
    'public.chiefs': { published: `post_en = 'District river chief'`, 'a draft': `post_en = 'A post'` },
    'public.blooms': {
      "the owner's": `user_id = '${actors.owner.id}'`,
      "the moderator's own": `user_id = '${actors.moderator.id}'`
    },
    'public.sightings': {
      "the owner's, waiting": `user_id = '${actors.owner.id}' and status = 'waiting'`,
      "the owner's, shown": `user_id = '${actors.owner.id}' and status = 'shown'`,
      "the moderator's own": `user_id = '${actors.moderator.id}'`
    },
    'public.sighting_photos': {
      "the owner's, waiting": `user_id = '${actors.owner.id}' and state = 'waiting'`,
      "the owner's, released": `user_id = '${actors.owner.id}' and state = 'shown'`,
      "the moderator's own": `user_id = '${actors.moderator.id}'`
    },
    'public.suggestion_photos': person('user_id'),
    'public.green_covers': { 'of a sighting of the owner': `original = '${green.received}'` },
    'public.notices': {
      "the owner's, ready": `recipient_id = '${actors.owner.id}' and ready_at <= now()`,
      "the owner's, not ready": `recipient_id = '${actors.owner.id}' and ready_at > now()`,
      "the handler's, ready": `recipient_id = '${actors.handler.id}' and ready_at <= now()`
    }
  };
}

/**
 * What the storage service tries on `storage.objects` for a visitor; it names the operation, and the policies ask for it.
 * `matrix.jpg` may be read and `new.webp` stored by whoever knows the name, in both buckets alike.
 */
export function storageCalls({ photo, covered, green }: World): Record<string, string> {
  const during = (operation: string, statement: string) =>
    `select set_config('storage.operation', 'storage.object.${operation}', true); ${statement}`;
  const find = (bucket: string, name: string) =>
    `select 1 from storage.objects where bucket_id = '${bucket}' and name = '${name}'`;
  const add = (bucket: string, name: string) =>
    `insert into storage.objects (bucket_id, name) values ('${bucket}', '${name}')`;
  const hers = `${photo}/large.webp`;
  return {
    "download the owner's photo, with 麦子店": during('get_authenticated', find('report-photos', hers)),
    "list the owner's photo": during('list', find('report-photos', hers)),
    'download what is open for a minute': during('get_authenticated', find('report-photos', 'matrix.jpg')),
    'list what is open for a minute': during('list', find('report-photos', 'matrix.jpg')),
    'download what is open in another bucket': during('get_authenticated', find('matrix', 'matrix.jpg')),
    'upload with leave': during('upload', add('report-photos', 'new.webp')),
    'upload with leave by a signed address': during('upload_signed', add('report-photos', 'new.webp')),
    'upload without leave': during('upload', add('report-photos', 'other.webp')),
    'upload with leave in another bucket': during('upload', add('matrix', 'new.webp')),
    'download a covered photo that is public': during(
      'get_authenticated',
      find('released-photos', `${covered.released}/large.webp`)
    ),
    'list a covered photo that is public': during('list', find('released-photos', `${covered.released}/large.webp`)),
    'download a covered photo that is not': during(
      'get_authenticated',
      find('released-photos', `${covered.dark}/large.webp`)
    ),
    'download the like of it in another bucket': during(
      'get_authenticated',
      find('matrix', `${covered.released}/large.webp`)
    ),
    'upload a covered photo with leave': during('upload', add('released-photos', 'new.webp')),
    'upload it by a signed address': during('upload_signed', add('released-photos', 'new.webp')),
    'upload it without leave': during('upload', add('released-photos', 'other.webp')),
    ...Object.fromEntries(
      Object.entries({
        'of a place': green.shown,
        'of a place, withdrawn': green.withdrawn,
        'of a draft': green.draft,
        'that the owner sent': green.owners,
        'that the owner is sending': green.begun,
        'that the suspended person sent': green.suspended,
        'that the moderator sent': green.editors,
        'of a suggestion of the owner': green.suggested,
        'of an entry that waits': green.waiting,
        'of an entry that is shown': green.released,
        'of an entry of the moderator': green.moderators,
        'that is covered, as others see it': green.cover,
        'that is covered, as received': green.received,
        'that is being covered': green.begunCover
      }).map(([row, name]) => [
        `download a green photo ${row}`,
        during('get_authenticated', find('green-photos', `${name}/small.webp`))
      ])
    ),
    'list a green photo of a place': during('list', find('green-photos', `${green.shown}/small.webp`)),
    'download the like of a green photo in another bucket': during(
      'get_authenticated',
      find('matrix', `${green.shown}/small.webp`)
    ),
    'upload a green photo with leave': during('upload', add('green-photos', 'new.webp')),
    'upload a green photo by a signed address': during('upload_signed', add('green-photos', 'new.webp')),
    'upload a green photo without leave': during('upload', add('green-photos', 'other.webp'))
  };
}

/** Columns that say whose a row is: giving a row away, or making one in another's name, is tried with them. */
export const ownerColumn: Record<string, string> = {
  'public.profiles': 'user_id',
  'public.user_roles': 'user_id',
  'public.consents': 'user_id',
  'public.notices': 'recipient_id',
  'public.follows': 'user_id',
  'public.blooms': 'user_id',
  'public.sightings': 'user_id',
  'public.sighting_photos': 'user_id',
  'public.suggestion_photos': 'user_id'
};

/** Stands for the guest's key where the guest calls, and for null where anybody else does. */
export const KEY = '$key';
export type Arguments = Record<string, unknown>;
export type Calls = Record<string, Arguments>;

const arrived = 'f'.repeat(64);
const promised = 'e'.repeat(64);
const another = 'd'.repeat(64);
const missing = '00000000-0000-4000-8000-000000000000';

/** How each function of the API is called, for whose row: the words of the verdict file, and the arguments by name. */
export function callsOf({
  actors,
  key,
  reports,
  cases,
  upload,
  covered,
  appeals,
  letter,
  stopToken,
  sites,
  follows,
  blooms,
  sightings,
  order,
  greens,
  green,
  park
}: World): Record<string, Calls> {
  const each = (call: (report: string) => Arguments): Calls => ({
    "the owner's, with 麦子店": call(reports.lin),
    "a guest's, with 望京": call(reports.guest),
    'waiting for its photo': call(reports.hidden),
    'one that is not there': call(missing)
  });
  const version = (report: string) => cases[report]?.version ?? 1;
  const move = (what: string, name: string, details: Arguments): Calls => {
    const calls = each((report_id) => ({ report_id, move: name, version: version(report_id), details, key: KEY }));
    return Object.fromEntries(Object.entries(calls).map(([row, call]) => [`${what}: ${row}`, call]));
  };
  const site = { kind: 'shop', name_zh: '小店', subdistrict: '110105012' };
  const decided = { decision: 'rejected', public_text: 'It stays.', internal_text: 'note' };
  return {
    submit_report: {
      'a report': {
        submission: {
          id: '0b000000-0000-4000-8000-000000000000',
          key: 'ef'.repeat(16),
          category: 'air.fume',
          description: 'new',
          subdistrict: '110105026',
          landmark: 'here'
        },
        client: 'matrix'
      }
    },
    report_page: {
      ...each((report_id) => ({ report_id, key: KEY })),
      "with another report's key": { report_id: reports.lin, key }
    },
    report_case: {
      ...each((report_id) => ({ report_id })),
      "the suspended person's": { report_id: reports.suspended }
    },
    my_reports: { 'without keys': { keys: {} }, "with the guest's key": { keys: { [reports.guest]: KEY } } },
    report_stage: { 'an unknown code': { code: 'CY-2222-2222', client: 'matrix' } },
    move_report: {
      ...move('add information', 'add_information', { public_text: 'more' }),
      ...move('add a note', 'add_note', { internal_text: 'note' }),
      ...move('answer', 'answer', { answer_kind: 'fixed', public_text: 'done' }),
      ...move('recall', 'recall', { internal_text: 'back' }),
      "accept: the moderator's own": { report_id: reports.moderator, move: 'accept', version: 1 },
      "accept: the suspended person's": { report_id: reports.suspended, move: 'accept', version: 1 }
    },
    undo_move: each((report_id) => ({ report_id, event_id: cases[report_id]?.newest ?? 1, key: KEY })),
    replace_report_key: each((report_id) => ({ report_id, old_key: KEY, new_key: '12'.repeat(16) })),
    claim_report: {
      ...each((report_id) => ({ report_id, key: KEY })),
      'with the key in hand': { report_id: reports.guest, key },
      "another account's, with its key": { report_id: reports.lin, key: 'cd'.repeat(16) }
    },
    suggest_dispatch: each((report_id) => ({ report_id })),
    merge_candidates: each((report_id) => ({ report_id })),
    case_site: { ...each((report_id) => ({ report_id })), "the moderator's own": { report_id: reports.moderator } },
    site_list: { 'the newest': {}, 'by a name': { q: '烧烤' }, 'near a case': { filters: { near: reports.lin } } },
    site_page: { "of the owner's report": { site_id: sites.grill }, 'of none': { site_id: sites.other } },
    make_site: {
      'without a case': { site_id: missing, details: site },
      ...each((report_id) => ({ site_id: missing, details: site, report_id }))
    },
    link_site: {
      ...each((report_id) => ({ report_id, site_id: sites.grill })),
      "the moderator's own": { report_id: reports.moderator, site_id: sites.grill }
    },
    unlink_site: each((report_id) => ({ report_id, site_id: sites.grill })),
    change_site: {
      "archive: of the owner's report": { site_id: sites.grill, act: 'archive', version: 1 },
      'archive: of none': { site_id: sites.other, act: 'archive', version: 1 }
    },
    reveal_contact: each((report_id) => ({ report_id, reason: 'to agree a visit' })),
    report_queues: { 'their queues': {} },
    report_queue: {
      "the moderators' screening": { queue: 'screen' },
      "the moderators' open cases": { queue: 'all_open' },
      "a unit's cases in hand": { queue: 'in_hand' }
    },
    export_my_data: { 'their own': {} },
    delete_my_account: { 'their own': { confirm: 'delete' }, 'without the word': { confirm: '' } },
    record_consents: { 'their own': { purposes: ['terms', 'news'] } },
    release_report: {
      ...each((report_id) => ({ report_id, version: version(report_id), details: { answers: true } })),
      "the moderator's own": { report_id: reports.moderator, version: 1, details: {} }
    },
    hide_report: each((report_id) => ({ report_id, version: version(report_id), reason: 'names somebody' })),
    allow_photo_release: {
      ...each((report_id) => ({
        report_id,
        version: version(report_id),
        sha256: report_id === reports.guest ? another : arrived,
        form_id: missing,
        details: { nothing_identifies: true }
      })),
      "the moderator's own": { report_id: reports.moderator, version: 1, sha256: another, form_id: missing }
    },
    release_photo: { "the owner's, stored": { name: covered.begun }, 'one that is not there': { name: missing } },
    withhold_photo: {
      ...each((report_id) => ({
        report_id,
        version: version(report_id),
        sha256: report_id === reports.guest ? another : arrived
      })),
      "the moderator's own": { report_id: reports.moderator, version: 1, sha256: another }
    },
    set_publish: each((report_id) => ({ report_id, publish: false, key: KEY })),
    note_hotline: each((report_id) => ({
      report_id,
      key: KEY,
      order_number: '12345-1',
      result: null,
      note_id: '0c000000-0000-4000-8000-000000000000'
    })),
    hotline_notes_of: each((report_id) => ({ report_id, key: KEY })),
    public_address: each((report_id) => ({ report_id })),
    public_list: { 'the newest': {} },
    public_changes: { 'the newest': {}, 'behind a place of another server': { after: '00000000-1' } },
    public_map: { 'the district': { bbox: [116.34, 39.8, 116.65, 40.11], zoom: 11 } },
    linked_cases: each((report_id) => ({ report_id })),
    same_problems: { 'near a public one': { category: 'air.fume', lat: 39.949, lng: 116.466 } },
    places_near: { 'all by name': {}, 'from a station': { landmark: 'zaoying' } },
    search_places: { 'by a name': { q: '朝阳公园' } },
    place_page: { 'a published one': { slug: 'chaoyang-park' }, 'a draft': { slug: 'a-draft' } },
    list_routes: { 'in their order': {} },
    route_page: { 'a published one': { slug: 'liangma-river' }, 'a draft': { slug: 'a-draft' } },
    waterway_page: { 'a published one': { slug: 'liangma' }, 'a draft': { slug: 'a-draft' } },
    find_chiefs: {
      'of a subdistrict': { subdistrict: '110105012' },
      'by a board': { board: 'ld-1' },
      'by the board of a draft': { board: 'draft-1' }
    },
    bloom_calendar: { 'all of it': {} },
    blooms_this_week: { 'this week': {} },
    bloom_days: { 'day by day': {} },
    my_blooms: { 'their own': {} },
    confirm_bloom: {
      'a flower': { asked: { id: missing, place: 'honglingjin-park', flower: 'lotus', stage: 'full' } },
      'at a draft': { asked: { id: missing, place: 'a-draft', flower: 'crab_apple', stage: 'full' } }
    },
    withdraw_bloom: { "the owner's": { id: blooms.owner }, "the moderator's own": { id: blooms.moderator } },
    hide_bloom: {
      "the owner's": { id: blooms.owner, hidden: true },
      "the moderator's own": { id: blooms.moderator, hidden: true }
    },
    save_green: {
      'a new post': {
        change_id: missing,
        kind: 'chief',
        thing_id: missing,
        version: 0,
        sheet: { kind: 'forest', level: 'district', post_zh: '岗', post_en: 'Post', source: 'us' }
      }
    },
    take_back_green: { 'a change of a post': { change_id: missing, revision_id: greens.revision, version: 1 } },
    green_desk: { 'a draft': { kind: 'chief', thing_id: greens.thing } },
    green_list: { 'all posts': { kind: 'chief' } },
    check_import: {
      'a file': {
        import_id: missing,
        file_name: 'a.csv',
        format: 'csv',
        crs: 'wgs84',
        rows: JSON.stringify([{ line: 2 }])
      }
    },
    suggest_place: {
      'a shut toilet': { suggestion: { id: missing, kind: 'closed', place: 'chaoyang-park' } }
    },
    suggest_place_with_photos: {
      'a shut toilet': {
        suggestion: { id: missing, kind: 'closed', place: 'chaoyang-park' },
        photos: { sha256: [] }
      }
    },
    show_suggestion_photo: {
      "the owner's": {
        photo_name: green.suggested,
        photo: { alt_zh: '门', alt_en: 'A gate' },
        write_id: '0a000000-0000-4000-8000-000000000002'
      }
    },
    my_suggestions: { 'their own': {} },
    suggestion_queue: { 'what waits': {} },
    answer_suggestion: {
      "the owner's": { change_id: missing, suggestion_id: greens.suggestion, verdict: 'refused', answer: 'no' }
    },
    hold_green_photo: { 'with a form': { form_id: missing, sha256: promised } },
    green_photo_stored: {
      "the owner's": { name: green.begun, bytes: 9, width: 9, height: 9 },
      'one that is not there': { name: missing, bytes: 9, width: 9, height: 9 }
    },
    held_green_photos: { 'of a form': { form_id: '0a000000-0000-4000-8000-000000000001' } },
    green_photo_desk: {
      'of an entry that waits': { name: green.waiting },
      'of an entry of the moderator': { name: green.moderators },
      'of a place': { name: green.shown }
    },
    allow_green_cover: {
      'of an entry that waits': {
        photo: green.waiting,
        seen: null,
        form_id: missing,
        rectangles: JSON.stringify([{ x: 0, y: 0, width: 2, height: 2 }])
      }
    },
    green_cover_stored: { 'one that is being made': { name: green.begunCover } },
    uncover_green_photo: { 'of an entry that is shown': { photo: green.received, seen: green.cover } },
    green_photo_is_public: { 'of a place': { name: green.shown }, withdrawn: { name: green.withdrawn } },
    add_place_photo: {
      'one that the moderator sent': {
        place_id: park.id,
        sha256: arrived,
        photo: { alt_zh: '门', alt_en: 'A gate', credit: 'us', licence: 'cc0' },
        write_id: '0a000000-0000-4000-8000-000000000001'
      }
    },
    change_place_photo: {
      'of a place': {
        place_id: park.id,
        photo_id: green.shown,
        version: park.version,
        photo: { alt_zh: '门', alt_en: 'A gate', credit: 'us', licence: 'cc0', state: 'withdrawn' },
        write_id: missing
      },
      'of another place': { place_id: missing, photo_id: green.shown, version: 1, photo: {}, write_id: missing }
    },
    check_place_photo: {
      'one that waits': { place_id: park.id, photo_name: green.unchecked, seen: null, write_id: missing },
      'one that is shown': { place_id: park.id, photo_name: green.shown, seen: null, write_id: missing }
    },
    sweep_green_photos: { 'what is left over': { removed: ['gone.webp'] } },
    list_spots: { 'what is shown': {} },
    spot_page: { 'one that is shown': { spot_id: greens.spot }, 'one that is not': { spot_id: greens.hidden } },
    support_spot: {
      'one that is shown': { spot_id: greens.spot, supported: true },
      'one that is not': { spot_id: greens.hidden, supported: true },
      'no longer': { spot_id: greens.spot, supported: false }
    },
    set_spot_publish: { "the owner's": { suggestion_id: greens.spot, publish: false } },
    release_spot: {
      "the owner's": { suggestion_id: greens.hidden, details: { title: 'a', words: 'b', subdistrict: '110105012' } }
    },
    hide_spot: { "the owner's": { suggestion_id: greens.spot } },
    join_suggestions: { "the owner's": { suggestion_id: greens.hidden, main_id: greens.spot } },
    part_suggestion: {
      'one that is joined': { suggestion_id: greens.joined },
      'one that is not': { suggestion_id: greens.spot }
    },
    export_places: { 'all of them': {} },
    apply_import: { 'a file that waits': { import_id: greens.file, choice: 'good' } },
    nature_log: { 'what is shown': {} },
    my_sightings: { 'their own': {} },
    log_sighting: {
      'a magpie': {
        asked: {
          id: missing,
          taxon: 'magpie',
          seen_on: new Date().toISOString().slice(0, 8) + '01',
          subdistrict: '110105012',
          agree: true
        }
      }
    },
    withdraw_sighting: { "the owner's": { id: sightings.owner }, "the moderator's own": { id: sightings.moderator } },
    decide_sighting: {
      "the owner's": { id: sightings.owner, shown: true, sensitive: false },
      "the moderator's own": { id: sightings.moderator, shown: true, sensitive: false }
    },
    decide_sighting_photo: {
      "the owner's": { name: green.waiting, shown: true, nothing_identifies: false },
      "the moderator's own": { name: green.moderators, shown: false, nothing_identifies: false }
    },
    file_appeal: {
      ...each((report_id) => ({ appeal_id: missing, report_id, words: 'again', key: KEY })),
      "a refused one, the owner's": { appeal_id: missing, report_id: reports.refused, words: 'again' }
    },
    decide_appeal: {
      "the owner's, refused by the moderator": { appeal_id: appeals.first, ...decided },
      "the owner's, refused by another": { appeal_id: appeals.second, ...decided },
      'one that is not there': { appeal_id: missing, ...decided }
    },
    report_appeal: each((report_id) => ({ report_id, key: KEY })),
    three_rates: { 'the last twelve months': {} },
    home_figures: { 'the figures': {} },
    throttle_credentials: { 'one try': { kind: 'sign_in', subject: actors.owner.email, client: 'matrix' } },
    ask_code: {
      'to sign in': { kind: 'account', address: actors.owner.email, client: 'matrix' },
      'to a new address': { kind: 'new_address', address: 'new@test.example', client: 'matrix' }
    },
    try_code: { 'that nobody asked for': { kind: 'account', address: 'x@test.example', client: 'matrix' } },
    run_due: { 'what is due': {} },
    claim_letters: { 'what is due': { n: 5 } },
    addresses_in_use: { 'two of them': { addresses: [actors.owner.email, 'nobody@test.example'] } },
    letter_sent: { 'one that is not there': { id: missing } },
    letter_failed: { 'one that is not there': { id: missing, code: 'timeout' } },
    stuck_letters: { 'what is stuck': {} },
    retry_letter: { 'one that is stuck': { id: letter } },
    drop_letter: { 'one that is stuck': { id: letter } },
    letter_link: { "the owner's": { token: stopToken }, 'one that we did not make': { token: 'x' } },
    stop_letters: { "the owner's": { token: stopToken }, 'one that we did not make': { token: 'x' } },
    follow: { 'a public report': { asked: { id: missing, report: reports.lin } } },
    follow_by_mail: {
      'a public report': { asked: { id: missing, report: reports.lin, email: 'new@example.org' }, client: 'matrix' }
    },
    my_follows: { 'their own': {} },
    set_follow_pace: { "the owner's": { id: follows.owner, pace: 'weekly' } },
    stop_follow: { "the owner's": { id: follows.owner }, "the suspended person's": { id: follows.suspended } },
    resume_follow: { "the owner's": { id: follows.owner } },
    follow_link: { "a guest's": { token: follows.token }, 'one that we did not make': { token: 'x' } },
    confirm_follow: { "a guest's": { token: follows.token }, 'one that we did not make': { token: 'x' } },
    work_order: { "a unit's": { token: order }, 'one that we did not make': { token: 'x' } },
    act_on_order: {
      "a unit's": {
        token: order,
        version: version(reports.lin),
        details: { answer_kind: 'fixed', public_text: 'Cleaned.' }
      },
      'one that we did not make': { token: 'x', version: 1 }
    },
    renew_order: { "a unit's": { token: order }, 'one that we did not make': { token: 'x' } },
    allow_order_photo: {
      "a unit's": { token: order, sha256: arrived },
      'one that we did not make': { token: 'x', sha256: arrived }
    },
    case_order: each((report_id) => ({ report_id })),
    resend_order: each((report_id) => ({ report_id })),
    waiting_orders: { 'what stands still': {} },
    unit_ways: { 'all units': {} },
    set_unit_way: { 'a unit': { unit_code: '110105012', works_by: 'mail', address: 'other@example.org', version: 1 } },
    photo_wanted: each((report_id) => ({ report_id, key: KEY, sha256: promised })),
    allow_photo_upload: each((report_id) => ({ report_id, key: KEY, sha256: promised })),
    photo_arrived: each((report_id) => ({ report_id, key: KEY, name: upload, bytes: 9, width: 9, height: 9 })),
    allow_photo_read: each((report_id) => ({ report_id, key: KEY, sha256: arrived })),
    give_up_photos: each((report_id) => ({ report_id, key: KEY })),
    hold_photo: {
      'for a form that was not sent': { report_id: missing, key, sha256: promised, client: 'matrix' },
      'for a report that was': { report_id: reports.guest, key, sha256: promised, client: 'matrix' }
    },
    held_photos: { 'of a form that was not sent': { report_id: missing, key } },
    sweep_photos: { 'what is left over': { removed: ['gone.webp'] } },
    sweep_released_photos: { 'what is left over': { removed: ['gone.webp'] } }
  };
}

/** The arguments as this person gives them. */
export const givenBy = (person: PersonName, call: Arguments, { key }: World): Arguments =>
  JSON.parse(JSON.stringify(call), (_, value: unknown) =>
    value === KEY ? (person === 'guest' ? key : null) : value
  ) as Arguments;
