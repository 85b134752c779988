-- Every submission and every move asks which queues a case stands in, twice. As a function in SQL the question was planned
-- anew each time; in plpgsql a session keeps what it needs, and nothing in it is a query.

create or replace function private.queue_places(r public.reports, assists text[])
returns table (unit_code text, queue text, since timestamptz)
language plpgsql immutable set search_path = '' as $$
begin
  if r.photos_complete_at is null then
    return;
  end if;

  unit_code := '';
  since := r.stage_since;
  queue := case r.status
    when 'submitted' then 'screen' when 'needs_info' then 'asked' when 'resolved' then 'callback'
    when 'accepted' then 'dispatch' when 'objected' then 'dispatch' when 'reopened' then 'dispatch'
  end;
  if queue is not null then
    return next;
  end if;
  if r.status not in ('closed', 'merged', 'redirected', 'refused', 'withdrawn') then
    queue := 'all_open';
    return next;
  end if;
  if r.appealed_at is not null then
    queue := 'appeals';
    since := r.appealed_at;
    return next;
  end if;
  if r.photos_since is not null then
    queue := 'photos';
    since := r.photos_since;
    return next;
  end if;
  if r.late_from is not null then
    queue := 'overdue';
    since := r.late_from;
    return next;
    if r.lead_unit_code is not null and r.status in ('dispatched', 'in_progress', 'objected', 'reopened', 'deferred') then
      unit_code := r.lead_unit_code;
      return next;
    end if;
  end if;

  since := r.stage_since;
  unit_code := r.lead_unit_code;
  queue := case r.status
    when 'dispatched' then 'take_on' when 'in_progress' then 'in_hand' when 'deferred' then 'in_hand'
    when 'needs_info' then 'waiting' when 'resolved' then 'waiting'
  end;
  if unit_code is not null and queue is not null then
    return next;
  end if;
  if r.status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened') then
    queue := 'assisting';
    foreach unit_code in array coalesce(assists, '{}') loop
      return next;
    end loop;
  end if;
end
$$;

create or replace function private.step_queues() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  assists text[] := private.assisting_units(case tg_op when 'INSERT' then new.id else old.id end);
begin
  if tg_op = 'INSERT' then
    insert into private.queue_steps (unit_code, queue, since, d)
    select p.unit_code, p.queue, p.since, 1 from private.queue_places(new, assists) p;
    return null;
  elsif tg_op = 'DELETE' then
    insert into private.queue_steps (unit_code, queue, since, d)
    select p.unit_code, p.queue, p.since, -1 from private.queue_places(old, assists) p;
    return old;
  end if;
  insert into private.queue_steps (unit_code, queue, since, d)
  select s.unit_code, s.queue, s.since, sum(s.d)
  from (
    select p.*, 1 as d from private.queue_places(new, assists) p
    union all
    select p.*, -1 from private.queue_places(old, assists) p
  ) s
  group by s.unit_code, s.queue, s.since
  having sum(s.d) <> 0;
  return null;
end
$$;
