-- The queue of the cases that a unit assists in, from indexes of its own: the case itself names the units that assist, in
-- the order in which they came. Before, every case of the unit was looked up in another table, sorted and thrown away.
-- docs/decisions/0017-counted-queues.md

alter table public.reports add column assists text[] check (cardinality(assists) > 0);
comment on column public.reports.assists is
  'The units that assist now, in the order in which they came; null when there are none. Kept by a trigger on report_units.';

create function private.keep_assists() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  concerned uuid := case tg_op when 'DELETE' then old.report_id else new.report_id end;
begin
  update public.reports r set assists = present.units
  from (
    select array_agg(a.unit_code order by a.id) as units from public.report_units a
    where a.report_id = concerned and a.until is null and a.part = 'assist'
  ) present
  where r.id = concerned and r.assists is distinct from present.units;
  return null;
end
$$;
comment on function private.keep_assists() is 'A unit came to a case to assist, is done, or has it again.';

create trigger keep_assists_insert after insert on public.report_units
for each row when (new.part = 'assist') execute function private.keep_assists();
create trigger keep_assists_update after update of unit_code, part, until on public.report_units
for each row when (new.part = 'assist' or old.part = 'assist') execute function private.keep_assists();
create trigger keep_assists_delete after delete on public.report_units
for each row when (old.part = 'assist') execute function private.keep_assists();

-- The triggers of a report look at what people did; this only writes down what was so already.
alter table public.reports disable trigger user;
update public.reports r set assists = present.units
from (
  select a.report_id, array_agg(a.unit_code order by a.id) as units from public.report_units a
  where a.until is null and a.part = 'assist' group by a.report_id
) present
where r.id = present.report_id;
alter table public.reports enable trigger user;

-- By the first, the second and the third; the few cases in which more assist are walked together. The catalogue of where
-- a case goes names two at most.
create index reports_assist_first on public.reports ((assists[1]), stage_since, id)
where assists[1] is not null and photos_complete_at is not null
  and status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened');
create index reports_assist_second on public.reports ((assists[2]), stage_since, id)
where assists[2] is not null and photos_complete_at is not null
  and status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened');
create index reports_assist_third on public.reports ((assists[3]), stage_since, id)
where assists[3] is not null and photos_complete_at is not null
  and status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened');
create index reports_assist_more on public.reports (stage_since, id)
where assists[4] is not null and photos_complete_at is not null
  and status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened');
drop index public.report_units_assisting;

create function private.queue_walks(queue text, as_moderator boolean) returns text[]
language sql immutable set search_path = '' as $$
  -- One place says what is in a queue, as SQL over reports r, each walk in the order of an index of its own.
  -- u.unit_code = one of the caller's units, $2 = now.
  select array_agg(w.condition || ' and r.photos_complete_at is not null')
  from (
    values
      (true, 'screen', $sql$r.status = 'submitted'$sql$),
      (true, 'asked', $sql$r.status = 'needs_info'$sql$),
      (true, 'dispatch', $sql$r.status in ('accepted', 'objected', 'reopened')$sql$),
      (true, 'overdue', $sql$r.late_from <= $2$sql$),
      (true, 'callback', $sql$r.status = 'resolved'$sql$),
      (true, 'appeals', $sql$r.appealed_at is not null$sql$),
      -- Nobody releases photos of their own report, so it is not offered to them.
      (true, 'photos', $sql$r.photos_since is not null and r.author_id is distinct from (select auth.uid())$sql$),
      (true, 'all_open', $sql$r.status not in ('closed', 'merged', 'redirected', 'refused', 'withdrawn')$sql$),
      (false, 'take_on', $sql$r.lead_unit_code = u.unit_code and r.status = 'dispatched'$sql$),
      (false, 'in_hand', $sql$r.lead_unit_code = u.unit_code and r.status in ('in_progress', 'deferred')$sql$),
      (false, 'assisting', $sql$r.assists[1] = u.unit_code and r.assists[1] is not null
        and r.status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened')$sql$),
      (false, 'assisting', $sql$r.assists[2] = u.unit_code and r.assists[2] is not null
        and r.status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened')$sql$),
      (false, 'assisting', $sql$r.assists[3] = u.unit_code and r.assists[3] is not null
        and r.status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened')$sql$),
      (false, 'assisting', $sql$u.unit_code = any (r.assists[4:]) and r.assists[4] is not null
        and r.status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened')$sql$),
      (false, 'waiting', $sql$r.lead_unit_code = u.unit_code and r.status in ('needs_info', 'resolved')$sql$),
      (false, 'overdue', $sql$r.lead_unit_code = u.unit_code and r.late_from <= $2
        and r.status in ('dispatched', 'in_progress', 'objected', 'reopened', 'deferred')$sql$)
  ) as w (for_moderators, name, condition)
  where w.for_moderators = as_moderator and w.name = queue
$$;
comment on function private.queue_walks(text, boolean) is
  'What is in a queue, as SQL over reports r: one condition for each index that has to be walked; null for a queue that does not exist.';

create or replace function public.report_queue(
  queue text, after_at timestamptz default null, after_id uuid default null, size int default 50, filters jsonb default '{}'
) returns jsonb
language plpgsql stable security definer set search_path = '' set enable_bitmapscan = off set enable_seqscan = off as $$
declare
  units text[] := private.my_units();
  moderator boolean := private.has_role('moderator');
  f jsonb := coalesce(filters, '{}');
  walks text[];
  walk constant text := $sql$
    select
      r.id, r.code, r.status, r.category_code, r.subdistrict_code, r.landmark, left(r.description, 120) as excerpt,
      r.received_at, %2$s as since, r.due_at, private.is_overdue(r) as overdue,
      r.urgent_at is not null as urgent, r.mediation, r.lead_unit_code, r.version,
      r.photo_added_at is not null as photo_added
    from public.reports r
    where %1$s
      and ($3 is null or (%2$s, r.id) > ($3, coalesce($4, '00000000-0000-0000-0000-000000000000')))
      and ($5 is null or r.category_code = $5)
      and ($6 is null or r.subdistrict_code = $6)
      and ($7 is null or r.lead_unit_code = $7)
      and ($8 is null or (r.urgent_at is not null) = $8)
      and ($9 is null or r.mediation = $9)
      and ($11 is null or r.category_code in (select c.code from public.categories c where c.group_code = $11))
      and ($12 is null or private.is_overdue(r) = $12)
    order by %2$s, r.id
    limit $10
  $sql$;
  listed jsonb;
begin
  if moderator then
    walks := private.queue_walks(report_queue.queue, true);
  end if;
  if walks is not null then
    units := '{-}'; -- The moderators' queues know no units: they are walked once.
  elsif units <> '{}' then
    walks := private.queue_walks(report_queue.queue, false);
  end if;
  if walks is null then
    perform private.refuse('PT404', 'not_found', 'queue');
  end if;
  if jsonb_typeof(f) <> 'object' or pg_column_size(f) > 10000 then
    perform private.refuse('PT422', 'filters_wrong', 'filters');
  end if;
  -- Unit by unit, each in the order of its index and as far as the page needs it; a bitmap would read the whole queue.
  -- A case that two units of the caller assist in is there once.
  execute format(
    $sql$
      select coalesce(jsonb_agg(to_jsonb(q) order by q.since, q.id), '[]')
      from (
        select distinct on (w.since, w.id) w.*
        from unnest($1) as u (unit_code)
        cross join lateral (%s) w
        order by w.since, w.id
        limit $10
      ) q
    $sql$,
    (
      -- Several walks are merged as they come, so that a page is not fetched from each of them.
      select 'select * from (' || string_agg(format('(' || walk || ')', w, private.queue_since(report_queue.queue)), ' union all ')
        || ') s order by s.since, s.id limit $10'
      from unnest(walks) w
    )
  ) into listed using
    units, private.clock(), after_at, after_id,
    private.read_text(f, 'category_code', 100), private.read_text(f, 'subdistrict_code', 100),
    private.read_text(f, 'lead_unit_code', 100),
    case when f ? 'urgent' then private.read_flag(f, 'urgent') end,
    case when f ? 'mediation' then private.read_flag(f, 'mediation') end,
    least(greatest(coalesce(size, 50), 1), 200),
    private.read_text(f, 'group_code', 100),
    case when f ? 'overdue' then private.read_flag(f, 'overdue') end;
  return listed;
end
$$;

drop function private.queue_condition(text, boolean);

-- The numbers of a desk are a few rows of a small table, found by one short index however many units there are.
drop index private.queue_counts_of_moderators;
create index queue_counts_unit_code on private.queue_counts (unit_code);
alter function public.report_queues() set enable_seqscan = off;
alter function public.report_queues() set enable_bitmapscan = off;
