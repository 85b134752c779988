-- A queue of public cases whose photos nobody has decided about, and in every queue a mark for a photo that was added
-- after staff last did something.

create or replace function private.queue_condition(queue text, as_moderator boolean) returns text
language sql immutable set search_path = '' as $$
  -- One place says what is in a queue; counting and listing both use it. $1 = units of the caller, $2 = now.
  select case when as_moderator then case queue
    when 'screen' then $sql$r.status = 'submitted'$sql$
    when 'asked' then $sql$r.status = 'needs_info'$sql$
    when 'dispatch' then $sql$r.status in ('accepted', 'objected', 'reopened')$sql$
    when 'overdue' then $sql$(
      r.status in ('submitted', 'accepted', 'dispatched', 'in_progress', 'objected', 'reopened') and r.due_at <= $2
      or r.status = 'deferred' and r.stage_due_at <= $2
      or r.status = 'dispatched' and r.escalated_at is not null
    )$sql$
    when 'callback' then $sql$r.status = 'resolved'$sql$
    when 'appeals' then $sql$r.id in (
      select a.report_id from public.appeals a where a.decision is null and a.overtaken_at is null
    )$sql$
    -- Nobody releases photos of their own report, so it is not offered to them.
    when 'photos' then $sql$r.id in (select q.report_id from private.photo_queue q)
      and r.author_id is distinct from (select auth.uid())$sql$
    when 'all_open' then $sql$r.status not in ('closed', 'merged', 'redirected', 'refused', 'withdrawn')$sql$
  end else case queue
    when 'take_on' then $sql$r.lead_unit_code = any ($1) and r.status = 'dispatched'$sql$
    when 'in_hand' then $sql$r.lead_unit_code = any ($1) and r.status in ('in_progress', 'deferred')$sql$
    when 'assisting' then $sql$r.status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened')
      and r.id in (
        select u.report_id from public.report_units u
        where u.until is null and u.part = 'assist' and u.unit_code = any ($1)
      )$sql$
    when 'waiting' then $sql$r.lead_unit_code = any ($1) and r.status in ('needs_info', 'resolved')$sql$
    when 'overdue' then $sql$r.lead_unit_code = any ($1) and (
      r.status in ('dispatched', 'in_progress', 'objected', 'reopened') and r.due_at <= $2
      or r.status = 'deferred' and r.stage_due_at <= $2
      or r.status = 'dispatched' and r.escalated_at is not null
    )$sql$
  end end || ' and r.photos_complete_at is not null'
$$;

create or replace function private.queue_since(queue text) returns text
language sql immutable set search_path = '' as $$
  select case queue
    when 'appeals' then $sql$(
      select a.created_at from public.appeals a where a.report_id = r.id and a.decision is null and a.overtaken_at is null
    )$sql$
    when 'photos' then $sql$(select q.since from private.photo_queue q where q.report_id = r.id)$sql$
    else 'r.stage_since'
  end
$$;
comment on function private.queue_since(text) is
  'Since when a case has waited in a queue, as SQL over reports r: since its last change of status, since the appeal, or since there is a photo to look at.';

create function private.has_added_photo(report_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.report_events e
    where e.report_id = has_added_photo.report_id and e.move = 'add_photo' and e.id > coalesce(
      (
        select max(s.id) from public.report_events s
        where s.report_id = has_added_photo.report_id and s.party in ('moderator', 'handler')
      ),
      0
    )
  )
$$;
comment on function private.has_added_photo(uuid) is 'The reporter added a photo, and no colleague has done anything on the case since.';

create or replace function public.report_queues() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  units text[] := private.my_units();
  moderator boolean := private.has_role('moderator');
  moderators_queues constant text[] := array['screen', 'asked', 'dispatch', 'overdue', 'callback', 'appeals', 'photos', 'all_open'];
  queue text;
  n int;
  oldest timestamptz;
  listed jsonb := '[]';
begin
  foreach queue in array
    case when moderator then moderators_queues else '{}' end
    || case when units <> '{}' then array['take_on', 'in_hand', 'assisting', 'waiting'] else '{}' end
    || case when units <> '{}' and not moderator then array['overdue'] else '{}' end
  loop
    -- Counting stops at a thousand: nobody needs to know how many more.
    execute format(
      'select count(*), min(q.since) from (select %2$s as since from public.reports r where %1$s order by since limit 1000) q',
      private.queue_condition(queue, moderator and queue = any (moderators_queues)),
      private.queue_since(queue)
    ) into n, oldest using units, private.clock();
    listed := listed || jsonb_build_object('queue', queue, 'n', n, 'oldest', oldest);
  end loop;
  return listed;
end
$$;

create or replace function public.report_queue(
  queue text, after_at timestamptz default null, after_id uuid default null, size int default 50, filters jsonb default '{}'
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  units text[] := private.my_units();
  moderator boolean := private.has_role('moderator');
  f jsonb := coalesce(filters, '{}');
  condition text;
  listed jsonb;
begin
  if moderator then
    condition := private.queue_condition(report_queue.queue, true);
  end if;
  if condition is null and units <> '{}' then
    condition := private.queue_condition(report_queue.queue, false);
  end if;
  if condition is null then
    perform private.refuse('PT404', 'not_found', 'queue');
  end if;
  if jsonb_typeof(f) <> 'object' or pg_column_size(f) > 10000 then
    perform private.refuse('PT422', 'filters_wrong', 'filters');
  end if;
  execute format(
    $sql$
      select coalesce(jsonb_agg(to_jsonb(q) || jsonb_build_object('photo_added', private.has_added_photo(q.id)) order by q.since, q.id), '[]')
      from (
        select
          r.id, r.code, r.status, r.category_code, r.subdistrict_code, r.landmark, left(r.description, 120) as excerpt,
          r.received_at, %2$s as since, r.due_at, private.is_overdue(r) as overdue,
          r.urgent_at is not null as urgent, r.mediation, r.lead_unit_code, r.version
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
      ) q
    $sql$,
    condition, private.queue_since(report_queue.queue)
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
