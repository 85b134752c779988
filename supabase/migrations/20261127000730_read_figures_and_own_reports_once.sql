-- The figures of the first page and the list of one's own reports, each read once.


-- figures --------------------------------------------------------------------------------------------------------

create table private.figures_before (
  one boolean primary key default true check (one),
  day date not null,
  open bigint not null
);

alter table private.figures_before enable row level security;

comment on table private.figures_before is
  'How many cases were open before this day, so that the first page adds up some weeks and not all years. One row; kept by a trigger on daily_figures and moved on by run_due().';

insert into private.figures_before (day, open)
select d.day, coalesce((select sum(f.received) - sum(f.ended) from public.daily_figures f where f.day < d.day), 0)
from (select (private.clock() at time zone 'Asia/Shanghai')::date - 45 as day) d;

create function private.keep_figures_before() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  until date;
  d bigint := new.received - new.ended;
begin
  if tg_op = 'UPDATE' then
    d := d - (old.received - old.ended);
  end if;
  select b.day into until from private.figures_before b;
  -- Nearly every move is of today and ends here.
  if d = 0 or new.day >= until + 20 then
    return null;
  end if;
  if new.day >= until then
    -- Not added up yet, but soon: whoever moves the day on waits until this is committed.
    select b.day into until from private.figures_before b for share;
  end if;
  update private.figures_before b set open = b.open + d where new.day < b.day;
  return null;
end
$$;
comment on function private.keep_figures_before() is 'A change of a day before the one up to which the open cases are added up.';

create trigger keep_figures_before after insert or update on public.daily_figures
for each row execute function private.keep_figures_before();

create function private.add_figures_up() returns void
language plpgsql security definer set search_path = '' as $$
declare
  until date;
begin
  perform from private.figures_before b for update;
  -- At most ten days at once: a change that is not committed yet is of the twenty days that the trigger watches.
  select least(b.day + 10, (private.clock() at time zone 'Asia/Shanghai')::date - 45) into until from private.figures_before b;
  update private.figures_before b set
    open = b.open + coalesce((select sum(f.received) - sum(f.ended) from public.daily_figures f where f.day >= b.day and f.day < until), 0),
    day = until
  where b.day < until;
end
$$;
comment on function private.add_figures_up() is 'Once a day: moves on the day before which open cases are added up.';

create function private.count_figures() returns void
language sql security definer set search_path = '' as $$
  update private.figures_before b
  set open = coalesce((select sum(f.received) - sum(f.ended) from public.daily_figures f where f.day < b.day), 0)
$$;
comment on function private.count_figures() is 'Adds everything up anew; after an import that switched the triggers off.';

create or replace function public.home_figures() returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  today constant date := (private.clock() at time zone 'Asia/Shanghai')::date;
  before private.figures_before;
begin
  select b.* into before from private.figures_before b;
  return (
    select jsonb_build_object(
      'received_30d', coalesce(sum(d.received) filter (where d.day > today - 30), 0),
      'answered_30d', coalesce(sum(d.answered) filter (where d.day > today - 30), 0),
      'solved_30d', coalesce(sum(d.solved) filter (where d.day > today - 30), 0),
      'open', before.open + coalesce(sum(d.received - d.ended) filter (where d.day >= before.day), 0),
      'as_of', private.clock()
    )
    from (
      -- From the end of the index, at most one row a day.
      select * from public.daily_figures f order by f.day desc limit today - least(before.day, today - 30) + 1
    ) d
    where d.day >= least(before.day, today - 30)
  );
end
$$;

alter function public.run_due() rename to run_queues;
alter function public.run_queues() set schema private;
revoke execute on function private.run_queues() from service_role;
comment on function private.run_queues() is 'The clock''s moves, followers, letters, the end of what is kept and the queues; or busy.';

create function public.run_due() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  done jsonb := private.run_queues();
begin
  if not done ? 'busy' then
    perform private.add_figures_up();
  end if;
  return done;
end
$$;
comment on function public.run_due() is
  'Moves what is due, tells followers, removes what may no longer be kept, writes the letters that are due and adds up queues and figures, at most 500 of a kind a call. For the job runner only.';
grant execute on function public.run_due() to service_role;


-- one's own reports ----------------------------------------------------------------------------------------------

create or replace function public.my_reports(keys jsonb) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  held jsonb := coalesce(keys, '{}');
  me constant uuid := (select auth.uid());
  listed jsonb;
begin
  if jsonb_typeof(held) = 'null' then
    held := '{}';
  end if;
  if jsonb_typeof(held) <> 'object' or pg_column_size(held) > 100000 then
    perform private.refuse('PT422', 'keys_wrong', 'keys');
  end if;
  with asked as (
    select k.id::uuid, k.key
    from jsonb_each_text(held) as k (id, key)
    where k.id ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
    limit 200
  ),
  -- Each row is read once. Whose key is held as well as the account is listed among the account's.
  mine as (
    select r.* from asked a join public.reports r on r.id = a.id and private.key_fits(r, a.key)
    where me is null or r.author_id is distinct from me
    union all
    (
      select r.* from public.reports r
      where r.author_id = me
      order by r.received_at desc
      limit 200
    )
  ),
  -- An older one than those two hundred is listed for its key.
  held_of_mine as (
    select r.* from asked a join public.reports r on r.id = a.id and private.key_fits(r, a.key)
    where r.author_id = me and r.id not in (select m.id from mine m)
  )
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'id', r.id, 'code', r.code, 'status', r.status, 'outcome', r.outcome, 'category_code', r.category_code,
        'subdistrict_code', r.subdistrict_code, 'received_at', r.received_at, 'due_at', r.due_at,
        'overdue', private.is_overdue(r),
        'waiting_for_you', r.reporter_left_at is null
          and (r.status in ('needs_info', 'resolved') or r.status = 'merged' and private.may_confirm(r)),
        'joined', r.joined,
        'main', (
          select jsonb_build_object(
            'status', main.status, 'outcome', main.outcome, 'due_at', main.due_at, 'overdue', private.is_overdue(main)
          )
          from public.reports main where main.id = r.merged_into
        ),
        'updated_at', r.updated_at
      )
      order by r.received_at desc, r.id
    ),
    '[]'
  )
  into listed
  from (select * from mine union all select * from held_of_mine) l
  cross join lateral (select l.*) r;
  return listed;
end
$$;


-- queues ---------------------------------------------------------------------------------------------------------

create or replace function private.count_queues() returns void
language plpgsql security definer set search_path = '' as $$
begin
  lock table public.reports, public.report_units in share row exclusive mode;
  -- Emptied, not deleted row by row: after an import there are steps by the ten thousand, and every look would pass over them.
  truncate private.queue_steps, private.queue_counts;
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
