import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../src/lib/server/embedded/migrate.ts';
import { openDb, type Row, type TestDb } from './harness.ts';

// What house.test.sql does not say already: rules that need a written list, or files beside the database.

let db: TestDb;
beforeAll(async () => {
  db = await openDb();
});
afterAll(() => db.close());
const names = async (statement: string) => (await db.sql(statement, [])).map((row: Row) => String(row.name));

/** The functions with the rights of the owner that the API offers: each one answers for whom it lets in. */
const doors: Record<string, 'anybody' | 'accounts' | 'service'> = {
  submit_report: 'anybody',
  report_page: 'anybody',
  my_reports: 'anybody',
  report_stage: 'anybody',
  move_report: 'anybody',
  undo_move: 'anybody',
  replace_report_key: 'anybody',
  home_figures: 'anybody',
  three_rates: 'anybody',
  throttle_credentials: 'anybody',
  ask_code: 'anybody',
  try_code: 'anybody',
  set_publish: 'anybody',
  note_hotline: 'anybody',
  hotline_notes_of: 'anybody',
  public_address: 'anybody',
  public_map: 'anybody',
  public_changes: 'anybody',
  same_problems: 'anybody',
  linked_cases: 'anybody',
  places_near: 'anybody',
  search_places: 'anybody',
  place_page: 'anybody',
  list_routes: 'anybody',
  route_page: 'anybody',
  waterway_page: 'anybody',
  find_chiefs: 'anybody',
  bloom_calendar: 'anybody',
  blooms_this_week: 'anybody',
  bloom_days: 'anybody',
  my_blooms: 'accounts',
  confirm_bloom: 'accounts',
  withdraw_bloom: 'accounts',
  hide_bloom: 'accounts',
  save_green: 'accounts',
  take_back_green: 'accounts',
  green_desk: 'accounts',
  green_list: 'accounts',
  check_import: 'accounts',
  apply_import: 'accounts',
  export_places: 'accounts',
  suggest_place: 'accounts',
  suggest_place_with_photos: 'accounts',
  show_suggestion_photo: 'accounts',
  hold_green_photo: 'accounts',
  green_photo_stored: 'accounts',
  held_green_photos: 'accounts',
  green_photo_is_public: 'anybody',
  green_photo_desk: 'accounts',
  allow_green_cover: 'accounts',
  green_cover_stored: 'accounts',
  uncover_green_photo: 'accounts',
  add_place_photo: 'accounts',
  change_place_photo: 'accounts',
  check_place_photo: 'accounts',
  sweep_green_photos: 'service',
  my_suggestions: 'accounts',
  suggestion_queue: 'accounts',
  answer_suggestion: 'accounts',
  list_spots: 'anybody',
  spot_page: 'anybody',
  support_spot: 'accounts',
  set_spot_publish: 'accounts',
  release_spot: 'accounts',
  hide_spot: 'accounts',
  join_suggestions: 'accounts',
  part_suggestion: 'accounts',
  nature_log: 'anybody',
  my_sightings: 'accounts',
  log_sighting: 'accounts',
  withdraw_sighting: 'accounts',
  decide_sighting: 'accounts',
  decide_sighting_photo: 'accounts',
  file_appeal: 'anybody',
  report_appeal: 'anybody',
  decide_appeal: 'accounts',
  export_my_data: 'accounts',
  delete_my_account: 'accounts',
  claim_report: 'accounts',
  record_consents: 'accounts',
  report_case: 'accounts',
  report_queues: 'accounts',
  report_queue: 'accounts',
  suggest_dispatch: 'accounts',
  reveal_contact: 'accounts',
  case_site: 'accounts',
  site_list: 'accounts',
  site_page: 'accounts',
  make_site: 'accounts',
  link_site: 'accounts',
  unlink_site: 'accounts',
  change_site: 'accounts',
  merge_candidates: 'accounts',
  photo_wanted: 'anybody',
  allow_photo_upload: 'anybody',
  hold_photo: 'anybody',
  held_photos: 'anybody',
  photo_arrived: 'anybody',
  allow_photo_read: 'anybody',
  give_up_photos: 'anybody',
  release_report: 'accounts',
  allow_photo_release: 'accounts',
  release_photo: 'accounts',
  withhold_photo: 'accounts',
  hide_report: 'accounts',
  letter_link: 'anybody',
  stop_letters: 'anybody',
  stuck_letters: 'accounts',
  retry_letter: 'accounts',
  drop_letter: 'accounts',
  follow: 'accounts',
  follow_by_mail: 'anybody',
  my_follows: 'accounts',
  set_follow_pace: 'accounts',
  stop_follow: 'accounts',
  resume_follow: 'accounts',
  follow_link: 'anybody',
  confirm_follow: 'anybody',
  work_order: 'anybody',
  act_on_order: 'anybody',
  renew_order: 'anybody',
  allow_order_photo: 'anybody',
  unit_ways: 'accounts',
  set_unit_way: 'accounts',
  case_order: 'accounts',
  resend_order: 'accounts',
  waiting_orders: 'accounts',
  claim_letters: 'service',
  addresses_in_use: 'service',
  letter_sent: 'service',
  letter_failed: 'service',
  run_due: 'service',
  sweep_photos: 'service',
  sweep_released_photos: 'service'
};

/** Functions of the API with the caller's own rights: they can do nothing that the caller could not. */
const readers: Record<string, 'anybody'> = { public_list: 'anybody' };

/** Tables that everybody may read whole: what the district says about itself, and the public copy of reports. */
const open = [
  'allowed_rules',
  'calendar_days',
  'calendar_years',
  'categories',
  'category_groups',
  'category_questions',
  'dispatch_catalogue',
  'flowers',
  'landmarks',
  'measures',
  'office_hours',
  'published_photos',
  'published_reports',
  'report_moves',
  'response_templates',
  'stage_limits',
  'subdistricts',
  'taxa',
  'units'
];

/** Where the words of an enum stand: a group of words.json, or `file:group`. Else the reason why it needs none. */
const enumWords: Record<string, string | { notShown: string }> = {
  report_status: 'status',
  report_outcome: 'outcome',
  answer_kind: 'answer_kind',
  report_time_pattern: 'time_pattern',
  report_party: 'party',
  callback_word: 'reply',
  appeal_decision: 'appeal_decision',
  place_kind: 'places:kind',
  place_facility: 'places:facility',
  place_presence: 'places:presence',
  place_quality: 'places:quality',
  route_kind: 'routes:kind',
  line_quality: 'routes:line',
  waterway_kind: 'waterways:kind',
  chief_kind: 'waterways:chief',
  chief_level: 'waterways:level',
  bloom_stage: 'blooms:stage',
  taxon_group: 'nature:group',
  sighting_status: 'nature:status',
  sighting_photo_state: 'nature:photo_state',
  site_kind: 'sites:kind',
  site_act: 'sites:act',
  green_kind: 'greens:kind',
  green_act: 'greens:act',
  photo_licence: 'greenPhotos:licence',
  place_photo_state: 'greens:photo_state',
  suggestion_kind: 'suggestions:kind',
  suggestion_status: 'suggestions:status',
  joining_act: 'suggestions:joining',
  place_status: 'greens:status',
  unit_part: { notShown: 'a unit stands under the heading of lead_unit or assist_unit' },
  report_stage: { notShown: 'the public list speaks through status colours, which come with it' },
  follow_pace: 'follows:pace',
  user_role: { notShown: 'administration is done from the command line' },
  subdistrict_kind: { notShown: 'the name says it: 街道, 地区' },
  unit_kind: { notShown: 'the name says it' },
  position_quality: { notShown: 'it only decides that a centre is never printed' },
  location_precision: { notShown: 'the form explains it in whole sentences' },
  question_kind: { notShown: 'it chooses the field' },
  day_kind: { notShown: 'office_hours carries its own words' }
};

const root = projectRoot();
const locale = (lang: string, name: string) =>
  JSON.parse(readFileSync(path.join(root, 'src/lib/i18n/locales', lang, `${name}.json`), 'utf8')) as Record<
    string,
    Record<string, string> | string
  >;
const filesUnder = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
    path.join(root, folder, name)
  );

describe('tables', () => {
  test('each has a primary key', async () => {
    expect(
      await names(
        `select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname in ('public', 'private') and c.relkind in ('r', 'p')
           and not exists (select from pg_constraint p where p.conrelid = c.oid and p.contype = 'p')`
      )
    ).toEqual([]);
  });

  test('only the listed ones are open to everybody', async () => {
    const always = await names(
      `select distinct tablename as name from pg_policies
       where schemaname in ('public', 'private', 'storage') and 'true' in (qual, with_check) order by 1`
    );
    expect(always).toEqual(open);
    expect(
      await names(`select tablename || '.' || policyname as name from pg_policies
        where 'true' in (qual, with_check) and (cmd <> 'SELECT' or schemaname <> 'public')`),
      'and only for reading'
    ).toEqual([]);
  });

  test('no policy is for every role, and none trusts what the token says about a person', async () => {
    expect(
      await names(`select tablename || '.' || policyname as name from pg_policies
        where schemaname in ('public', 'private', 'storage') and ('public' = any (roles) or coalesce(qual, '') || coalesce(with_check, '') ~* 'metadata|jwt|email')`)
    ).toEqual([]);
  });

  test('a policy asks who is calling once a statement, not once a row', async () => {
    expect(
      await names(`select tablename || '.' || policyname as name from pg_policies
        where schemaname in ('public', 'storage')
          and regexp_replace(coalesce(qual, '') || coalesce(with_check, ''), 'SELECT (auth\\.|private\\.(has_role|is_suspended|clock))', '', 'g')
            ~ '(auth\\.uid|private\\.(has_role|is_suspended|clock))\\('`)
    ).toEqual([]);
  });

  test('a view looks with the eyes of whoever asks', async () => {
    expect(
      await names(`select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('v', 'm')
          and not (c.relkind = 'v' and coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on'])`)
    ).toEqual([]);
  });

  test('every bucket is private and has a limit of size and kind', async () => {
    expect(
      await names(
        `select id as name from storage.buckets where public or file_size_limit is null or allowed_mime_types is null`
      )
    ).toEqual([]);
  });
});

describe('doors', () => {
  test('whoever forbids a kind of plan forbids compiling it as well', async () => {
    const forbidding = (also: string) =>
      names(
        `select p.oid::regprocedure as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname in ('public', 'private') and exists (select from unnest(p.proconfig) c where c ~ '^enable_\\w+=off$') ${also}`
      );
    expect((await forbidding('')).length).toBeGreaterThan(0);
    expect(await forbidding(`and not 'jit=off' = any (p.proconfig)`)).toEqual([]);
  });

  test('every function with the rights of the owner that the API offers is on the list', async () => {
    const found = await names(
      `select distinct p.proname as name from pg_proc p
       where p.pronamespace = 'public'::regnamespace and p.prosecdef order by 1`
    );
    expect(found).toEqual(Object.keys(doors).sort());
  });

  test('each lets in exactly those it is for', async () => {
    const rows = await db.sql(
      `select p.proname as name, case
         when has_function_privilege('anon', p.oid, 'execute') then 'anybody'
         when has_function_privilege('authenticated', p.oid, 'execute') then 'accounts'
         when has_function_privilege('service_role', p.oid, 'execute') then 'service' else 'nobody' end as who
       from pg_proc p where p.pronamespace = 'public'::regnamespace
         and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
      []
    );
    expect(Object.fromEntries(rows.map(({ name, who }) => [name, who]))).toEqual({ ...doors, ...readers });
  });

  test('each has a test that calls it', () => {
    const texts = filesUnder('supabase/tests')
      .filter((file) => /\.test\.(ts|sql)$/.test(file) && !file.endsWith('conventions.test.ts'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    expect(Object.keys(doors).filter((door) => !new RegExp(`\\b${door}\\b`).test(texts))).toEqual([]);
  });
});

describe('words', () => {
  test('every value of an enum has a word in both languages, or a reason why it needs none', async () => {
    const rows = await db.sql(
      `select t.typname as name, array_agg(e.enumlabel::text order by e.enumsortorder) as labels
       from pg_type t join pg_enum e on e.enumtypid = t.oid where t.typnamespace = 'public'::regnamespace group by 1`,
      []
    );
    const missing: string[] = [];
    for (const { name, labels } of rows) {
      const place = enumWords[String(name)];
      if (place === undefined) missing.push(`${name}: say in conventions.test.ts where its words are`);
      if (typeof place !== 'string') continue;
      const [file, within] = place.includes(':') ? place.split(':') : ['words', place];
      for (const lang of ['zh', 'en'])
        for (const label of labels as string[]) {
          const group = locale(lang, file!)[within!];
          if (typeof group !== 'object' || !group[label]) missing.push(`${file}.json (${lang}): ${within}.${label}`);
        }
    }
    expect(missing).toEqual([]);
    const known = rows.map(({ name }) => String(name));
    expect(
      Object.keys(enumWords).filter((name) => !known.includes(name)),
      'gone from the database'
    ).toEqual([]);
  });
});
