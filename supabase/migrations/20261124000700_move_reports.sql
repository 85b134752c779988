-- How a report moves. move_report is the one function that changes a status for a person, make_move the one that
-- writes it down (the clock calls it too), move_refusal the one that says whether a move is open: the pages ask it
-- for their buttons and move_report asks it again, so the two cannot disagree.
-- ("by" is quoted in plpgsql, where it is a reserved word.)


-- who the caller is to this report -------------------------------------------------------------------------------

create function private.key_fits(r public.reports, key text) returns boolean
language sql stable set search_path = '' as $$
  select coalesce(r.key_hash = private.hash_key(left(key, 200)), false)
$$;
comment on function private.key_fits(public.reports, text) is 'The caller holds the key of this report.';

create function private.is_reporter(r public.reports, key text) returns boolean
language sql stable set search_path = '' as $$
  select coalesce(r.author_id = (select auth.uid()), false) or private.key_fits(r, key)
$$;
comment on function private.is_reporter(public.reports, text) is 'The caller sent this report: by account or by key.';

create function private.parties(r public.reports, key text) returns public.report_party[]
language plpgsql stable security definer set search_path = '' as $$
declare
  parties public.report_party[] := '{}';
begin
  if private.is_reporter(r, key) then
    parties := parties || 'reporter'::public.report_party;
  end if;
  if r.photos_complete_at is not null and (select auth.uid()) is not null then
    if private.has_case(r.id) then
      parties := parties || 'handler'::public.report_party;
    end if;
    if private.has_role('moderator') then
      parties := parties || 'moderator'::public.report_party;
    end if;
  end if;
  return parties;
end
$$;
comment on function private.parties(public.reports, text) is 'What the caller is to this report. Nothing = it does not exist for them.';

create function private.acting_unit(report_id uuid) returns text
language sql stable security definer set search_path = '' as $$
  select u.unit_code from public.report_units u
  where u.report_id = acting_unit.report_id and u.until is null and u.unit_code = any (private.my_units())
  order by u.part, u.unit_code
  limit 1
$$;
comment on function private.acting_unit(uuid) is 'The unit for which the caller acts here: the lead unit if it is theirs, else an assisting one.';


-- what is open ---------------------------------------------------------------------------------------------------

create function private.is_reachable(r public.reports) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return r.reporter_left_at is null
    and (r.author_id is not null or exists (select from public.report_contacts c where c.report_id = r.id));
end
$$;
comment on function private.is_reachable(public.reports) is 'Somebody would hear a question: the reporter has an account or left a contact, and is still with the case.';

create function private.goes_on_alone(r public.reports) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from public.reports child where child.merged_into = r.id)
    or r.status <> 'submitted'
      and exists (select from public.categories c where c.code = r.category_code and c.public_hazard);
end
$$;
comment on function private.goes_on_alone(public.reports) is
  'When the reporter withdraws, the case stays open: other reports were merged into it, or others are at risk and it was looked at.';

create function private.contested_by(r public.reports) returns uuid
language sql stable security definer set search_path = '' as $$
  select e.actor_id from public.report_events e
  where e.report_id = r.id and e.undone_at is null and e.move <> 'undone'
    and e.to_status = r.status and e.from_status <> r.status
  order by e.id desc
  limit 1
$$;
comment on function private.contested_by(public.reports) is 'Who brought the case into the status it is in.';

create function private.move_refusal(r public.reports, m public.report_moves, reporter boolean) returns text
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
    when m.move = 'merge' and exists (select from public.reports child where child.merged_into = r.id) then 'merge_has_children'

    -- What only the clock does, when its time has come.
    when m.move = 'lapse' and coalesce(r.stage_due_at > private.clock(), true) then 'move_not_allowed'
    when m.move = 'escalate' and (r.escalated_at is not null or coalesce(r.stage_due_at > private.clock(), true)) then 'move_not_allowed'
    when m.move = 'resume' and m."by" = 'clock' and r.deferred_until > (private.clock() at time zone 'Asia/Shanghai')::date then 'move_not_allowed'
  end;
end
$$;
comment on function private.move_refusal(public.reports, public.report_moves, boolean) is
  'Why this row of report_moves is shut for the caller, null when it is open. `reporter` = the caller sent the report.';

create function private.open_moves(r public.reports, key text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  parties public.report_party[] := private.parties(r, key);
begin
  if private.is_suspended() then
    return '[]';
  end if;
  return (
    select coalesce(jsonb_agg(distinct m.move), '[]')
    from public.report_moves m
    where m.from_status = r.status and m.by = any (parties)
      and private.move_refusal(r, m, 'reporter' = any (parties)) is null
  );
end
$$;
comment on function private.open_moves(public.reports, text) is 'The names of the moves that are open to the caller: the `may` of both pages.';


-- what was said --------------------------------------------------------------------------------------------------

create function private.read_details(details jsonb, m public.report_moves) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  d jsonb := coalesce(details, '{}');
  read jsonb;
  need text;
  assists text[];
begin
  if jsonb_typeof(d) <> 'object' or pg_column_size(d) > 100000 then
    perform private.refuse('PT422', 'details_wrong', 'details');
  end if;

  -- Everything that any move may carry, read by its kind. What a move does not use is not kept.
  read := jsonb_strip_nulls(jsonb_build_object(
    'public_text', private.read_text(d, 'public_text'),
    'public_lang', private.read_word(d, 'public_lang', 'zh', 'en'),
    'public_text_translation', private.read_text(d, 'public_text_translation'),
    'internal_text', private.read_text(d, 'internal_text'),
    'email_text', private.read_text(d, 'email_text'),
    'words', private.read_text(d, 'words'),
    'channel', private.read_text(d, 'channel', 200),
    'duty_number', private.read_text(d, 'duty_number', 60),
    'called_whom', private.read_text(d, 'called_whom', 200),
    'called_at', private.read_moment(d, 'called_at'),
    'target', private.read_uuid(d, 'target'),
    'until', private.read_day(d, 'until'),
    'lead', private.read_text(d, 'lead', 100000),
    'limit_days', private.read_whole_number(d, 'limit_days', 1, 365),
    'event_id', private.read_whole_number(d, 'event_id', 1, 9007199254740991),
    'answer_kind', private.read_word(d, 'answer_kind', variadic enum_range(null::public.answer_kind)::text[]),
    -- A moderator closes with what was found out; the other outcomes belong to the clock.
    'outcome', private.read_word(d, 'outcome', 'solved', 'not_solved', 'unverified'),
    'reached', private.read_word(d, 'reached', 'yes', 'no'),
    'solved', case m."by"
      when 'reporter' then private.read_word(d, 'solved', 'yes', 'no')
      else private.read_word(d, 'solved', 'yes', 'no', 'no_answer')
    end,
    'satisfied', private.read_word(d, 'satisfied', 'yes', 'no', 'no_answer')
  ));

  -- Whoever was not reached said nothing.
  if m.move = 'record_callback' and read ->> 'reached' = 'no' then
    read := read || '{"solved": "no_answer", "satisfied": "no_answer"}';
  end if;

  foreach need in array m.needs loop
    if not read ? need then
      perform private.refuse('PT422', need || '_missing', need);
    end if;
  end loop;

  if m.move = 'dispatch' then
    if not exists (select from public.units u where u.code = read ->> 'lead' and u.active) then
      perform private.refuse('PT422', 'lead_wrong', 'lead');
    end if;
    if coalesce(jsonb_typeof(d -> 'assists'), 'null') not in ('array', 'null') then
      perform private.refuse('PT422', 'assists_wrong', 'assists');
    end if;
    if jsonb_typeof(d -> 'assists') = 'array' then
      if jsonb_array_length(d -> 'assists') > 10
        or exists (
          select from jsonb_array_elements(d -> 'assists') a
          where jsonb_typeof(a) <> 'string'
            or not exists (select from public.units u where u.code = a #>> '{}' and u.active)
        )
      then
        perform private.refuse('PT422', 'assists_wrong', 'assists');
      end if;
      select array_agg(distinct a order by a) into assists
      from jsonb_array_elements_text(d -> 'assists') a
      where a <> read ->> 'lead';
    end if;
    read := read || jsonb_build_object('assists', to_jsonb(coalesce(assists, '{}')));
  end if;

  if m.move = 'mark_urgent' and (read ->> 'called_at')::timestamptz > private.clock() + interval '5 minutes' then
    perform private.refuse('PT422', 'called_at_wrong', 'called_at');
  end if;
  return read;
end
$$;
comment on function private.read_details(jsonb, public.report_moves) is
  'The details of a move, read and checked against what the move needs. Codes: <key>_missing, <key>_wrong, <key>_long.';


-- writing it down ------------------------------------------------------------------------------------------------

create function private.snapshot(r public.reports) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select jsonb_build_object(
      -- Every column that a move may change. Who sent it, what was said and its contact never change, so they are not copied.
      'report', jsonb_build_object(
        'status', r.status, 'outcome', r.outcome, 'lead_unit_code', r.lead_unit_code, 'limit_days', r.limit_days,
        'asked_by', r.asked_by, 'objections', r.objections, 'deferrals', r.deferrals, 'deferred_days', r.deferred_days,
        'deferred_until', r.deferred_until, 'deferral_allowed', r.deferral_allowed, 'reopenings', r.reopenings,
        'merged_into', r.merged_into, 'urgent_at', r.urgent_at, 'escalated_at', r.escalated_at,
        'publish', r.publish, 'contact_ok', r.contact_ok, 'mediation', r.mediation, 'reporter_left_at', r.reporter_left_at,
        'stage_since', r.stage_since, 'stage_due_at', r.stage_due_at, 'stage_due_provisional', r.stage_due_provisional,
        'counts_from', r.counts_from, 'due_at', r.due_at, 'due_provisional', r.due_provisional,
        'accepted_at', r.accepted_at, 'answered_at', r.answered_at, 'ended_at', r.ended_at, 'published_at', r.published_at
      ),
      'units', (
        select jsonb_build_object(
          'last', coalesce(max(u.id), 0),
          'open', coalesce(jsonb_agg(u.id order by u.id) filter (where u.until is null), '[]')
        )
        from public.report_units u where u.report_id = r.id
      )
    )
  );
end
$$;
comment on function private.snapshot(public.reports) is 'What undo needs to bring the case back exactly.';

create function private.write_report(r public.reports) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.reports t set
    status = r.status, outcome = r.outcome, lead_unit_code = r.lead_unit_code, limit_days = r.limit_days,
    asked_by = r.asked_by, objections = r.objections, deferrals = r.deferrals, deferred_days = r.deferred_days,
    deferred_until = r.deferred_until, deferral_allowed = r.deferral_allowed, reopenings = r.reopenings,
    merged_into = r.merged_into, urgent_at = r.urgent_at, escalated_at = r.escalated_at,
    publish = r.publish, contact_ok = r.contact_ok, mediation = r.mediation, reporter_left_at = r.reporter_left_at,
    stage_since = r.stage_since, stage_due_at = r.stage_due_at, stage_due_provisional = r.stage_due_provisional,
    counts_from = r.counts_from, due_at = r.due_at, due_provisional = r.due_provisional,
    accepted_at = r.accepted_at, answered_at = r.answered_at, ended_at = r.ended_at, published_at = r.published_at,
    version = r.version, updated_at = r.updated_at
  where t.id = r.id;
end
$$;
comment on function private.write_report(public.reports) is 'Writes the columns that a move may change, and the version.';

create function private.tell(r public.reports, m public.report_moves, event_id bigint, actor uuid, units_before text[]) returns void
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
  order by t.recipient_id, t.rank;
end
$$;
comment on function private.tell(public.reports, public.report_moves, bigint, uuid, text[]) is 'Writes the notices of a move. They wait two minutes.';

create function private.make_move(
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
  extra jsonb := '{}';
begin
  r := before;
  select array_agg(u.unit_code) into units_before
  from public.report_units u where u.report_id = r.id and u.until is null;

  -- Where it goes.
  r.status := coalesce(
    m.to_status,
    case
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
      r.outcome := case d ->> 'solved' when 'yes' then 'solved' else 'not_solved' end::public.report_outcome;
    when 'record_callback' then
      r.outcome := case d ->> 'solved' when 'yes' then 'solved' when 'no' then 'not_solved' else 'unverified' end::public.report_outcome;
    when 'reopen' then
      r.reopenings := r.reopenings + 1;
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
      r.limit_days := null;
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
    r.stage_since := moment;
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

  insert into public.report_events (
    report_id, party, actor_id, unit_code, move, from_status, to_status, public_text, public_lang,
    public_text_translation, internal_text, email_text, answer_kind, data, before, created_at
  )
  values (
    r.id, m."by", actor, acting_unit, m.move, before.status, r.status,
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
    insert into public.callbacks (report_id, round, event_id, party, reached, solved, satisfied, words, created_at)
    select
      r.id, coalesce(max(c.round), 0) + 1, written, m."by",
      case when m."by" = 'reporter' then 'yes' else d ->> 'reached' end::public.callback_word,
      (d ->> 'solved')::public.callback_word,
      coalesce(d ->> 'satisfied', 'no_answer')::public.callback_word,
      d ->> 'words', moment
    from public.callbacks c where c.report_id = r.id;
  end if;

  perform private.write_report(r);
  perform private.follow(before, r);
  perform private.tell(r, m, written, actor, units_before);
end
$$;
comment on function private.make_move(public.reports, public.report_moves, jsonb, uuid, text) is
  'Carries out a move that was found open: event, row, units, clocks, public copy, figures and notices in one transaction.';


-- the doors ------------------------------------------------------------------------------------------------------

create function private.lock_report(report_id uuid, key text) returns public.reports
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports;
begin
  if private.is_suspended() then
    perform private.refuse('PT403', 'suspended');
  end if;
  -- Looked at before it is locked, so that a stranger cannot hold a row.
  select * into r from public.reports t where t.id = lock_report.report_id;
  if r.id is null or private.parties(r, key) = '{}' then
    perform private.refuse('PT404', 'not_found');
  end if;
  select * into r from public.reports t where t.id = lock_report.report_id for update;
  if private.parties(r, key) = '{}' then
    perform private.refuse('PT404', 'not_found');
  end if;
  return r;
end
$$;
comment on function private.lock_report(uuid, text) is 'The report, locked, for somebody who has to do with it. Codes: suspended, not_found.';

create function private.after_move(r public.reports, event_id bigint, undo_until timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'status', r.status, 'outcome', r.outcome, 'version', r.version, 'event_id', event_id, 'undo_until', undo_until
  )
$$;
comment on function private.after_move(public.reports, bigint, timestamptz) is 'The answer of move_report and undo_move.';

create function public.move_report(
  report_id uuid, move text, version int, details jsonb default '{}', key text default null
) returns jsonb
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
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
  end if;
  r := private.lock_report(move_report.report_id, move_report.key);
  if r.version is distinct from move_report.version then
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
comment on function public.move_report(uuid, text, int, jsonb, text) is
  'The one door through which a person moves a report: {status, outcome, version, event_id, undo_until}. Codes in docs/error-codes.md.';
grant execute on function public.move_report(uuid, text, int, jsonb, text) to anon, authenticated;

create function private.undoable_event(r public.reports, key text) returns public.report_events
language plpgsql stable security definer set search_path = '' as $$
declare
  e public.report_events;
begin
  select * into e from public.report_events n
  where n.report_id = r.id and n.undone_at is null and n.move <> 'undone'
  order by n.id desc
  limit 1;
  if e.before is not null and e.created_at + interval '2 minutes' > private.clock()
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
comment on function private.undoable_event(public.reports, text) is
  'The newest move, if the caller made it less than two minutes ago; else null.';

create function public.undo_move(report_id uuid, event_id bigint, key text default null) returns jsonb
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  moment timestamptz := private.clock();
  before public.reports := private.lock_report(undo_move.report_id, undo_move.key);
  r public.reports;
  e public.report_events := private.undoable_event(before, undo_move.key);
  written bigint;
begin
  if e.id is distinct from undo_move.event_id or e.id is null then
    perform private.refuse('PT409', 'undo_too_late', 'event_id');
  end if;

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
  return private.after_move(r, written, null);
end
$$;
comment on function public.undo_move(uuid, bigint, text) is
  'Takes back the caller''s own newest move within two minutes and restores the case exactly. Codes: not_found, suspended, undo_too_late.';
grant execute on function public.undo_move(uuid, bigint, text) to anon, authenticated;
