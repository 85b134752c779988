-- What the public asks, from indexes that hold the answer: the list without a filter, the map of one group, and the same
-- problem nearby.


-- the list -------------------------------------------------------------------------------------------------------

alter table public.published_reports add column excerpt text generated always as (left(public_text, 300)) stored;
comment on column public.published_reports.excerpt is 'The beginning of the released words, as lists show it.';

-- A page of the list without a filter is read from here alone: fifty rows that lie side by side, not in fifty places.
drop index public.published_reports_latest;
create index published_reports_latest on public.published_reports (published_at desc, report_id desc) include (
  category_code, group_code, subdistrict_code, precision, month, day, landmark, stage, excerpt, public_lang, answer_kind
);

create or replace function public.public_list(
  filters jsonb default '{}', after_at timestamptz default null, after_id uuid default null, size int default 20
) returns jsonb
language plpgsql stable set search_path = '' set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
declare
  f jsonb := case when jsonb_typeof(filters) = 'object' then filters else '{}' end;
  wanted int := least(greatest(coalesce(size, 20), 1), 50);
  since timestamptz := case when f ->> 'days' ~ '^[0-9]{1,4}$' then private.clock() - make_interval(days => (f ->> 'days')::int) end;
  conditions text := '';
  branch text;
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

  if after_at is not null then
    conditions := conditions || ' and (p.published_at, p.report_id) < ($3, $4)';
  end if;
  branch := 'select p.* from public.published_reports p where true' || conditions;
  if f ->> 'stage' in ('open', 'answered', 'closed') then
    branch := branch || format(' and p.stage = %L', f ->> 'stage');
  elsif conditions ~ '_code' then
    -- Three walks, each in the order of its index and as far as the page needs it. A bitmap would read all there is,
    -- and the planner likes bitmaps while a table is small; that is why this function does without them.
    select string_agg(format('(%s and p.stage = %L order by p.published_at desc, p.report_id desc limit $5 + 1)', branch, stage), ' union all ')
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
        order by p.published_at desc, p.report_id desc
        limit $5 + 1
      ) q
    $sql$,
    branch
  ) into listed using f, since, after_at, coalesce(after_id, '00000000-0000-0000-0000-000000000000'), wanted;
  return listed;
end
$$;


-- the map --------------------------------------------------------------------------------------------------------

-- One group: its squares lie side by side, instead of one among six in each square.
create index report_cells_group on public.report_cells (z, group_code, x, y) include (stage, n);

create function private.group_cells(
  level int, named text, stages public.report_stage[], west int, east int, north int, south int
) returns table (x int, y int, n bigint)
language plpgsql stable security definer set search_path = '' set enable_bitmapscan = off set enable_seqscan = off
set plan_cache_mode = force_generic_plan as $$
begin
  return query
  select c.x, c.y, sum(c.n)
  from public.report_cells c
  where c.z = level and c.group_code = named and c.x between west and east and c.y between north and south
    and c.stage = any (stages) and c.n > 0
  group by c.x, c.y;
end
$$;
comment on function private.group_cells(int, text, public.report_stage[], int, int, int, int) is
  'How many public reports of one group lie in each square of a part of the grid.';

create or replace function public.public_map(bbox double precision[], zoom int, filters jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' set enable_bitmapscan = off as $$
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

  -- Squares, unless few enough reports are in sight to show each. They know groups and stages; a finer filter asks for points.
  if not finer then
    while level > 8 and (private.tile_x(east, level) - private.tile_x(west, level) + 1)
      * (private.tile_y(south, level) - private.tile_y(north, level) + 1) > most
    loop
      level := level - 1;
    end loop;
    if f ->> 'group' is not null then
      select sum(q.n), jsonb_agg(jsonb_build_array(
        private.tile_lat(q.y + 0.5, level), private.tile_lng(q.x + 0.5, level), case when q.n >= 3 then q.n end
      ) order by q.x, q.y)
      into total, cells
      from private.group_cells(
        level, f ->> 'group', stages, private.tile_x(west, level), private.tile_x(east, level),
        private.tile_y(north, level), private.tile_y(south, level)
      ) q;
    else
      select sum(q.n), jsonb_agg(jsonb_build_array(
        private.tile_lat(q.y + 0.5, level), private.tile_lng(q.x + 0.5, level), case when q.n >= 3 then q.n end
      ) order by q.x, q.y)
      into total, cells
      from (
        select c.x, c.y, sum(c.n) as n
        from generate_series(private.tile_x(west, level), private.tile_x(east, level)) as col (x)
        join public.report_cells c on c.z = level and c.x = col.x
          and c.y between private.tile_y(north, level) and private.tile_y(south, level)
        where c.stage = any (stages) and c.n > 0
        group by c.x, c.y
      ) q;
    end if;
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
         from public.published_reports p where ' || conditions || ' order by p.published_at desc, p.report_id desc'
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


-- the same problem -----------------------------------------------------------------------------------------------

-- Open cases are few; ended ones count for ninety days only, and the index knows when they changed. Each walk ends after
-- five, or with what lies in the neighbourhood.
drop index public.published_reports_near;
create index published_reports_near_open on public.published_reports (category_code, lat, lng)
where stage = 'open' and lat is not null;
create index published_reports_near_ended on public.published_reports (category_code, lat, lng, changed_at)
where stage <> 'open' and lat is not null;
create index published_reports_same_open
on public.published_reports (subdistrict_code, category_code, ((lat is null)::int), published_at desc, report_id desc)
where stage = 'open';
create index published_reports_same_ended
on public.published_reports (subdistrict_code, category_code, ((lat is null)::int), changed_at desc, report_id desc)
where stage <> 'open';

create or replace function public.same_problems(
  category text, lat double precision default null, lng double precision default null, subdistrict text default null
) returns jsonb
language plpgsql stable security definer set search_path = '' set enable_bitmapscan = off set enable_seqscan = off
set plan_cache_mode = force_generic_plan as $$
declare
  -- Far from the district there is nothing to compare with, and a strange number must not end in an error.
  pinned boolean := coalesce(same_problems.lat between 39 and 41 and same_problems.lng between 115 and 118, false);
  here double precision := case when pinned then same_problems.lat end;
  there double precision := case when pinned then same_problems.lng end;
  ago timestamptz := private.clock() - interval '90 days';
  area text := coalesce(same_problems.subdistrict, case when pinned then private.nearest_subdistrict(here, there) end);
begin
  return (
    select coalesce(
      jsonb_agg(to_jsonb(q) order by q.distance_m nulls last, q.kind desc, q.month desc, q.report_id), '[]'
    )
    from (
      select
        p.report_id, private.same_problem_kind(p) as kind, p.stage, p.category_code, p.subdistrict_code, p.lat, p.lng,
        p.precision, p.month, round(private.distance_m(here, there, p.lat, p.lng) / 10) * 10 as distance_m, p.people,
        left(p.public_text, 300) as words, p.public_lang as words_lang
      from (
        -- Within 300 metres where the place is exact; in the same square of the grid or one beside it where it is not.
        select n.* from (
          select o.* from public.published_reports o
          where o.stage = 'open' and o.category_code = same_problems.category
            and o.lat between here - 0.0028 and here + 0.0028 and o.lng between there - 0.0036 and there + 0.0036
          union all
          select e.* from public.published_reports e
          where e.stage <> 'open' and e.category_code = same_problems.category and e.changed_at > ago
            and e.lat between here - 0.0028 and here + 0.0028 and e.lng between there - 0.0036 and there + 0.0036
        ) n
        where case n.precision
          when 'exact' then private.distance_m(here, there, n.lat, n.lng) <= 300
          else abs(n.lat - private.public_point(here, 0.0018)) < 0.0018 * 1.5
            and abs(n.lng - private.public_point(there, 0.0023)) < 0.0023 * 1.5
        end
        -- Where only the subdistrict is known, of theirs or of ours: the newest there, open ones and those that ended.
        union all
        (
          select a.* from public.published_reports a
          where a.stage = 'open' and a.subdistrict_code = area and a.category_code = same_problems.category
            and (a.lat is null)::int = 1
          order by a.published_at desc, a.report_id desc
          limit 5
        )
        union all
        (
          select b.* from public.published_reports b
          where b.stage = 'open' and b.subdistrict_code = area and b.category_code = same_problems.category
            and (b.lat is null)::int = 0
            and not pinned
          order by b.published_at desc, b.report_id desc
          limit 5
        )
        union all
        (
          select c.* from public.published_reports c
          where c.stage <> 'open' and c.subdistrict_code = area and c.category_code = same_problems.category
            and (c.lat is null)::int = 1
            and c.changed_at > ago
          order by c.changed_at desc, c.report_id desc
          limit 5
        )
        union all
        (
          select d.* from public.published_reports d
          where d.stage <> 'open' and d.subdistrict_code = area and d.category_code = same_problems.category
            and (d.lat is null)::int = 0
            and d.changed_at > ago and not pinned
          order by d.changed_at desc, d.report_id desc
          limit 5
        )
      ) p
      where private.same_problem_kind(p) is not null
      order by distance_m nulls last, kind desc, p.month desc, p.report_id
      limit 5
    ) q
  );
end
$$;
