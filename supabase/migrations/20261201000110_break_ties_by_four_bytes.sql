-- The lists of one category, group or subdistrict from narrower indexes: of the sixteen bytes of an id, four decide between two
-- reports of one moment. docs/decisions/0004-publishing.md

create function private.tie_of(id uuid) returns int
language sql immutable parallel safe set search_path = '' as $$
  select (('x' || left(id::text, 8))::bit(32) # x'80000000')::int
$$;
comment on function private.tie_of(uuid) is 'The first four bytes of an id as a number, in the order of ids.';
grant execute on function private.tie_of(uuid) to anon, authenticated;

-- Pages turn by (published_at, report_id), as before. With the number between them the order is the same, and an index needs the
-- number alone: the few that agree in it are sorted.
alter table public.published_reports add column tie int not null generated always as (
  (('x' || left(report_id::text, 8))::bit(32) # x'80000000')::int
) stored;
comment on column public.published_reports.tie is 'private.tie_of(report_id): between two reports of one moment it decides as the id does.';

-- The planner may take a common code from here, and finds the number as well.
drop index public.published_reports_latest;
create index published_reports_latest on public.published_reports (published_at desc, report_id desc) include (
  tie, category_code, group_code, subdistrict_code, precision, month, day, landmark, stage, excerpt, public_lang, answer_kind
);

drop index public.published_reports_category;
create index published_reports_category on public.published_reports (category_code, published_at desc, tie desc, stage);
drop index public.published_reports_subdistrict;
create index published_reports_subdistrict on public.published_reports (subdistrict_code, published_at desc, tie desc, stage);
drop index public.published_reports_group;
create index published_reports_group on public.published_reports (group_code, published_at desc, tie desc, stage);
drop index public.published_reports_open_category;
create index published_reports_open_category on public.published_reports (category_code, published_at desc, tie desc)
where stage = 'open';
drop index public.published_reports_open_group;
create index published_reports_open_group on public.published_reports (group_code, published_at desc, tie desc)
where stage = 'open';
drop index public.published_reports_open_subdistrict;
create index published_reports_open_subdistrict on public.published_reports (subdistrict_code, published_at desc, tie desc)
where stage = 'open';
drop index public.published_reports_answered_category;
create index published_reports_answered_category on public.published_reports (category_code, published_at desc, tie desc)
where stage = 'answered';
drop index public.published_reports_answered_group;
create index published_reports_answered_group on public.published_reports (group_code, published_at desc, tie desc)
where stage = 'answered';
drop index public.published_reports_answered_subdistrict;
create index published_reports_answered_subdistrict on public.published_reports (subdistrict_code, published_at desc, tie desc)
where stage = 'answered';
drop index public.published_reports_open_subdistrict_category;
create index published_reports_open_subdistrict_category on public.published_reports (subdistrict_code, category_code, published_at desc, tie desc)
where stage = 'open';
drop index public.published_reports_open_subdistrict_group;
create index published_reports_open_subdistrict_group on public.published_reports (subdistrict_code, group_code, published_at desc, tie desc)
where stage = 'open';
drop index public.published_reports_answered_subdistrict_category;
create index published_reports_answered_subdistrict_category on public.published_reports (subdistrict_code, category_code, published_at desc, tie desc)
where stage = 'answered';
drop index public.published_reports_answered_subdistrict_group;
create index published_reports_answered_subdistrict_group on public.published_reports (subdistrict_code, group_code, published_at desc, tie desc)
where stage = 'answered';
drop index public.published_reports_closed_subdistrict_category;
create index published_reports_closed_subdistrict_category on public.published_reports (subdistrict_code, category_code, published_at desc, tie desc)
where stage = 'closed';
drop index public.published_reports_closed_subdistrict_group;
create index published_reports_closed_subdistrict_group on public.published_reports (subdistrict_code, group_code, published_at desc, tie desc)
where stage = 'closed';

create or replace function public.public_list(
  filters jsonb default '{}', after_at timestamptz default null, after_id uuid default null, size int default 20
) returns jsonb
language plpgsql stable set search_path = '' set enable_bitmapscan = off set enable_sort = off set jit = off
set plan_cache_mode = force_generic_plan as $$
declare
  f jsonb := case when jsonb_typeof(filters) = 'object' then filters else '{}' end;
  wanted int := least(greatest(coalesce(size, 20), 1), 50);
  since timestamptz := case when f ->> 'days' ~ '^[0-9]{1,4}$' then private.clock() - make_interval(days => (f ->> 'days')::int) end;
  conditions text := '';
  -- A group, a category or a subdistrict alone has an index over all stages; two together have one for each stage.
  once constant boolean := (f ->> 'category' is null and f ->> 'group' is null) <> (f ->> 'subdistrict' is null);
  branch text;
  in_order text := 'p.published_at desc, p.report_id desc';
  listed jsonb;
begin
  if f ->> 'category' is not null then
    conditions := conditions || ' and p.category_code = $1 ->> ''category''';
  elsif f ->> 'group' is not null then
    conditions := conditions || ' and p.group_code = $1 ->> ''group''';
  end if;
  if f ->> 'subdistrict' is not null then
    conditions := conditions || ' and p.subdistrict_code = $1 ->> ''subdistrict''';
  end if;
  if since is not null then
    conditions := conditions || ' and p.published_at >= $2';
  end if;
  if conditions = '' and not coalesce(f ->> 'stage' in ('open', 'answered', 'closed'), false) then
    select jsonb_build_object(
      'rows', coalesce(jsonb_agg(to_jsonb(q) order by q.published_at desc, q.report_id desc), '[]') - wanted,
      'more', count(*) > wanted
    )
    into listed
    from (
      select
        p.report_id, p.category_code, p.group_code, p.subdistrict_code, p.precision, p.month, p.day, p.landmark, p.stage,
        p.excerpt as public_text, p.public_lang, p.answer_kind, p.published_at
      from public.published_reports p
      where (p.published_at, p.report_id) < (
        coalesce(after_at, 'infinity'), case when after_at is null then 'ffffffff-ffff-ffff-ffff-ffffffffffff'
          else coalesce(after_id, '00000000-0000-0000-0000-000000000000') end
      )
      order by p.published_at desc, p.report_id desc
      limit wanted + 1
    ) q;
    return listed;
  end if;

  -- The indexes of a code know an id by its number; those of what is newest, open or answered hold it whole. It is one order.
  if conditions ~ '_code' then
    in_order := 'p.published_at desc, p.tie desc, p.report_id desc';
  end if;
  if after_at is not null and conditions ~ '_code' then
    conditions := conditions || ' and (p.published_at, p.tie, p.report_id) < ($3, private.tie_of($4), $4)';
  elsif after_at is not null then
    conditions := conditions || ' and (p.published_at, p.report_id) < ($3, $4)';
  end if;
  branch := 'select p.* from public.published_reports p where true' || conditions;
  if f ->> 'stage' in ('open', 'answered', 'closed') then
    branch := branch || format(' and p.stage = %L', f ->> 'stage');
  elsif once then
    branch := branch || format(' order by %s limit $5 + 1', in_order);
  elsif conditions ~ '_code' then
    -- Three walks, each in the order of its index and as far as the page needs it. A bitmap would read all there is,
    -- and the planner likes bitmaps and sorts while a table is small; that is why this function does without them.
    select string_agg(format('(%s and p.stage = %L order by %s limit $5 + 1)', branch, stage, in_order), ' union all ')
    into branch
    from unnest(enum_range(null::public.report_stage)) stage;
  end if;
  execute format(
    $sql$
      select jsonb_build_object(
        'rows', coalesce(jsonb_agg(to_jsonb(q) order by q.published_at desc, q.report_id desc), '[]') - $5,
        'more', count(*) > $5
      )
      from (
        select
          p.report_id, p.category_code, p.group_code, p.subdistrict_code, p.precision, p.month, p.day, p.landmark, p.stage,
          p.excerpt as public_text, p.public_lang, p.answer_kind, p.published_at
        from (%s) p
        order by %s
        limit $5 + 1
      ) q
    $sql$,
    branch, in_order
  ) into listed using f, since, after_at, coalesce(after_id, '00000000-0000-0000-0000-000000000000'), wanted;
  return listed;
end
$$;

create or replace function private.newest_lines(area text, most int) returns jsonb
language plpgsql stable security definer set search_path = '' set enable_bitmapscan = off set enable_seqscan = off
set plan_cache_mode = force_generic_plan set jit = off as $$
begin
  if area is null then
    return (
      select jsonb_agg(private.public_line(p) order by p.published_at desc, p.report_id desc)
      from (
        select n.* from public.published_reports n order by n.published_at desc, n.report_id desc limit most
      ) p
    );
  end if;
  -- Three walks, each in the order of the index of its stage.
  return (
    select jsonb_agg(private.public_line(p) order by p.published_at desc, p.report_id desc)
    from (
      select q.* from (
        (
          select a.* from public.published_reports a
          where a.stage = 'open' and a.subdistrict_code = area
          order by a.published_at desc, a.tie desc, a.report_id desc limit most
        )
        union all
        (
          select b.* from public.published_reports b
          where b.stage = 'answered' and b.subdistrict_code = area
          order by b.published_at desc, b.tie desc, b.report_id desc limit most
        )
        union all
        (
          select c.* from public.published_reports c
          where c.stage = 'closed' and c.subdistrict_code = area
          order by c.published_at desc, c.tie desc, c.report_id desc limit most
        )
      ) q
      order by q.published_at desc, q.tie desc, q.report_id desc limit most
    ) p
  );
end
$$;

create or replace function public.public_map(bbox double precision[], zoom int, filters jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' set enable_bitmapscan = off set jit = off as $$
declare
  f jsonb := case when jsonb_typeof(filters) = 'object' then filters else '{}' end;
  most constant int := 200;
  -- The district lies well inside these; a wish for the whole world costs no more than one for all of it.
  west double precision := least(greatest(bbox[1], 116), 117);
  south double precision := least(greatest(bbox[2], 39.5), 40.5);
  east double precision := least(greatest(bbox[3], 116), 117);
  north double precision := least(greatest(bbox[4], 39.5), 40.5);
  level int := least(greatest(coalesce(zoom, 11) + 2, 8), 16);
  stages public.report_stage[] := case
    when f ->> 'stage' in ('open', 'answered', 'closed') then array[(f ->> 'stage')::public.report_stage]
    else enum_range(null::public.report_stage)
  end;
  since timestamptz := case when f ->> 'days' ~ '^[0-9]{1,4}$' then private.clock() - make_interval(days => (f ->> 'days')::int) end;
  finer boolean := f ->> 'category' is not null or f ->> 'subdistrict' is not null or since is not null;
  conditions text;
  total bigint;
  cells jsonb;
  points jsonb;
begin
  if cardinality(bbox) is distinct from 4 or west is null or south is null or east is null or north is null
    or west > east or south > north or array_position(bbox, 'NaN') is not null
  then
    perform private.refuse('PT422', 'bbox_wrong', 'bbox');
  end if;
  -- An empty word names no group: it is that of all of them together.
  if f ->> 'group' = '' then
    f := f - 'group';
  end if;

  -- Squares, unless few enough reports are in sight to show each. They know groups and stages; a finer filter asks for points.
  if not finer then
    while level > 8 and (private.tile_x(east, level) - private.tile_x(west, level) + 1)
      * (private.tile_y(south, level) - private.tile_y(north, level) + 1) > most
    loop
      level := level - 1;
    end loop;
    select sum(q.n), jsonb_agg(jsonb_build_array(
      private.tile_lat(q.y + 0.5, level), private.tile_lng(q.x + 0.5, level), case when q.n >= 3 then q.n end
    ) order by q.x, q.y)
    into total, cells
    from private.group_cells(
      level, coalesce(f ->> 'group', ''), stages, private.tile_x(west, level), private.tile_x(east, level),
      private.tile_y(north, level), private.tile_y(south, level)
    ) q;
    if total > most and coalesce(zoom, 11) < 17 then
      return jsonb_build_object('z', level, 'cells', cells, 'points', '[]'::jsonb, 'more', false);
    end if;
  end if;

  conditions := 'p.stage = any ($5)'
    || case when f ->> 'category' is not null then ' and p.category_code = $6 ->> ''category''' else '' end
    || case when f ->> 'category' is null and f ->> 'group' is not null then ' and p.group_code = $6 ->> ''group''' else '' end
    || case when f ->> 'subdistrict' is not null then ' and p.subdistrict_code = $6 ->> ''subdistrict''' else '' end
    || case when since is not null then ' and p.published_at >= $7' else '' end;
  -- Near the ground by square, from afar by time; either way at most two thousand entries are looked at.
  execute format(
    $sql$
      select jsonb_agg(jsonb_build_object(
        'id', q.report_id, 'lat', q.lat, 'lng', q.lng, 'category', q.category_code, 'subdistrict', q.subdistrict_code,
        'stage', q.stage, 'month', to_char(q.month, 'YYYY-MM')
      ) order by q.published_at desc, q.report_id desc)
      from (
        select p.* from (
          %s limit 2000
        ) p
        where p.lat between $2 and $4 and p.lng between $1 and $3
        limit $8 + 1
      ) q
    $sql$,
    case
      when finer and coalesce(zoom, 11) < 14 then
        'select p.report_id, p.lat, p.lng, p.category_code, p.subdistrict_code, p.stage, p.month, p.published_at
         from public.published_reports p where ' || conditions || ' order by p.published_at desc, p.tie desc, p.report_id desc'
      else
        'select p.report_id, p.lat, p.lng, p.category_code, p.subdistrict_code, p.stage, p.month, p.published_at
         from generate_series(private.tile_x($1, 16), private.tile_x($3, 16)) as col (x)
         join public.published_reports p on p.square between col.x::bigint * 65536 + private.tile_y($4, 16)
           and col.x::bigint * 65536 + private.tile_y($2, 16)
         where ' || conditions
    end
  ) into points using west, south, east, north, stages, f, since, most;
  return jsonb_build_object(
    'z', level, 'cells', '[]'::jsonb, 'points', coalesce(points, '[]') - most,
    'more', jsonb_array_length(coalesce(points, '[]')) > most
  );
end
$$;
