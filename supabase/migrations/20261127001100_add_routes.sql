-- Garden routes: where one walks or rides, from stop to stop, with what is known of them and how well.
-- What is unknown stays null. A route without a line is described and stands on no map.


create type public.route_kind as enum ('waterfront', 'greenway', 'garden_road', 'nature');
create type public.line_quality as enum ('surveyed', 'sourced', 'schematic');


-- lines ----------------------------------------------------------------------------------------------------------

create function private.line_fits(line jsonb) returns boolean
language sql immutable parallel safe set search_path = '' as $$
  select case when jsonb_typeof(line) <> 'array' then false else jsonb_array_length(line) between 2 and 5000 and not exists (
    select from jsonb_array_elements(line) as p (spot)
    where case
      when jsonb_typeof(spot) <> 'object' then true
      when jsonb_typeof(spot -> 'lat') is distinct from 'number' or jsonb_typeof(spot -> 'lng') is distinct from 'number' then true
      else (spot ->> 'lat')::double precision not between 39.4 and 41.1 or (spot ->> 'lng')::double precision not between 115.4 and 117.6
        or spot - 'lat' - 'lng' <> '{}'
    end
  ) end
$$;
comment on function private.line_fits(jsonb) is
  'A line is a list of points {"lat", "lng"}, WGS 84, two to five thousand, all of them in or near Beijing: a pair that was turned round does not fit.';


-- routes ---------------------------------------------------------------------------------------------------------

create table public.routes (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  kind public.route_kind not null,
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  summary_zh text check (summary_zh <> ''),
  summary_en text check (summary_en <> ''),
  length_m int check (length_m between 1 and 200000),
  start_landmark text references public.landmarks (code) on delete set null,
  end_landmark text references public.landmarks (code) on delete set null,
  stations_source text check (stations_source <> ''),
  step_free public.place_presence not null default 'unknown',
  step_free_source text check (step_free_source <> ''),
  step_free_demo boolean not null default false,
  flower_code text references public.flowers (code) on delete restrict,
  months smallint[] check (cardinality(months) > 0 and months <@ array[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]::smallint[]),
  season_zh text check (season_zh <> ''),
  season_en text check (season_en <> ''),
  season_source text check (season_source <> ''),
  measure smallint not null default 10 references public.measures (number) on delete restrict,
  position smallint not null default 100,
  source text not null check (source <> ''),
  as_of date,
  checked_at date,
  data_quality public.place_quality not null,
  status public.place_status not null default 'draft',
  version int not null default 1 check (version > 0),
  changed_at timestamptz not null default now(),
  constraint routes_words_in_both check ((summary_zh is null) = (summary_en is null) and (season_zh is null) = (season_en is null)),
  constraint routes_say_how_they_know check (
    (step_free = 'unknown' or step_free_demo or step_free_source is not null)
    and (num_nonnulls(months, season_zh) = 0 or season_source is not null)
    and (num_nonnulls(start_landmark, end_landmark) = 0 or stations_source is not null)
    and (data_quality <> 'checked' or checked_at is not null)
  )
);

create index routes_measure on public.routes (measure);
create index routes_start_landmark on public.routes (start_landmark);
create index routes_end_landmark on public.routes (end_landmark);
create index routes_flower_code on public.routes (flower_code);
create index routes_listed on public.routes (position, id) where status = 'published';

alter table public.routes enable row level security;
create policy routes_select on public.routes for select to anon, authenticated
using (status = 'published' or (select private.is_place_editor()));
grant select on public.routes to anon, authenticated, service_role;

comment on table public.routes is 'Garden routes of the district: waterfronts, greenways, garden roads (一路一花一叶) and nature walks.';
comment on column public.routes.slug is 'In the address of its page and of its downloads. It never changes; neither does `id`.';
comment on column public.routes.length_m is 'As the source states it, never measured on a schematic line. Null = unknown.';
comment on column public.routes.start_landmark is 'The metro station to begin from, and in end_landmark the one to go home from; null = unknown.';
comment on column public.routes.step_free_demo is 'Made up for the demonstration; every page says so.';
comment on column public.routes.months is 'The months that are its season, where a source gives them.';
comment on column public.routes.position is 'Where it stands in the list: the district''s own order.';
comment on column public.routes.as_of is 'When the source says it. checked_at is when somebody walked it.';


-- stops ----------------------------------------------------------------------------------------------------------

create table public.route_stops (
  route_id uuid not null references public.routes (id) on delete cascade,
  number smallint not null check (number between 1 and 99),
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  text_zh text check (text_zh <> ''),
  text_en text check (text_en <> ''),
  place_id uuid references public.places (id) on delete set null,
  landmark_code text references public.landmarks (code) on delete set null,
  lat double precision check (lat between -90 and 90),
  lng double precision check (lng between -180 and 180),
  position_quality public.position_quality,
  source text not null check (source <> ''),
  primary key (route_id, number),
  constraint route_stops_point_is_whole check ((lat is null) = (lng is null) and (lat is null) = (position_quality is null)),
  constraint route_stops_text_in_both check ((text_zh is null) = (text_en is null))
);

create index route_stops_place_id on public.route_stops (place_id, route_id);
create index route_stops_landmark_code on public.route_stops (landmark_code);

alter table public.route_stops enable row level security;
-- The inner question is asked with the reader's own rights, so that a part is seen where its route is.
create policy route_stops_select on public.route_stops for select to anon, authenticated
using (exists (select from public.routes r where r.id = route_id));
grant select on public.route_stops to anon, authenticated, service_role;

comment on table public.route_stops is 'The stops of a route in their order, each perhaps a green place and perhaps near a metro station.';
comment on column public.route_stops.lat is 'Where the route meets the stop. Null = that of the place, if it has one. approximate = about 500 m either way.';


-- the line -------------------------------------------------------------------------------------------------------

create table public.route_lines (
  route_id uuid primary key references public.routes (id) on delete cascade,
  quality public.line_quality not null,
  line jsonb not null check (private.line_fits(line)),
  source text not null check (source <> ''),
  licence text not null check (licence <> '')
);

alter table public.route_lines enable row level security;
create policy route_lines_select on public.route_lines for select to anon, authenticated
using (exists (select from public.routes r where r.id = route_id));
grant select on public.route_lines to anon, authenticated, service_role;

comment on table public.route_lines is 'How a route runs. schematic = drawn by hand, not where it is on the ground: no length is taken from it.';
comment on column public.route_lines.line is 'private.line_fits says how it is written.';


-- showing --------------------------------------------------------------------------------------------------------

create function private.route_places(route uuid) returns setof public.places
language sql stable set search_path = '' as $$
  select p.* from public.route_stops s join public.places p on p.id = s.place_id
  where s.route_id = route and p.status = 'published'
$$;
comment on function private.route_places(uuid) is 'The published places along a route.';

create function private.route_card(r public.routes) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', r.id, 'slug', r.slug, 'kind', r.kind, 'name_zh', r.name_zh, 'name_en', r.name_en,
    'length_m', r.length_m, 'line_quality', (select l.quality from public.route_lines l where l.route_id = r.id),
    'step_free', r.step_free, 'step_free_demo', r.step_free_demo,
    'needs', coalesce(n.needs, '[]'), 'needs_demo', coalesce(n.demo, false),
    'start', (select jsonb_build_object('name_zh', m.name_zh, 'name_en', m.name_en) from public.landmarks m where m.code = r.start_landmark),
    'end', (select jsonb_build_object('name_zh', m.name_zh, 'name_en', m.name_en) from public.landmarks m where m.code = r.end_landmark),
    'flower', r.flower_code, 'months', to_jsonb(r.months),
    'stops', (select count(*) from public.route_stops s where s.route_id = r.id)
  )
  from (
    select jsonb_agg(distinct f order by f) as needs, bool_or(p.needs_demo) as demo
    from private.route_places(r.id) p, unnest(p.needs) f
  ) n
$$;
comment on function private.route_card(public.routes) is
  'A route as lists show it. needs are the facilities of the places along it; needs_demo: one at least was made up for the demonstration.';

create function public.list_routes(
  kinds text[] default '{}', most_m int default null, needs text[] default '{}', step_free boolean default false,
  month int default null, after uuid default null, size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  most constant int := 500;
  rows_wanted int := least(greatest(coalesce(size, 20), 1), 100);
  wanted public.place_facility[] := private.known_facilities(needs);
  beyond record;
  rows_found jsonb;
begin
  if not coalesce(kinds, '{}') <@ enum_range(null::public.route_kind)::text[] then
    perform private.refuse('PT422', 'filter_unknown', 'kinds');
  end if;
  if not coalesce(month between 1 and 12, true) then perform private.refuse('PT422', 'filter_unknown', 'month'); end if;
  if after is not null then
    select r.position, r.id into beyond from public.routes r where r.id = after and r.status = 'published';
    if not found then perform private.refuse('PT422', 'filter_unknown', 'after'); end if;
  else
    select (-32768)::smallint as position, '00000000-0000-0000-0000-000000000000'::uuid as id into beyond;
  end if;
  -- In the district's order; however rare the wish, no more than five hundred routes are looked at.
  select jsonb_agg(private.route_card(q.route) order by q.position, q.id) into rows_found
  from (
    select n.route, n.position, n.id
    from (
      select r as route, r.position, r.id, r.kind, r.length_m, r.step_free, r.months
      from public.routes r where r.status = 'published' and (r.position, r.id) > (beyond.position, beyond.id)
      order by r.position, r.id limit most
    ) n
    where (coalesce(kinds, '{}') = '{}' or n.kind::text = any (kinds))
      and (most_m is null or n.length_m <= most_m)
      and (list_routes.step_free is not true or n.step_free = 'yes')
      and (month is null or n.months @> array[month]::smallint[])
      and (wanted = '{}' or wanted <@ array(select f from private.route_places(n.id) p, unnest(p.needs) f))
    order by n.position, n.id limit rows_wanted + 1
  ) q;
  return jsonb_build_object('rows', coalesce(rows_found, '[]') - rows_wanted,
    'more', jsonb_array_length(coalesce(rows_found, '[]')) > rows_wanted);
end
$$;
comment on function public.list_routes(text[], int, text[], boolean, int, uuid, int) is
  'Published routes in the district''s order: {rows, more}. A wish that is not known to be met leaves a route out: most_m the unknown lengths, step_free and needs what nobody checked, month the unknown seasons. `after` is the id of the last row. Code: filter_unknown.';
grant execute on function public.list_routes(text[], int, text[], boolean, int, uuid, int) to anon, authenticated;

create function public.route_page(slug text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select to_jsonb(r) - array['status', 'position', 'start_landmark', 'end_landmark'] || private.route_card(r) || jsonb_build_object(
    'flower_zh', f.name_zh, 'flower_en', f.name_en,
    'line', (select to_jsonb(l) - 'route_id' from public.route_lines l where l.route_id = r.id),
    'stops', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'number', s.number, 'name_zh', s.name_zh, 'name_en', s.name_en, 'text_zh', s.text_zh, 'text_en', s.text_en, 'source', s.source,
        'lat', coalesce(s.lat, p.lat), 'lng', coalesce(s.lng, p.lng),
        'position_quality', case when s.lat is null then p.position_quality else s.position_quality end,
        'metro', (select jsonb_build_object('name_zh', m.name_zh, 'name_en', m.name_en) from public.landmarks m where m.code = s.landmark_code),
        'place', case when p.id is not null then jsonb_build_object(
          'slug', p.slug, 'name_zh', p.name_zh, 'name_en', p.name_en, 'needs', to_jsonb(p.needs), 'needs_demo', p.needs_demo) end
      ) order by s.number), '[]')
      from public.route_stops s left join public.places p on p.id = s.place_id and p.status = 'published'
      where s.route_id = r.id
    )
  )
  from public.routes r left join public.flowers f on f.code = r.flower_code
  where r.slug = route_page.slug and r.status = 'published'
$$;
comment on function public.route_page(text) is
  'All that is public of a route, or null: the row, its stops in their order with their published places, its line with its quality.';
grant execute on function public.route_page(text) to anon, authenticated;
