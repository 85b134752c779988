-- The map at any size: how many public reports lie in which square, counted as they change and never on a request.
-- A square is a tile of the usual web map grid at zoom z; a map at zoom 12 shows squares of 14, a quarter of a tile wide.


-- the grid -------------------------------------------------------------------------------------------------------

create function private.tile_x(lng double precision, z int) returns int
language sql immutable strict parallel safe set search_path = '' as $$
  select least(greatest(floor((lng + 180) / 360 * (1 << z))::int, 0), (1 << z) - 1)
$$;
comment on function private.tile_x(double precision, int) is 'The column of the web map grid at zoom z.';

create function private.tile_y(lat double precision, z int) returns int
language sql immutable strict parallel safe set search_path = '' as $$
  select least(greatest(
    floor((0.5 - asinh(tand(least(greatest(lat, -85), 85))) / (2 * pi())) * (1 << z))::int, 0
  ), (1 << z) - 1)
$$;
comment on function private.tile_y(double precision, int) is 'The row of the web map grid at zoom z, from the north.';

create function private.tile_lat(y double precision, z int) returns double precision
language sql immutable strict parallel safe set search_path = '' as $$
  select round(degrees(atan(sinh(pi() * (1 - 2 * y / (1 << z)))))::numeric, 5)::double precision
$$;
comment on function private.tile_lat(double precision, int) is 'The latitude of a row of the grid; y + 0.5 is its middle.';

create function private.tile_lng(x double precision, z int) returns double precision
language sql immutable strict parallel safe set search_path = '' as $$
  select round((x / (1 << z) * 360 - 180)::numeric, 5)::double precision
$$;
comment on function private.tile_lng(double precision, int) is 'The longitude of a column of the grid; x + 0.5 is its middle.';


-- the points -----------------------------------------------------------------------------------------------------

alter table public.published_reports add column square bigint generated always as (
  private.tile_x(lng, 16)::bigint * 65536 + private.tile_y(lat, 16)
) stored;
comment on column public.published_reports.square is 'The square of the finest grid that the public point lies in: column × 65536 + row.';

create index published_reports_square on public.published_reports (square, published_at desc, report_id desc)
include (lat, lng, category_code, group_code, subdistrict_code, stage, month) where square is not null;


-- the counts -----------------------------------------------------------------------------------------------------

create table public.report_cells (
  z smallint not null check (z between 8 and 16),
  x int not null,
  y int not null,
  group_code text not null,
  stage public.report_stage not null,
  n int not null,
  primary key (z, x, y, group_code, stage) include (n)
);

alter table public.report_cells enable row level security;

comment on table public.report_cells is
  'Public reports by square of the map, group and stage. Granted to nobody: public_map tells a count only from three on. Kept by a trigger, rebuilt by private.rebuild_cells().';

create function private.count_cells() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  changed text := case tg_op
    when 'INSERT' then 'select n.*, 1 as d from added n'
    when 'DELETE' then 'select o.*, -1 as d from removed o'
    else 'select n.*, 1 as d from added n union all select o.*, -1 as d from removed o'
  end;
begin
  -- In one order, so that two transactions never wait for each other crosswise.
  execute format(
    $sql$
      insert into public.report_cells as c (z, x, y, group_code, stage, n)
      select z, private.tile_x(p.lng, z), private.tile_y(p.lat, z), p.group_code, p.stage, sum(p.d)
      from (%s) p cross join generate_series(8, 16) z
      where p.lat is not null
      group by 1, 2, 3, 4, 5
      having sum(p.d) <> 0
      order by 1, 2, 3, 4, 5
      on conflict on constraint report_cells_pkey do update set n = c.n + excluded.n
    $sql$,
    changed
  );
  return null;
end
$$;
comment on function private.count_cells() is 'After each statement: the counts follow what was added, changed and removed, however many rows that was.';

create trigger count_cells_insert after insert on public.published_reports
referencing new table as added for each statement execute function private.count_cells();
create trigger count_cells_update after update on public.published_reports
referencing new table as added old table as removed for each statement execute function private.count_cells();
create trigger count_cells_delete after delete on public.published_reports
referencing old table as removed for each statement execute function private.count_cells();

create function private.rebuild_cells() returns void
language plpgsql security definer set search_path = '' as $$
begin
  lock table public.published_reports in share row exclusive mode;
  delete from public.report_cells;
  insert into public.report_cells (z, x, y, group_code, stage, n)
  select z, private.tile_x(p.lng, z), private.tile_y(p.lat, z), p.group_code, p.stage, count(*)
  from public.published_reports p cross join generate_series(8, 16) z
  where p.lat is not null
  group by 1, 2, 3, 4, 5;
end
$$;
comment on function private.rebuild_cells() is 'Counts everything anew; after an import that switched the triggers off.';

select private.rebuild_cells();


-- the map --------------------------------------------------------------------------------------------------------

create function public.public_map(bbox double precision[], zoom int, filters jsonb default '{}') returns jsonb
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
    select sum(q.n), jsonb_agg(jsonb_build_array(
      private.tile_lat(q.y + 0.5, level), private.tile_lng(q.x + 0.5, level), case when q.n >= 3 then q.n end
    ) order by q.x, q.y)
    into total, cells
    from (
      select c.x, c.y, sum(c.n) as n
      from generate_series(private.tile_x(west, level), private.tile_x(east, level)) as col (x)
      join public.report_cells c on c.z = level and c.x = col.x
        and c.y between private.tile_y(north, level) and private.tile_y(south, level)
      where c.stage = any (stages) and c.n > 0 and (f ->> 'group' is null or c.group_code = f ->> 'group')
      group by c.x, c.y
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
comment on function public.public_map(double precision[], int, jsonb) is
  'What is public inside [west, south, east, north] at a zoom: {z, cells: [[lat, lng, n]], points, more}. Squares when more than 200 reports are in sight (n null under 3), else points, at most 200. filters as in public_list. Code: bbox_wrong.';
grant execute on function public.public_map(double precision[], int, jsonb) to anon, authenticated;
