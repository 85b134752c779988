-- Looking after work orders: what became of the letter of a case, sending it again, and the list of what is stuck.


create function private.order_letter_state(w private.work_orders) returns text
language sql stable security definer set search_path = '' as $$
  select case
    when w.id is null then 'none'
    when l.id is null then case when w.sent_at >= w.written_at then 'sent' else 'stuck' end
    when l.sent_at is not null then 'sent'
    when l.stuck_at is not null then 'stuck'
    when l.last_error is not null then 'failed'
    else 'queued'
  end
  from (select 1) one left join private.letters l on l.id = w.letter_id
$$;
comment on function private.order_letter_state(private.work_orders) is
  'Where the letter of an order is: none, queued, failed (it is tried again), stuck (a person decides; also one that could not leave within seven days), sent. Whether it was opened nobody knows: mail programmes open links too.';

create function private.order_of_case(r public.reports) returns private.work_orders
language sql stable security definer set search_path = '' as $$
  select w from private.work_orders w where w.event_id = (private.standing_dispatch(r.id)).id
$$;
comment on function private.order_of_case(public.reports) is 'The order of the dispatch that stands, if one was written.';

create function public.case_order(report_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  r public.reports;
  w private.work_orders;
begin
  select * into r from public.reports t where t.id = case_order.report_id and t.photos_complete_at is not null;
  if r.id is null or not private.has_role('moderator') then
    perform private.refuse('PT404', 'not_found');
  end if;
  w := private.order_of_case(r);
  if r.lead_unit_code is null or not private.works_by_mail(r.lead_unit_code) then
    return null;
  end if;
  return jsonb_build_object(
    'unit_code', r.lead_unit_code, 'state', private.order_letter_state(w),
    'to', (select private.mask_email(u.address) from private.unit_mail u where u.unit_code = r.lead_unit_code),
    'written_at', w.written_at, 'sent_at', w.sent_at,
    'expires_at', (select max(l.expires_at) from private.order_links l where l.order_id = w.id and l.ended_at is null),
    'acts', coalesce((
      select jsonb_agg(jsonb_build_object('act', l.act, 'at', l.used_at) order by l.used_at)
      from private.order_links l where l.order_id = w.id and l.used_at is not null
    ), '[]'),
    'may_send', private.in_hand(r)
  );
end
$$;
comment on function public.case_order(uuid) is
  'For moderators, of a case whose unit works by e-mail: {unit_code, state, to (masked), written_at, sent_at, expires_at, acts: [{act, at}], may_send}; null for one that works in the console. Code: not_found.';
grant execute on function public.case_order(uuid) to authenticated;

create function public.resend_order(report_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports;
  e public.report_events;
  wait int;
begin
  if not private.has_role('moderator') then
    perform private.refuse('PT404', 'not_found');
  end if;
  select * into r from public.reports t
  where t.id = resend_order.report_id and t.photos_complete_at is not null for update;
  if r.id is null then
    perform private.refuse('PT404', 'not_found');
  elsif not private.in_hand(r) or not private.works_by_mail(r.lead_unit_code) then
    perform private.refuse('PT409', 'order_nothing_to_do', 'report_id');
  elsif private.order_waits(private.order_of_case(r)) then
    return;
  end if;
  e := private.standing_dispatch(r.id);
  wait := private.count_hit('resend_order', e.id::text, 10, interval '1 day');
  if wait > 0 then
    perform private.refuse('PT429', 'too_many', wait::text);
  end if;
  perform private.write_order(e, e);
end
$$;
comment on function public.resend_order(uuid) is
  'A moderator writes to the unit again, with new links; while a letter waits to leave this does nothing. Codes: not_found, order_nothing_to_do, too_many.';
grant execute on function public.resend_order(uuid) to authenticated;


-- what is stuck --------------------------------------------------------------------------------------------------

create function private.waiting_orders(most int)
returns table (report_id uuid, code text, unit_code text, category_code text, status public.report_status, why text, since timestamptz)
language sql stable security definer set search_path = '' as $$
  select r.id, r.code, r.lead_unit_code, r.category_code, r.status, q.why,
    case q.why when 'late' then least(r.due_at, r.stage_due_at) else coalesce(w.written_at, r.stage_since) end
  from private.unit_mail u
  join public.reports r on r.lead_unit_code = u.unit_code and r.status in ('dispatched', 'in_progress', 'deferred')
  left join private.work_orders w on w.event_id = (private.standing_dispatch(r.id)).id
  cross join lateral (select private.order_letter_state(w) as letter) s
  cross join lateral (
    select case
      when s.letter in ('none', 'stuck') then 'unsent'
      when s.letter = 'failed' and w.written_at <= private.clock() - interval '1 hour' then 'failing'
      when private.is_overdue(r) or r.stage_due_at <= private.clock() then 'late'
    end as why
  ) q
  where u.works_by = 'mail' and q.why is not null
  order by 7, r.id
  limit most
$$;
comment on function private.waiting_orders(int) is
  'Cases of units that work by e-mail which stand still: unsent (no letter left), failing (for an hour), late (sent, and the time for this stage or for the case is over). The longest first.';

create function public.waiting_orders() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not private.has_role('moderator') then
    perform private.refuse('PT404', 'not_found');
  end if;
  return (select coalesce(jsonb_agg(to_jsonb(o)), '[]') from private.waiting_orders(100) o);
end
$$;
comment on function public.waiting_orders() is
  'For moderators, at most 100: [{report_id, code, unit_code, category_code, status, why: unsent | failing | late, since}], the longest first. Code: not_found.';
grant execute on function public.waiting_orders() to authenticated;
