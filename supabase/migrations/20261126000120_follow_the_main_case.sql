-- What binds a merged report to its main case (docs/decisions/0006-same-problem.md): its reporter follows the main case
-- on their own page, says what came of the answer, and comes apart from it again without losing anything.


-- the table of moves ---------------------------------------------------------------------------------------------

alter table public.report_moves add column tells_followers text;
comment on column public.report_moves.tells_followers is
  'The kind of the notice to those whose reports were merged into the case; null = neither told nor shown to them.';
comment on column public.report_moves.to_status is
  'null = back: to whoever asked (submitted for a moderator, closed when the time has lapsed, in_progress for a handler), or out of a merge to where the case stood.';

update public.report_moves m set tells_followers = f.kind
from (
  values ('accept', 'accepted'), ('redirect', 'redirected'), ('refuse', 'refused'), ('dispatch', 'dispatched'),
    ('take_on', 'taken_on'), ('answer', 'answered'), ('defer', 'deferred'), ('resume', 'resumed'),
    ('call_back', 'closed'), ('record_callback', 'closed'), ('reopen', 'reopened'), ('return_answer', 'returned'),
    ('close', 'closed'), ('reinstate', 'reinstated')
) as f (move, kind)
where f.move = m.move;
update public.report_moves set tells_followers = 'closed' where move = 'lapse' and from_status = 'resolved';

-- Out of a merge a case goes back to where it stood. Its reporter says what came of the answer to the main case.
update public.report_moves set to_status = null where move = 'reinstate' and from_status = 'merged';
insert into public.report_moves (move, from_status, by, to_status, needs)
values ('call_back', 'merged', 'reporter', 'merged', '{solved}');


-- what a follower says of an answer ------------------------------------------------------------------------------

alter table public.callbacks
  add column answer_event_id bigint references public.report_events (id) on delete cascade;
create index callbacks_answer_event_id on public.callbacks (answer_event_id) where answer_event_id is not null;
comment on column public.callbacks.answer_event_id is
  'Said by the reporter of a merged report: which answer of the main case it is about. In no rate; the main case has its own callback.';

create function private.may_confirm(r public.reports) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  main public.reports;
begin
  select * into main from public.reports t where t.id = r.merged_into;
  return coalesce(main.status = 'resolved', false) and r.reporter_left_at is null and not exists (
    select from public.callbacks c
    where c.report_id = r.id and c.answer_event_id = (private.standing_answer(main)).id
  );
end
$$;
comment on function private.may_confirm(public.reports) is
  'The main case of this merged report is answered, and its reporter has not said yet what came of that answer.';


-- moving ---------------------------------------------------------------------------------------------------------

create or replace function private.move_refusal(r public.reports, m public.report_moves, reporter boolean) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  return case
    -- Nobody moves their own report as staff.
    when reporter and m."by" in ('moderator', 'handler') then 'own_report'
    when m."by" = 'reporter' and r.reporter_left_at is not null then 'reporter_left'
    when m."by" = 'handler' and not m.assist and not coalesce(r.lead_unit_code = any (private.my_units()), false) then 'lead_only'

    when m.move = 'ask' and not private.is_reachable(r) then 'not_reachable'
    when m.move = 'object' and r.objections >= 2 then 'dispatch_final'
    when m.move = 'defer' and r.deferrals >= 2 and not r.deferral_allowed then 'defer_limit'
    when m.move = 'allow_deferral' and r.deferral_allowed then 'move_not_allowed'
    when m.move = 'reopen' and r.reopenings > 0 then 'reopen_once'
    when m.move = 'reopen' and r.stage_due_at <= private.clock() then 'reopen_late'
    when m.move = 'resubmit' and r.outcome <> 'no_information' then 'move_not_allowed'
    when m.move = 'resubmit' and r.ended_at + interval '30 days' <= private.clock() then 'resubmit_late'
    when m.move = 'send_on' and not r.mediation then 'move_not_allowed'
    when m.move = 'reinstate' and private.contested_by(r) = (select auth.uid()) then 'other_moderator'
    when m.move = 'call_back' and r.status = 'merged' and not private.may_confirm(r) then 'move_not_allowed'
    when m.move = 'merge' and exists (select from public.reports child where child.merged_into = r.id) then 'merge_has_children'

    -- What only the clock does, when its time has come.
    when m.move = 'lapse' and coalesce(r.stage_due_at > private.clock(), true) then 'move_not_allowed'
    when m.move = 'escalate' and (r.escalated_at is not null or coalesce(r.stage_due_at > private.clock(), true)) then 'move_not_allowed'
    when m.move = 'resume' and m."by" = 'clock' and r.deferred_until > (private.clock() at time zone 'Asia/Shanghai')::date then 'move_not_allowed'
  end;
end
$$;

create or replace function private.tell(r public.reports, m public.report_moves, event_id bigint, actor uuid, units_before text[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  with told (recipient_id, kind, rank, report_id, code) as (
    select r.author_id, m.tells_reporter, 1, r.id, r.code where r.author_id is not null and r.reporter_left_at is null
    union all
    -- Those whose reports were merged into this one hear of it by their own report. What they hear of stands in the
    -- table alone: an appeal is between its reporter and the moderators.
    select child.author_id, f.tells_followers, 2, child.id, child.code
    from public.report_moves f
    join public.reports child on child.merged_into = r.id
    where f.move = m.move and f.from_status = m.from_status and f."by" = m."by" and f.tells_followers is not null
      and child.author_id is not null and child.reporter_left_at is null
    union all
    -- The units that have the case now; when it was taken from them, the ones that had it.
    select ur.user_id, m.tells_units, 3, r.id, r.code
    from public.user_roles ur
    where ur.role = 'handler' and ur.unit_code = any (coalesce(
      (select array_agg(u.unit_code) from public.report_units u where u.report_id = r.id and u.until is null),
      units_before
    ))
    union all
    select ur.user_id, m.tells_moderators, 4, r.id, r.code from public.user_roles ur where ur.role = 'moderator'
  )
  insert into public.notices (recipient_id, report_id, event_id, kind, params, ready_at, created_at)
  select distinct on (t.recipient_id)
    t.recipient_id, t.report_id, event_id, t.kind,
    jsonb_build_object('code', t.code, 'status', r.status, 'category_code', r.category_code)
      || case when t.rank = 2 then '{"main": true}' else '{}' end::jsonb,
    private.clock() + interval '2 minutes', private.clock()
  from told t
  where t.kind is not null
    -- Never about one's own act; and whoever reported it hears as the reporter, not as a colleague.
    and t.recipient_id is distinct from actor
    and (t.rank <= 2 or t.recipient_id is distinct from r.author_id)
    -- A colleague who is suspended keeps the role in the table and must not hear of cases.
    and (t.rank <= 2 or not exists (
      select from public.profiles p where p.user_id = t.recipient_id and p.suspended_at is not null
    ))
  order by t.recipient_id, t.rank, t.report_id;
end
$$;

create or replace function private.make_move(
  before public.reports, m public.report_moves, d jsonb, actor uuid, acting_unit text,
  out r public.reports, out written bigint
)
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  past jsonb := private.snapshot(before);
  units_before text[];
  target public.reports;
  days int;
  merging public.report_events;
  back_since timestamptz;
  reopening public.report_moves;
  extra jsonb := '{}';
begin
  r := before;
  select array_agg(u.unit_code) into units_before
  from public.report_units u where u.report_id = r.id and u.until is null;

  -- Where it goes.
  r.status := coalesce(
    m.to_status,
    case
      when m.move = 'reinstate' then 'accepted'
      when r.asked_by = 'handler' then 'in_progress'
      when m.move = 'lapse' then 'closed'
      else 'submitted'
    end::public.report_status
  );
  if m.move = 'withdraw' and private.goes_on_alone(before) then
    -- Others are concerned: the case stays where it is and only the reporter goes.
    r.status := before.status;
    r.reporter_left_at := moment;
    r.publish := false;
    r.contact_ok := false;
    if r.status = 'needs_info' then
      r.status := case r.asked_by when 'handler' then 'in_progress' else 'submitted' end::public.report_status;
    end if;
  end if;

  -- What each move changes beside the status.
  case m.move
    when 'accept' then
      null;
    when 'ask' then
      r.asked_by := m."by";
    when 'dispatch' then
      r.lead_unit_code := d ->> 'lead';
      r.limit_days := (d ->> 'limit_days')::int;
      r.escalated_at := null;
      extra := d - array['public_text', 'public_lang', 'internal_text', 'email_text'];
    when 'object' then
      r.objections := r.objections + 1;
    when 'defer' then
      r.deferred_until := (d ->> 'until')::date;
      days := private.working_days_between((moment at time zone 'Asia/Shanghai')::date, r.deferred_until);
      if r.deferred_until <= (moment at time zone 'Asia/Shanghai')::date or r.deferred_until > (moment + interval '2 years')::date then
        perform private.refuse('PT422', 'until_wrong', 'until');
      end if;
      if r.deferred_days + days > 60 and not r.deferral_allowed then
        perform private.refuse('PT409', 'defer_limit', 'until');
      end if;
      -- A moderator's consent is for one deferral.
      if r.deferrals >= 2 or r.deferred_days + days > 60 then
        r.deferral_allowed := false;
      end if;
      r.deferrals := r.deferrals + 1;
      r.deferred_days := r.deferred_days + days;
      extra := jsonb_build_object('until', r.deferred_until, 'working_days', days);
    when 'allow_deferral' then
      r.deferral_allowed := true;
    when 'answer' then
      r.answered_at := coalesce(r.answered_at, moment);
    when 'call_back' then
      if before.status = 'merged' then
        -- What somebody says whose report was merged is kept as theirs. If it is not solved, the main case opens again,
        -- as if its own reporter had said so; where that is not possible any more, it is kept all the same.
        if d ->> 'solved' = 'no' and not d ? 'words' then
          perform private.refuse('PT422', 'words_missing', 'words');
        end if;
        select * into target from public.reports t where t.id = before.merged_into;
        extra := jsonb_build_object('answer_event', (private.standing_answer(target)).id);
        select c.* into reopening from public.report_moves c
        where c.move = 'reopen' and c.from_status = target.status and c."by" = 'reporter';
        if d ->> 'solved' = 'no' and target.reopenings = 0 and target.stage_due_at > moment then
          -- Its reporter hears of it, since it was not they; nobody hears whose words it were, or what they are.
          reopening.tells_reporter := 'reopened';
          extra := extra || jsonb_build_object(
            'main_event', (private.make_move(target, reopening, '{"by": "follower"}', actor, null)).written
          );
        end if;
      end if;
      r.outcome := case d ->> 'solved' when 'yes' then 'solved' else 'not_solved' end::public.report_outcome;
    when 'record_callback' then
      r.outcome := case d ->> 'solved' when 'yes' then 'solved' when 'no' then 'not_solved' else 'unverified' end::public.report_outcome;
    when 'reopen' then
      r.reopenings := r.reopenings + 1;
      if d ? 'by' then
        extra := jsonb_build_object('by', d ->> 'by');
      end if;
      r.counts_from := moment;
      r.limit_days := null;
    when 'close' then
      r.outcome := (d ->> 'outcome')::public.report_outcome;
    when 'lapse' then
      r.outcome := case
        when r.status <> 'closed' then null
        when before.status = 'needs_info' then 'no_information'
        else 'unanswered'
      end::public.report_outcome;
    when 'merge' then
      select * into target from public.reports t where t.id = (d ->> 'target')::uuid;
      if target.id is null or target.id = r.id or target.photos_complete_at is null
        or target.status in ('merged', 'withdrawn', 'refused', 'redirected')
      then
        perform private.refuse('PT422', 'target_wrong', 'target');
      elsif target.author_id = actor then
        perform private.refuse('PT403', 'own_report', 'target');
      end if;
      r.merged_into := target.id;
      extra := jsonb_build_object('target', target.id);
    when 'redirect' then
      extra := jsonb_build_object('channel', d ->> 'channel');
    when 'resubmit' then
      r.counts_from := moment;
    when 'reinstate' then
      r.merged_into := null;
      select * into merging from public.report_events e
      where e.report_id = r.id and e.undone_at is null and e.move in ('merge', 'join')
      order by e.id desc
      limit 1;
      if before.status <> 'merged' or merging.move = 'merge' and merging.before is null then
        -- From another end, or when nothing is left that tells how it was: it begins again with a new dispatch.
        r.limit_days := null;
      elsif merging.move = 'join' then
        -- It never stood for itself. A moderator looks at it as at any report; its limit runs from its receipt.
        r.status := 'submitted';
      else
        -- Back to where it was. The time it was merged away is held against nobody: both clocks go on where they stood.
        r.status := (merging.before #>> '{report,status}')::public.report_status;
        r.lead_unit_code := merging.before #>> '{report,lead_unit_code}';
        r.deferred_until := (merging.before #>> '{report,deferred_until}')::date;
        r.counts_from := r.counts_from + (moment - merging.created_at);
        back_since := (merging.before #>> '{report,stage_since}')::timestamptz + (moment - merging.created_at);
      end if;
    when 'mark_urgent' then
      r.urgent_at := coalesce(r.urgent_at, moment);
      extra := jsonb_build_object('duty_number', d ->> 'duty_number', 'called_at', d ->> 'called_at', 'called_whom', d ->> 'called_whom');
    when 'escalate' then
      r.escalated_at := moment;
    when 'send_on' then
      r.mediation := false;
      r.counts_from := moment;
      r.limit_days := null;
    when 'translate' then
      if not exists (
        select from public.report_events e
        where e.report_id = r.id and e.id = (d ->> 'event_id')::bigint and e.undone_at is null
          and e.public_text is not null and e.move not in ('translate', 'undone')
      ) then
        perform private.refuse('PT422', 'event_id_wrong', 'event_id');
      end if;
      extra := jsonb_build_object('event_id', (d ->> 'event_id')::bigint);
    else
      null;
  end case;

  -- What follows from the status alone.
  r.asked_by := case when r.status = 'needs_info' then r.asked_by end;
  r.outcome := case when r.status = 'closed' then r.outcome end;
  r.deferred_until := case when r.status = 'deferred' then r.deferred_until end;
  r.ended_at := case
    when r.status in ('closed', 'merged', 'redirected', 'refused', 'withdrawn') then coalesce(before.ended_at, moment)
  end;
  if r.status in ('accepted', 'merged', 'redirected', 'refused', 'withdrawn') then
    r.lead_unit_code := null;
  end if;
  if r.status = 'accepted' then
    r.accepted_at := coalesce(r.accepted_at, moment);
  end if;
  if private.may_be_public(r) then
    r.published_at := coalesce(r.published_at, moment);
  end if;
  if r.status <> before.status then
    r.stage_since := coalesce(back_since, moment);
  end if;
  if r.status <> before.status or m.move in ('dispatch', 'send_on') then
    r := private.set_clocks(r);
  end if;
  r.version := before.version + 1;
  r.updated_at := moment;

  -- The units on the case.
  if m.move = 'dispatch' or r.lead_unit_code is null then
    update public.report_units u set until = moment where u.report_id = r.id and u.until is null;
  end if;
  if m.move = 'dispatch' then
    insert into public.report_units (report_id, unit_code, part, since)
    values (r.id, r.lead_unit_code, 'lead', moment);
    insert into public.report_units (report_id, unit_code, part, since)
    select r.id, a, 'assist', moment from jsonb_array_elements_text(d -> 'assists') a;
  elsif m.move = 'send_on' then
    insert into public.report_units (report_id, unit_code, part, since)
    select r.id, a, 'assist', moment
    from unnest((private.resolve_dispatch(r.category_code, r.subdistrict_code)).assists) a
    on conflict do nothing;
  end if;

  if back_since is not null then
    -- The units that had it have it again, from now on: what happened meanwhile was not theirs.
    insert into public.report_units (report_id, unit_code, part, since)
    select r.id, u.unit_code, u.part, moment from public.report_units u
    where u.report_id = r.id and r.lead_unit_code is not null
      and u.id in (select o::bigint from jsonb_array_elements_text(merging.before #> '{units,open}') o)
    order by u.id;
  end if;

  insert into public.report_events (
    report_id, party, actor_id, unit_code, move, from_status, to_status, public_text, public_lang,
    public_text_translation, internal_text, email_text, answer_kind, data, before, created_at
  )
  values (
    -- The rates count every call_back, and each answer once: that of the main case.
    r.id, m."by", actor, acting_unit, case when m.move = 'call_back' and before.status = 'merged' then 'confirm' else m.move end, before.status, r.status,
    -- Each text only where the move's party may write it: a reporter has no internal words.
    d ->> 'public_text',
    case when d ? 'public_text' then coalesce(d ->> 'public_lang', case m."by" when 'reporter' then r.lang else 'zh' end) end,
    case when m.move = 'translate' then d ->> 'public_text_translation' end,
    case when m."by" <> 'reporter' then d ->> 'internal_text' end,
    case when m."by" <> 'reporter' then d ->> 'email_text' end,
    case when m.move = 'answer' then (d ->> 'answer_kind')::public.answer_kind end,
    extra, past, moment
  )
  returning id into written;

  if m.move in ('call_back', 'record_callback') then
    insert into public.callbacks (
      report_id, round, event_id, party, reached, solved, satisfied, words, created_at, answer_event_id
    )
    select
      r.id, coalesce(max(c.round), 0) + 1, written, m."by",
      case when m."by" = 'reporter' then 'yes' else d ->> 'reached' end::public.callback_word,
      (d ->> 'solved')::public.callback_word,
      coalesce(d ->> 'satisfied', 'no_answer')::public.callback_word,
      d ->> 'words', moment, (extra ->> 'answer_event')::bigint
    from public.callbacks c where c.report_id = r.id;
  end if;

  perform private.write_report(r);
  perform private.follow(before, r);
  perform private.tell(r, m, written, actor, units_before);
end
$$;

create or replace function public.move_report(
  report_id uuid, move text, version int, details jsonb default '{}', key text default null
) returns jsonb
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  main uuid;
  r public.reports;
  m public.report_moves;
  parties public.report_party[];
  d jsonb;
  refusal text;
  moved record;
begin
  -- A merge looks at two cases. Both are locked in one order, so that moderators who merge crosswise wait for each
  -- other instead of blocking each other for good.
  if move_report.move = 'merge' and private.has_role('moderator') then
    perform from public.reports t
    where t.id in (move_report.report_id, private.read_uuid(move_report.details, 'target'))
    order by t.id for update;
  elsif move_report.move = 'call_back' then
    -- So does what is said of the answer to the main case. Asked first, so that a stranger cannot hold a row.
    select t.merged_into into main from public.reports t
    where t.id = move_report.report_id and t.merged_into is not null and private.is_reporter(t, move_report.key);
    perform from public.reports t where main is not null and t.id in (move_report.report_id, main) order by t.id for update;
  end if;
  r := private.lock_report(move_report.report_id, move_report.key);
  if r.version is distinct from move_report.version
    or move_report.move = 'call_back' and r.merged_into is distinct from main and private.is_reporter(r, move_report.key)
  then
    perform private.refuse('PT409', 'conflict', 'version');
  end if;

  -- The row that is open to the caller; if none is, the reason of the nearest one.
  parties := private.parties(r, move_report.key);
  select c.* into m
  from public.report_moves c
  where c.move = move_report.move and c.from_status = r.status and c.by = any (parties)
  order by private.move_refusal(r, c, 'reporter' = any (parties)) nulls first, c.by
  limit 1;
  if m.move is null then
    perform private.refuse('PT409', 'move_not_allowed', 'move');
  end if;
  refusal := private.move_refusal(r, m, 'reporter' = any (parties));
  if refusal is not null then
    perform private.refuse(
      case when refusal in ('own_report', 'lead_only', 'other_moderator') then 'PT403' else 'PT409' end, refusal, 'move'
    );
  end if;

  d := private.read_details(move_report.details, m);
  moved := private.make_move(
    r, m, d, (select auth.uid()), case when m."by" = 'handler' then private.acting_unit(r.id) end
  );
  return private.after_move(moved.r, moved.written, private.clock() + interval '2 minutes');
end
$$;

create or replace function private.undoable_event(r public.reports, key text) returns public.report_events
language plpgsql stable security definer set search_path = '' as $$
declare
  e public.report_events;
begin
  select * into e from public.report_events n
  where n.report_id = r.id and n.undone_at is null and n.move <> 'undone'
  order by n.id desc
  limit 1;
  -- What a follower did to the main case is taken back with what they said, and by nobody else.
  if e.before is not null and not e.data ? 'by' and e.created_at + interval '2 minutes' > private.clock()
    and not private.is_suspended()
    and (
      e.actor_id = (select auth.uid()) and e.party = any (private.parties(r, key))
      or e.actor_id is null and e.party = 'reporter' and private.key_fits(r, key)
    )
  then
    return e;
  end if;
  return null;
end
$$;

create function private.take_back(before public.reports, e public.report_events, out r public.reports, out written bigint)
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
begin
  r := jsonb_populate_record(before, e.before -> 'report');
  r.version := before.version + 1;
  r.updated_at := moment;

  delete from public.report_units u where u.report_id = r.id and u.id > (e.before #>> '{units,last}')::bigint;
  update public.report_units u set until = null
  where u.report_id = r.id and u.id in (select o::bigint from jsonb_array_elements_text(e.before #> '{units,open}') o);
  delete from public.callbacks c where c.event_id = e.id;
  delete from public.notices n where n.event_id = e.id and n.ready_at > moment;

  update public.report_events t set undone_at = moment where t.id = e.id;
  insert into public.report_events (report_id, party, actor_id, unit_code, move, from_status, to_status, data, created_at)
  values (r.id, e.party, e.actor_id, e.unit_code, 'undone', before.status, r.status, jsonb_build_object('event_id', e.id), moment)
  returning id into written;

  perform private.write_report(r);
  perform private.follow(before, r);
end
$$;
comment on function private.take_back(public.reports, public.report_events) is
  'Restores a case from the snapshot of its newest move, and writes down that the move was undone.';

create or replace function public.undo_move(report_id uuid, event_id bigint, key text default null) returns jsonb
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  before public.reports;
  seen public.report_events;
  e public.report_events;
  other uuid;
  main public.reports;
  reopening public.report_events;
  taken record;
begin
  -- An unmerging that is undone, and a "not solved" that opened the main case, concern two cases. Both are locked in
  -- one order, once the caller is known to have to do with the first.
  select * into before from public.reports t where t.id = undo_move.report_id;
  if before.id is not null and private.parties(before, undo_move.key) <> '{}' then
    seen := private.undoable_event(before, undo_move.key);
    select * into reopening from public.report_events n where n.id = (seen.data ->> 'main_event')::bigint;
    other := coalesce(reopening.report_id, (seen.before #>> '{report,merged_into}')::uuid);
    perform from public.reports t where other is not null and t.id in (before.id, other) order by t.id for update;
  end if;
  before := private.lock_report(undo_move.report_id, undo_move.key);
  e := private.undoable_event(before, undo_move.key);
  if e.id is distinct from undo_move.event_id or e.id is null or e.id is distinct from seen.id then
    perform private.refuse('PT409', 'undo_too_late', 'event_id');
  end if;
  select * into main from public.reports t where t.id = other;

  -- It cannot go back into a case that nobody may be merged into by now, nor with others merged into it.
  if before.merged_into is null and e.before #>> '{report,merged_into}' is not null and (
    main.status in ('merged', 'withdrawn', 'refused', 'redirected')
    or exists (select from public.reports child where child.merged_into = before.id)
  ) then
    perform private.refuse('PT409', 'undo_too_late', 'event_id');
  end if;

  if reopening.id is not null then
    -- Only while nothing else happened to the main case.
    if reopening.id is distinct from (
      select max(n.id) from public.report_events n where n.report_id = main.id and n.undone_at is null and n.move <> 'undone'
    ) then
      perform private.refuse('PT409', 'undo_too_late', 'event_id');
    end if;
    perform private.take_back(main, reopening);
  end if;
  taken := private.take_back(before, e);
  return private.after_move(taken.r, taken.written, null);
end
$$;


-- who sees what --------------------------------------------------------------------------------------------------

create or replace function private.sees_report(report_id uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.reports r
    where r.id = sees_report.report_id and r.photos_complete_at is not null
      and (
        private.has_role('moderator') or private.has_case(coalesce(r.merged_into, r.id))
      )
  );
end
$$;
comment on function private.sees_report(uuid) is
  'The caller may read this case as staff: any moderator, or a handler whose unit now has it or the case it was merged into.';

alter policy reports_select on public.reports using (
  photos_complete_at is not null
  and (
    -- A merged report has no units of its own: whoever has the main case has it too.
    (select private.has_role('moderator')) or private.has_case(coalesce(merged_into, id))
  )
);

-- What colleagues write about a case is not for its reporter, also when the reporter is a colleague. They read
-- report_page, as every reporter does.
alter policy report_events_select on public.report_events
using (private.sees_report(report_id) and not private.is_author(report_id));
alter policy callbacks_select on public.callbacks
using (private.sees_report(report_id) and not private.is_author(report_id));
alter policy report_releases_select on public.report_releases
using ((select private.has_role('moderator')) and private.sees_report(report_id) and not private.is_author(report_id));


-- the reporter's pages -------------------------------------------------------------------------------------------

create function private.merged_into_of(r public.reports) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', p.report_id, 'code', t.code, 'public', p.report_id is not null)
  from public.reports t
  left join public.published_reports p on p.report_id = t.id
  where t.id = r.merged_into
$$;
comment on function private.merged_into_of(public.reports) is
  'The case that a report was merged into, for its reporter: {id, code, public}. Its id, which leads to its public page, only when there is one.';

create function private.main_of(r public.reports) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'status', main.status, 'outcome', main.outcome, 'received_at', main.received_at, 'stage_since', main.stage_since,
    'due_at', main.due_at, 'due_provisional', main.due_provisional, 'overdue', private.is_overdue(main),
    'stage_due_at', main.stage_due_at, 'deferred_until', main.deferred_until, 'lead_unit_code', main.lead_unit_code,
    'reopen_until', case when main.status = 'resolved' and main.reopenings = 0 then main.stage_due_at end,
    'events', coalesce(
      (
        select jsonb_agg(
          jsonb_build_object(
            'id', e.id, 'at', e.created_at, 'party', e.party, 'unit_code', e.unit_code, 'move', e.move,
            'from', e.from_status, 'to', e.to_status,
            'public_text', said.words, 'public_lang', case when said.words is not null then e.public_lang end,
            'public_text_translation', case when said.words is not null then private.translation_of(e) end,
            'answer_kind', e.answer_kind, 'channel', e.data ->> 'channel', 'mine', false
          )
          order by e.id
        )
        from public.report_events e
        join public.report_moves m on m.move = e.move and m.from_status = e.from_status and m.by = e.party
        -- What staff say about the problem is for all who reported it. What they say to one reporter is not, and what
        -- reporters say is for staff alone.
        cross join lateral (
          select case
            when e.party in ('moderator', 'handler') and e.move in ('dispatch', 'answer', 'defer', 'redirect', 'refuse', 'close')
              then e.public_text
          end as words
        ) said
        where e.report_id = main.id and e.undone_at is null and m.tells_followers is not null
      ),
      '[]'
    )
  )
  from public.reports main
  where main.id = r.merged_into
$$;
comment on function private.main_of(public.reports) is
  'The main case as the reporters of merged reports may follow it: where it stands, its dates, and the public words of staff. Never a word of another reporter.';

create or replace function public.report_page(report_id uuid, key text default null) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  r public.reports;
begin
  select * into r from public.reports t where t.id = report_page.report_id;
  if r.id is null or not private.is_reporter(r, report_page.key) then
    perform private.refuse('PT404', 'not_found');
  end if;
  return private.report_basics(r, report_page.key) || jsonb_build_object(
    'contact', private.masked_contact(r),
    'held_by', case when r.author_id is null then 'key' else 'account' end,
    -- What was undone never happened for the reporter; what colleagues wrote to each other is not theirs.
    'events', (
      select jsonb_agg(
        jsonb_build_object(
          'id', e.id, 'at', e.created_at, 'party', e.party, 'unit_code', e.unit_code, 'move', e.move,
          'from', e.from_status, 'to', e.to_status,
          'public_text', e.public_text, 'public_lang', e.public_lang,
          'public_text_translation', private.translation_of(e),
          'answer_kind', e.answer_kind, 'channel', e.data ->> 'channel', 'mine', e.party = 'reporter' and not e.data ? 'by'
        )
        order by e.id
      )
      from public.report_events e
      where e.report_id = r.id and e.undone_at is null
        and e.move not in ('undone', 'add_note', 'allow_deferral', 'translate')
    ),
    'callback', (
      select jsonb_build_object(
        'round', c.round, 'party', c.party, 'reached', c.reached, 'solved', c.solved, 'satisfied', c.satisfied,
        'words', case when c.party = 'reporter' then c.words end, 'created_at', c.created_at
      )
      from public.callbacks c where c.report_id = r.id
      order by c.round desc
      limit 1
    ),
    'joined', r.joined,
    'merged_into', private.merged_into_of(r),
    'main', private.main_of(r),
    'again_of', case when r.again_of is not null then jsonb_build_object(
      'id', (private.same_problem_named(r.again_of)).report_id,
      'public', (private.same_problem_named(r.again_of)).report_id is not null
    ) end
  );
end
$$;

create or replace function public.my_reports(keys jsonb) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  held jsonb := coalesce(keys, '{}');
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
  mine as (
    select r.id from asked a join public.reports r on r.id = a.id and private.key_fits(r, a.key)
    union
    (
      select r.id from public.reports r
      where r.author_id = (select auth.uid())
      order by r.received_at desc
      limit 200
    )
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
  from mine join public.reports r on r.id = mine.id;
  return listed;
end
$$;


-- the staff's page -----------------------------------------------------------------------------------------------

create or replace function private.suggestion(r public.reports) returns jsonb
language sql stable security definer set search_path = '' as $$
  select case
    -- It is back: whoever had it last knows it.
    when last.unit_code is not null then jsonb_build_object(
      'lead', last.unit_code, 'assists', to_jsonb(array_remove(coalesce(d.assists, '{}'), last.unit_code)),
      'limit_days', d.limit_days, 'because', 'again'
    )
    -- Talk first: the subdistrict's own office brings the residents' committee in, nobody assists.
    when r.mediation then jsonb_build_object(
      'lead', coalesce((select u.code from public.units u where u.subdistrict_code = r.subdistrict_code), d.lead),
      'assists', '[]'::jsonb,
      'limit_days', coalesce(private.limit_days(r.category_code, 'mediation'), d.limit_days)
    )
    else jsonb_build_object('lead', d.lead, 'assists', to_jsonb(coalesce(d.assists, '{}')), 'limit_days', d.limit_days)
  end
  from (select 1) one
  left join lateral private.resolve_dispatch(r.category_code, r.subdistrict_code) d on true
  left join lateral (
    select u.unit_code from public.report_units u
    join public.units n on n.code = u.unit_code and n.active
    where u.report_id = r.again_of and u.part = 'lead' and not r.mediation
    order by u.id desc
    limit 1
  ) last on true
$$;

create or replace function private.other_reports(r public.reports) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(to_jsonb(o) order by o.received_at desc), '[]')
  from (
    select near.id, near.code, near.status, near.received_at, round(near.distance_m) as distance_m,
      -- A case may be merged into one that stands for itself, and that somebody else reported.
      near.status not in ('merged', 'withdrawn', 'refused', 'redirected')
        and near.author_id is distinct from (select auth.uid()) as may_be_target
    from (
      -- The last ninety days of the category are looked at, at most 500 of them.
      select t.id, t.code, t.status, t.received_at, t.landmark, t.author_id,
        private.distance_m(r.lat, r.lng, t.lat, t.lng) as distance_m
      from public.reports t
      where t.category_code = r.category_code and t.id <> r.id and t.merged_into is distinct from r.id and t.photos_complete_at is not null
        and t.received_at > private.clock() - interval '90 days'
      order by t.received_at desc
      limit 500
    ) near
    where near.distance_m <= 300 or near.landmark = r.landmark
    order by near.received_at desc
    limit 10
  ) o
$$;

create function private.short_case(report_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'id', t.id, 'code', t.code, 'status', t.status, 'outcome', t.outcome, 'received_at', t.received_at,
    'ended_at', t.ended_at,
    'lead_unit_code', (
      select u.unit_code from public.report_units u where u.report_id = t.id and u.part = 'lead' order by u.id desc limit 1
    ),
    'may_open', private.sees_report(t.id)
  )
  from public.reports t
  where t.id = short_case.report_id
$$;
comment on function private.short_case(uuid) is 'A linked case in one line, for staff: where it stands and who had it last.';

create function private.children_of(r public.reports, own boolean) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'id', child.id, 'code', child.code, 'received_at', child.received_at, 'joined', child.joined,
        'photos', (select count(*) from public.report_photos p where p.report_id = child.id and p.arrived_at is not null),
        'reporter_left', child.reporter_left_at is not null,
        -- One follower never reads another, not even one who is a colleague.
        'words', case when not own then nullif(child.description, '') end,
        'lang', child.lang,
        'callback', case when not own then (
          select jsonb_build_object('solved', c.solved, 'satisfied', c.satisfied, 'words', c.words, 'created_at', c.created_at)
          from public.callbacks c where c.report_id = child.id and c.answer_event_id is not null
          order by c.round desc
          limit 1
        ) end
      )
      order by child.received_at, child.id
    ),
    '[]'
  )
  from public.reports child
  where child.merged_into = r.id and child.photos_complete_at is not null
$$;
comment on function private.children_of(public.reports, boolean) is
  'The reports merged into a case, for staff who have it; without words when the caller is its reporter.';

create function private.earlier_of(r public.reports) returns jsonb
language sql stable security definer set search_path = '' as $$
  with recursive chain as (
    select t.id, t.again_of, 1 as n from public.reports t where t.id = r.again_of
    union all
    select t.id, t.again_of, c.n + 1 from chain c join public.reports t on t.id = c.again_of where c.n < 10
  )
  select private.short_case(r.again_of) || jsonb_build_object('earlier', (
    select coalesce(jsonb_agg(private.short_case(c.id) order by c.n), '[]') from chain c where c.n > 1
  ))
  where r.again_of is not null
$$;
comment on function private.earlier_of(public.reports) is
  'The case that is back, as its reporter says, and in `earlier` those that it came back from, newest first; null when it is none.';

create or replace function public.report_case(report_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  r public.reports;
  moderator boolean := private.has_role('moderator');
  own boolean;
begin
  select * into r from public.reports t where t.id = report_case.report_id;
  if r.id is null or not private.sees_report(r.id) then
    perform private.refuse('PT404', 'not_found');
  end if;
  -- Whoever reported it reads it as its reporter, whatever else they are: what colleagues write about it is not theirs.
  own := private.is_reporter(r, null);
  return private.report_basics(r, null) || jsonb_build_object(
    'reporter', jsonb_build_object(
      'kind', case when r.author_id is null then 'guest' else 'account' end,
      'reachable', private.is_reachable(r), 'name', null
    ),
    -- A handler sees that there is a contact only when the reporter allowed to be called.
    'contact', case when moderator or r.contact_ok then private.masked_contact(r) else private.masked_contact(null) end,
    'danger_answered', r.danger_answered,
    'limits', jsonb_build_object(
      'limit_days', r.limit_days,
      'total', private.limit_days(r.category_code, 'total'),
      'mediation', private.limit_days(r.category_code, 'mediation'),
      'stage', private.limit_days(r.category_code, r.status::text)
    ),
    'objections', r.objections, 'deferrals', r.deferrals, 'deferred_days', r.deferred_days,
    'deferral_allowed', r.deferral_allowed, 'reopenings', r.reopenings,
    'escalated_at', r.escalated_at, 'urgent_at', r.urgent_at,
    'merged_into', case when moderator then r.merged_into end,
    'dispatches', (
      select count(*) from public.report_events e
      where e.report_id = r.id and e.move = 'dispatch' and e.undone_at is null
    ),
    'units', coalesce(
      (
        select jsonb_agg(
          jsonb_build_object('unit_code', u.unit_code, 'part', u.part, 'since', u.since, 'until', u.until) order by u.id
        )
        from public.report_units u where u.report_id = r.id
      ),
      '[]'
    ),
    'events', (
      select jsonb_agg(
        jsonb_build_object(
          'id', e.id, 'at', e.created_at, 'party', e.party, 'unit_code', e.unit_code, 'move', e.move,
          'from', e.from_status, 'to', e.to_status,
          'public_text', e.public_text, 'public_lang', e.public_lang,
          'public_text_translation', coalesce(e.public_text_translation, private.translation_of(e)),
          'internal_text', case when not own then e.internal_text end,
          'email_text', case when not own then e.email_text end, 'answer_kind', e.answer_kind,
          'data', case when not own then e.data else '{}' end, 'undone_at', e.undone_at,
          -- Moderators know which colleague it was. A reporter has no name here, not even for them.
          'actor_name', case when moderator and not own and e.party in ('moderator', 'handler') then p.display_name end,
          'mine', coalesce(e.actor_id = (select auth.uid()), false)
        )
        order by e.id
      )
      from public.report_events e
      left join public.profiles p on p.user_id = e.actor_id
      where e.report_id = r.id
    ),
    'callbacks', coalesce(
      (
        select jsonb_agg(
          jsonb_build_object(
            'round', c.round, 'party', c.party, 'reached', c.reached, 'solved', c.solved, 'satisfied', c.satisfied,
            'words', case when not own or c.party = 'reporter' then c.words end, 'created_at', c.created_at
          )
          order by c.round
        )
        from public.callbacks c where c.report_id = r.id
      ),
      '[]'
    ),
    'reveals', case when moderator then coalesce(
      (
        select jsonb_agg(
          jsonb_build_object(
            'unit_code', v.unit_code, 'reason', v.reason, 'revealed_at', v.revealed_at,
            'actor_name', case when not own then p.display_name end
          )
          order by v.id
        )
        from public.contact_reveals v
        left join public.profiles p on p.user_id = v.actor_id
        where v.report_id = r.id
      ),
      '[]'
    ) else '[]' end,
    'publish_stage', case
      when private.may_be_public(r) then 'stub'
      when r.published_at is not null then 'hidden'
      else 'private'
    end,
    'suggestion', case when moderator then private.suggestion(r) end,
    'others', case when moderator then private.other_reports(r) else '[]' end,
    'joined', r.joined,
    'main', case when r.merged_into is not null then private.short_case(r.merged_into) end,
    'children', private.children_of(r, own),
    'again_of', private.earlier_of(r),
    'back', coalesce(
      (
        select jsonb_agg(private.short_case(b.id) order by b.received_at desc, b.id)
        from public.reports b where b.again_of = r.id and b.photos_complete_at is not null
      ),
      '[]'
    )
  );
end
$$;
