-- The squares of the map, so that a view of the whole district reads one stretch of one index at any size: all groups
-- together are counted beside each group, and the three stages stand side by side instead of below each other.
-- docs/decisions/0004-publishing.md


-- the counts -----------------------------------------------------------------------------------------------------

drop trigger count_cells_insert on public.published_reports;
drop trigger count_cells_update on public.published_reports;
drop trigger count_cells_delete on public.published_reports;
drop table public.report_cells;

create table public.report_cells (
  z smallint not null check (z between 8 and 16),
  group_code text not null,
  x int not null,
  y int not null,
  open int not null,
  answered int not null,
  closed int not null,
  primary key (z, group_code, x, y) include (open, answered, closed)
);

alter table public.report_cells enable row level security;

comment on table public.report_cells is
  'Public reports by square of the map and group, one count a stage. Granted to nobody: public_map tells a count only from three on. Kept by a trigger, rebuilt by private.rebuild_cells().';
comment on column public.report_cells.group_code is 'A group of categories, or '''' for all of them together.';

create or replace function private.count_cells() returns trigger
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
      insert into public.report_cells as c (z, group_code, x, y, open, answered, closed)
      select q.*
      from (
        select z, g, private.tile_x(p.lng, z) as x, private.tile_y(p.lat, z) as y,
          coalesce(sum(p.d) filter (where p.stage = 'open'), 0) as open,
          coalesce(sum(p.d) filter (where p.stage = 'answered'), 0) as answered,
          coalesce(sum(p.d) filter (where p.stage = 'closed'), 0) as closed
        from (%s) p cross join generate_series(8, 16) z cross join unnest(array['', p.group_code]) g
        where p.lat is not null
        group by 1, 2, 3, 4
      ) q
      where (q.open, q.answered, q.closed) <> (0, 0, 0)
      order by 1, 2, 3, 4
      on conflict on constraint report_cells_pkey do update set
        open = c.open + excluded.open, answered = c.answered + excluded.answered, closed = c.closed + excluded.closed
    $sql$,
    changed
  );
  return null;
end
$$;

create trigger count_cells_insert after insert on public.published_reports
referencing new table as added for each statement execute function private.count_cells();
create trigger count_cells_update after update on public.published_reports
referencing new table as added old table as removed for each statement execute function private.count_cells();
create trigger count_cells_delete after delete on public.published_reports
referencing old table as removed for each statement execute function private.count_cells();

create or replace function private.rebuild_cells() returns void
language plpgsql security definer set search_path = '' as $$
begin
  lock table public.published_reports in share row exclusive mode;
  delete from public.report_cells;
  insert into public.report_cells (z, group_code, x, y, open, answered, closed)
  select z, g, private.tile_x(p.lng, z), private.tile_y(p.lat, z), count(*) filter (where p.stage = 'open'),
    count(*) filter (where p.stage = 'answered'), count(*) filter (where p.stage = 'closed')
  from public.published_reports p cross join generate_series(8, 16) z cross join unnest(array['', p.group_code]) g
  where p.lat is not null
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4;
end
$$;

select private.rebuild_cells();

create or replace function private.group_cells(
  level int, named text, stages public.report_stage[], west int, east int, north int, south int
) returns table (x int, y int, n bigint)
language plpgsql stable security definer set search_path = '' set enable_bitmapscan = off set enable_seqscan = off
set plan_cache_mode = force_generic_plan as $$
begin
  return query
  select c.x, c.y, q.n
  from public.report_cells c
  cross join lateral (
    select case when 'open' = any (stages) then c.open else 0 end::bigint
      + case when 'answered' = any (stages) then c.answered else 0 end
      + case when 'closed' = any (stages) then c.closed else 0 end as n
  ) q
  where c.z = level and c.group_code = named and c.x between west and east and c.y between north and south and q.n > 0;
end
$$;
comment on function private.group_cells(int, text, public.report_stage[], int, int, int, int) is
  'How many public reports of one group, or of all with '''', lie in each square of a part of the grid.';


-- the map --------------------------------------------------------------------------------------------------------

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
