-- Notices went to everybody who holds a role, also to those who are suspended and may not see the case any more.

create or replace function private.tell(r public.reports, m public.report_moves, event_id bigint, actor uuid, units_before text[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  with told (recipient_id, kind, rank) as (
    select r.author_id, m.tells_reporter, 1 where r.author_id is not null and r.reporter_left_at is null
    union all
    -- The units that have the case now; when it was taken from them, the ones that had it.
    select ur.user_id, m.tells_units, 2
    from public.user_roles ur
    where ur.role = 'handler' and ur.unit_code = any (coalesce(
      (select array_agg(u.unit_code) from public.report_units u where u.report_id = r.id and u.until is null),
      units_before
    ))
    union all
    select ur.user_id, m.tells_moderators, 3 from public.user_roles ur where ur.role = 'moderator'
  )
  insert into public.notices (recipient_id, report_id, event_id, kind, params, ready_at, created_at)
  select distinct on (t.recipient_id)
    t.recipient_id, r.id, event_id, t.kind,
    jsonb_build_object('code', r.code, 'status', r.status, 'category_code', r.category_code),
    private.clock() + interval '2 minutes', private.clock()
  from told t
  where t.kind is not null
    -- Never about one's own act; and whoever reported it hears as the reporter, not as a colleague.
    and t.recipient_id is distinct from actor
    and (t.rank = 1 or t.recipient_id is distinct from r.author_id)
    -- A colleague who is suspended keeps the role in the table and must not hear of cases.
    and (t.rank = 1 or not exists (
      select from public.profiles p where p.user_id = t.recipient_id and p.suspended_at is not null
    ))
  order by t.recipient_id, t.rank;
end
$$;
