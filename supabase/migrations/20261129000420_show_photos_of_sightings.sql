-- Photos in the nature log: at most two an entry, sent with it, and shown only once a moderator has released each of them. A photo
-- holds no position; of what is protected or sensitive it is shown only when a moderator ticks that nothing in it tells where it was.

create type public.sighting_photo_state as enum ('waiting', 'shown', 'refused');

create table public.sighting_photos (
  name uuid primary key references public.green_photos (name) on delete cascade,
  sighting_id uuid not null references public.sightings (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  position smallint not null check (position between 1 and 2),
  credit text check (char_length(credit) between 1 and 60),
  state public.sighting_photo_state not null default 'waiting',
  nothing_identifies boolean not null default false,
  decided_at timestamptz,
  decided_by uuid references auth.users (id) on delete set null,
  unique (sighting_id, position),
  constraint sighting_photos_decided_or_not check ((state = 'waiting') = (decided_at is null))
);

create index sighting_photos_user_id on public.sighting_photos (user_id);
create index sighting_photos_decided_by on public.sighting_photos (decided_by) where decided_by is not null;
create index sighting_photos_refused on public.sighting_photos (decided_at) where state = 'refused';

alter table public.sighting_photos enable row level security;
-- Everybody reads what nature_log shows; people read their own through my_sightings. Moderators look at each before it is shown.
create policy sighting_photos_select on public.sighting_photos for select to authenticated using ((select private.has_role('moderator')));
grant select (name, sighting_id, position, credit, state, nothing_identifies, decided_at) on public.sighting_photos to authenticated;

comment on table public.sighting_photos is 'Photos of what somebody saw live. Each is shown, under CC BY 4.0, once a moderator has released it.';
comment on column public.sighting_photos.user_id is 'Granted to nobody. The row goes with the account.';
comment on column public.sighting_photos.credit is 'The name that the finder wants beside it; null = a resident.';
comment on column public.sighting_photos.nothing_identifies is 'A moderator ticked that nothing in it tells where it was taken.';

create trigger count_green_photo after insert or delete on public.sighting_photos
for each row execute function private.count_green_photo();


-- who sees the picture -------------------------------------------------------------------------------------------

create or replace function private.is_public_green_photo(name uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.place_photos f join public.places p on p.id = f.place_id
    where f.name = is_public_green_photo.name and f.state = 'published' and p.status = 'published'
  ) or exists (
    select from public.sighting_photos f join public.sightings s on s.id = f.sighting_id
    left join public.taxa t on t.code = s.taxon_code
    where f.name = is_public_green_photo.name and f.state = 'shown' and s.status = 'shown'
      and (f.nothing_identifies or t.protection is null and not s.sensitive)
  )
$$;
comment on function private.is_public_green_photo(uuid) is
  'Everybody may look at this photo: a published place shows it, or a moderator released it with a sighting that is shown.';

create or replace function private.sees_green_photo(name uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select private.is_public_green_photo(sees_green_photo.name) or exists (
    select from public.green_photos g
    where g.name = sees_green_photo.name and g.stored_at is not null and g.user_id = (select auth.uid())
  ) or private.has_role('moderator') and exists (select from public.sighting_photos f where f.name = sees_green_photo.name)
    or private.is_place_editor() and exists (select from public.place_photos f where f.name = sees_green_photo.name)
$$;
comment on function private.sees_green_photo(uuid) is
  'The caller may look at this photo: it is public, it is theirs, or it is of a sighting or a place and they look after those.';


-- the entry and its photos ---------------------------------------------------------------------------------------

create or replace function private.sighting_card(s public.sightings, whole boolean) returns jsonb
language sql stable set search_path = '' as $$
  -- The one place where it is decided how much of a place is told.
  select jsonb_build_object(
    'id', s.id, 'taxon', t.code, 'group', t.group_name, 'name_zh', coalesce(t.name_zh, s.taxon_words), 'name_en', coalesce(t.name_en, s.taxon_words),
    'latin', t.name_latin, 'protection', t.protection, 'coarse', c.coarse, 'subdistrict', s.subdistrict_code, 'words', s.words, 'lang', s.lang,
    'day', case when whole or not c.coarse then s.seen_on end, 'month', to_char(s.seen_on, 'YYYY-MM'),
    'place', case when whole or not c.coarse then (
      select jsonb_build_object('slug', p.slug, 'name_zh', p.name_zh, 'name_en', p.name_en)
      from public.places p where p.id = s.place_id and p.status = 'published'
    ) end,
    'photos', (
      select coalesce(jsonb_agg(
        jsonb_build_object('name', f.name, 'width', g.width, 'height', g.height, 'credit', f.credit)
          || case when whole then jsonb_build_object('state', f.state) else '{}' end
        order by f.position), '[]')
      from public.sighting_photos f join public.green_photos g on g.name = f.name
      where f.sighting_id = s.id and (whole or f.state = 'shown' and (f.nothing_identifies or not c.coarse))
    ),
    'demo', s.demo
  )
  from (values (1)) one (n)
  left join public.taxa t on t.code = s.taxon_code
  cross join lateral (select t.protection is not null or s.sensitive as coarse) c
$$;

create function private.read_digests(from_json jsonb, key text, most int) returns text[]
language plpgsql stable set search_path = '' as $$
declare
  given jsonb := coalesce(nullif(from_json -> key, 'null'), '[]');
  named text[];
begin
  if jsonb_typeof(given) <> 'array' or exists (
    select from jsonb_array_elements(case jsonb_typeof(given) when 'array' then given else '[]' end) e where e #>> '{}' !~ '^[0-9a-f]{64}$'
  ) then
    perform private.refuse('PT422', 'photos_wrong', 'photos');
  end if;
  named := array(select distinct e from jsonb_array_elements_text(given) e order by e);
  if cardinality(named) > most then
    perform private.refuse('PT422', 'green_photos_many', 'photos');
  end if;
  return named;
end
$$;
comment on function private.read_digests(jsonb, text, int) is 'SHA-256 digests of photos, each once, in order. Codes: photos_wrong, green_photos_many.';

create or replace function public.log_sighting(asked jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  d jsonb := coalesce(asked, '{}');
  today date := (private.clock() at time zone 'Asia/Shanghai')::date;
  s public.sightings;
  there public.sightings;
  place text;
  wait int;
  named text[];
  credit text;
begin
  if me is null then
    perform private.refuse('PT401', 'sign_in_needed');
  elsif private.is_suspended() then
    perform private.refuse('PT403', 'suspended');
  elsif jsonb_typeof(d) <> 'object' or pg_column_size(d) > 10000 then
    perform private.refuse('PT422', 'sighting_wrong');
  end if;
  s.id := private.read_uuid(d, 'id');
  s.taxon_code := private.read_text(d, 'taxon', 10000);
  s.taxon_words := private.read_text(d, 'taxon_words', 60);
  s.seen_on := private.read_day(d, 'seen_on');
  s.subdistrict_code := private.read_text(d, 'subdistrict', 10000);
  place := private.read_text(d, 'place', 10000);
  s.words := private.read_text(d, 'words', 300, 'sighting');
  credit := private.read_text(d, 'credit', 60, 'photo_name');
  named := private.read_digests(d, 'photos', 2);
  s.lang := coalesce(private.read_word(d, 'lang', 'zh', 'en'), 'zh');
  if s.id is null then
    perform private.refuse('PT422', 'sighting_wrong');
  elsif num_nonnulls(s.taxon_code, s.taxon_words) <> 1 or s.taxon_code is not null and not exists (
    select from public.taxa t where t.code = s.taxon_code
  ) then
    perform private.refuse('PT422', 'taxon_missing', 'taxon');
  elsif not exists (select from public.subdistricts x where x.code = s.subdistrict_code) then
    perform private.refuse('PT422', 'subdistrict_unknown', 'subdistrict');
  elsif private.holds_contact(concat_ws(' ', s.taxon_words, s.words, credit)) then
    perform private.refuse('PT422', 'sighting_contact', 'words');
  elsif not private.read_flag(d, 'agree') then
    perform private.refuse('PT422', 'agree_missing', 'agree');
  end if;
  if place is not null then
    select p.id into s.place_id from public.places p where p.slug = place and p.status = 'published';
    if s.place_id is null then
      perform private.refuse('PT422', 'place_unknown', 'place');
    end if;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('sighting:' || me, 0));
  select * into there from public.sightings t where t.id = s.id;
  if there.id is not null then
    if there.user_id is distinct from me or there.status <> 'withdrawn' and (
      there.taxon_code, there.taxon_words, there.seen_on, there.subdistrict_code, there.place_id, there.words
    ) is distinct from (s.taxon_code, s.taxon_words, s.seen_on, s.subdistrict_code, s.place_id, s.words)
    or there.user_id is distinct from me or there.status <> 'withdrawn' and (
      select coalesce(array_agg(g.sha256 order by g.sha256), '{}') from public.sighting_photos f join public.green_photos g on g.name = f.name
      where f.sighting_id = s.id
    ) is distinct from named then
      perform private.refuse('PT409', 'sighting_differs', 'id');
    end if;
    return jsonb_build_object('id', there.id, 'result', 'again');
  elsif s.seen_on is null or s.seen_on not between today - 365 and today then
    perform private.refuse('PT422', 'sighting_day', 'seen_on');
  end if;
  wait := private.count_hit('sighting', me::text, 20, interval '1 day');
  if wait > 0 then
    perform private.refuse('PT429', 'too_many', wait::text);
  end if;
  insert into public.sightings (id, user_id, taxon_code, taxon_words, seen_on, subdistrict_code, place_id, words, lang, created_at)
  values (s.id, me, s.taxon_code, s.taxon_words, s.seen_on, s.subdistrict_code, s.place_id, s.words, s.lang, private.clock());
  insert into public.sighting_photos (sighting_id, name, user_id, position, credit)
  select s.id, (private.held_green_photo(s.id, n.sha256)).name, me, n.position, credit
  from unnest(named) with ordinality as n (sha256, position);
  return jsonb_build_object('id', s.id, 'result', 'created');
end
$$;
comment on function public.log_sighting(jsonb) is
  'The caller saw something live: {id, taxon | taxon_words, seen_on, subdistrict, place?, words?, photos?, credit?, lang, agree} → {id, result: created | again}. photos: digests of at most two that were sent with this id. It waits for a moderator. 20 a day. Codes in docs/error-codes.md.';

create or replace function public.withdraw_sighting(id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  -- Also for somebody who is suspended: what one wrote may always be taken back. The words go at once, the empty row in a day.
  update public.sightings t
  set status = 'withdrawn', withdrawn_at = coalesce(t.withdrawn_at, private.clock()), taxon_code = null, taxon_words = null, words = null, place_id = null
  where t.id = withdraw_sighting.id and t.user_id = (select auth.uid());
  if found then
    delete from public.sighting_photos f where f.sighting_id = withdraw_sighting.id;
  else
    perform private.refuse('PT404', 'sighting_unknown');
  end if;
end
$$;

create function public.decide_sighting_photo(name uuid, shown boolean, nothing_identifies boolean) returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  f public.sighting_photos;
  s public.sightings;
begin
  if private.has_role('moderator') then
    select * into f from public.sighting_photos t where t.name = decide_sighting_photo.name for update;
    select * into s from public.sightings t where t.id = f.sighting_id;
  end if;
  if f.name is null then
    perform private.refuse('PT404', 'sighting_unknown');
  elsif f.user_id = me then
    perform private.refuse('PT403', 'own_sighting');
  elsif decide_sighting_photo.shown is null then
    perform private.refuse('PT422', 'sighting_undecided');
  elsif decide_sighting_photo.shown and not coalesce(decide_sighting_photo.nothing_identifies, false)
    and (s.sensitive or exists (select from public.taxa t where t.code = s.taxon_code and t.protection is not null))
  then
    perform private.refuse('PT422', 'nature_nothing_identifies_missing', 'nothing_identifies');
  end if;
  update public.sighting_photos t
  set state = case when decide_sighting_photo.shown then 'shown' else 'refused' end::public.sighting_photo_state,
    nothing_identifies = decide_sighting_photo.shown and coalesce(decide_sighting_photo.nothing_identifies, false),
    decided_at = private.clock(), decided_by = me
  where t.name = f.name;
end
$$;
comment on function public.decide_sighting_photo(uuid, boolean, boolean) is
  'A moderator releases a photo of a sighting, or does not; it can be decided anew. It is seen while its sighting is. Never their own. Codes: sighting_unknown, own_sighting, sighting_undecided, nature_nothing_identifies_missing.';
grant execute on function public.decide_sighting_photo(uuid, boolean, boolean) to authenticated;


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
  -- What a moderator did not show goes when a refused entry does.
  delete from public.sighting_photos f where f.name in (
    select o.name from public.sighting_photos o
    where o.state = 'refused' and o.decided_at <= moment - interval '90 days'
    order by o.decided_at limit 500
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
