-- How many wait in each queue, and since when the first of them: asked on every page of the desk, so counted as cases
-- move and never on a request. docs/decisions/0017-counted-queues.md


-- tables ---------------------------------------------------------------------------------------------------------

create table private.queue_counts (
  unit_code text not null,
  queue text not null,
  n int not null,
  oldest timestamptz,
  counted_at timestamptz not null,
  next_late timestamptz,
  primary key (unit_code, queue)
) with (fillfactor = 50);

create index queue_counts_of_moderators on private.queue_counts (queue) where unit_code = '';

alter table private.queue_counts enable row level security;

comment on table private.queue_counts is
  'What was in each queue at a moment; unit_code '''' are the moderators'' queues. What happened since stands in private.queue_steps. Written by private.fold_queue_steps() only.';
comment on column private.queue_counts.counted_at is 'What was late by then is counted in the queue of what is overdue.';
comment on column private.queue_counts.next_late is 'When the next of those that were not late then will be; null when none will.';

create table private.queue_steps (
  id bigint generated always as identity primary key,
  unit_code text not null,
  queue text not null,
  since timestamptz not null,
  d int not null check (d <> 0)
);

alter table private.queue_steps enable row level security;

comment on table private.queue_steps is
  'A case came into a queue or left it. Rows are only added, so that nobody waits for anybody; the job runner adds them up.';
comment on column private.queue_steps.since is 'By what the queue is ordered. In the queue of what is overdue it may lie ahead.';


-- who stands where -----------------------------------------------------------------------------------------------

create function private.queue_places(r public.reports, assists text[])
returns table (unit_code text, queue text, since timestamptz)
language sql immutable set search_path = '' as $$
  select p.unit_code, p.queue, p.since
  from (
    values
      ('', case r.status
        when 'submitted' then 'screen' when 'needs_info' then 'asked' when 'resolved' then 'callback'
        when 'accepted' then 'dispatch' when 'objected' then 'dispatch' when 'reopened' then 'dispatch'
      end, r.stage_since),
      ('', 'overdue', r.late_from),
      ('', 'appeals', r.appealed_at),
      ('', 'photos', r.photos_since),
      ('', case when r.status not in ('closed', 'merged', 'redirected', 'refused', 'withdrawn') then 'all_open' end, r.stage_since),
      (r.lead_unit_code, case r.status
        when 'dispatched' then 'take_on' when 'in_progress' then 'in_hand' when 'deferred' then 'in_hand'
        when 'needs_info' then 'waiting' when 'resolved' then 'waiting'
      end, r.stage_since),
      (
        case when r.status in ('dispatched', 'in_progress', 'objected', 'reopened', 'deferred') then r.lead_unit_code end,
        'overdue', r.late_from
      )
  ) as p (unit_code, queue, since)
  where p.unit_code is not null and p.queue is not null and p.since is not null and r.photos_complete_at is not null
  union all
  select a, 'assisting', r.stage_since from unnest(assists) a
  where r.photos_complete_at is not null
    and r.status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened')
$$;
comment on function private.queue_places(public.reports, text[]) is
  'The queues that a case stands in, given the units that assist: what private.queue_condition says, seen from the case.';

create function private.assisting_units(report_id uuid) returns text[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return array(
    select a.unit_code from public.report_units a
    where a.report_id = assisting_units.report_id and a.until is null and a.part = 'assist'
  );
end
$$;
comment on function private.assisting_units(uuid) is 'The units that assist in a case now.';

create function private.step_queues() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  assists text[] := private.assisting_units(case tg_op when 'INSERT' then new.id else old.id end);
  was public.reports;
  is_now public.reports;
begin
  if tg_op <> 'INSERT' then
    was := old;
  end if;
  if tg_op <> 'DELETE' then
    is_now := new;
  end if;
  insert into private.queue_steps (unit_code, queue, since, d)
  select s.unit_code, s.queue, s.since, sum(s.d)
  from (
    select p.*, 1 as d from private.queue_places(is_now, assists) p
    union all
    select p.*, -1 from private.queue_places(was, assists) p
  ) s
  group by s.unit_code, s.queue, s.since
  having sum(s.d) <> 0;
  return case tg_op when 'DELETE' then old end;
end
$$;
comment on function private.step_queues() is 'A report that changed leaves the queues it stood in and enters those it stands in now.';

create trigger step_queues_insert after insert on public.reports
for each row execute function private.step_queues();
create trigger step_queues_update after update on public.reports
for each row when (
  (old.status, old.stage_since, old.late_from, old.appealed_at, old.photos_since, old.lead_unit_code, old.photos_complete_at)
    is distinct from (
      new.status, new.stage_since, new.late_from, new.appealed_at, new.photos_since, new.lead_unit_code, new.photos_complete_at
    )
)
execute function private.step_queues();
-- Before, because its units go with it.
create trigger step_queues_delete before delete on public.reports
for each row execute function private.step_queues();

create function private.step_assisting() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.queue_steps (unit_code, queue, since, d)
  select s.unit_code, 'assisting', p.since, s.d
  from (
    select new.report_id, new.unit_code, 1 as d where tg_op <> 'DELETE' and new.until is null and new.part = 'assist'
    union all
    select old.report_id, old.unit_code, -1 where tg_op <> 'INSERT' and old.until is null and old.part = 'assist'
  ) s
  join public.reports r on r.id = s.report_id
  cross join private.queue_places(r, array[s.unit_code]) p
  where p.queue = 'assisting';
  return null;
end
$$;
comment on function private.step_assisting() is 'A unit came to a case to assist, or is done.';

create trigger step_assisting after insert or update or delete on public.report_units
for each row execute function private.step_assisting();


-- adding up ------------------------------------------------------------------------------------------------------

create function private.first_of_queue(unit text, named text) returns timestamptz
language plpgsql stable security definer set search_path = '' set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
declare
  first_since timestamptz;
begin
  -- Each from the end of its own index, and as staff see it: without those whose photos are still on their way.
  case
    when named = 'overdue' and unit = '' then
      select r.late_from into first_since from public.reports r
      where r.late_from is not null and r.photos_complete_at is not null
      order by r.late_from, r.id limit 1;
    when named = 'overdue' then
      select r.late_from into first_since from public.reports r
      where r.lead_unit_code = unit and r.late_from is not null and r.photos_complete_at is not null
        and r.status in ('dispatched', 'in_progress', 'objected', 'reopened', 'deferred')
      order by r.late_from, r.id limit 1;
    when named = 'appeals' then
      select r.appealed_at into first_since from public.reports r
      where r.appealed_at is not null and r.photos_complete_at is not null
      order by r.appealed_at, r.id limit 1;
    when named = 'photos' then
      select r.photos_since into first_since from public.reports r
      where r.photos_since is not null and r.photos_complete_at is not null
      order by r.photos_since, r.id limit 1;
    when named = 'all_open' then
      select r.stage_since into first_since from public.reports r
      where r.status not in ('closed', 'merged', 'redirected', 'refused', 'withdrawn') and r.photos_complete_at is not null
      order by r.stage_since, r.id limit 1;
    when named = 'dispatch' then
      select r.stage_since into first_since from public.reports r
      where r.status in ('accepted', 'objected', 'reopened') and r.photos_complete_at is not null
      order by r.stage_since, r.id limit 1;
    when named in ('screen', 'asked', 'callback') then
      select r.stage_since into first_since from public.reports r
      where r.photos_complete_at is not null
        and r.status = case named when 'screen' then 'submitted' when 'asked' then 'needs_info' else 'resolved' end::public.report_status
      order by r.stage_since, r.id limit 1;
    when named = 'take_on' then
      select r.stage_since into first_since from public.reports r
      where r.lead_unit_code = unit and r.status = 'dispatched' and r.photos_complete_at is not null
      order by r.stage_since, r.id limit 1;
    when named = 'in_hand' then
      select r.stage_since into first_since from public.reports r
      where r.lead_unit_code = unit and r.status in ('in_progress', 'deferred') and r.photos_complete_at is not null
      order by r.stage_since, r.id limit 1;
    when named = 'waiting' then
      select r.stage_since into first_since from public.reports r
      where r.lead_unit_code = unit and r.status in ('needs_info', 'resolved') and r.photos_complete_at is not null
      order by r.stage_since, r.id limit 1;
    when named = 'assisting' then
      select min(r.stage_since) into first_since from public.report_units a
      join public.reports r on r.id = a.report_id
      where a.unit_code = unit and a.until is null and a.part = 'assist' and r.photos_complete_at is not null
        and r.status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened');
    else
      null;
  end case;
  return first_since;
end
$$;
comment on function private.first_of_queue(text, text) is
  'Since when the first of a queue waits; of what is overdue, the one that is or will be late first.';

create function private.late_between(unit text, after timestamptz, until timestamptz) returns int
language plpgsql stable security definer set search_path = '' set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
begin
  if unit = '' then
    return (
      select count(*) from public.reports r
      where r.late_from > late_between.after and r.late_from <= late_between.until and r.photos_complete_at is not null
    );
  end if;
  return (
    select count(*) from public.reports r
    where r.lead_unit_code = unit and r.late_from > late_between.after and r.late_from <= late_between.until
      and r.photos_complete_at is not null and r.status in ('dispatched', 'in_progress', 'objected', 'reopened', 'deferred')
  );
end
$$;
comment on function private.late_between(text, timestamptz, timestamptz) is 'How many become late after one moment and up to another.';

create function private.next_late(unit text, after timestamptz) returns timestamptz
language plpgsql stable security definer set search_path = '' set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
begin
  if unit = '' then
    return (
      select r.late_from from public.reports r
      where r.late_from > next_late.after and r.photos_complete_at is not null
      order by r.late_from limit 1
    );
  end if;
  return (
    select r.late_from from public.reports r
    where r.lead_unit_code = unit and r.late_from > next_late.after
      and r.photos_complete_at is not null and r.status in ('dispatched', 'in_progress', 'objected', 'reopened', 'deferred')
    order by r.late_from limit 1
  );
end
$$;
comment on function private.next_late(text, timestamptz) is 'When the next one becomes late.';

create function private.fold_queue_steps() returns int
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  folded int;
begin
  -- One at a time: two that add up at once would each miss what the other took.
  perform pg_advisory_xact_lock(hashtext('fold_queue_steps'));
  -- One statement, so that the steps, the counts and the cases are those of the same moment.
  with taken as (
    delete from private.queue_steps s returning s.unit_code, s.queue, s.since, s.d
  ),
  touched as (
    select t.unit_code, t.queue from taken t
    union
    select c.unit_code, c.queue from private.queue_counts c
    where c.queue = 'overdue' and (c.next_late <= moment or c.counted_at > moment)
  ),
  summed as (
    select k.unit_code, k.queue, coalesce(c.n, 0) as n, coalesce(c.counted_at, '-infinity') as counted_at,
      coalesce((
        select sum(t.d) from taken t
        where t.unit_code = k.unit_code and t.queue = k.queue
          and (t.queue <> 'overdue' or t.since <= coalesce(c.counted_at, '-infinity'))
      ), 0) as d
    from touched k
    left join private.queue_counts c on c.unit_code = k.unit_code and c.queue = k.queue
  ),
  written as (
    insert into private.queue_counts as c (unit_code, queue, n, oldest, counted_at, next_late)
    select s.unit_code, s.queue,
      s.n + s.d + case when s.queue <> 'overdue' then 0
        when moment >= s.counted_at then private.late_between(s.unit_code, s.counted_at, moment)
        else - private.late_between(s.unit_code, moment, s.counted_at) end,
      private.first_of_queue(s.unit_code, s.queue), moment,
      case when s.queue = 'overdue' then private.next_late(s.unit_code, moment) end
    from summed s
    order by s.unit_code, s.queue
    on conflict on constraint queue_counts_pkey do update set
      n = excluded.n, oldest = excluded.oldest, counted_at = excluded.counted_at, next_late = excluded.next_late
  )
  select count(*) into folded from taken;
  return folded;
end
$$;
comment on function private.fold_queue_steps() is
  'Adds the steps to the counts, and what has become late since. Costs what happened since the last time, not what is in the queues.';

create function private.count_queues() returns void
language plpgsql security definer set search_path = '' as $$
begin
  lock table public.reports, public.report_units in share row exclusive mode;
  delete from private.queue_steps;
  delete from private.queue_counts;
  insert into private.queue_counts (unit_code, queue, n, oldest, counted_at, next_late)
  select p.unit_code, p.queue, count(*) filter (where p.queue <> 'overdue' or p.since <= private.clock()), min(p.since),
    private.clock(), min(p.since) filter (where p.queue = 'overdue' and p.since > private.clock())
  from public.reports r
  left join (
    select a.report_id, array_agg(a.unit_code) as units from public.report_units a
    where a.until is null and a.part = 'assist' group by a.report_id
  ) a on a.report_id = r.id
  cross join private.queue_places(r, a.units) p
  where r.ended_at is null or r.appealed_at is not null or r.photos_since is not null
  group by p.unit_code, p.queue
  order by p.unit_code, p.queue;
end
$$;
comment on function private.count_queues() is 'Counts everything anew; after an import that switched the triggers off.';

select private.count_queues();

alter function public.run_due() rename to run_follows;
alter function public.run_follows() set schema private;
revoke execute on function private.run_follows() from service_role;
comment on function private.run_follows() is 'The clock''s moves, followers, letters and the end of what is kept; or busy.';

create function public.run_due() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  done jsonb := private.run_follows();
begin
  if not done ? 'busy' then
    perform private.fold_queue_steps();
  end if;
  return done;
end
$$;
comment on function public.run_due() is
  'Moves what is due, tells followers, removes what may no longer be kept, writes the letters that are due and adds up the queues, at most 500 of a kind a call. For the job runner only.';
grant execute on function public.run_due() to service_role;


-- the door -------------------------------------------------------------------------------------------------------

create function private.queue_now(c private.queue_counts, steps private.queue_steps[]) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  late boolean := c.queue = 'overdue';
  n bigint := c.n;
  first_since timestamptz := c.oldest;
  touched boolean := false;
  s private.queue_steps;
begin
  foreach s in array steps loop
    if s.unit_code = c.unit_code and s.queue = c.queue then
      touched := true;
      if not late or s.since <= c.counted_at then
        n := n + s.d;
      end if;
    end if;
  end loop;
  -- Nothing more is late than was counted, unless its time has come since or a case was moved.
  if late and (touched or c.next_late <= moment or c.counted_at > moment) then
    n := n + case when moment >= c.counted_at then private.late_between(c.unit_code, c.counted_at, moment)
      else - private.late_between(c.unit_code, moment, c.counted_at) end;
    touched := true;
  end if;
  if touched then
    first_since := private.first_of_queue(c.unit_code, c.queue);
  end if;
  return jsonb_build_object('queue', c.queue, 'n', n, 'oldest', case when n > 0 then first_since end);
end
$$;
comment on function private.queue_now(private.queue_counts, private.queue_steps[]) is
  'A queue as it is at this moment: as it was counted, with the steps since.';

create function private.both_queues(one jsonb, other jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select case when one is null then other else jsonb_build_object(
    'queue', other -> 'queue', 'n', (one ->> 'n')::int + (other ->> 'n')::int,
    'oldest', least((one ->> 'oldest')::timestamptz, (other ->> 'oldest')::timestamptz)
  ) end
$$;
comment on function private.both_queues(jsonb, jsonb) is 'The same queue of two units, taken together.';

create or replace function public.report_queues() returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  me constant uuid := (select auth.uid());
  moderator boolean := false;
  units text[] := '{}';
  counts private.queue_counts[];
  steps private.queue_steps[];
  c private.queue_counts;
  said jsonb;
  listed jsonb := '[]';
  wanted text;
  unit text;
  own int;
begin
  select coalesce(bool_or(u.role = 'moderator'), false),
    coalesce(array_agg(u.unit_code order by u.unit_code) filter (where u.role = 'handler'), '{}')
  into moderator, units
  from public.user_roles u
  where u.user_id = me and u.role in ('moderator', 'handler') and not u.suspended;
  if not moderator and units = '{}' then
    return listed;
  end if;

  if moderator then
    select array_agg(t) into counts from private.queue_counts t where t.unit_code = '';
  end if;
  if units <> '{}' then
    counts := counts || array(select t from private.queue_counts t where t.unit_code = any (units));
  end if;
  select coalesce(array_agg(s), '{}') into steps from private.queue_steps s
  where s.unit_code = '' and moderator or s.unit_code = any (units);

  foreach wanted in array
    case when moderator then array['screen', 'asked', 'dispatch', 'overdue', 'callback', 'appeals', 'photos', 'all_open'] else '{}' end
    || case when units <> '{}' then array['take_on', 'in_hand', 'assisting', 'waiting'] else '{}' end
    || case when units <> '{}' and not moderator then array['overdue'] else '{}' end
  loop
    said := null;
    foreach unit in array case
      when wanted in ('take_on', 'in_hand', 'assisting', 'waiting') or not moderator then units else '{""}'
    end loop
      select t.* into c from unnest(counts) t where t.unit_code = unit and t.queue = wanted;
      if c.queue is null then
        c := row (unit, wanted, 0, null, '-infinity', null)::private.queue_counts;
      end if;
      said := private.both_queues(said, private.queue_now(c, steps));
    end loop;
    if wanted = 'photos' and said ->> 'n' <> '0' then
      -- Nobody is offered the photos of their own report.
      select count(*) into own from public.reports r
      where r.author_id = me and r.photos_since is not null and r.photos_complete_at is not null;
      if own > 0 then
        said := said || (
          select jsonb_build_object('n', (said ->> 'n')::int - own, 'oldest', min(q.photos_since))
          from (
            select r.photos_since from public.reports r
            where r.photos_since is not null and r.author_id is distinct from me and r.photos_complete_at is not null
            order by r.photos_since limit 1
          ) q
        );
      end if;
    elsif wanted = 'assisting' and cardinality(units) > 1 then
      -- Two units of one person may assist in the same case.
      said := said || (
        select jsonb_build_object('n', count(distinct r.id)) from public.report_units a
        join public.reports r on r.id = a.report_id
        where a.unit_code = any (units) and a.until is null and a.part = 'assist' and r.photos_complete_at is not null
          and r.status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened')
      );
    end if;
    -- Nobody needs to know how many more than a thousand.
    listed := listed || (said || jsonb_build_object('n', least((said ->> 'n')::int, 1000)));
  end loop;
  return listed;
end
$$;
