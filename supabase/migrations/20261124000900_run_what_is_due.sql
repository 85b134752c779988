-- What happens without a person: the clock's moves, promises that ran out, counters that are old; and the
-- figures of the home page and the throttle for credentials.


-- the clock ------------------------------------------------------------------------------------------------------

create function private.move_due(move text, ids uuid[]) returns int
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports;
  m public.report_moves;
  moved int := 0;
begin
  for r in select t.* from public.reports t where t.id = any (ids) order by t.id for update skip locked loop
    select c.* into m from public.report_moves c
    where c.move = move_due.move and c.from_status = r.status and c."by" = 'clock';
    -- Asked again under the lock: a person may have been quicker.
    if m.move is not null and private.move_refusal(r, m, false) is null then
      perform private.make_move(r, m, '{}', null, null);
      moved := moved + 1;
    end if;
  end loop;
  return moved;
end
$$;
comment on function private.move_due(text, uuid[]) is 'The clock makes one move on each of these reports, where it is still due.';

create function public.run_due() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  most constant int := 500;
  lapsed int;
  resumed int;
  escalated int;
  photos int;
  forgotten int;
begin
  -- Several instances may call this at once; one works, the others go home.
  if not pg_try_advisory_xact_lock(hashtext('run_due')) then
    return jsonb_build_object('busy', true, 'moved', 0, 'escalated', 0, 'photos_given_up', 0, 'contacts_deleted', 0);
  end if;

  lapsed := private.move_due('lapse', array(
    select r.id from public.reports r
    where r.status in ('needs_info', 'resolved') and r.stage_due_at <= moment
    order by r.stage_due_at limit most
  ));
  resumed := private.move_due('resume', array(
    select r.id from public.reports r
    where r.status = 'deferred' and r.deferred_until <= (moment at time zone 'Asia/Shanghai')::date
    order by r.stage_due_at limit most
  ));
  escalated := private.move_due('escalate', array(
    select r.id from public.reports r
    where r.status = 'dispatched' and r.stage_due_at <= moment and r.escalated_at is null
    order by r.stage_due_at limit most
  ));

  -- Promised photos that did not come within a day: the words are worth reading without them.
  update public.reports t set photos_complete_at = moment
  where t.id in (
    select r.id from public.reports r
    where r.photos_complete_at is null and r.received_at <= moment - interval '24 hours'
    order by r.received_at limit most
    for update skip locked
  );
  get diagnostics photos = row_count;

  -- Who left a case can change their mind for two minutes; then their contact is gone.
  delete from public.report_contacts c
  where c.report_id in (
    select r.id from public.reports r
    join public.report_contacts k on k.report_id = r.id
    where r.reporter_left_at <= moment - interval '2 minutes'
    limit most
  );
  get diagnostics forgotten = row_count;

  delete from private.throttles t
  where t.ctid in (select o.ctid from private.throttles o where o.ends_at <= moment limit 5000);

  return jsonb_build_object(
    'moved', lapsed + resumed, 'escalated', escalated, 'photos_given_up', photos, 'contacts_deleted', forgotten
  );
end
$$;
comment on function public.run_due() is
  'Moves what is due, at most 500 of a kind a call: {moved, escalated, photos_given_up, contacts_deleted}. For the job runner only.';
grant execute on function public.run_due() to service_role;

create index reports_left on public.reports (reporter_left_at) where reporter_left_at is not null;


-- figures --------------------------------------------------------------------------------------------------------

create function public.home_figures() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'received_30d', coalesce(sum(d.received) filter (where d.day > today.day - 30), 0),
    'answered_30d', coalesce(sum(d.answered) filter (where d.day > today.day - 30), 0),
    'solved_30d', coalesce(sum(d.solved) filter (where d.day > today.day - 30), 0),
    'open', coalesce(sum(d.received) - sum(d.ended), 0),
    'as_of', private.clock()
  )
  from public.daily_figures d
  cross join (select (private.clock() at time zone 'Asia/Shanghai')::date as day) today
$$;
comment on function public.home_figures() is
  'True numbers of the last thirty days and what is open now: {received_30d, answered_30d, solved_30d, open, as_of}.';
grant execute on function public.home_figures() to anon, authenticated;


-- credentials ----------------------------------------------------------------------------------------------------

create function public.throttle_credentials(kind text, subject text, client text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  wait int;
begin
  if coalesce(kind, '') not in ('sign_in', 'sign_up', 'reset', 'code') then
    perform private.refuse('PT422', 'kind_wrong', 'kind');
  end if;
  -- One address is protected from many guesses, and many addresses from one guesser; a whole office behind one
  -- connection still gets in.
  wait := greatest(
    private.count_hit('credentials:' || kind, 'subject:' || lower(private.tidy(left(subject, 320))), 10, interval '15 minutes'),
    private.count_hit('credentials:' || kind, 'client:' || left(client, 200), 60, interval '15 minutes')
  );
  if wait > 0 then
    perform private.refuse('PT429', 'too_many', wait::text);
  end if;
end
$$;
comment on function public.throttle_credentials(text, text, text) is
  'Counts an attempt to sign in, sign up or reset; call it before trying. Code: too_many, with the seconds to wait in detail; kind_wrong.';
grant execute on function public.throttle_credentials(text, text, text) to anon, authenticated;
