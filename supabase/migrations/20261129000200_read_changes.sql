-- What changed among the public reports since somebody last looked: a return visit costs what is new, and next to nothing
-- when nothing is. docs/decisions/0025-delta-reading.md says why numbers are those of transactions.


-- what changed ---------------------------------------------------------------------------------------------------

create table private.report_changes (
  report_id uuid not null,
  subdistrict_code text not null references public.subdistricts (code) on delete cascade,
  xact xid8 not null,
  noted_at timestamptz not null,
  primary key (report_id, subdistrict_code)
);

create index report_changes_order on private.report_changes (xact, report_id);
create index report_changes_subdistrict on private.report_changes (subdistrict_code, xact, report_id);

alter table private.report_changes enable row level security;

comment on table private.report_changes is
  'Which reports became public, changed or ceased to be public in the last ninety days, once each in each subdistrict, and in which transaction last. Holds nothing of what they say: that is read from published_reports, and what has no row there is gone. Granted to nobody.';
comment on column private.report_changes.report_id is 'No reference: the number of a deleted report stays until copies of the list have heard that it is gone.';
comment on column private.report_changes.subdistrict_code is 'Whose list it changes. Never told of what is gone.';

create table private.change_feed (
  id boolean primary key default true check (id),
  epoch text not null default left(replace(gen_random_uuid()::text, '-', ''), 8),
  swept xid8 not null default '0'
);
insert into private.change_feed default values;

alter table private.change_feed enable row level security;

comment on table private.change_feed is 'One row about the list of changes.';
comment on column private.change_feed.epoch is 'Part of every place in the list. A new one makes every copy start again: after a restored backup, in which transactions count anew.';
comment on column private.change_feed.swept is 'The newest transaction whose changes were swept. Who stopped reading before it starts again.';


insert into private.export_exceptions (relation, reason) values
  ('private.report_changes', 'Which public reports changed, for copies of the public list; holds nothing of what they say.');


-- noting it ------------------------------------------------------------------------------------------------------

create function private.note_changes() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  changed text := case
    -- A photo that goes with its report finds no report any more, whose own end is noted below.
    when tg_table_name = 'published_photos' then
      'select p.report_id, p.subdistrict_code from public.published_reports p where p.report_id in ('
      || case tg_op
        when 'INSERT' then 'select n.report_id from added n'
        when 'DELETE' then 'select o.report_id from removed o'
        else 'select n.report_id from added n union all select o.report_id from removed o'
      end || ')'
    when tg_op = 'INSERT' then 'select n.report_id, n.subdistrict_code from added n'
    when tg_op = 'DELETE' then 'select o.report_id, o.subdistrict_code from removed o'
    else
      'select s.report_id, s.subdistrict_code
       from added n join removed o on o.report_id = n.report_id,
         lateral (values (n.report_id, n.subdistrict_code), (o.report_id, o.subdistrict_code)) as s (report_id, subdistrict_code)
       where to_jsonb(n) - ''people'' is distinct from to_jsonb(o) - ''people'''
  end;
begin
  -- In one order, so that two transactions never wait for each other crosswise.
  execute format(
    $sql$
      insert into private.report_changes as c (report_id, subdistrict_code, xact, noted_at)
      select distinct q.report_id, q.subdistrict_code, pg_current_xact_id(), private.clock()
      from (%s) q
      order by 1, 2
      on conflict (report_id, subdistrict_code) do update set xact = excluded.xact, noted_at = excluded.noted_at
    $sql$,
    changed
  );
  return null;
end
$$;
comment on function private.note_changes() is
  'After each statement: notes which public reports it added, changed or removed, in the list of their subdistrict. How many people reported one stands in no list.';

create trigger note_changes_insert after insert on public.published_reports
referencing new table as added for each statement execute function private.note_changes();
create trigger note_changes_update after update on public.published_reports
referencing new table as added old table as removed for each statement execute function private.note_changes();
create trigger note_changes_delete after delete on public.published_reports
referencing old table as removed for each statement execute function private.note_changes();
create trigger note_changes_insert after insert on public.published_photos
referencing new table as added for each statement execute function private.note_changes();
create trigger note_changes_update after update on public.published_photos
referencing new table as added old table as removed for each statement execute function private.note_changes();
create trigger note_changes_delete after delete on public.published_photos
referencing old table as removed for each statement execute function private.note_changes();


-- reading it -----------------------------------------------------------------------------------------------------

create function private.public_line(p public.published_reports) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'id', p.report_id, 'category', p.category_code, 'group', p.group_code, 'subdistrict', p.subdistrict_code,
    'precision', p.precision, 'lat', p.lat, 'lng', p.lng, 'month', to_char(p.month, 'YYYY-MM'), 'day', p.day,
    'stage', p.stage, 'landmark', p.landmark, 'text', p.excerpt, 'text_lang', p.public_lang, 'answer_kind', p.answer_kind,
    'photos', (select nullif(count(*), 0) from public.published_photos f where f.report_id = p.report_id),
    'published_at', p.published_at, 'changed_at', p.changed_at
  ))
$$;
comment on function private.public_line(public.published_reports) is
  'A public report as a line of a list, by the names of the open data; what is not known or not public is left out.';

create function private.change_place(xact xid8, report_id uuid default null) returns text
language sql stable security definer set search_path = '' as $$
  select f.epoch || '-' || xact::text || coalesce('-' || report_id::text, '') from private.change_feed f
$$;
comment on function private.change_place(xid8, uuid) is
  'A place in the list of changes as text: behind a report of a transaction, or before all of a transaction.';

create function private.changes_are_foreign() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from private.report_changes c
    where c.xact >= pg_snapshot_xmax(pg_current_snapshot()) and c.xact is distinct from pg_current_xact_id_if_assigned()
  )
$$;
comment on function private.changes_are_foreign() is
  'Whether some were written by a transaction that is yet to come, other than the one that asks: they are from a backup of another server.';

create function private.newest_lines(area text, most int) returns jsonb
language plpgsql stable security definer set search_path = '' set enable_bitmapscan = off set enable_seqscan = off
set plan_cache_mode = force_generic_plan as $$
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
          order by a.published_at desc, a.report_id desc limit most
        )
        union all
        (
          select b.* from public.published_reports b
          where b.stage = 'answered' and b.subdistrict_code = area
          order by b.published_at desc, b.report_id desc limit most
        )
        union all
        (
          select c.* from public.published_reports c
          where c.stage = 'closed' and c.subdistrict_code = area
          order by c.published_at desc, c.report_id desc limit most
        )
      ) q
      order by q.published_at desc, q.report_id desc limit most
    ) p
  );
end
$$;
comment on function private.newest_lines(text, int) is 'The newest public reports of a subdistrict, or of the district, as lines.';

create function public.public_changes(after text default null, subdistrict text default null, size int default 100) returns jsonb
language plpgsql stable security definer set search_path = '' set enable_bitmapscan = off set enable_seqscan = off
set plan_cache_mode = force_generic_plan as $$
declare
  area constant text := public_changes.subdistrict;
  wanted constant int := least(greatest(coalesce(size, 100), 1), 500);
  seen constant pg_snapshot := pg_current_snapshot();
  -- All transactions before this one have ended, and what they wrote is in sight. One that began later may end earlier;
  -- its changes wait, so that nothing ever appears before a place that somebody has read up to.
  settled constant xid8 := pg_snapshot_xmin(seen);
  feed private.change_feed;
  place text[];
  from_xact xid8;
  from_id uuid;
  ids uuid[];
  xacts xid8[];
  lines jsonb;
  gone jsonb;
begin
  if area is not null and not exists (select from public.subdistricts s where s.code = area) then
    perform private.refuse('PT422', 'subdistrict_unknown', 'subdistrict');
  elsif after is null then
    lines := coalesce(private.newest_lines(area, wanted + 1), '[]');
    return jsonb_build_object(
      'after', private.change_place(settled), 'start', true, 'reports', lines - wanted, 'gone', '[]'::jsonb,
      'more', jsonb_array_length(lines) > wanted
    );
  end if;

  place := regexp_match(after, '^([0-9a-f]{8})-([0-9]{1,18})(?:-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}))?$');
  if place is null then
    perform private.refuse('PT400', 'changes_place_wrong', 'after');
  end if;
  from_xact := place[2]::xid8;
  from_id := coalesce(place[3], '00000000-0000-0000-0000-000000000000')::uuid;
  select * into feed from private.change_feed;
  if place[1] <> feed.epoch or from_xact <= feed.swept or from_xact > pg_snapshot_xmax(seen)
    or private.changes_are_foreign()
  then
    perform private.refuse('PT410', 'changes_start_again', 'after');
  end if;

  select array_agg(c.report_id order by c.xact, c.report_id), array_agg(c.xact order by c.xact, c.report_id)
  into ids, xacts
  from (
    (
      select o.report_id, o.xact from private.report_changes o
      where area is null and (o.xact, o.report_id) > (from_xact, from_id) and o.xact < settled
      order by o.xact, o.report_id limit wanted + 1
    )
    union all
    (
      select o.report_id, o.xact from private.report_changes o
      where o.subdistrict_code = area and (o.xact, o.report_id) > (from_xact, from_id) and o.xact < settled
      order by o.xact, o.report_id limit wanted + 1
    )
  ) c;
  if ids is not null then
    select
      jsonb_agg(private.public_line(p) order by p.published_at desc, p.report_id desc) filter (where p.report_id is not null),
      jsonb_agg(c.report_id) filter (where p.report_id is null)
    into lines, gone
    from (select distinct i.report_id from unnest(ids[1:wanted]) as i (report_id)) c
    left join public.published_reports p on p.report_id = c.report_id and (area is null or p.subdistrict_code = area);
  end if;
  return jsonb_build_object(
    'after', case when cardinality(ids) > wanted then private.change_place(xacts[wanted], ids[wanted]) else private.change_place(settled) end,
    'reports', coalesce(lines, '[]'), 'gone', coalesce(gone, '[]'), 'more', coalesce(cardinality(ids) > wanted, false)
  );
end
$$;
comment on function public.public_changes(text, text, int) is
  'The public reports of the district or a subdistrict that changed behind a place in the list of changes, as they are now, the ids of those that are gone, and the place to go on from. Without a place the newest ones. At most 500. Codes: subdistrict_unknown, changes_place_wrong, changes_start_again.';
grant execute on function public.public_changes(text, text, int) to anon, authenticated;


-- the end of what is kept ----------------------------------------------------------------------------------------

create function private.restart_changes() returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.report_changes;
  update private.change_feed f set epoch = left(replace(gen_random_uuid()::text, '-', ''), 8), swept = '0';
end
$$;
comment on function private.restart_changes() is
  'Every copy of the list starts again. After a backup was restored: copies may know what the backup does not.';

create function private.sweep_changes() returns int
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  last xid8;
  gone int;
begin
  if private.changes_are_foreign() then
    perform private.restart_changes();
    return 0;
  end if;
  with old as (
    select q.* from (select c.* from private.report_changes c order by c.xact, c.report_id limit 500) q
    where q.noted_at <= moment - interval '90 days'
  ),
  removed as (
    -- One that is noted anew meanwhile has another transaction, and stays.
    delete from private.report_changes c using old o
    where c.report_id = o.report_id and c.subdistrict_code = o.subdistrict_code and c.xact = o.xact
    returning c.xact
  )
  select count(*), (array_agg(r.xact order by r.xact desc))[1] into gone, last from removed r;
  if gone > 0 then
    update private.change_feed f set swept = greatest(f.swept, last);
  end if;
  return gone;
end
$$;
comment on function private.sweep_changes() is 'Removes what changed ninety days ago, at most 500 a call; and all of it where a backup came from another server.';

alter function public.run_due() rename to run_nature;
alter function public.run_nature() set schema private;
revoke execute on function private.run_nature() from service_role;
comment on function private.run_nature() is
  'The clock''s moves, followers, letters, the end of what is kept, of keys of writes, blooms and sightings, queues and figures; or busy.';

create function public.run_due() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  done jsonb := private.run_nature();
begin
  if not done ? 'busy' then
    perform private.sweep_changes();
  end if;
  return done;
end
$$;
comment on function public.run_due() is
  'Moves what is due, tells followers, removes what may no longer be kept, writes the letters that are due and adds up queues and figures, at most 500 of a kind a call. For the job runner only.';
grant execute on function public.run_due() to service_role;
