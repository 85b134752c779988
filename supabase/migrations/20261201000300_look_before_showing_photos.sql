-- A photo of a place is shown when an editor has looked at it and said that nobody can be recognised in it, as it is or with parts
-- covered; until then it waits beside the others. docs/decisions/0028-photos-in-the-green-part.md

alter table public.place_photos add column checked_at timestamptz;
-- Whatever is there was put up by an editor, who saw it on the page.
update public.place_photos f set checked_at = g.stored_at from public.green_photos g where g.name = f.name;
alter table public.place_photos add constraint place_photos_checked_before_shown check (state = 'withdrawn' or checked_at is not null);

comment on column public.place_photos.checked_at is
  'When an editor said that nobody can be recognised in what others would see. Null: it waits for that, as withdrawn, and has never been shown.';

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
    'photos', (select coalesce(jsonb_agg(to_jsonb(f) - array['place_id', 'name', 'width', 'height', 'withdrawn_at', 'checked_at'] order by f.position, f.id), '[]')
      from public.place_photos f where f.place_id = p.id)
  )
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
    'photos', (select coalesce(jsonb_agg(to_jsonb(f) - array['id', 'place_id', 'position', 'state', 'withdrawn_at', 'checked_at']
        || jsonb_build_object('name', private.public_name_of(f.name)) order by f.position, f.id), '[]')
      from public.place_photos f where f.place_id = p.id and f.state = 'published'),
    'reports', private.open_reports_of(p)
  )
  from public.places p where p.slug = place_page.slug and p.status = 'published'
$$;


-- the doors ------------------------------------------------------------------------------------------------------

create or replace function private.put_up_photo(place_id uuid, photo_name uuid, photo jsonb, write_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  p public.places;
  facts jsonb := private.read_place_photo(photo);
  new_id uuid := gen_random_uuid();
begin
  select * into p from public.places t where t.id = put_up_photo.place_id for update;
  if (
    select count(*) from public.place_photos f where f.place_id = p.id and (f.state = 'published' or f.checked_at is null)
  ) >= 12 then
    perform private.refuse('PT422', 'place_photos_full', 'photos');
  end if;
  -- Withdrawn and not looked at: showing it is a change of its own, which can be taken back.
  insert into public.place_photos (id, place_id, name, width, height, alt_zh, alt_en, credit, licence, source, taken_on, position, state, withdrawn_at)
  select new_id, p.id, g.name, g.width, g.height, t.alt_zh, t.alt_en, t.credit, t.licence, t.source, t.taken_on, 32767, 'withdrawn', private.clock()
  from public.green_photos g, jsonb_populate_record(null::public.place_photos, facts) t where g.name = photo_name;
  return jsonb_build_object('id', p.id, 'result', 'waiting', 'photo', new_id, 'name', photo_name);
end
$$;
comment on function private.put_up_photo(uuid, uuid, jsonb, uuid) is
  'Puts a stored photo beside those of a place, to be looked at. Codes of private.read_place_photo; place_photos_full.';
comment on function public.add_place_photo(uuid, text, jsonb, uuid) is
  'An editor sends a photo of a place with this form (write_id): {alt_zh, alt_en, credit, licence, source, taken_on}. It waits until check_place_photo shows it. At most twelve a place. {id, result: waiting, photo, name}. Codes of private.read_place_photo; not_found, id_missing, place_photos_full, green_photo_gone, write_differs.';
comment on function public.show_suggestion_photo(uuid, jsonb, uuid) is
  'An editor puts a photo that came with a suggestion beside those of its place: {alt_zh, alt_en, taken_on?}. It waits until check_place_photo shows it, and goes with its sender''s account. {id, result: waiting, photo, name}. Codes of private.read_place_photo; not_found, own_suggestion, photo_not_offered, photo_shown_already, place_photos_full, write_differs.';

create function private.check_place_photo(place_id uuid, photo_name uuid, seen uuid, write_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  p public.places;
  g public.green_photos;
  f public.place_photos;
begin
  perform private.for_editors();
  select * into p from public.places t where t.id = check_place_photo.place_id for update;
  g := private.photo_to_cover(photo_name);
  select * into f from public.place_photos t where t.place_id = p.id and t.name = g.name;
  if f.id is null then
    perform private.refuse('PT404', 'not_found');
  elsif write_id is null then
    perform private.refuse('PT422', 'id_missing', 'id');
  elsif f.checked_at is not null then
    perform private.refuse('PT409', 'photo_shown_already');
  -- What is shown is what they looked at.
  elsif (select c.name from public.green_covers c where c.original = g.name) is distinct from seen then
    perform private.refuse('PT409', 'cover_changed', 'seen');
  end if;
  update public.place_photos t set checked_at = private.clock() where t.id = f.id;
  return private.change_green(
    write_id, 'place', p.id, p.version,
    jsonb_build_object('photos', (
      select jsonb_agg(case when e.photo ->> 'id' = f.id::text then e.photo || '{"state": "published"}' else e.photo end order by e.n)
      from jsonb_array_elements(private.place_sheet(p) -> 'photos') with ordinality as e (photo, n)
    )),
    '添加照片 · photo added', 'change', null
  );
end
$$;
comment on function private.check_place_photo(uuid, uuid, uuid, uuid) is 'What check_place_photo does.';

create function public.check_place_photo(place_id uuid, photo_name uuid, seen uuid, write_id uuid default null) returns jsonb
language sql security definer set search_path = '' as $$
  select coalesce(
    private.written(write_id, 'check_place_photo', null, jsonb_build_array(place_id, photo_name, seen)),
    private.keep_answer(write_id, private.check_place_photo(place_id, photo_name, seen, write_id))
  )
$$;
comment on function public.check_place_photo(uuid, uuid, uuid, uuid) is
  'An editor says that nobody can be recognised in a photo that waits beside a place, and shows it; seen = the covered picture that they looked at, null for the photo as received. {id, version, result}. Codes: not_found, own_green_photo, id_missing, photo_shown_already, cover_changed, write_differs.';
grant execute on function public.check_place_photo(uuid, uuid, uuid, uuid) to authenticated;

create or replace function private.change_place_photo(place_id uuid, photo_id uuid, version int, photo jsonb, write_id uuid) returns jsonb
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
  elsif photo ->> 'state' = 'published' and exists (
    select from public.place_photos f where f.id = change_place_photo.photo_id and f.checked_at is null
  ) then
    perform private.refuse('PT409', 'photo_unchecked', 'state');
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
comment on function public.change_place_photo(uuid, uuid, int, jsonb, uuid) is
  'An editor changes what is said of a photo, its place in the order (position) or its state: published | withdrawn. {id, version, result}. Codes of private.read_place_photo; not_found, id_missing, photo_state_missing, photo_unchecked, place_photos_full, changed_meanwhile, write_differs.';

create or replace function public.green_photo_desk(name uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  g public.green_photos := private.photo_to_cover(green_photo_desk.name);
begin
  return jsonb_build_object(
    'name', g.name, 'width', g.width, 'height', g.height,
    'cover', (select c.name from public.green_covers c where c.original = g.name),
    'rectangles', coalesce((select c.rectangles from public.green_covers c where c.original = g.name), '[]'),
    'public', private.is_public_green_photo(private.public_name_of(g.name)),
    'places', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', p.id, 'name_zh', p.name_zh, 'name_en', p.name_en, 'waits', f.checked_at is null) order by p.id), '[]')
      from public.place_photos f join public.places p on p.id = f.place_id where f.name = g.name and private.is_place_editor()),
    'suggestion', exists (select from public.suggestion_photos f where f.name = g.name) and private.is_place_editor(),
    'sighting', exists (select from public.sighting_photos f where f.name = g.name) and private.has_role('moderator')
  );
end
$$;
comment on function public.green_photo_desk(uuid) is
  'A photo for whoever may cover parts of it: {name, width, height, cover, rectangles, public, places, suggestion, sighting}: what is covered now, and where it is; a place with `waits` shows it only after check_place_photo. Codes: not_found, own_green_photo.';
