-- Three rates (三率): response, resolution, satisfaction. They are counted from events, month by month, into one table,
-- and a page adds up at most twelve months of it. What each count means stands at its column; the public page says the
-- same in words.


-- the counts -----------------------------------------------------------------------------------------------------

create table public.unit_months (
  month date not null check (extract(day from month) = 1),
  unit_code text not null references public.units (code) on delete restrict,
  group_code text not null references public.category_groups (code) on delete restrict,
  in_time int not null check (in_time >= 0),
  late int not null check (late >= 0),
  sent_back int not null check (sent_back >= 0),
  under_way int not null check (under_way >= 0),
  solved int not null check (solved >= 0),
  not_solved int not null check (not_solved >= 0),
  solved_unsaid int not null check (solved_unsaid >= 0),
  satisfied int not null check (satisfied >= 0),
  not_satisfied int not null check (not_satisfied >= 0),
  satisfied_unsaid int not null check (satisfied_unsaid >= 0),
  no_answer int not null check (no_answer >= 0),
  no_contact int not null check (no_contact >= 0),
  primary key (month, unit_code, group_code),
  constraint unit_months_everybody_reached_is_asked_both check (
    solved + not_solved + solved_unsaid = satisfied + not_satisfied + satisfied_unsaid
  )
);

create index unit_months_unit_code on public.unit_months (unit_code, month);
create index unit_months_group_code on public.unit_months (group_code, month);

alter table public.unit_months enable row level security;

comment on table public.unit_months is
  'What the three rates are made of: counts by Beijing month, lead unit and category group. Granted to nobody: a month of one unit may be one person. Door: three_rates.';
comment on column public.unit_months.month is 'Of a dispatch: when it was dispatched. Of a callback: when it was made, or when the time for it ran out.';
comment on column public.unit_months.in_time is 'Dispatches that the unit took on by the limit of that stage.';
comment on column public.unit_months.late is 'Dispatches taken on after the limit, or not yet although it has passed.';
comment on column public.unit_months.sent_back is 'Dispatches that left the unit before the limit without being taken on: objected to, recalled, merged, withdrawn. In no rate.';
comment on column public.unit_months.under_way is 'Dispatches that are neither taken on nor late. In no rate yet.';
comment on column public.unit_months.solved is 'Reporters who were reached and said that the problem is solved.';
comment on column public.unit_months.not_solved is 'Reporters who were reached and said that it is not; also those who sent an answer back and whose case a moderator then closed.';
comment on column public.unit_months.solved_unsaid is 'Reached, without an answer to this question. They count as reached and never as solved; so with satisfied_unsaid.';
comment on column public.unit_months.no_answer is 'Not reached, or silent until the time ran out. In no rate.';
comment on column public.unit_months.no_contact is 'The same of people who left neither account nor contact, so that nobody could ask them. In no rate.';


-- what has to be counted again -----------------------------------------------------------------------------------

create table private.rate_marks (
  id bigint generated always as identity primary key,
  month date not null
);

alter table private.rate_marks enable row level security;

comment on table private.rate_marks is
  'Months in which something was counted or changed. Every event adds rows of its own, so that no two moves wait for each other.';

create table private.rate_counts (
  month date primary key,
  counted_at timestamptz not null
);

alter table private.rate_counts enable row level security;

comment on table private.rate_counts is 'When each month was last counted.';

create function private.month_of(at timestamptz) returns date
language sql immutable parallel safe set search_path = '' as $$
  select date_trunc('month', at at time zone 'Asia/Shanghai')::date
$$;
comment on function private.month_of(timestamptz) is 'The first day of the Beijing month.';

-- The events that the rates begin from. Named in one place; the index and the counting read the same list.
create function private.is_rated(e public.report_events) returns boolean
language sql immutable set search_path = '' as $$
  select e.undone_at is null and (
    e.move in ('dispatch', 'call_back', 'record_callback')
    or e.move = 'lapse' and e.from_status = 'resolved'
    or e.move = 'close'
  )
$$;
comment on function private.is_rated(public.report_events) is 'A dispatch, a callback, or the end of the time for one: what the rates count.';

create index report_events_rated on public.report_events (created_at)
where undone_at is null and move in ('dispatch', 'call_back', 'record_callback', 'lapse', 'close');

create function private.note_reach() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- Asked now, because a contact is deleted some time after the end of a case, and the rates must not change with that.
  new.data := new.data || jsonb_build_object(
    'reachable', (select private.is_reachable(r) from public.reports r where r.id = new.report_id)
  );
  return new;
end
$$;
comment on function private.note_reach() is 'Keeps with the end of a callback whether anybody could have been asked.';

create trigger note_reach before insert on public.report_events
for each row when (new.from_status = 'resolved' and new.move in ('lapse', 'record_callback'))
execute function private.note_reach();

create function private.mark_rates() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.rate_marks (month)
  select distinct private.month_of(e.created_at)
  from public.report_events e
  where e.report_id = new.report_id and e.move in ('dispatch', 'call_back', 'record_callback', 'lapse', 'close');
  return null;
end
$$;
comment on function private.mark_rates() is 'The months of a case that just moved have to be counted again.';

create trigger mark_rates after insert on public.report_events
for each row when (new.move not in ('submit', 'accept', 'add_note', 'add_information', 'translate', 'mark_urgent', 'appeal', 'reject_appeal'))
execute function private.mark_rates();


-- counting -------------------------------------------------------------------------------------------------------

create function private.rated_events(month date)
returns table (
  unit_code text, group_code text, in_time int, late int, sent_back int, under_way int, solved int, not_solved int,
  solved_unsaid int, satisfied int, not_satisfied int, satisfied_unsaid int, no_answer int, no_contact int
)
language sql stable security definer set search_path = '' as $$
  with rated as materialized (
    select e.id, e.report_id, e.move, e.data, e.created_at, r.category_code, r as report
    from public.report_events e
    join public.reports r on r.id = e.report_id
    where e.undone_at is null and e.move in ('dispatch', 'call_back', 'record_callback', 'lapse', 'close')
      and e.created_at >= rated_events.month::timestamp at time zone 'Asia/Shanghai'
      and e.created_at < (rated_events.month + interval '1 month') at time zone 'Asia/Shanghai'
      and private.is_rated(e)
  ),
  -- A dispatch, and what first became of it: taken on, late, or away again.
  dispatched as (
    select d.data ->> 'lead' as unit_code, d.category_code,
      case
        when next.move is null then 'under_way'
        when next.move = 'escalate' then 'late'
        when next.move <> 'take_on' then 'sent_back'
        when next.created_at <= coalesce((next.before #>> '{report,stage_due_at}')::timestamptz, 'infinity') then 'in_time'
        else 'late'
      end as fate
    from rated d
    left join lateral (
      select n.move, n.created_at, n.before
      from public.report_events n
      where n.report_id = d.report_id and n.id > d.id and n.undone_at is null and n.move <> 'undone'
        and (n.move = 'escalate' or n.from_status = 'dispatched' and n.to_status <> 'dispatched')
      order by n.id
      limit 1
    ) next on true
    where d.move = 'dispatch'
  ),
  -- The end of an answer: what the reporter said, or that nobody heard.
  ended as (
    select lead.unit_code, e.category_code, c.reached, c.solved, c.satisfied, e.move,
      coalesce((e.data ->> 'reachable')::boolean, private.is_reachable(e.report)) as reachable
    from rated e
    left join public.callbacks c on c.event_id = e.id
    cross join lateral (
      select u.unit_code from public.report_units u
      where u.report_id = e.report_id and u.part = 'lead' and u.since <= e.created_at
      order by u.id desc
      limit 1
    ) lead
    where e.move <> 'dispatch'
  ),
  counted as (
    select d.unit_code, d.category_code, (d.fate = 'in_time')::int as in_time, (d.fate = 'late')::int as late,
      (d.fate = 'sent_back')::int as sent_back, (d.fate = 'under_way')::int as under_way,
      0 as solved, 0 as not_solved, 0 as solved_unsaid, 0 as satisfied, 0 as not_satisfied, 0 as satisfied_unsaid,
      0 as no_answer, 0 as no_contact
    from dispatched d
    union all
    select e.unit_code, e.category_code, 0, 0, 0, 0,
      (e.reached = 'yes' and e.solved = 'yes')::int,
      (e.reached = 'yes' and e.solved = 'no' or e.move = 'close')::int,
      (e.reached = 'yes' and e.solved = 'no_answer')::int,
      (e.reached = 'yes' and e.satisfied = 'yes')::int,
      (e.reached = 'yes' and e.satisfied = 'no')::int,
      (e.reached = 'yes' and e.satisfied = 'no_answer' or e.move = 'close')::int,
      (e.move <> 'close' and e.reached is distinct from 'yes' and e.reachable)::int,
      (e.move <> 'close' and e.reached is distinct from 'yes' and not e.reachable)::int
    from ended e
  )
  select n.unit_code, c.group_code,
    sum(n.in_time)::int, sum(n.late)::int, sum(n.sent_back)::int, sum(n.under_way)::int, sum(coalesce(n.solved, 0))::int,
    sum(coalesce(n.not_solved, 0))::int, sum(coalesce(n.solved_unsaid, 0))::int, sum(coalesce(n.satisfied, 0))::int,
    sum(coalesce(n.not_satisfied, 0))::int, sum(coalesce(n.satisfied_unsaid, 0))::int,
    sum(coalesce(n.no_answer, 0))::int, sum(coalesce(n.no_contact, 0))::int
  from counted n
  join public.categories c on c.code = n.category_code
  group by n.unit_code, c.group_code
$$;
comment on function private.rated_events(date) is 'The counts of one month, from its events alone: a range of one index, and the next event of each dispatch.';

create function private.count_rates(month date) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.unit_months t where t.month = count_rates.month;
  insert into public.unit_months (
    month, unit_code, group_code, in_time, late, sent_back, under_way, solved, not_solved, solved_unsaid,
    satisfied, not_satisfied, satisfied_unsaid, no_answer, no_contact
  )
  select count_rates.month, n.* from private.rated_events(count_rates.month) n;
  insert into private.rate_counts as t (month, counted_at) values (count_rates.month, private.clock())
  on conflict on constraint rate_counts_pkey do update set counted_at = excluded.counted_at;
end
$$;
comment on function private.count_rates(date) is 'Counts one month again, as a whole.';

create function private.count_rates_due() returns int
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  due date;
  counted int := 0;
begin
  -- At most three months a run, none of them more often than every five minutes: a month of a very large district
  -- takes about a second.
  for due in
    select m.month from (select distinct k.month from private.rate_marks k) m
    left join private.rate_counts c on c.month = m.month
    where c.counted_at is null or c.counted_at <= moment - interval '5 minutes' or c.counted_at > moment
    order by m.month desc
    limit 3
  loop
    -- The marks go first: whatever commits after this statement leaves a mark of its own for the next run.
    delete from private.rate_marks k where k.month = due;
    perform private.count_rates(due);
    counted := counted + 1;
  end loop;
  return counted;
end
$$;
comment on function private.count_rates_due() is 'Counts the months again in which something happened; gives how many.';

-- What came before this migration is counted at once.
do $$
declare
  month date;
begin
  for month in
    select distinct private.month_of(e.created_at) from public.report_events e
    where e.move in ('dispatch', 'call_back', 'record_callback', 'lapse', 'close')
  loop
    perform private.count_rates(month);
  end loop;
end
$$;


-- the clock calls it ---------------------------------------------------------------------------------------------

alter function public.run_due() rename to move_what_is_due;
alter function public.move_what_is_due() set schema private;
revoke execute on function private.move_what_is_due() from service_role;
comment on function private.move_what_is_due() is
  'The part of run_due about cases, photos and contacts: {moved, escalated, photos_given_up, contacts_deleted}.';

create function public.run_due() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  done jsonb := private.move_what_is_due();
begin
  -- Busy: another instance works, and counts too.
  if done ? 'busy' then
    return done;
  end if;
  return done || jsonb_build_object('months_counted', private.count_rates_due());
end
$$;
comment on function public.run_due() is
  'Moves what is due, at most 500 of a kind a call, and counts the rates again: {moved, escalated, photos_given_up, contacts_deleted, months_counted}. For the job runner only.';
grant execute on function public.run_due() to service_role;


-- the door -------------------------------------------------------------------------------------------------------

create function private.rates_of(
  in_time bigint, late bigint, sent_back bigint, under_way bigint, solved bigint, not_solved bigint, solved_unsaid bigint,
  satisfied bigint, not_satisfied bigint, satisfied_unsaid bigint, no_answer bigint, no_contact bigint
) returns jsonb
language plpgsql immutable set search_path = '' as $$
declare
  taken constant bigint := coalesce(in_time + late, 0);
  reached constant bigint := coalesce(solved + not_solved + solved_unsaid, 0);
  few constant int := 10;
begin
  -- What few people said stays unsaid: below ten neither the rate nor its numerator leaves the database.
  return jsonb_build_object(
    'dispatched', taken, 'in_time', case when taken >= few then in_time end,
    'sent_back', coalesce(sent_back, 0), 'under_way', coalesce(under_way, 0),
    'reached', reached,
    'solved', case when reached >= few then solved end,
    'solved_unsaid', case when reached >= few then solved_unsaid end,
    'satisfied', case when reached >= few then satisfied end,
    'satisfied_unsaid', case when reached >= few then satisfied_unsaid end,
    'no_answer', coalesce(no_answer, 0), 'no_contact', coalesce(no_contact, 0)
  );
end
$$;
comment on function private.rates_of(bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint) is
  'Numerators and denominators as everybody may know them: numerators only of ten and more.';

create function public.three_rates() returns jsonb
language sql stable security definer set search_path = '' as $$
  with span as (
    select (private.month_of(private.clock()) - interval '11 months')::date as first, private.month_of(private.clock()) as last
  ),
  -- At most twelve months, by the primary key; four ways to add them up in one pass.
  added as (
    select
      grouping(m.unit_code) as any_unit, grouping(m.month) as any_month, grouping(m.group_code) as any_group,
      m.unit_code, m.month, m.group_code,
      private.rates_of(
        sum(m.in_time), sum(m.late), sum(m.sent_back), sum(m.under_way), sum(m.solved), sum(m.not_solved),
        sum(m.solved_unsaid), sum(m.satisfied), sum(m.not_satisfied), sum(m.satisfied_unsaid), sum(m.no_answer),
        sum(m.no_contact)
      ) as rates
    from span
    join public.unit_months m on m.month between span.first and span.last
    group by grouping sets ((m.unit_code), (m.month), (m.group_code), ())
  )
  select jsonb_build_object(
    'first', (select first from span),
    'last', (select last from span),
    'as_of', (select max(c.counted_at) from private.rate_counts c),
    'district', coalesce(
      (select a.rates from added a where a.any_unit = 1 and a.any_month = 1 and a.any_group = 1),
      private.rates_of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    ),
    'units', coalesce(
      (
        select jsonb_agg(a.rates || jsonb_build_object('code', a.unit_code) order by (a.rates ->> 'dispatched')::bigint desc, a.unit_code)
        from added a where a.any_unit = 0
      ),
      '[]'
    ),
    'months', (
      select jsonb_agg(
        coalesce(a.rates, private.rates_of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
          || jsonb_build_object('code', to_char(g.month, 'YYYY-MM')) order by g.month
      )
      from span
      cross join lateral generate_series(span.first::timestamp, span.last::timestamp, interval '1 month') g (month)
      left join added a on a.any_month = 0 and a.month = g.month::date
    ),
    'groups', (
      select jsonb_agg(
        coalesce(a.rates, private.rates_of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) || jsonb_build_object('code', c.code)
        order by c.position
      )
      from public.category_groups c
      left join added a on a.any_group = 0 and a.group_code = c.code
    )
  )
$$;
comment on function public.three_rates() is
  'The three rates of the last twelve Beijing months: {first, last, as_of, district, units, months, groups}, each {code, dispatched, in_time, sent_back, under_way, reached, solved, solved_unsaid, satisfied, satisfied_unsaid, no_answer, no_contact}. A numerator of fewer than ten is null.';
grant execute on function public.three_rates() to anon, authenticated;
