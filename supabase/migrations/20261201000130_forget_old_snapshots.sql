-- A move keeps how the case stood before it, some 830 bytes, so that it can be undone for two minutes. After a day that is forgotten,
-- but for what is read later: what a merge or a joining is taken apart by, and whether a unit took a case on in time.
-- docs/decisions/0001-how-a-report-moves.md

create index report_events_undoable on public.report_events (created_at)
where before is not null and move not in ('merge', 'join') and from_status <> 'dispatched';

create function private.sweep_snapshots() returns int
language plpgsql security definer set search_path = '' as $$
declare
  swept int;
begin
  update public.report_events t set before = null
  where t.id in (
    select e.id from public.report_events e
    where e.before is not null and e.move not in ('merge', 'join') and e.from_status <> 'dispatched'
      and e.created_at <= private.clock() - interval '1 day'
    order by e.created_at limit 500
    for update skip locked
  );
  get diagnostics swept = row_count;
  return swept;
end
$$;
comment on function private.sweep_snapshots() is
  'How a case stood before a move is forgotten a day after it, unless it is read later; at most 500 a call.';

create or replace function public.run_due() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  done jsonb := private.run_before_recent();
begin
  if not done ? 'busy' then
    perform private.sweep_recent();
    perform private.sweep_snapshots();
  end if;
  return done;
end
$$;
