-- What joined another case with photos on their way ends when they are there (end_joined). When its reporter
-- confirmed the answer meanwhile, that ended it before, and the photos were refused. Only `r.ended_at` of what is merged and stays
-- merged is another than in the version before (20261126000120).
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
    when r.status = 'merged' and before.status = 'merged' then before.ended_at
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
