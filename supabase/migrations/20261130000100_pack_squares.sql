-- The squares of the map lie side by side and stay there, so that a view costs the same at any size and after years.
-- docs/decisions/0004-publishing.md

-- A count changes with each publication, and its page of the table is not "all visible" for long: an index that holds the counts
-- spares no look at the table, but gets a new entry at each change. Without them a change stays in its page, for which there is room.
alter table public.report_cells
  drop constraint report_cells_pkey,
  add primary key (z, group_code, x, y);
alter table public.report_cells set (fillfactor = 50);

create or replace function private.rebuild_cells() returns void
language plpgsql security definer set search_path = '' as $$
begin
  lock table public.published_reports in share row exclusive mode;
  -- Emptied, not deleted row by row: the dead would lie between the new ones, and each view would walk past them.
  truncate public.report_cells;
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
