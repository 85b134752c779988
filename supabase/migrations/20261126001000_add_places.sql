-- Green places: parks, pocket parks and their like, with what is known of them and how well it is known.
-- What is unknown stays null. A place without a point is listed by its subdistrict and stands on no map.
-- Everybody reads what is published; the doors that write come with the editors' desk.


-- who edits ------------------------------------------------------------------------------------------------------

create function private.is_place_editor() returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return private.has_role('publisher') or private.has_role('moderator');
end
$$;
comment on function private.is_place_editor() is
  'Publishers and moderators look after places. An administrator gives roles and has no hand in what the district says.';
-- Also the visitor's role: a policy asks it, and answers no.
grant execute on function private.is_place_editor() to anon, authenticated;


-- opening hours --------------------------------------------------------------------------------------------------

create function private.hours_fit(hours jsonb) returns boolean
language sql immutable parallel safe set search_path = '' as $$
  select jsonb_typeof(hours) = 'array' and hours <> '[]' and not exists (
    select from jsonb_array_elements(case jsonb_typeof(hours) when 'array' then hours else '[]' end) as w (spell)
    where jsonb_typeof(spell) <> 'object'
      or coalesce(spell ->> 'from', '') !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
      or coalesce(spell ->> 'to', '') !~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'
      or (spell ->> 'from') collate "C" >= (spell ->> 'to') collate "C"
      or not coalesce(jsonb_typeof(spell -> 'days') = 'array' and spell -> 'days' <> '[]'
        and '[1, 2, 3, 4, 5, 6, 7]' @> (spell -> 'days'), false)
      or not coalesce(not spell ? 'months' or jsonb_typeof(spell -> 'months') = 'array' and spell -> 'months' <> '[]'
        and '[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]' @> (spell -> 'months'), false)
  )
$$;
comment on function private.hours_fit(jsonb) is
  'Hours are a list of spells {"days": [1..7], "from": "HH:MM", "to": "HH:MM", "months": [1..12]}: Monday is 1, one spell lies within one day, "24:00" is its end, without months it holds all year.';

create function private.is_open(hours jsonb, at timestamptz) returns boolean
language sql stable parallel safe set search_path = '' as $$
  select case when hours is not null and isfinite(at) then exists (
    select from jsonb_array_elements(hours) as w (spell), (select at at time zone 'Asia/Shanghai') as b (wall)
    where spell -> 'days' @> to_jsonb(extract(isodow from wall)::int)
      and (not spell ? 'months' or spell -> 'months' @> to_jsonb(extract(month from wall)::int))
      and to_char(wall, 'HH24:MI') collate "C" >= (spell ->> 'from') collate "C"
      and to_char(wall, 'HH24:MI') collate "C" < (spell ->> 'to') collate "C"
  ) end
$$;
comment on function private.is_open(jsonb, timestamptz) is 'Open at that moment by the clocks of Beijing; null where the hours are unknown.';


-- places ---------------------------------------------------------------------------------------------------------

create type public.place_kind as enum (
  'park', 'pocket_park', 'garden', 'wetland', 'greenway_node', 'square', 'drop_off_point', 'cool_place', 'shelter'
);
create type public.place_status as enum ('draft', 'published', 'archived');
create type public.place_quality as enum ('checked', 'sourced', 'unchecked', 'demo');
create type public.place_facility as enum (
  'toilet', 'shade', 'seating', 'playground', 'step_free', 'drinking_water', 'lighting', 'dogs', 'bike_parking'
);
create type public.place_presence as enum ('yes', 'no', 'unknown');

create function private.spot(lat double precision, lng double precision) returns point
language sql immutable parallel safe set search_path = '' as $$
  select point(lng * 0.76661, lat)
$$;
comment on function private.spot(double precision, double precision) is
  'A place on a flat map near Chaoyang, in degrees of latitude (cos 39.95° = 0.76661): × 111,195 gives metres.';

create table public.places (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80 and slug not in ('map', 'suggest')),
  code text not null unique check (code ~ '^[2-9A-HJKMNP-Z]{5}$'),
  kind public.place_kind not null,
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  name_pinyin text not null check (name_pinyin ~ '^[a-z0-9]+( [a-z0-9]+)*$'),
  summary_zh text check (summary_zh <> ''),
  summary_en text check (summary_en <> ''),
  lat double precision check (lat between -90 and 90),
  lng double precision check (lng between -180 and 180),
  position_quality public.position_quality,
  area_m2 int check (area_m2 > 0),
  opened text check (opened ~ '^(1[0-9]|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$'),
  fence_free boolean,
  hours jsonb check (private.hours_fit(hours)),
  hours_note_zh text check (hours_note_zh <> ''),
  hours_note_en text check (hours_note_en <> ''),
  hours_demo boolean not null default false,
  how_to_get_zh text check (how_to_get_zh <> ''),
  how_to_get_en text check (how_to_get_en <> ''),
  measure smallint not null default 10 references public.measures (number) on delete restrict,
  source text not null check (source <> ''),
  as_of date,
  checked_at date,
  data_quality public.place_quality not null,
  status public.place_status not null default 'draft',
  version int not null default 1 check (version > 0),
  changed_at timestamptz not null default now(),
  needs public.place_facility[] not null default '{}',
  needs_demo boolean not null default false,
  spot point generated always as (private.spot(lat, lng)) stored,
  constraint places_point_is_whole check ((lat is null) = (lng is null) and (lat is null) = (position_quality is null)),
  constraint places_words_in_both check (
    (summary_zh is null) = (summary_en is null) and (hours_note_zh is null) = (hours_note_en is null)
    and (how_to_get_zh is null) = (how_to_get_en is null)
  ),
  constraint places_checked_has_a_date check (data_quality <> 'checked' or checked_at is not null)
);

create index places_measure on public.places (measure);
create index places_spot on public.places using gist (spot) where status = 'published';
create index places_name on public.places (name_pinyin collate "C", id) where status = 'published';

alter table public.places enable row level security;
create policy places_select on public.places for select to anon, authenticated
using (status = 'published' or (select private.is_place_editor()));
grant select on public.places to anon, authenticated, service_role;

comment on table public.places is 'Green places of the district, and later its drop-off points, cool places and shelters.';
comment on column public.places.slug is 'In the address of its page. It never changes; neither does `id`, which the downloads carry.';
comment on column public.places.code is 'What its sign says: /p/{code}. Letters and digits that nobody mixes up. It never changes: signs hang for years.';
comment on column public.places.name_pinyin is 'The Chinese name by sound, a space between syllables, written down with the name: SQL does not know how characters sound.';
comment on column public.places.position_quality is 'How well the point is known. approximate = about 500 m either way: "about here", never metres, and no point in downloads.';
comment on column public.places.opened is 'A year, a month or a day, as the source has it.';
comment on column public.places.hours is 'private.hours_fit says how they are written. Null = unknown, which is not "always".';
comment on column public.places.hours_demo is 'The hours were made up for the demonstration; every page says so.';
comment on column public.places.as_of is 'When the source says it. checked_at is when somebody looked on the spot.';
comment on column public.places.data_quality is 'checked on the spot · sourced · unchecked (the name is known, the rest is not) · demo (made up).';
comment on column public.places.needs is 'The facilities that are there, copied from place_facilities by a trigger so that a search reads one row a place.';
comment on column public.places.needs_demo is 'One of them at least was made up for the demonstration.';


-- where ----------------------------------------------------------------------------------------------------------

create table public.place_subdistricts (
  place_id uuid not null references public.places (id) on delete cascade,
  subdistrict_code text not null references public.subdistricts (code) on delete restrict,
  primary key (place_id, subdistrict_code)
);

create index place_subdistricts_subdistrict_code on public.place_subdistricts (subdistrict_code, place_id);

alter table public.place_subdistricts enable row level security;
-- The inner question is asked with the reader's own rights, so that a part is seen where its place is.
create policy place_subdistricts_select on public.place_subdistricts for select to anon, authenticated
using (exists (select from public.places p where p.id = place_id));
grant select on public.place_subdistricts to anon, authenticated, service_role;

comment on table public.place_subdistricts is 'In which subdistricts a place lies, as its source says; large parks lie in two.';

create table public.landmarks (
  code text primary key check (code ~ '^[a-z0-9_]+$'),
  kind text not null check (kind in ('metro', 'landmark')),
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  name_pinyin text not null check (name_pinyin ~ '^[a-z0-9]+( [a-z0-9]+)*$'),
  lat double precision not null check (lat between -90 and 90),
  lng double precision not null check (lng between -180 and 180),
  position_quality public.position_quality not null,
  source text not null check (source <> '')
);

alter table public.landmarks enable row level security;
create policy landmarks_select on public.landmarks for select to anon, authenticated using (true);
grant select on public.landmarks to anon, authenticated, service_role;

comment on table public.landmarks is 'Metro stations and other known places to start from, for whoever does not give a position.';


-- what is there --------------------------------------------------------------------------------------------------

create table public.place_facilities (
  place_id uuid not null references public.places (id) on delete cascade,
  facility public.place_facility not null,
  present public.place_presence not null,
  checked_at date,
  source text check (source <> ''),
  demo boolean not null default false,
  primary key (place_id, facility),
  constraint place_facilities_says_how_it_knows check (present = 'unknown' or demo or source is not null)
);

alter table public.place_facilities enable row level security;
create policy place_facilities_select on public.place_facilities for select to anon, authenticated
using (exists (select from public.places p where p.id = place_id));
grant select on public.place_facilities to anon, authenticated, service_role;

comment on table public.place_facilities is 'What a place has and has not, with how it is known. No row is the same as `unknown`.';
comment on column public.place_facilities.demo is 'Made up for the demonstration; every page says so.';

create function private.copy_needs() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.places p
  set needs = s.needs, needs_demo = s.demo
  from (
    select t.id,
      coalesce(array_agg(f.facility order by f.facility) filter (where f.present = 'yes'), '{}') as needs,
      coalesce(bool_or(f.demo) filter (where f.present = 'yes'), false) as demo
    from public.places t left join public.place_facilities f on f.place_id = t.id
    where t.id = coalesce(new.place_id, old.place_id)
    group by t.id
  ) s
  where p.id = s.id and (p.needs, p.needs_demo) is distinct from (s.needs, s.demo);
  return null;
end
$$;
comment on function private.copy_needs() is 'Keeps places.needs what place_facilities says.';
create trigger copy_needs after insert or update or delete on public.place_facilities
for each row execute function private.copy_needs();

create table public.flowers (
  code text primary key check (code ~ '^[a-z_]+$'),
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> '')
);

alter table public.flowers enable row level security;
create policy flowers_select on public.flowers for select to anon, authenticated using (true);
grant select on public.flowers to anon, authenticated, service_role;

comment on table public.flowers is 'The flowers that places are known for; each has a small drawing in the app.';

create table public.place_flowers (
  place_id uuid not null references public.places (id) on delete cascade,
  flower_code text not null references public.flowers (code) on delete restrict,
  months smallint[] check (cardinality(months) > 0 and months <@ array[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]::smallint[]),
  note_zh text check (note_zh <> ''),
  note_en text check (note_en <> ''),
  position smallint not null default 1,
  source text not null check (source <> ''),
  primary key (place_id, flower_code),
  constraint place_flowers_note_in_both check ((note_zh is null) = (note_en is null))
);

create index place_flowers_flower_code on public.place_flowers (flower_code, place_id);

alter table public.place_flowers enable row level security;
create policy place_flowers_select on public.place_flowers for select to anon, authenticated
using (exists (select from public.places p where p.id = place_id));
grant select on public.place_flowers to anon, authenticated, service_role;

comment on table public.place_flowers is 'The signature flowers of a place (一园一花一品).';
comment on column public.place_flowers.months is 'The months that the source gives; null where it gives none.';

create table public.place_photos (
  id uuid primary key default gen_random_uuid(),
  place_id uuid not null references public.places (id) on delete cascade,
  file text not null check (file ~ '^[a-z0-9][a-z0-9/_.-]*$' and file !~ '\.\.'),
  width int not null check (width > 0),
  height int not null check (height > 0),
  alt_zh text not null check (alt_zh <> ''),
  alt_en text not null check (alt_en <> ''),
  credit text not null check (credit <> ''),
  licence text not null check (licence <> ''),
  source text not null check (source <> ''),
  taken_at date,
  position smallint not null default 1
);

create index place_photos_place_id on public.place_photos (place_id, position);

alter table public.place_photos enable row level security;
create policy place_photos_select on public.place_photos for select to anon, authenticated
using (exists (select from public.places p where p.id = place_id));
grant select on public.place_photos to anon, authenticated, service_role;

comment on table public.place_photos is 'Pictures of places: none without a credit and a licence.';
