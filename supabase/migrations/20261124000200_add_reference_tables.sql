-- What the district knows before the first report arrives: places, units, categories, limits, days, words.
-- Everybody reads these tables; nobody writes them through the API yet. The rows come from supabase/seed/reference.
-- Where a row is law, a figure or a memory, it says so: `source`, `as_of`, `position_quality`.


-- subdistricts ---------------------------------------------------------------------------------------------------

create type public.subdistrict_kind as enum ('subdistrict', 'area');
create type public.position_quality as enum ('surveyed', 'sourced', 'approximate');

create table public.subdistricts (
  code text primary key check (code ~ '^110105[0-9]{3}$'),
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  kind public.subdistrict_kind not null,
  communities int not null check (communities > 0),
  lat double precision not null check (lat between -90 and 90),
  lng double precision not null check (lng between -180 and 180),
  position_quality public.position_quality not null
);

alter table public.subdistricts enable row level security;
create policy subdistricts_select on public.subdistricts for select to anon, authenticated using (true);
grant select on public.subdistricts to anon, authenticated, service_role;

comment on table public.subdistricts is
  'The 43 subdistricts (街道) and areas (地区). There are no polygons: the centre only pre-selects a list item, the person confirms it.';
comment on column public.subdistricts.code is 'Bureau of Statistics code, 2023-06-30. Not a postal code.';
comment on column public.subdistricts.communities is 'Number of communities and villages, same source.';
comment on column public.subdistricts.position_quality is 'approximate = from memory, about 1 km either way; never print it as an address.';


-- units ----------------------------------------------------------------------------------------------------------

create type public.unit_kind as enum ('subdistrict', 'department');

create table public.units (
  code text primary key check (code ~ '^([a-z_]+|110105[0-9]{3})$'),
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  kind public.unit_kind not null,
  subdistrict_code text references public.subdistricts (code) on delete restrict,
  active boolean not null default true,
  constraint units_subdistrict_has_its_code check (
    case kind
      when 'subdistrict' then subdistrict_code is not null and code = subdistrict_code
      else subdistrict_code is null
    end
  )
);

create index units_subdistrict_code on public.units (subdistrict_code);

alter table public.units enable row level security;
create policy units_select on public.units for select to anon, authenticated using (true);
grant select on public.units to anon, authenticated, service_role;

comment on table public.units is
  'Who can be given a case: one office for each subdistrict, with the subdistrict''s code as its own, and the district''s departments.';


-- measures -------------------------------------------------------------------------------------------------------

create table public.measures (
  number smallint primary key check (number between 1 and 24),
  part smallint not null check (part between 2 and 8),
  part_zh text not null check (part_zh <> ''),
  part_en text not null check (part_en <> ''),
  title_zh text not null check (title_zh <> ''),
  title_en text not null check (title_en <> ''),
  text_zh text not null check (text_zh <> ''),
  text_en text not null check (text_en <> ''),
  draft boolean not null default true,
  source_zh text not null,
  source_en text not null
);

alter table public.measures enable row level security;
create policy measures_select on public.measures for select to anon, authenticated using (true);
grant select on public.measures to anon, authenticated, service_role;

comment on table public.measures is
  'The 24 measures of the district''s ecology plan. `draft` is true while the text is the draft for public comment; pages must say so.';
comment on column public.measures.part is 'Part of the plan, 2 (二、绿色低碳) to 8 (八、综合保障); part 1 holds the general requirements and no measure.';
comment on column public.measures.text_en is 'Unofficial translation; the Chinese text is the original.';


-- categories -----------------------------------------------------------------------------------------------------

create table public.category_groups (
  code text primary key check (code ~ '^[a-z_]+$'),
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  position smallint not null unique
);

alter table public.category_groups enable row level security;
create policy category_groups_select on public.category_groups for select to anon, authenticated using (true);
grant select on public.category_groups to anon, authenticated, service_role;

comment on table public.category_groups is 'The first choice in the report form.';

create type public.location_precision as enum ('exact', 'rounded', 'subdistrict');

create table public.categories (
  code text primary key check (code ~ '^[a-z_]+\.[a-z_]+$'),
  group_code text not null references public.category_groups (code) on delete restrict,
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  precision public.location_precision not null,
  measure smallint not null references public.measures (number) on delete restrict,
  mediation boolean not null default false,
  public_hazard boolean not null default false,
  active boolean not null default true,
  position smallint not null unique
);

create index categories_group_code on public.categories (group_code);
create index categories_measure on public.categories (measure);

alter table public.categories enable row level security;
create policy categories_select on public.categories for select to anon, authenticated using (true);
grant select on public.categories to anon, authenticated, service_role;

comment on table public.categories is 'What can be reported. A category is retired with `active = false`, never deleted: old reports keep their word.';
comment on column public.categories.precision is
  'How closely the public may see where: exact, rounded (centre of a fixed grid cell) or subdistrict (no point). May only become coarser later.';
comment on column public.categories.measure is 'The measure of the plan that this category serves.';
comment on column public.categories.mediation is
  'Neighbourhood noise: the form offers to ask the residents'' committee first (Noise Pollution Law art. 70). Never compulsory.';
comment on column public.categories.public_hazard is
  'Other people are at risk too: when the reporter withdraws, the case goes on without them.';

create type public.question_kind as enum ('choice', 'text', 'yes_no');

create table public.category_questions (
  category_code text not null references public.categories (code) on delete restrict,
  code text not null check (code ~ '^[a-z_]+$'),
  kind public.question_kind not null,
  options jsonb not null default '[]' check (jsonb_typeof(options) = 'array'),
  label_zh text not null check (label_zh <> ''),
  label_en text not null check (label_en <> ''),
  address_like boolean not null default false,
  position smallint not null,
  primary key (category_code, code),
  unique (category_code, position),
  constraint category_questions_choices_have_options check ((kind = 'choice') = (jsonb_array_length(options) >= 2))
);

alter table public.category_questions enable row level security;
create policy category_questions_select on public.category_questions for select to anon, authenticated using (true);
grant select on public.category_questions to anon, authenticated, service_role;

comment on table public.category_questions is
  'Two or three short questions a category. Every one may be skipped. Answers: an option''s code, yes or no, or text of at most 500 characters.';
comment on column public.category_questions.options is 'For kind choice: [{"code", "label_zh", "label_en"}].';
comment on column public.category_questions.address_like is
  'The answer may give the place away (a door, a site, a plate), so it is never public where the precision is rounded or subdistrict.';


-- dispatch catalogue ---------------------------------------------------------------------------------------------

create table public.dispatch_catalogue (
  id bigint generated always as identity primary key,
  category_code text not null references public.categories (code) on delete restrict,
  subdistrict_code text references public.subdistricts (code) on delete restrict,
  lead_unit_code text references public.units (code) on delete restrict,
  assist_unit_codes text[] not null default '{}' check (array_position(assist_unit_codes, null) is null),
  assist_subdistrict boolean not null default false,
  source text not null,
  unique nulls not distinct (category_code, subdistrict_code),
  constraint dispatch_catalogue_lead_does_not_assist check (
    not (lead_unit_code is null and assist_subdistrict)
    and (lead_unit_code is null or not lead_unit_code = any (assist_unit_codes))
  )
);

create index dispatch_catalogue_subdistrict_code on public.dispatch_catalogue (subdistrict_code);
create index dispatch_catalogue_lead_unit_code on public.dispatch_catalogue (lead_unit_code);

alter table public.dispatch_catalogue enable row level security;
create policy dispatch_catalogue_select on public.dispatch_catalogue for select to anon, authenticated using (true);
grant select on public.dispatch_catalogue to anon, authenticated, service_role;

comment on table public.dispatch_catalogue is
  'Which unit gets a category (派单目录). A suggestion that the moderator may change. The row of a subdistrict wins over the row for all.';
comment on column public.dispatch_catalogue.subdistrict_code is 'null = every subdistrict that has no row of its own.';
comment on column public.dispatch_catalogue.lead_unit_code is 'null = the office of the subdistrict where it happened.';
comment on column public.dispatch_catalogue.assist_subdistrict is 'The office of the subdistrict where it happened assists too.';


-- limits and days ------------------------------------------------------------------------------------------------

create table public.stage_limits (
  id bigint generated always as identity primary key,
  category_code text references public.categories (code) on delete restrict,
  status text not null check (
    status in (
      'submitted', 'needs_info', 'accepted', 'dispatched', 'in_progress', 'objected', 'resolved', 'reopened',
      'total', 'mediation'
    )
  ),
  working_days int not null check (working_days between 1 and 60),
  as_of date not null,
  source_zh text not null,
  source_en text not null,
  unique nulls not distinct (category_code, status)
);

alter table public.stage_limits enable row level security;
create policy stage_limits_select on public.stage_limits for select to anon, authenticated using (true);
grant select on public.stage_limits to anon, authenticated, service_role;

comment on table public.stage_limits is
  'How long a stage may take, in working days. `total` is receipt to answer, `mediation` is the residents'' committee''s turn. Configuration, not law.';
comment on column public.stage_limits.category_code is 'null = every category without a row of its own.';

create table public.calendar_days (
  day date primary key,
  works boolean not null,
  name_zh text not null,
  name_en text not null,
  provisional boolean not null default false,
  source text not null
);

alter table public.calendar_days enable row level security;
create policy calendar_days_select on public.calendar_days for select to anon, authenticated using (true);
grant select on public.calendar_days to anon, authenticated, service_role;

comment on table public.calendar_days is
  'Days that are not what their weekday says: public holidays and make-up working days (调休). Monday to Friday work unless a row says otherwise.';
comment on column public.calendar_days.provisional is 'The State Council has not published the arrangement for this year; only what the law already fixes is known.';

create table public.calendar_years (
  year smallint primary key check (year between 2000 and 2100),
  announced boolean not null,
  source_zh text not null,
  source_en text not null
);

alter table public.calendar_years enable row level security;
create policy calendar_years_select on public.calendar_years for select to anon, authenticated using (true);
grant select on public.calendar_years to anon, authenticated, service_role;

comment on table public.calendar_years is
  'Whether the State Council''s holiday notice for a year is in `calendar_days`. A year that is missing counts as not announced.';

create type public.day_kind as enum ('working_day', 'rest_day');

create table public.office_hours (
  day_kind public.day_kind primary key,
  opens time,
  closes time,
  text_zh text not null check (text_zh <> ''),
  text_en text not null check (text_en <> ''),
  source text not null,
  constraint office_hours_open_before_close check ((opens is null) = (closes is null) and (opens is null or opens < closes))
);

alter table public.office_hours enable row level security;
create policy office_hours_select on public.office_hours for select to anon, authenticated using (true);
grant select on public.office_hours to anon, authenticated, service_role;

comment on table public.office_hours is
  'When reports are read, Beijing time. By kind of day, not by weekday, so that a make-up Saturday is read and a holiday Tuesday is not.';


-- words for staff ------------------------------------------------------------------------------------------------

create table public.response_templates (
  id text primary key check (id ~ '^[a-z_]+\.[a-z_]+$'),
  move text not null check (move in ('ask', 'refuse', 'redirect', 'merge', 'answer', 'defer', 'object', 'return_answer')),
  category_group text references public.category_groups (code) on delete restrict,
  title_zh text not null check (title_zh <> ''),
  title_en text not null check (title_en <> ''),
  text_zh text not null check (text_zh <> ''),
  text_en text not null check (text_en <> ''),
  position smallint not null
);

create index response_templates_category_group on public.response_templates (category_group);

alter table public.response_templates enable row level security;
create policy response_templates_select on public.response_templates for select to anon, authenticated using (true);
grant select on public.response_templates to anon, authenticated, service_role;

comment on table public.response_templates is
  'Ready sentences for staff, in both languages. 【…】 and […] mark what must be filled in before sending.';
comment on column public.response_templates.category_group is 'null = fits every group.';


-- the outline of the district ------------------------------------------------------------------------------------

create table private.district_outline (
  ring smallint primary key,
  outline polygon not null
);

alter table private.district_outline enable row level security;

comment on table private.district_outline is
  'The district in two rings (the second is the airport exclave), simplified and schematic: no basis for a boundary. In metres, see private.plane().';


-- helpers: days --------------------------------------------------------------------------------------------------

create function private.is_working_day(day date) returns boolean
language sql stable set search_path = '' as $$
  select coalesce(
    (select c.works from public.calendar_days c where c.day = is_working_day.day),
    extract(isodow from is_working_day.day) < 6
  )
$$;

comment on function private.is_working_day is 'Does the district work on this Beijing day? Without a row in calendar_days the weekday decides.';

create function private.add_working_days(
  start timestamptz, days int, out due timestamptz, out provisional boolean
)
language sql stable set search_path = '' as $$
  -- Never fewer than one working day in two, and the longest holiday is nine days: the span below always holds enough.
  with first as (select (start at time zone 'Asia/Shanghai')::date as day),
  span as (
    select d::date as day
    from first, generate_series(first.day + 1, first.day + greatest(days, 0) * 2 + 20, interval '1 day') d
  ),
  working as (
    select span.day, row_number() over (order by span.day) as n
    from span
    left join public.calendar_days c on c.day = span.day
    where coalesce(c.works, extract(isodow from span.day) < 6)
  ),
  last as (
    select coalesce((select w.day from working w where w.n = add_working_days.days), first.day) as day from first
  )
  select
    (last.day + 1)::timestamp at time zone 'Asia/Shanghai',
    exists (
      select from generate_series(extract(year from first.day)::int, extract(year from last.day)::int) y
      where not exists (select from public.calendar_years c where c.year = y and c.announced)
    )
  from first, last
$$;

comment on function private.add_working_days is
  'The end (Beijing 24:00) of the nth working day, counting from the day after `start`. Provisional when it passes through a year that is not announced.';

create function private.working_days_between(after date, until date) returns int
language sql stable set search_path = '' as $$
  select count(*)::int
  from generate_series(after + 1, until, interval '1 day') d
  left join public.calendar_days c on c.day = d::date
  where coalesce(c.works, extract(isodow from d) < 6)
$$;

comment on function private.working_days_between is 'Working days later than `after`, up to and including `until`; 0 when `until` is not later.';


-- helpers: places ------------------------------------------------------------------------------------------------

create function private.distance_m(lat1 double precision, lng1 double precision, lat2 double precision, lng2 double precision)
returns double precision
language sql immutable parallel safe set search_path = '' as $$
  select 2 * 6371000 * asin(sqrt(least(
    1,
    sind((lat2 - lat1) / 2) ^ 2 + cosd(lat1) * cosd(lat2) * sind((lng2 - lng1) / 2) ^ 2
  )))
$$;

comment on function private.distance_m is 'Metres between two points on a round earth (haversine).';

create function private.plane(lat double precision, lng double precision) returns point
language sql immutable parallel safe set search_path = '' as $$
  select point(
    (lng - 116.45) * 111195 * cosd(39.95),
    (lat - 39.95) * 111195
  )
$$;

comment on function private.plane is
  'Metres east and north of 39.95 N 116.45 E on a flat map. Within the district it is right to about 0.3 %; not for use far away.';

create function private.outside_m(lat double precision, lng double precision) returns double precision
language sql stable set search_path = '' as $$
  -- The distance from a point to a polygon is 0 inside it. Without an outline nothing is outside.
  select coalesce(min(o.outline <-> private.plane(outside_m.lat, outside_m.lng)), 0)
  from private.district_outline o
$$;

comment on function private.outside_m is 'Metres outside the district outline, 0 inside. The outline is schematic: allow a margin.';

create function private.nearest_subdistrict(lat double precision, lng double precision) returns text
language sql stable set search_path = '' as $$
  select s.code
  from public.subdistricts s
  order by private.distance_m(nearest_subdistrict.lat, nearest_subdistrict.lng, s.lat, s.lng), s.code
  limit 1
$$;

comment on function private.nearest_subdistrict is 'The subdistrict with the nearest centre. A guess that a person must confirm.';


-- helpers: dispatch ----------------------------------------------------------------------------------------------

create function private.resolve_dispatch(
  category text, subdistrict text, out lead text, out assists text[], out limit_days int
)
language sql stable set search_path = '' as $$
  select
    coalesce(c.lead_unit_code, own.code),
    c.assist_unit_codes || case
      when c.assist_subdistrict and own.code is distinct from c.lead_unit_code then array_remove(array[own.code], null)
      else '{}'
    end,
    (
      select l.working_days from public.stage_limits l
      where l.status = 'total' and (l.category_code = category or l.category_code is null)
      order by l.category_code nulls last
      limit 1
    )
  from public.dispatch_catalogue c
  left join public.units own on own.subdistrict_code = resolve_dispatch.subdistrict
  where c.category_code = category and (c.subdistrict_code = resolve_dispatch.subdistrict or c.subdistrict_code is null)
  order by c.subdistrict_code nulls last
  limit 1
$$;

comment on function private.resolve_dispatch is
  'Who should lead, who assists and how many working days the whole case has, by the catalogue. All null when the catalogue is silent.';

grant execute on function
  private.is_working_day(date),
  private.add_working_days(timestamptz, int),
  private.working_days_between(date, date),
  private.distance_m(double precision, double precision, double precision, double precision),
  private.plane(double precision, double precision),
  private.nearest_subdistrict(double precision, double precision),
  private.resolve_dispatch(text, text)
to anon, authenticated, service_role;
