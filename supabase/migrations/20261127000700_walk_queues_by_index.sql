-- Each page of a queue is read from an index in its own order, as far as the page goes and no further. Three queues and a
-- mark hung on other tables (an appeal, a photo, what the reporter added), which were looked up case by case; now the case
-- itself says so, kept by triggers. docs/decisions/0017-counted-queues.md

alter table public.reports
  add column late_from timestamptz,
  add column appealed_at timestamptz,
  add column photos_since timestamptz,
  add column photo_added_at timestamptz;

comment on column public.reports.late_from is
  'From when on the case stands in the queue of what is overdue, if nobody moves it before: its limit, the end of a deferral, or when nobody took it on. Kept by a trigger.';
comment on column public.reports.appealed_at is 'Since when an appeal waits for a decision. Kept by a trigger on appeals.';
comment on column public.reports.photos_since is 'Since when a moderator has to look at a photo of this public case. Kept by a trigger on private.photo_queue.';
comment on column public.reports.photo_added_at is 'The reporter added a photo then, and no colleague has done anything on the case since. Kept by a trigger on report_events.';


-- what the case says of itself -----------------------------------------------------------------------------------

create function private.keep_late_from() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.late_from := case
    when new.status in ('submitted', 'accepted', 'in_progress', 'objected', 'reopened') then new.due_at
    when new.status = 'dispatched' then least(new.due_at, new.escalated_at)
    when new.status = 'deferred' then new.stage_due_at
  end;
  return new;
end
$$;
comment on function private.keep_late_from() is
  'Late as private.is_overdue says, and also when a unit did not take a case on in time. While the reporter is asked, nobody is late.';

create trigger keep_late_from before insert or update of status, due_at, stage_due_at, escalated_at on public.reports
for each row execute function private.keep_late_from();

create function private.keep_appealed_at() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  concerned uuid := case tg_op when 'DELETE' then old.report_id else new.report_id end;
begin
  update public.reports r set appealed_at = waiting.since
  from (
    select min(a.created_at) as since from public.appeals a
    where a.report_id = concerned and a.decision is null and a.overtaken_at is null
  ) waiting
  where r.id = concerned and r.appealed_at is distinct from waiting.since;
  return null;
end
$$;
comment on function private.keep_appealed_at() is 'An appeal that came, was decided, overtaken or taken back.';

create trigger keep_appealed_at after insert or delete or update of decision, overtaken_at, created_at on public.appeals
for each row execute function private.keep_appealed_at();

create function private.keep_photos_since() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' then
    update public.reports r set photos_since = null where r.id = old.report_id;
  else
    update public.reports r set photos_since = new.since where r.id = new.report_id;
  end if;
  return null;
end
$$;
comment on function private.keep_photos_since() is 'The queue of photos, seen from the case.';

create trigger keep_photos_since after insert or delete or update of since on private.photo_queue
for each row execute function private.keep_photos_since();

create function private.keep_photo_added_at() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.party in ('moderator', 'handler') then
    update public.reports r set photo_added_at = null where r.id = new.report_id and r.photo_added_at is not null;
  elsif new.move = 'add_photo' then
    update public.reports r set photo_added_at = new.created_at where r.id = new.report_id and r.photo_added_at is null;
  end if;
  return null;
end
$$;
comment on function private.keep_photo_added_at() is 'The mark appears with a photo that was added later, and goes with whatever staff do next.';

create trigger keep_photo_added_at after insert on public.report_events
for each row when (new.party in ('moderator', 'handler') or new.move = 'add_photo')
execute function private.keep_photo_added_at();

-- The triggers of a report look at what people did; this only writes down what was so already.
alter table public.reports disable trigger user;
update public.reports r set
  late_from = case
    when r.status in ('submitted', 'accepted', 'in_progress', 'objected', 'reopened') then r.due_at
    when r.status = 'dispatched' then least(r.due_at, r.escalated_at)
    when r.status = 'deferred' then r.stage_due_at
  end,
  appealed_at = (
    select min(a.created_at) from public.appeals a where a.report_id = r.id and a.decision is null and a.overtaken_at is null
  ),
  photos_since = (select q.since from private.photo_queue q where q.report_id = r.id),
  photo_added_at = case when private.has_added_photo(r.id) then (
    select max(e.created_at) from public.report_events e where e.report_id = r.id and e.move = 'add_photo'
  ) end;
alter table public.reports enable trigger user;

drop function private.has_added_photo(uuid);


-- the order of each queue ----------------------------------------------------------------------------------------

create index reports_late on public.reports (late_from, id) where late_from is not null and photos_complete_at is not null;
create index reports_unit_late on public.reports (lead_unit_code, late_from, id)
where late_from is not null and status in ('dispatched', 'in_progress', 'objected', 'reopened', 'deferred')
  and photos_complete_at is not null;
create index reports_appealed on public.reports (appealed_at, id) where appealed_at is not null and photos_complete_at is not null;
create index reports_photos_since on public.reports (photos_since, id)
where photos_since is not null and photos_complete_at is not null;
create index reports_photos_of_author on public.reports (author_id) where photos_since is not null and author_id is not null;
create index reports_in_hand on public.reports (lead_unit_code, stage_since, id)
where status in ('in_progress', 'deferred') and photos_complete_at is not null;
create index reports_waiting on public.reports (lead_unit_code, stage_since, id)
where status in ('needs_info', 'resolved') and photos_complete_at is not null;
create index report_units_assisting on public.report_units (unit_code, report_id) where until is null and part = 'assist';

create or replace function private.queue_condition(queue text, as_moderator boolean) returns text
language sql immutable set search_path = '' as $$
  -- One place says what is in a queue, as SQL over reports r. u.unit_code = one of the caller's units, $2 = now.
  select case when as_moderator then case queue
    when 'screen' then $sql$r.status = 'submitted'$sql$
    when 'asked' then $sql$r.status = 'needs_info'$sql$
    when 'dispatch' then $sql$r.status in ('accepted', 'objected', 'reopened')$sql$
    when 'overdue' then $sql$r.late_from <= $2$sql$
    when 'callback' then $sql$r.status = 'resolved'$sql$
    when 'appeals' then $sql$r.appealed_at is not null$sql$
    -- Nobody releases photos of their own report, so it is not offered to them.
    when 'photos' then $sql$r.photos_since is not null and r.author_id is distinct from (select auth.uid())$sql$
    when 'all_open' then $sql$r.status not in ('closed', 'merged', 'redirected', 'refused', 'withdrawn')$sql$
  end else case queue
    when 'take_on' then $sql$r.lead_unit_code = u.unit_code and r.status = 'dispatched'$sql$
    when 'in_hand' then $sql$r.lead_unit_code = u.unit_code and r.status in ('in_progress', 'deferred')$sql$
    when 'assisting' then $sql$r.status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened')
      and r.id in (
        select a.report_id from public.report_units a
        where a.until is null and a.part = 'assist' and a.unit_code = u.unit_code
      )$sql$
    when 'waiting' then $sql$r.lead_unit_code = u.unit_code and r.status in ('needs_info', 'resolved')$sql$
    when 'overdue' then $sql$r.lead_unit_code = u.unit_code and r.late_from <= $2
      and r.status in ('dispatched', 'in_progress', 'objected', 'reopened', 'deferred')$sql$
  end end || ' and r.photos_complete_at is not null'
$$;

create or replace function private.queue_since(queue text) returns text
language sql immutable set search_path = '' as $$
  select case queue
    when 'appeals' then 'r.appealed_at'
    when 'photos' then 'r.photos_since'
    when 'overdue' then 'r.late_from'
    else 'r.stage_since'
  end
$$;
comment on function private.queue_since(text) is
  'Since when a case has waited in a queue, as SQL over reports r: since its last change of status, since the appeal, since there is a photo to look at, or since it is late.';

create or replace function public.report_queue(
  queue text, after_at timestamptz default null, after_id uuid default null, size int default 50, filters jsonb default '{}'
) returns jsonb
language plpgsql stable security definer set search_path = '' set enable_bitmapscan = off set enable_seqscan = off as $$
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
  if condition is not null then
    units := '{-}'; -- The moderators' queues know no units: they are walked once.
  elsif units <> '{}' then
    condition := private.queue_condition(report_queue.queue, false);
  end if;
  if condition is null then
    perform private.refuse('PT404', 'not_found', 'queue');
  end if;
  if jsonb_typeof(f) <> 'object' or pg_column_size(f) > 10000 then
    perform private.refuse('PT422', 'filters_wrong', 'filters');
  end if;
  -- Unit by unit, each in the order of its index and as far as the page needs it; a bitmap would read the whole queue. A case that two units of the caller
  -- assist in is there once.
  execute format(
    $sql$
      select coalesce(jsonb_agg(to_jsonb(q) order by q.since, q.id), '[]')
      from (
        select distinct on (w.since, w.id) w.*
        from unnest($1) as u (unit_code)
        cross join lateral (
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
        ) w
        order by w.since, w.id
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


-- who asks -------------------------------------------------------------------------------------------------------
-- Every question of staff begins with their roles; whether they are suspended now stands beside them.

alter table public.user_roles add column suspended boolean not null default false;
comment on column public.user_roles.suspended is 'That of the person (profiles.suspended_at), kept by triggers: rights are asked for on every request.';
update public.user_roles u set suspended = true
from public.profiles p where p.user_id = u.user_id and p.suspended_at is not null;

create function private.keep_suspended() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_table_name = 'profiles' then
    update public.user_roles u set suspended = new.suspended_at is not null where u.user_id = new.user_id;
    return null;
  end if;
  -- Locked, so that a role given and a suspension at the same moment do not miss each other.
  select p.suspended_at is not null into new.suspended from public.profiles p where p.user_id = new.user_id for share;
  new.suspended := coalesce(new.suspended, false);
  return new;
end
$$;
comment on function private.keep_suspended() is 'A suspension suspends every role of a person, also one that is given later.';

create trigger keep_suspended after update of suspended_at on public.profiles
for each row when ((new.suspended_at is null) <> (old.suspended_at is null)) execute function private.keep_suspended();
create trigger keep_suspended before insert or update of user_id on public.user_roles
for each row execute function private.keep_suspended();

create or replace function private.has_role(wanted public.user_role) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.user_roles u where u.user_id = (select auth.uid()) and u.role = wanted and not u.suspended
  );
end
$$;

create or replace function private.my_units() returns text[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return array(
    select u.unit_code from public.user_roles u
    where u.user_id = (select auth.uid()) and u.role = 'handler' and not u.suspended
    order by u.unit_code
  );
end
$$;
