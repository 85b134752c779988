-- Indexes that hold what somebody asks for, and no more. Most cases are over; a queue of what is open had an entry for each.

drop index public.reports_queue;
create index reports_queue on public.reports (status, stage_since, id)
where status in ('submitted', 'needs_info', 'resolved') and photos_complete_at is not null;

drop index public.reports_unit_queue;
create index reports_take_on on public.reports (lead_unit_code, status, stage_since, id)
where status in ('dispatched', 'in_progress', 'deferred');

-- What remains is for the foreign key: one short entry for many cases.
create index reports_lead_unit_code on public.reports (lead_unit_code);

-- What is closed is most of what there is: a list of it is read from the index of the newest, which holds the stage.
drop index public.published_reports_closed;

-- The same rule the other way round, which serves the foreign key as well.
alter table public.notices
  drop constraint notices_recipient_id_event_id_key,
  add constraint notices_once unique (event_id, recipient_id);
drop index public.notices_event_id;

create or replace function private.first_of_queue(unit text, named text) returns timestamptz
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
    when named = 'screen' then
      select r.stage_since into first_since from public.reports r
      where r.status = 'submitted' and r.photos_complete_at is not null
      order by r.stage_since, r.id limit 1;
    when named = 'asked' then
      select r.stage_since into first_since from public.reports r
      where r.status = 'needs_info' and r.photos_complete_at is not null
      order by r.stage_since, r.id limit 1;
    when named = 'callback' then
      select r.stage_since into first_since from public.reports r
      where r.status = 'resolved' and r.photos_complete_at is not null
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
      select min(q.since) into first_since
      from (
        (
          select r.stage_since as since from public.reports r
          where r.assists[1] = unit and r.assists[1] is not null and r.photos_complete_at is not null
            and r.status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened')
          order by r.stage_since, r.id limit 1
        )
        union all
        (
          select r.stage_since from public.reports r
          where r.assists[2] = unit and r.assists[2] is not null and r.photos_complete_at is not null
            and r.status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened')
          order by r.stage_since, r.id limit 1
        )
        union all
        (
          select r.stage_since from public.reports r
          where r.assists[3] = unit and r.assists[3] is not null and r.photos_complete_at is not null
            and r.status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened')
          order by r.stage_since, r.id limit 1
        )
        union all
        (
          select r.stage_since from public.reports r
          where unit = any (r.assists[4:]) and r.assists[4] is not null and r.photos_complete_at is not null
            and r.status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened')
          order by r.stage_since, r.id limit 1
        )
      ) q;
    else
      null;
  end case;
  return first_since;
end
$$;
