-- Photos of places. An editor puts one up with what it shows in both languages, whose it is and under which licence; it is part of
-- the place's sheet, so that each change is a revision and can be taken back. Nothing has ever filled this table.

create type public.photo_licence as enum ('cc0', 'cc_by', 'cc_by_sa', 'public_domain', 'permission');
create type public.place_photo_state as enum ('published', 'withdrawn');

alter table public.place_photos
  drop column file,
  drop column licence,
  alter column source drop not null,
  drop constraint place_photos_alt_zh_check,
  drop constraint place_photos_alt_en_check,
  drop constraint place_photos_credit_check,
  drop constraint place_photos_source_check,
  add column name uuid not null references public.green_photos (name) on delete cascade,
  add column licence public.photo_licence not null,
  add column state public.place_photo_state not null default 'published',
  add column withdrawn_at timestamptz,
  add constraint place_photos_alt_zh_check check (char_length(alt_zh) between 1 and 300),
  add constraint place_photos_alt_en_check check (char_length(alt_en) between 1 and 300),
  add constraint place_photos_credit_check check (char_length(credit) between 1 and 200),
  add constraint place_photos_source_check check (char_length(source) between 1 and 500),
  add constraint place_photos_withdrawn_or_not check ((state = 'withdrawn') = (withdrawn_at is not null)),
  add constraint place_photos_once unique (name, place_id);
alter table public.place_photos rename column taken_at to taken_on;

create index place_photos_withdrawn on public.place_photos (withdrawn_at) where state = 'withdrawn';

drop policy place_photos_select on public.place_photos;
create policy place_photos_select on public.place_photos for select to anon, authenticated
using (exists (select from public.places p where p.id = place_id) and (state = 'published' or (select private.is_place_editor())));

comment on table public.place_photos is 'Pictures of places: none without words in both languages, a credit and a licence. Withdrawn ones are seen by editors, for ninety days.';
comment on column public.place_photos.source is 'Where it was got from, if it was published elsewhere.';
comment on column public.place_photos.licence is 'permission = the photographer agreed to this page, and to nothing else.';

create trigger count_green_photo after insert or delete on public.place_photos
for each row execute function private.count_green_photo();


-- who sees the picture -------------------------------------------------------------------------------------------

create or replace function private.is_public_green_photo(name uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.place_photos f join public.places p on p.id = f.place_id
    where f.name = is_public_green_photo.name and f.state = 'published' and p.status = 'published'
  )
$$;
comment on function private.is_public_green_photo(uuid) is 'Everybody may look at this photo: a published place shows it.';

create or replace function private.sees_green_photo(name uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select private.is_public_green_photo(sees_green_photo.name) or exists (
    select from public.green_photos g
    where g.name = sees_green_photo.name and g.stored_at is not null and g.user_id = (select auth.uid())
  ) or private.is_place_editor() and exists (select from public.place_photos f where f.name = sees_green_photo.name)
$$;
comment on function private.sees_green_photo(uuid) is
  'The caller may look at this photo: it is public, it is theirs, or they are an editor and it is or was of a place.';


-- sheets ---------------------------------------------------------------------------------------------------------

create or replace function private.place_sheet(p public.places) returns jsonb
language sql stable set search_path = '' as $$
  select to_jsonb(p) - array['id', 'code', 'version', 'changed_at', 'needs', 'needs_demo', 'spot'] || jsonb_build_object(
    'subdistricts', (select coalesce(jsonb_agg(s.subdistrict_code order by s.subdistrict_code), '[]')
      from public.place_subdistricts s where s.place_id = p.id),
    'names', (select coalesce(jsonb_agg(to_jsonb(n) - 'place_id' order by n.name collate "C"), '[]') from public.place_names n where n.place_id = p.id),
    'facilities', (select coalesce(jsonb_object_agg(f.facility, to_jsonb(f) - array['place_id', 'facility']), '{}')
      from public.place_facilities f where f.place_id = p.id),
    'flowers', (select coalesce(jsonb_agg(to_jsonb(f) - array['place_id', 'position'] order by f.position, f.flower_code), '[]')
      from public.place_flowers f where f.place_id = p.id),
    'photos', (select coalesce(jsonb_agg(to_jsonb(f) - array['place_id', 'name', 'width', 'height', 'withdrawn_at'] order by f.position, f.id), '[]')
      from public.place_photos f where f.place_id = p.id)
  )
$$;

create or replace function private.write_places(sheets jsonb) returns void
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

  -- A photo is never deleted here, so that every revision can be taken back: what a sheet does not name is withdrawn. Asked first,
  -- because a file of ten thousand places should not be taken apart twice more for nothing.
  if exists (select from public.place_photos) then
    update public.place_photos o set
      alt_zh = t.alt_zh, alt_en = t.alt_en, credit = t.credit, licence = t.licence, source = t.source, taken_on = t.taken_on, position = f.n,
      state = t.state, withdrawn_at = case t.state when 'withdrawn' then coalesce(o.withdrawn_at, moment) end
    from jsonb_array_elements(sheets) g (item)
    cross join lateral jsonb_array_elements(coalesce(g.item -> 'sheet' -> 'photos', '[]')) with ordinality as f (photo, n)
    cross join lateral jsonb_populate_record(null::public.place_photos, f.photo) t
    where o.place_id = (g.item ->> 'id')::uuid and o.id = t.id and
      (o.alt_zh, o.alt_en, o.credit, o.licence, o.source, o.taken_on, o.position, o.state) is distinct from
      (t.alt_zh, t.alt_en, t.credit, t.licence, t.source, t.taken_on, f.n::smallint, t.state);
    update public.place_photos o set state = 'withdrawn', withdrawn_at = moment
    from jsonb_array_elements(sheets) g (item)
    where o.place_id = (g.item ->> 'id')::uuid and o.state = 'published' and g.item -> 'sheet' ? 'photos'
      and not g.item -> 'sheet' -> 'photos' @> jsonb_build_array(jsonb_build_object('id', o.id));
  end if;

  update public.places p set status = (g.item -> 'sheet' ->> 'status')::public.place_status
  from jsonb_array_elements(sheets) g (item)
  where p.id = (g.item ->> 'id')::uuid and p.status <> (g.item -> 'sheet' ->> 'status')::public.place_status;
end
$$;

create or replace function private.field_of_constraint(named text) returns text
language sql immutable set search_path = '' as $$
  select case
    when named ~ '(point_is_whole|lat_check|lng_check)$' then 'lat'
    when named ~ 'words_in_both|summary_in_both' then 'summary_en'
    when named ~ 'duty_in_both' then 'duty_en'
    when named ~ 'checked_has_a_date|say_how_they_know' then 'source'
    when named ~ '^place_facilities' then 'facilities'
    when named ~ '^place_flowers' then 'flowers'
    when named ~ '^place_names' then 'names'
    when named ~ '^place_photos' then 'photos'
    when named ~ 'subdistrict' then 'subdistricts'
    when named ~ '^route_stops' then 'stops'
    when named ~ '^(route_lines|reaches_line)' then 'line'
    when named ~ '^reach' then 'reaches'
    when named ~ 'phone_has_a_source' then 'phone_source'
    when named ~ 'of_a_reach_are_of_rivers' then 'kind'
    else regexp_replace(named, '^(places|routes|waterways|chiefs)_(.*?)_(check|fkey|key)$', '\2')
  end
$$;

create or replace function public.place_page(slug text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select to_jsonb(p) - array['spot', 'needs', 'needs_demo', 'status'] || jsonb_build_object(
    'open', private.is_open(p.hours, private.clock()),
    'subdistricts', (select coalesce(jsonb_agg(s.subdistrict_code order by s.subdistrict_code), '[]')
      from public.place_subdistricts s where s.place_id = p.id),
    'names', (select coalesce(jsonb_agg(jsonb_build_object('name', n.name, 'lang', n.lang) order by n.name collate "C"), '[]')
      from public.place_names n where n.place_id = p.id),
    'facilities', (select coalesce(jsonb_agg(to_jsonb(f) - 'place_id' order by f.facility), '[]')
      from public.place_facilities f where f.place_id = p.id),
    'flowers', (select coalesce(jsonb_agg(to_jsonb(f) - array['place_id', 'position'] || jsonb_build_object('name_zh', w.name_zh, 'name_en', w.name_en)
        order by f.position, f.flower_code), '[]')
      from public.place_flowers f join public.flowers w on w.code = f.flower_code where f.place_id = p.id),
    'photos', (select coalesce(jsonb_agg(to_jsonb(f) - array['id', 'place_id', 'position', 'state', 'withdrawn_at'] order by f.position, f.id), '[]')
      from public.place_photos f where f.place_id = p.id and f.state = 'published'),
    'reports', private.open_reports_of(p)
  )
  from public.places p where p.slug = place_page.slug and p.status = 'published'
$$;


-- the doors ------------------------------------------------------------------------------------------------------

create function private.read_place_photo(photo jsonb) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  d jsonb := coalesce(photo, '{}');
  f public.place_photos;
  today date := (private.clock() at time zone 'Asia/Shanghai')::date;
begin
  if jsonb_typeof(d) <> 'object' or pg_column_size(d) > 20000 then
    perform private.refuse('PT422', 'sheet_wrong');
  end if;
  f.alt_zh := private.read_text(d, 'alt_zh', 300);
  f.alt_en := private.read_text(d, 'alt_en', 300);
  f.credit := private.read_text(d, 'credit', 200);
  f.source := private.read_text(d, 'source', 500, 'photo_source');
  if f.alt_zh is null then
    perform private.refuse('PT422', 'photo_alt_missing', 'alt_zh');
  elsif f.alt_en is null then
    perform private.refuse('PT422', 'photo_alt_missing', 'alt_en');
  elsif f.credit is null then
    perform private.refuse('PT422', 'photo_credit_missing', 'credit');
  elsif not coalesce(d ->> 'licence' = any (enum_range(null::public.photo_licence)::text[]), false) then
    perform private.refuse('PT422', 'photo_licence_missing', 'licence');
  end if;
  f.licence := d ->> 'licence';
  f.taken_on := private.read_day(d, 'taken_on');
  if f.taken_on > today then
    perform private.refuse('PT422', 'taken_on_wrong', 'taken_on');
  end if;
  return jsonb_build_object('alt_zh', f.alt_zh, 'alt_en', f.alt_en, 'credit', f.credit, 'source', f.source, 'licence', f.licence, 'taken_on', f.taken_on);
end
$$;
comment on function private.read_place_photo(jsonb) is
  'What an editor says of a photo. Codes: sheet_wrong, photo_alt_missing, photo_credit_missing, photo_licence_missing, taken_on_wrong, alt_zh_long, alt_en_long, credit_long, photo_source_long.';

create function private.put_up_photo(place_id uuid, photo_name uuid, photo jsonb, write_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  p public.places;
  facts jsonb := private.read_place_photo(photo);
  new_id uuid := gen_random_uuid();
begin
  select * into p from public.places t where t.id = put_up_photo.place_id for update;
  if (select count(*) from public.place_photos f where f.place_id = p.id and f.state = 'published') >= 12 then
    perform private.refuse('PT422', 'place_photos_full', 'photos');
  end if;
  -- It begins as withdrawn, so that the change which publishes it can be taken back.
  insert into public.place_photos (id, place_id, name, width, height, alt_zh, alt_en, credit, licence, source, taken_on, position, state, withdrawn_at)
  select new_id, p.id, g.name, g.width, g.height, t.alt_zh, t.alt_en, t.credit, t.licence, t.source, t.taken_on, 32767, 'withdrawn', private.clock()
  from public.green_photos g, jsonb_populate_record(null::public.place_photos, facts) t where g.name = photo_name;
  return private.change_green(
    write_id, 'place', p.id, p.version,
    jsonb_build_object('photos', (
      select jsonb_agg(case when e.photo ->> 'id' = new_id::text then e.photo || '{"state": "published"}' else e.photo end order by e.n)
      from jsonb_array_elements(private.place_sheet(p) -> 'photos') with ordinality as e (photo, n)
    )),
    '添加照片 · photo added', 'change', null
  ) || jsonb_build_object('photo', new_id);
end
$$;
comment on function private.put_up_photo(uuid, uuid, jsonb, uuid) is 'Shows a stored photo on a place, as a revision. Codes of private.read_place_photo; place_photos_full.';

create function private.add_place_photo(place_id uuid, sha256 text, photo jsonb, write_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  g public.green_photos;
  facts jsonb;
begin
  perform private.for_editors();
  if not exists (select from public.places t where t.id = add_place_photo.place_id) then
    perform private.refuse('PT404', 'not_found');
  elsif write_id is null then
    perform private.refuse('PT422', 'id_missing', 'id');
  end if;
  facts := private.read_place_photo(photo);
  g := private.held_green_photo(write_id, sha256);
  -- An editor's photo is the district's: it stays when the editor's account goes.
  update public.green_photos t set user_id = null where t.name = g.name;
  return private.put_up_photo(add_place_photo.place_id, g.name, facts, write_id);
end
$$;
comment on function private.add_place_photo(uuid, text, jsonb, uuid) is 'What add_place_photo does.';

create function public.add_place_photo(place_id uuid, sha256 text, photo jsonb, write_id uuid default null) returns jsonb
language sql security definer set search_path = '' as $$
  select coalesce(
    private.written(write_id, 'add_place_photo', null, jsonb_build_array(place_id, sha256, photo)),
    private.keep_answer(write_id, private.add_place_photo(place_id, sha256, photo, write_id))
  )
$$;
comment on function public.add_place_photo(uuid, text, jsonb, uuid) is
  'An editor puts up a photo that was sent with this form (write_id): {alt_zh, alt_en, credit, licence, source, taken_on}. At most twelve a place. {id, version, result, photo}. Codes of private.read_place_photo; not_found, id_missing, place_photos_full, green_photo_gone, write_differs.';

create function private.change_place_photo(place_id uuid, photo_id uuid, version int, photo jsonb, write_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  p public.places;
  stood jsonb;
  stands jsonb;
  wished int;
begin
  perform private.for_editors();
  select * into p from public.places t where t.id = change_place_photo.place_id for update;
  stood := private.place_sheet(p) -> 'photos';
  select e.photo into stands from jsonb_array_elements(stood) e (photo) where e.photo ->> 'id' = photo_id::text;
  if stands is null then
    perform private.refuse('PT404', 'not_found');
  elsif write_id is null then
    perform private.refuse('PT422', 'id_missing', 'id');
  elsif not coalesce(photo ->> 'state' = any (enum_range(null::public.place_photo_state)::text[]), false) then
    perform private.refuse('PT422', 'photo_state_missing', 'state');
  elsif photo ->> 'state' = 'published' and stands ->> 'state' = 'withdrawn' and (
    select count(*) from public.place_photos f where f.place_id = p.id and f.state = 'published'
  ) >= 12 then
    perform private.refuse('PT422', 'place_photos_full', 'photos');
  end if;
  wished := case when photo ->> 'position' ~ '^[1-9][0-9]?$' then (photo ->> 'position')::int end;
  stands := stands || private.read_place_photo(photo) || jsonb_build_object('state', photo ->> 'state');
  return private.change_green(
    write_id, 'place', p.id, change_place_photo.version,
    jsonb_build_object('photos', (
      select jsonb_agg(q.photo order by q.at, q.first, q.n)
      from (
        -- The others keep their order; this one goes where it is told to, or stays.
        select o.photo, row_number() over (order by o.n)::int as at, 1 as first, o.n
        from jsonb_array_elements(stood) with ordinality as o (photo, n) where o.photo ->> 'id' <> photo_id::text
        union all
        select stands, coalesce(wished, o.n::int), 0, o.n
        from jsonb_array_elements(stood) with ordinality as o (photo, n) where o.photo ->> 'id' = photo_id::text
      ) q
    )),
    '修改照片 · photo changed', 'change', null
  );
end
$$;
comment on function private.change_place_photo(uuid, uuid, int, jsonb, uuid) is 'What change_place_photo does.';

create function public.change_place_photo(place_id uuid, photo_id uuid, version int, photo jsonb, write_id uuid default null) returns jsonb
language sql security definer set search_path = '' as $$
  select coalesce(
    private.written(write_id, 'change_place_photo', null, jsonb_build_array(place_id, photo_id, version, photo)),
    private.keep_answer(write_id, private.change_place_photo(place_id, photo_id, version, photo, write_id))
  )
$$;
comment on function public.change_place_photo(uuid, uuid, int, jsonb, uuid) is
  'An editor changes what is said of a photo, its place in the order (position) or its state: published | withdrawn. {id, version, result}. Codes of private.read_place_photo; not_found, id_missing, photo_state_missing, place_photos_full, changed_meanwhile, write_differs.';

grant execute on function
  public.add_place_photo(uuid, text, jsonb, uuid), public.change_place_photo(uuid, uuid, int, jsonb, uuid)
to authenticated;


-- the end of what is kept ----------------------------------------------------------------------------------------

create or replace function private.end_green_photos() returns void
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
begin
  -- An upload that never ended, and a photo whose form was never sent.
  delete from public.green_photos g where g.name in (
    select o.name from public.green_photos o
    where o.uses = 0 and o.begun_at <= moment - interval '10 minutes'
      and (o.stored_at is null or o.stored_at <= moment - interval '24 hours')
    order by o.begun_at limit 500
    for update skip locked
  );
  -- What an editor withdrew cannot be brought back after this.
  delete from public.place_photos f where f.id in (
    select o.id from public.place_photos o
    where o.state = 'withdrawn' and o.withdrawn_at <= moment - interval '90 days'
    order by o.withdrawn_at limit 500
    for update skip locked
  );
end
$$;
