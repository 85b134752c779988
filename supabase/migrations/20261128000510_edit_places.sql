-- The editors' desk: places, routes, waterways and chiefs are changed by sheets. A sheet is one JSON object with everything an editor
-- may change of a thing; every change is a revision with the sheet before and after it, who, when and why, and can be taken back.

create type public.green_kind as enum ('place', 'route', 'waterway', 'chief');
create type public.green_act as enum ('create', 'change', 'import', 'take_back');


-- imports and revisions ------------------------------------------------------------------------------------------

create table public.green_imports (
  id uuid primary key,
  file_name text not null check (char_length(file_name) between 1 and 200),
  format text not null check (format in ('csv', 'geojson')),
  crs text not null check (crs in ('wgs84', 'gcj02', 'bd09')),
  content_hash bytea not null,
  total int not null check (total between 1 and 20000),
  good int not null default 0,
  bad jsonb not null default '[]' check (jsonb_typeof(bad) = 'array'),
  choice text check (choice in ('good', 'all')),
  created int,
  changed int,
  unchanged int,
  made_by uuid references auth.users (id) on delete set null,
  made_at timestamptz not null,
  applied_at timestamptz,
  constraint green_imports_applied_whole check (num_nonnulls(choice, created, changed, unchanged, applied_at) in (0, 5))
);

create index green_imports_made_by on public.green_imports (made_by);
create index green_imports_made_at on public.green_imports (made_at desc, id);

alter table public.green_imports enable row level security;
create policy green_imports_select on public.green_imports for select to authenticated
using ((select private.is_place_editor()));
grant select (id, file_name, format, crs, total, good, bad, choice, created, changed, unchanged, made_at, applied_at)
on public.green_imports to authenticated;

comment on table public.green_imports is 'Files of places that editors brought: looked through first (dry run), then taken in, or not.';
comment on column public.green_imports.bad is 'Each line that cannot be taken: [{line, code, field, value}]; the words for a code are the app''s.';
comment on column public.green_imports.choice is 'good = the good lines went in; all = nothing was to go in unless every line was good.';

create table private.import_rows (
  import_id uuid not null references public.green_imports (id) on delete cascade,
  line int not null,
  row jsonb not null,
  error jsonb,
  place_id uuid,
  primary key (import_id, line)
);

alter table private.import_rows enable row level security;

comment on table private.import_rows is 'The lines of a file between the dry run and the decision; gone with the decision, or after a day.';

create table public.green_revisions (
  id uuid primary key,
  kind public.green_kind not null,
  thing_id uuid not null,
  version int not null check (version > 0),
  act public.green_act not null,
  before jsonb,
  after jsonb not null,
  why text check (char_length(why) between 1 and 500),
  content_hash bytea not null,
  taken_back uuid references public.green_revisions (id) on delete set null,
  import_id uuid references public.green_imports (id) on delete set null,
  made_by uuid references auth.users (id) on delete set null,
  made_at timestamptz not null,
  unique (kind, thing_id, version),
  constraint green_revisions_first_has_no_before check ((act = 'create') <= (before is null))
);

create index green_revisions_taken_back on public.green_revisions (taken_back);
create index green_revisions_import_id on public.green_revisions (import_id);
create index green_revisions_made_by on public.green_revisions (made_by);

alter table public.green_revisions enable row level security;
create policy green_revisions_select on public.green_revisions for select to authenticated
using ((select private.is_place_editor()));
grant select (id, kind, thing_id, version, act, before, after, why, taken_back, import_id, made_at) on public.green_revisions to authenticated;

comment on table public.green_revisions is 'Every change of a place, route, waterway or post, with its sheet before and after. The id is made with the form: the same form is one change.';

insert into private.export_exceptions (relation, reason) values
  ('public.green_revisions', 'What a colleague changed about a place, as a colleague; when the account is deleted the name goes.'),
  ('public.green_imports', 'A file of places that a colleague brought, as a colleague; when the account is deleted the name goes.');


-- sheets ---------------------------------------------------------------------------------------------------------

create function private.place_sheet(p public.places) returns jsonb
language sql stable set search_path = '' as $$
  select to_jsonb(p) - array['id', 'code', 'version', 'changed_at', 'needs', 'needs_demo', 'spot'] || jsonb_build_object(
    'subdistricts', (select coalesce(jsonb_agg(s.subdistrict_code order by s.subdistrict_code), '[]')
      from public.place_subdistricts s where s.place_id = p.id),
    'names', (select coalesce(jsonb_agg(to_jsonb(n) - 'place_id' order by n.name collate "C"), '[]') from public.place_names n where n.place_id = p.id),
    'facilities', (select coalesce(jsonb_object_agg(f.facility, to_jsonb(f) - array['place_id', 'facility']), '{}')
      from public.place_facilities f where f.place_id = p.id),
    'flowers', (select coalesce(jsonb_agg(to_jsonb(f) - array['place_id', 'position'] order by f.position, f.flower_code), '[]')
      from public.place_flowers f where f.place_id = p.id)
  )
$$;
comment on function private.place_sheet(public.places) is 'All that an editor may change of a place.';

create function private.green_sheet(kind public.green_kind, thing_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select case kind
    when 'place' then (select private.place_sheet(p) from public.places p where p.id = thing_id)
    when 'route' then (
      select to_jsonb(r) - array['id', 'version', 'changed_at'] || jsonb_build_object(
        'stops', (select coalesce(jsonb_agg(to_jsonb(s) - 'route_id' order by s.number), '[]') from public.route_stops s where s.route_id = r.id),
        'line', (select to_jsonb(l) - 'route_id' from public.route_lines l where l.route_id = r.id)
      ) from public.routes r where r.id = thing_id
    )
    when 'waterway' then (
      select to_jsonb(w) - array['id', 'version', 'changed_at'] || jsonb_build_object(
        'reaches', (
          select coalesce(jsonb_agg(to_jsonb(r) - array['id', 'waterway_id'] || jsonb_build_object(
            'subdistricts', (select coalesce(jsonb_agg(to_jsonb(d) - 'reach_id' order by d.subdistrict_code), '[]')
              from public.reach_subdistricts d where d.reach_id = r.id),
            'boards', (select coalesce(jsonb_agg(to_jsonb(b) - 'reach_id' order by b.code), '[]') from public.reach_boards b where b.reach_id = r.id)
          ) order by r.number), '[]') from public.reaches r where r.waterway_id = w.id
        )
      ) from public.waterways w where w.id = thing_id
    )
    when 'chief' then (select to_jsonb(c) - array['id', 'version'] from public.chiefs c where c.id = thing_id)
  end
$$;
comment on function private.green_sheet(public.green_kind, uuid) is 'The sheet of a thing as it stands; null if it is not there.';

create function private.green_version(kind public.green_kind, thing_id uuid) returns int
language plpgsql volatile set search_path = '' as $$
declare
  found_version int;
begin
  -- Who changes a thing holds its row until the end, so that the version that was compared is the one that is changed.
  if kind = 'place' then select t.version into found_version from public.places t where t.id = thing_id for update;
  elsif kind = 'route' then select t.version into found_version from public.routes t where t.id = thing_id for update;
  elsif kind = 'waterway' then select t.version into found_version from public.waterways t where t.id = thing_id for update;
  else select t.version into found_version from public.chiefs t where t.id = thing_id for update;
  end if;
  return found_version;
end
$$;
comment on function private.green_version(public.green_kind, uuid) is 'The version of a thing, locked; null if it is not there.';


-- writing --------------------------------------------------------------------------------------------------------

create function private.new_place_codes(n int) returns text[]
language sql volatile set search_path = '' as $$
  select array(
    select distinct c.code from (
      -- One more letter than sixteen sets of five needs: the digest is 32 bytes, the draw is near enough even for a sign.
      select (select string_agg(substr('23456789ABCDEFGHJKMNPQRSTUVWXYZ', 1 + get_byte(d.noise, k) % 31, 1), '') from generate_series(0, 4) k) as code
      from (select sha256(convert_to(gen_random_uuid()::text || i::text, 'utf8')) as noise from generate_series(1, n * 2 + 20) i) d
    ) c
    where not exists (select from public.places p where p.code = c.code)
    limit n
  )
$$;
comment on function private.new_place_codes(int) is 'So many codes for signs that no place has yet, each once.';

create function private.write_places(sheets jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
begin
  -- New ones begin as drafts and become what they are when all their parts are there: the search is then worked out once.
  insert into public.places (
    id, slug, code, kind, name_zh, name_en, name_pinyin, summary_zh, summary_en, lat, lng, position_quality, area_m2, opened, fence_free,
    hours, hours_note_zh, hours_note_en, hours_demo, how_to_get_zh, how_to_get_en, measure, source, as_of, checked_at, data_quality,
    status, version, changed_at
  )
  select (g.item ->> 'id')::uuid, t.slug, c.codes[g.n], t.kind, t.name_zh, t.name_en, t.name_pinyin, t.summary_zh, t.summary_en, t.lat, t.lng,
    t.position_quality, t.area_m2, t.opened, t.fence_free, t.hours, t.hours_note_zh, t.hours_note_en, coalesce(t.hours_demo, false),
    t.how_to_get_zh, t.how_to_get_en, coalesce(t.measure, 10), t.source, t.as_of, t.checked_at, t.data_quality, 'draft', 1, moment
  from (
    select i.item, row_number() over (order by i.n)::int as n
    from jsonb_array_elements(sheets) with ordinality as i (item, n) where (i.item ->> 'new')::boolean
  ) g
  cross join lateral jsonb_populate_record(null::public.places, g.item -> 'sheet') t
  cross join (select private.new_place_codes(jsonb_array_length(sheets)) as codes) c;

  update public.places p set
    kind = t.kind, name_zh = t.name_zh, name_en = t.name_en, name_pinyin = t.name_pinyin, summary_zh = t.summary_zh, summary_en = t.summary_en,
    lat = t.lat, lng = t.lng, position_quality = t.position_quality, area_m2 = t.area_m2, opened = t.opened, fence_free = t.fence_free,
    hours = t.hours, hours_note_zh = t.hours_note_zh, hours_note_en = t.hours_note_en, hours_demo = coalesce(t.hours_demo, false),
    how_to_get_zh = t.how_to_get_zh, how_to_get_en = t.how_to_get_en, measure = coalesce(t.measure, 10), source = t.source, as_of = t.as_of,
    checked_at = t.checked_at, data_quality = t.data_quality, version = p.version + 1, changed_at = moment
  from jsonb_array_elements(sheets) as g (item)
  cross join lateral jsonb_populate_record(null::public.places, g.item -> 'sheet') t
  where p.id = (g.item ->> 'id')::uuid and not (g.item ->> 'new')::boolean;

  delete from public.place_subdistricts s using jsonb_array_elements(sheets) g (item)
  where s.place_id = (g.item ->> 'id')::uuid and not g.item -> 'sheet' -> 'subdistricts' ? s.subdistrict_code;
  insert into public.place_subdistricts (place_id, subdistrict_code)
  select (g.item ->> 'id')::uuid, d.code from jsonb_array_elements(sheets) g (item), jsonb_array_elements_text(g.item -> 'sheet' -> 'subdistricts') d (code)
  on conflict do nothing;

  delete from public.place_names n using jsonb_array_elements(sheets) g (item) where n.place_id = (g.item ->> 'id')::uuid;
  insert into public.place_names (place_id, name, lang, pinyin)
  select (g.item ->> 'id')::uuid, t.name, t.lang, t.pinyin
  from jsonb_array_elements(sheets) g (item), jsonb_populate_recordset(null::public.place_names, g.item -> 'sheet' -> 'names') t;

  delete from public.place_facilities f using jsonb_array_elements(sheets) g (item)
  where f.place_id = (g.item ->> 'id')::uuid and not g.item -> 'sheet' -> 'facilities' ? f.facility::text;
  insert into public.place_facilities as o (place_id, facility, present, checked_at, source, demo)
  select (g.item ->> 'id')::uuid, f.key::public.place_facility, t.present, t.checked_at, t.source, coalesce(t.demo, false)
  from jsonb_array_elements(sheets) g (item), jsonb_each(g.item -> 'sheet' -> 'facilities') f
  cross join lateral jsonb_populate_record(null::public.place_facilities, f.value) t
  on conflict (place_id, facility) do update set
    present = excluded.present, checked_at = excluded.checked_at, source = excluded.source, demo = excluded.demo
  where (o.present, o.checked_at, o.source, o.demo) is distinct from (excluded.present, excluded.checked_at, excluded.source, excluded.demo);

  delete from public.place_flowers f using jsonb_array_elements(sheets) g (item)
  where f.place_id = (g.item ->> 'id')::uuid
    and not g.item -> 'sheet' -> 'flowers' @> jsonb_build_array(jsonb_build_object('flower_code', f.flower_code));
  insert into public.place_flowers as o (place_id, flower_code, months, note_zh, note_en, position, source)
  select (g.item ->> 'id')::uuid, t.flower_code, t.months, t.note_zh, t.note_en, f.n, t.source
  from jsonb_array_elements(sheets) g (item), jsonb_array_elements(g.item -> 'sheet' -> 'flowers') with ordinality as f (flower, n)
  cross join lateral jsonb_populate_record(null::public.place_flowers, f.flower) t
  on conflict (place_id, flower_code) do update set
    months = excluded.months, note_zh = excluded.note_zh, note_en = excluded.note_en, position = excluded.position, source = excluded.source
  where (o.months, o.note_zh, o.note_en, o.position, o.source) is distinct from
    (excluded.months, excluded.note_zh, excluded.note_en, excluded.position, excluded.source);

  update public.places p set status = (g.item -> 'sheet' ->> 'status')::public.place_status
  from jsonb_array_elements(sheets) g (item)
  where p.id = (g.item ->> 'id')::uuid and p.status <> (g.item -> 'sheet' ->> 'status')::public.place_status;
end
$$;
comment on function private.write_places(jsonb) is
  'Makes places what their whole sheets say, [{id, new, sheet}], in a handful of statements however many they are. Version and date are raised.';

create function private.write_route(thing_id uuid, is_new boolean, sheet jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  t public.routes := jsonb_populate_record(null::public.routes, sheet);
begin
  if is_new then
    insert into public.routes (id, slug, kind, name_zh, name_en, source, data_quality)
    values (thing_id, t.slug, t.kind, t.name_zh, t.name_en, t.source, case t.data_quality when 'checked' then 'unchecked' else t.data_quality end);
  end if;
  update public.routes r set
    kind = t.kind, name_zh = t.name_zh, name_en = t.name_en, summary_zh = t.summary_zh, summary_en = t.summary_en, length_m = t.length_m,
    start_landmark = t.start_landmark, end_landmark = t.end_landmark, stations_source = t.stations_source,
    step_free = coalesce(t.step_free, 'unknown'), step_free_source = t.step_free_source, step_free_demo = coalesce(t.step_free_demo, false),
    flower_code = t.flower_code, months = t.months, season_zh = t.season_zh, season_en = t.season_en, season_source = t.season_source,
    measure = coalesce(t.measure, 10), position = coalesce(t.position, 100), source = t.source, as_of = t.as_of, checked_at = t.checked_at,
    data_quality = t.data_quality, status = coalesce(t.status, 'draft'), version = case when is_new then 1 else r.version + 1 end,
    changed_at = private.clock()
  where r.id = thing_id;
  delete from public.route_stops s where s.route_id = thing_id;
  insert into public.route_stops (route_id, number, name_zh, name_en, text_zh, text_en, place_id, landmark_code, lat, lng, position_quality, source)
  select thing_id, s.n, p.name_zh, p.name_en, p.text_zh, p.text_en, p.place_id, p.landmark_code, p.lat, p.lng, p.position_quality, p.source
  from jsonb_array_elements(coalesce(sheet -> 'stops', '[]')) with ordinality as s (stop, n)
  cross join lateral jsonb_populate_record(null::public.route_stops, s.stop) p;
  delete from public.route_lines l where l.route_id = thing_id;
  if jsonb_typeof(sheet -> 'line') = 'object' then
    insert into public.route_lines (route_id, quality, line, source, licence)
    select thing_id, p.quality, p.line, p.source, p.licence from jsonb_populate_record(null::public.route_lines, sheet -> 'line') p;
  end if;
end
$$;
comment on function private.write_route(uuid, boolean, jsonb) is 'Makes a route what its whole sheet says; stops are numbered by their order.';

create function private.write_waterway(thing_id uuid, is_new boolean, sheet jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  t public.waterways := jsonb_populate_record(null::public.waterways, sheet);
begin
  if is_new then
    insert into public.waterways (id, slug, kind, name_zh, name_en, source, data_quality)
    values (thing_id, t.slug, t.kind, t.name_zh, t.name_en, t.source, t.data_quality);
  end if;
  update public.waterways w set
    kind = t.kind, name_zh = t.name_zh, name_en = t.name_en, summary_zh = t.summary_zh, summary_en = t.summary_en,
    position = coalesce(t.position, 100), source = t.source, as_of = t.as_of, data_quality = t.data_quality,
    status = coalesce(t.status, 'draft'), version = case when is_new then 1 else w.version + 1 end, changed_at = private.clock()
  where w.id = thing_id;
  if exists (
    select from public.reaches r join public.chiefs c on c.reach_id = r.id
    where r.waterway_id = thing_id
      and not coalesce(sheet -> 'reaches', '[]') @> jsonb_build_array(jsonb_build_object('number', r.number))
  ) then
    perform private.refuse('PT409', 'reach_has_chiefs', 'reaches');
  end if;
  delete from public.reaches r
  where r.waterway_id = thing_id and not coalesce(sheet -> 'reaches', '[]') @> jsonb_build_array(jsonb_build_object('number', r.number));
  insert into public.reaches (waterway_id, number, name_zh, name_en, quality, line, source, licence)
  select thing_id, p.number, p.name_zh, p.name_en, p.quality, p.line, p.source, p.licence
  from jsonb_array_elements(coalesce(sheet -> 'reaches', '[]')) as s (reach)
  cross join lateral jsonb_populate_record(null::public.reaches, s.reach) p
  on conflict (waterway_id, number) do update set
    name_zh = excluded.name_zh, name_en = excluded.name_en, quality = excluded.quality, line = excluded.line, source = excluded.source,
    licence = excluded.licence;
  delete from public.reach_subdistricts d using public.reaches r where r.id = d.reach_id and r.waterway_id = thing_id;
  insert into public.reach_subdistricts (reach_id, subdistrict_code, source)
  select r.id, p.subdistrict_code, p.source
  from jsonb_array_elements(coalesce(sheet -> 'reaches', '[]')) as s (reach)
  join public.reaches r on r.waterway_id = thing_id and r.number = (s.reach ->> 'number')::int
  cross join lateral jsonb_populate_recordset(null::public.reach_subdistricts, coalesce(s.reach -> 'subdistricts', '[]')) p;
  delete from public.reach_boards b using public.reaches r where r.id = b.reach_id and r.waterway_id = thing_id;
  insert into public.reach_boards (reach_id, code, source, demo)
  select r.id, p.code, p.source, coalesce(p.demo, false)
  from jsonb_array_elements(coalesce(sheet -> 'reaches', '[]')) as s (reach)
  join public.reaches r on r.waterway_id = thing_id and r.number = (s.reach ->> 'number')::int
  cross join lateral jsonb_populate_recordset(null::public.reach_boards, coalesce(s.reach -> 'boards', '[]')) p;
end
$$;
comment on function private.write_waterway(uuid, boolean, jsonb) is
  'Makes a waterway what its whole sheet says. A reach keeps its row as long as its number stays; one that chiefs answer for is not taken away. Code: reach_has_chiefs.';

create function private.write_chief(thing_id uuid, is_new boolean, sheet jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  t public.chiefs := jsonb_populate_record(null::public.chiefs, sheet);
begin
  insert into public.chiefs as c (
    id, kind, level, post_zh, post_en, duty_zh, duty_en, reach_id, subdistrict_code, office_phone, phone_source, source, as_of, checked_at, demo, status
  )
  values (
    thing_id, t.kind, t.level, t.post_zh, t.post_en, t.duty_zh, t.duty_en, t.reach_id, t.subdistrict_code, t.office_phone, t.phone_source,
    t.source, t.as_of, t.checked_at, coalesce(t.demo, false), coalesce(t.status, 'draft')
  )
  on conflict (id) do update set
    kind = excluded.kind, level = excluded.level, post_zh = excluded.post_zh, post_en = excluded.post_en, duty_zh = excluded.duty_zh,
    duty_en = excluded.duty_en, reach_id = excluded.reach_id, subdistrict_code = excluded.subdistrict_code, office_phone = excluded.office_phone,
    phone_source = excluded.phone_source, source = excluded.source, as_of = excluded.as_of, checked_at = excluded.checked_at,
    demo = excluded.demo, status = excluded.status, version = c.version + 1;
end
$$;
comment on function private.write_chief(uuid, boolean, jsonb) is 'Makes a post what its whole sheet says.';

create function private.change_green(
  change_id uuid, kind public.green_kind, thing_id uuid, version int, sheet jsonb, why text, act public.green_act, taken_back uuid
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  hash bytea;
  known public.green_revisions;
  stands int;
  before jsonb;
  whole jsonb;
  named text;
  said text := private.tidy(change_green.why);
begin
  if jsonb_typeof(sheet) is distinct from 'object' or pg_column_size(sheet) > 2000000 then
    perform private.refuse('PT422', 'sheet_wrong');
  elsif change_id is null or thing_id is null or version is null then
    perform private.refuse('PT422', 'id_missing', 'id');
  elsif char_length(said) > 500 then
    perform private.refuse('PT422', 'why_long', 'why');
  end if;
  hash := sha256(convert_to(jsonb_build_array(kind, thing_id, version, sheet, said, taken_back)::text, 'utf8'));
  stands := private.green_version(kind, thing_id);
  -- The same form sent twice is one change.
  select * into known from public.green_revisions r where r.id = change_id;
  if found then
    if known.content_hash <> hash then perform private.refuse('PT409', 'change_differs', 'id'); end if;
    return jsonb_build_object('id', known.thing_id, 'version', known.version, 'result', 'again');
  end if;
  if version = 0 and stands is not null or version > 0 and stands is distinct from version then
    -- Somebody else was quicker: nothing is overwritten, and the form keeps what was typed.
    if stands is null then perform private.refuse('PT404', 'not_found'); end if;
    perform private.refuse('PT409', 'changed_meanwhile', 'version');
  elsif version > 0 and said is null then
    perform private.refuse('PT422', 'why_missing', 'why');
  end if;
  before := private.green_sheet(kind, thing_id);
  -- What the form does not speak of stays as it is; the address never changes.
  whole := case when before is null then jsonb_build_object(
      'status', 'draft', 'subdistricts', '[]'::jsonb, 'names', '[]'::jsonb, 'facilities', '{}'::jsonb, 'flowers', '[]'::jsonb) else before end
    || sheet;
  if before ? 'slug' then whole := whole || jsonb_build_object('slug', before ->> 'slug'); end if;
  begin
    if kind = 'place' then
      perform private.write_places(jsonb_build_array(jsonb_build_object('id', thing_id, 'new', before is null, 'sheet', whole)));
    elsif kind = 'route' then perform private.write_route(thing_id, before is null, whole);
    elsif kind = 'waterway' then perform private.write_waterway(thing_id, before is null, whole);
    else perform private.write_chief(thing_id, before is null, whole);
    end if;
  exception
    when not_null_violation then
      get stacked diagnostics named = column_name;
      perform private.refuse('PT422', 'field_missing', named);
    when check_violation or foreign_key_violation then
      get stacked diagnostics named = constraint_name;
      perform private.refuse('PT422', 'field_wrong', private.field_of_constraint(named));
    when unique_violation then
      get stacked diagnostics named = constraint_name;
      perform private.refuse('PT409', 'field_taken', private.field_of_constraint(named));
    when data_exception or cardinality_violation then
      perform private.refuse('PT422', 'field_wrong', 'form');
  end;
  insert into public.green_revisions (id, kind, thing_id, version, act, before, after, why, content_hash, taken_back, made_by, made_at)
  values (change_id, kind, thing_id, version + 1, act, before, private.green_sheet(kind, thing_id), said, hash, taken_back, (select auth.uid()),
    private.clock());
  return jsonb_build_object('id', thing_id, 'version', version + 1, 'result', case when before is null then 'created' else 'changed' end);
end
$$;
comment on function private.change_green(uuid, public.green_kind, uuid, int, jsonb, text, public.green_act, uuid) is
  'Writes a sheet over a thing as a revision. Codes: sheet_wrong, id_missing, why_missing, why_long, change_differs, changed_meanwhile, field_missing, field_wrong, field_taken, reach_has_chiefs, not_found.';

create function private.field_of_constraint(named text) returns text
language sql immutable set search_path = '' as $$
  select case
    when named ~ '(point_is_whole|lat_check|lng_check)$' then 'lat'
    when named ~ 'words_in_both|summary_in_both' then 'summary_en'
    when named ~ 'duty_in_both' then 'duty_en'
    when named ~ 'checked_has_a_date|say_how_they_know' then 'source'
    when named ~ '^place_facilities' then 'facilities'
    when named ~ '^place_flowers' then 'flowers'
    when named ~ '^place_names' then 'names'
    when named ~ 'subdistrict' then 'subdistricts'
    when named ~ '^route_stops' then 'stops'
    when named ~ '^(route_lines|reaches_line)' then 'line'
    when named ~ '^reach' then 'reaches'
    when named ~ 'phone_has_a_source' then 'phone_source'
    when named ~ 'of_a_reach_are_of_rivers' then 'kind'
    else regexp_replace(named, '^(places|routes|waterways|chiefs)_(.*?)_(check|fkey|key)$', '\2')
  end
$$;
comment on function private.field_of_constraint(text) is 'Beside which field of the form a broken constraint is told.';


-- doors ----------------------------------------------------------------------------------------------------------

create function private.for_editors() returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if not private.is_place_editor() then perform private.refuse('PT404', 'not_found'); end if;
end
$$;
comment on function private.for_editors() is 'Whoever is no editor is told that there is nothing here. Code: not_found.';

create function private.known_kind(word text) returns public.green_kind
language plpgsql immutable set search_path = '' as $$
begin
  if not coalesce(word = any (enum_range(null::public.green_kind)::text[]), false) then perform private.refuse('PT404', 'not_found'); end if;
  return word::public.green_kind;
end
$$;
comment on function private.known_kind(text) is 'What kind of thing a word names. Code: not_found.';

create function public.save_green(change_id uuid, kind text, thing_id uuid, version int, sheet jsonb, why text default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  perform private.for_editors();
  return private.change_green(change_id, private.known_kind(kind), thing_id, version, sheet, why,
    case when version = 0 then 'create' else 'change' end::public.green_act, null);
end
$$;
comment on function public.save_green(uuid, text, uuid, int, jsonb, text) is
  'An editor makes (version 0) or changes a place, route, waterway or post: {id, version, result: created | changed | again}. Keys that the sheet leaves out stay. Codes of private.change_green.';
grant execute on function public.save_green(uuid, text, uuid, int, jsonb, text) to authenticated;

create function public.take_back_green(change_id uuid, revision_id uuid, version int) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r public.green_revisions;
begin
  perform private.for_editors();
  select * into r from public.green_revisions t where t.id = revision_id;
  if not found then perform private.refuse('PT404', 'not_found'); end if;
  -- Before the first revision there was nothing: what was made is put away, its address is not used again.
  return private.change_green(change_id, r.kind, r.thing_id, version, coalesce(r.before, r.after || '{"status": "archived"}'),
    'take back ' || r.version, 'take_back', r.id);
end
$$;
comment on function public.take_back_green(uuid, uuid, int) is
  'Makes a thing what it was before that revision, as a new revision. Codes of private.change_green.';
grant execute on function public.take_back_green(uuid, uuid, int) to authenticated;

create function public.green_desk(kind text, thing_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  what public.green_kind;
  sheet jsonb;
begin
  perform private.for_editors();
  what := private.known_kind(kind);
  sheet := private.green_sheet(what, thing_id);
  if sheet is null then perform private.refuse('PT404', 'not_found'); end if;
  return jsonb_build_object(
    'sheet', sheet,
    'version', case what
      when 'place' then (select t.version from public.places t where t.id = thing_id)
      when 'route' then (select t.version from public.routes t where t.id = thing_id)
      when 'waterway' then (select t.version from public.waterways t where t.id = thing_id)
      else (select t.version from public.chiefs t where t.id = thing_id) end,
    'code', (select t.code from public.places t where t.id = thing_id),
    'revisions', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', r.id, 'version', r.version, 'act', r.act, 'why', r.why, 'made_at', r.made_at,
        'by', nullif((select f.display_name from public.profiles f where f.user_id = r.made_by), ''),
        'mine', coalesce(r.made_by = (select auth.uid()), false),
        'fields', (
          select coalesce(jsonb_agg(k.key order by k.key), '[]') from jsonb_object_keys(r.after) k (key)
          where r.before is not null and r.before -> k.key is distinct from r.after -> k.key
        )
      ) order by r.version desc), '[]')
      from (
        select * from public.green_revisions t where t.kind = what and t.thing_id = green_desk.thing_id order by t.version desc limit 50
      ) r
    )
  );
end
$$;
comment on function public.green_desk(text, uuid) is
  'What an editor needs to change a thing: {sheet, version, code, revisions}, the last fifty. Code: not_found.';
grant execute on function public.green_desk(text, uuid) to authenticated;

create function public.green_list(kind text, q text default null, status text default null, after uuid default null) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  what public.green_kind;
  word text := private.folded(left(coalesce(q, ''), 60));
  rows_found jsonb;
begin
  perform private.for_editors();
  what := private.known_kind(kind);
  select jsonb_agg(to_jsonb(l) order by l.id) into rows_found
  from (
    select * from (
      select t.id, t.slug, t.name_zh, t.name_en, t.status, t.data_quality::text as quality, t.position_quality::text as position, t.changed_at
      from public.places t where what = 'place'
      union all
      select t.id, t.slug, t.name_zh, t.name_en, t.status, t.data_quality::text, (select l.quality::text from public.route_lines l where l.route_id = t.id), t.changed_at
      from public.routes t where what = 'route'
      union all
      select t.id, t.slug, t.name_zh, t.name_en, t.status, t.data_quality::text, null, t.changed_at from public.waterways t where what = 'waterway'
      union all
      select t.id, null, t.post_zh, t.post_en, t.status, case when t.demo then 'demo' when t.checked_at is null then 'sourced' else 'checked' end, null, null
      from public.chiefs t where what = 'chief'
    ) a
    where (word = '' or strpos(private.folded(a.name_zh), word) > 0 or strpos(private.folded(a.name_en), word) > 0)
      and (green_list.status is null or a.status::text = green_list.status)
      and (green_list.after is null or a.id > green_list.after)
    order by a.id limit 51
  ) l;
  return jsonb_build_object('rows', coalesce(rows_found, '[]') - 50, 'more', jsonb_array_length(coalesce(rows_found, '[]')) > 50);
end
$$;
comment on function public.green_list(text, text, text, uuid) is
  'Everything of a kind for editors, drafts and archived ones too: {rows, more}, fifty at a time by id; q is part of a name. Code: not_found.';
grant execute on function public.green_list(text, text, text, uuid) to authenticated;
