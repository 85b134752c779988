-- Rivers and lakes, the reaches they are looked after in, and the chiefs (河长、林长、田长) who answer for them. Posts, duties and office
-- phones, never persons: there is no column for a name. What is unknown stays null, and the page then says 12345.


create type public.waterway_kind as enum ('river', 'lake', 'ditch');
create type public.chief_kind as enum ('river', 'forest', 'field');
create type public.chief_level as enum ('district', 'subdistrict', 'community');


-- waterways ------------------------------------------------------------------------------------------------------

create table public.waterways (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  kind public.waterway_kind not null,
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  summary_zh text check (summary_zh <> ''),
  summary_en text check (summary_en <> ''),
  position smallint not null default 100,
  source text not null check (source <> ''),
  as_of date,
  data_quality public.place_quality not null,
  status public.place_status not null default 'draft',
  version int not null default 1 check (version > 0),
  changed_at timestamptz not null default now(),
  constraint waterways_summary_in_both check ((summary_zh is null) = (summary_en is null))
);

create index waterways_listed on public.waterways (position, id) where status = 'published';

alter table public.waterways enable row level security;
create policy waterways_select on public.waterways for select to anon, authenticated
using (status = 'published' or (select private.is_place_editor()));
grant select on public.waterways to anon, authenticated, service_role;

comment on table public.waterways is 'Rivers, lakes and ditches of the district.';
comment on column public.waterways.slug is 'In the address of its page. It never changes; neither does `id`.';


-- reaches --------------------------------------------------------------------------------------------------------

create table public.reaches (
  id uuid primary key default gen_random_uuid(),
  waterway_id uuid not null references public.waterways (id) on delete cascade,
  number smallint not null check (number between 1 and 999),
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  quality public.line_quality,
  line jsonb check (private.line_fits(line)),
  source text not null check (source <> ''),
  licence text check (licence <> ''),
  unique (waterway_id, number),
  constraint reaches_line_says_how_good check ((line is null) = (quality is null) and (line is null) = (licence is null))
);

alter table public.reaches enable row level security;
-- The inner question is asked with the reader's own rights, so that a part is seen where its waterway is.
create policy reaches_select on public.reaches for select to anon, authenticated
using (exists (select from public.waterways w where w.id = waterway_id));
grant select on public.reaches to anon, authenticated, service_role;

comment on table public.reaches is 'The parts of a waterway that chiefs look after. schematic = drawn by hand, not where it is on the ground.';

create table public.reach_subdistricts (
  reach_id uuid not null references public.reaches (id) on delete cascade,
  subdistrict_code text not null references public.subdistricts (code) on delete restrict,
  source text not null check (source <> ''),
  primary key (reach_id, subdistrict_code)
);

create index reach_subdistricts_subdistrict_code on public.reach_subdistricts (subdistrict_code, reach_id);

alter table public.reach_subdistricts enable row level security;
create policy reach_subdistricts_select on public.reach_subdistricts for select to anon, authenticated
using (exists (select from public.reaches r where r.id = reach_id));
grant select on public.reach_subdistricts to anon, authenticated, service_role;

comment on table public.reach_subdistricts is 'Through which subdistricts a reach runs, where a source says so.';

create table public.reach_boards (
  code text primary key check (code ~ '^[A-Z0-9][A-Z0-9-]{1,19}$'),
  reach_id uuid not null references public.reaches (id) on delete cascade,
  source text check (source <> ''),
  demo boolean not null default false,
  constraint reach_boards_say_how_they_know check (demo or source is not null)
);

create index reach_boards_reach_id on public.reach_boards (reach_id);

alter table public.reach_boards enable row level security;
create policy reach_boards_select on public.reach_boards for select to anon, authenticated
using (exists (select from public.reaches r where r.id = reach_id));
grant select on public.reach_boards to anon, authenticated, service_role;

comment on table public.reach_boards is 'The codes on the boards along the banks (河长公示牌).';
comment on column public.reach_boards.demo is 'Made up for the demonstration; every page says so.';


-- chiefs ---------------------------------------------------------------------------------------------------------

create table public.chiefs (
  id uuid primary key default gen_random_uuid(),
  kind public.chief_kind not null,
  level public.chief_level not null,
  post_zh text not null check (post_zh <> ''),
  post_en text not null check (post_en <> ''),
  duty_zh text check (duty_zh <> ''),
  duty_en text check (duty_en <> ''),
  reach_id uuid references public.reaches (id) on delete cascade,
  subdistrict_code text references public.subdistricts (code) on delete restrict,
  office_phone text check (office_phone ~ '^[0-9][0-9 -]{3,18}[0-9]$'),
  phone_source text check (phone_source <> ''),
  source text check (source <> ''),
  as_of date,
  checked_at date,
  demo boolean not null default false,
  status public.place_status not null default 'draft',
  version int not null default 1 check (version > 0),
  constraint chiefs_duty_in_both check ((duty_zh is null) = (duty_en is null)),
  constraint chiefs_say_how_they_know check (demo or source is not null),
  -- A number is never made up, not even for the demonstration.
  constraint chiefs_phone_has_a_source check (office_phone is null or (phone_source is not null and not demo)),
  constraint chiefs_of_a_reach_are_of_rivers check (reach_id is null or kind = 'river')
);

create index chiefs_reach_id on public.chiefs (reach_id);
create index chiefs_subdistrict_code on public.chiefs (subdistrict_code);
create index chiefs_everywhere on public.chiefs (kind, level) where reach_id is null and subdistrict_code is null;

alter table public.chiefs enable row level security;
create policy chiefs_select on public.chiefs for select to anon, authenticated
using (status = 'published' or (select private.is_place_editor()));
grant select on public.chiefs to anon, authenticated, service_role;

comment on table public.chiefs is
  'Posts of river, forest and field chiefs: what the post is, what it does, for which reach or subdistrict, and the office''s phone. Never a person.';
comment on column public.chiefs.reach_id is 'Null with a null subdistrict = a post that there is everywhere in the district.';
comment on column public.chiefs.office_phone is 'Null = unknown; the page then shows 12345.';


-- showing --------------------------------------------------------------------------------------------------------

create function private.chief_card(c public.chiefs) returns jsonb
language sql stable set search_path = '' as $$
  select to_jsonb(c) - array['id', 'reach_id', 'status', 'version'] || jsonb_build_object(
    'reach', (
      select jsonb_build_object('slug', w.slug, 'name_zh', r.name_zh, 'name_en', r.name_en)
      from public.reaches r join public.waterways w on w.id = r.waterway_id where r.id = c.reach_id and w.status = 'published'
    )
  )
$$;
comment on function private.chief_card(public.chiefs) is 'A post as pages show it.';

create function private.chiefs_for(reaches uuid[], subdistricts text[], kinds public.chief_kind[]) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(private.chief_card(c) order by c.kind, c.level, c.reach_id is null, c.subdistrict_code is null, c.post_zh collate "C"), '[]')
  from (
    select * from public.chiefs f where f.reach_id = any (reaches)
    union
    select * from public.chiefs f where f.reach_id is null and f.subdistrict_code = any (subdistricts)
    union
    select * from public.chiefs f where f.reach_id is null and f.subdistrict_code is null
  ) c
  where c.status = 'published' and c.kind = any (kinds)
$$;
comment on function private.chiefs_for(uuid[], text[], public.chief_kind[]) is
  'Published posts for these reaches, for these subdistricts, and those that there are everywhere.';

create function public.waterway_page(slug text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select to_jsonb(w) - array['status', 'position'] || jsonb_build_object(
    'reaches', (
      select coalesce(jsonb_agg(to_jsonb(r) - 'waterway_id' || jsonb_build_object(
        'subdistricts', (select coalesce(jsonb_agg(s.subdistrict_code order by s.subdistrict_code), '[]') from public.reach_subdistricts s where s.reach_id = r.id),
        'boards', (select coalesce(jsonb_agg(jsonb_build_object('code', b.code, 'demo', b.demo) order by b.code), '[]') from public.reach_boards b where b.reach_id = r.id)
      ) order by r.number), '[]')
      from public.reaches r where r.waterway_id = w.id
    ),
    'chiefs', private.chiefs_for(
      array(select r.id from public.reaches r where r.waterway_id = w.id),
      array(select s.subdistrict_code from public.reaches r join public.reach_subdistricts s on s.reach_id = r.id where r.waterway_id = w.id),
      '{river}'
    )
  )
  from public.waterways w where w.slug = waterway_page.slug and w.status = 'published'
$$;
comment on function public.waterway_page(text) is
  'All that is public of a waterway, or null: the row, its reaches with lines, subdistricts and board codes, and the river chiefs for them.';
grant execute on function public.waterway_page(text) to anon, authenticated;

create function public.find_chiefs(
  subdistrict text default null, board text default null, lat double precision default null, lng double precision default null
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  origin point := private.origin_of(lat, lng);
  wanted text := upper(regexp_replace(normalize(coalesce(board, ''), nfkc), '\s+', '', 'g'));
  reaches uuid[] := '{}';
  inside text[] := '{}';
  kinds public.chief_kind[] := enum_range(null::public.chief_kind);
begin
  if wanted <> '' then
    select array[b.reach_id] into reaches
    from public.reach_boards b join public.reaches r on r.id = b.reach_id join public.waterways w on w.id = r.waterway_id
    where b.code = wanted and w.status = 'published';
    if not found then perform private.refuse('PT404', 'board_unknown', 'q'); end if;
    inside := array(select s.subdistrict_code from public.reach_subdistricts s where s.reach_id = any (reaches));
    kinds := '{river}';
  elsif origin is not null then
    -- There are no polygons: the nearest middle is a guess, and the answer says so.
    inside := array(select d.code from public.subdistricts d order by private.spot(d.lat, d.lng) <-> origin limit 1);
  elsif subdistrict is not null then
    inside := array(select d.code from public.subdistricts d where d.code = subdistrict);
    if inside = '{}' then perform private.refuse('PT422', 'subdistrict_unknown', 'near'); end if;
  else
    return null;
  end if;
  if wanted = '' then
    reaches := array(
      select r.id from public.reach_subdistricts s join public.reaches r on r.id = s.reach_id join public.waterways w on w.id = r.waterway_id
      where s.subdistrict_code = any (inside) and w.status = 'published' order by r.id limit 100
    );
  end if;
  return jsonb_build_object(
    'subdistricts', to_jsonb(inside),
    'guessed', wanted = '' and origin is not null,
    'waterways', (
      select coalesce(jsonb_agg(distinct jsonb_build_object('slug', w.slug, 'name_zh', w.name_zh, 'name_en', w.name_en)), '[]')
      from public.reaches r join public.waterways w on w.id = r.waterway_id where r.id = any (reaches)
    ),
    'board', (select jsonb_build_object('code', b.code, 'demo', b.demo, 'name_zh', r.name_zh, 'name_en', r.name_en)
      from public.reach_boards b join public.reaches r on r.id = b.reach_id where b.code = wanted),
    'chiefs', private.chiefs_for(reaches, inside, kinds)
  );
end
$$;
comment on function public.find_chiefs(text, text, double precision, double precision) is
  'Who answers for the water, woods and fields here: by the code on a board, by a position (whose subdistrict is a guess: the nearest middle) or by a subdistrict: {subdistricts, guessed, waterways, board, chiefs}; null when nothing was asked. Codes: board_unknown, position_wrong, subdistrict_unknown.';
grant execute on function public.find_chiefs(text, text, double precision, double precision) to anon, authenticated;
