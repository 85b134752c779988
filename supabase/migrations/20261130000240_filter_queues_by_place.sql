-- A queue is narrowed to the reports that named one green place: by the slug that the form sent, which never changes. Few reports
-- name one, so the indexes are small; each is in the order of its queues, so that a page costs its rows at any size.
-- docs/decisions/0017-counted-queues.md

create index reports_open_at_place on public.reports (place, stage_since, id)
where place is not null and photos_complete_at is not null
  and status not in ('closed', 'merged', 'redirected', 'refused', 'withdrawn');
create index reports_late_at_place on public.reports (place, late_from, id)
where place is not null and photos_complete_at is not null and late_from is not null;
create index reports_appealed_at_place on public.reports (place, appealed_at, id)
where place is not null and photos_complete_at is not null and appealed_at is not null;
create index reports_photos_at_place on public.reports (place, photos_since, id)
where place is not null and photos_complete_at is not null and photos_since is not null;

create or replace function public.report_queue(
  queue text, after_at timestamptz default null, after_id uuid default null, size int default 50, filters jsonb default '{}'
) returns jsonb
language plpgsql stable security definer set search_path = '' set enable_bitmapscan = off set enable_seqscan = off set jit = off as $$
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
      and ($13 is null or r.place = $13)
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
    case when f ? 'overdue' then private.read_flag(f, 'overdue') end,
    private.read_text(f, 'place', 200);
  return listed;
end
$$;
