-- What people see of a report: the reporter's page, the list of one's own, the stage word for a code,
-- and the staff's case page and queues.


-- pieces of both pages -------------------------------------------------------------------------------------------

create function private.mask_email(email text) returns text
language sql immutable set search_path = '' as $$
  select left(email, 1) || '***' || substr(email, strpos(email, '@'))
$$;
comment on function private.mask_email(text) is 'a***@example.org';

create function private.mask_phone(phone text) returns text
language sql immutable set search_path = '' as $$
  select case when char_length(phone) >= 10 then left(phone, 3) || '****' || right(phone, 4) else '***' || right(phone, 2) end
$$;
comment on function private.mask_phone(text) is '138****5678';

create function private.masked_contact(r public.reports) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('email_masked', private.mask_email(c.email), 'phone_masked', private.mask_phone(c.phone))
  from (select 1) one
  left join public.report_contacts c on c.report_id = r.id and r.reporter_left_at is null
$$;
comment on function private.masked_contact(public.reports) is 'Enough to recognise one''s own contact. Nothing once the reporter left.';

create function private.report_basics(r public.reports, key text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return jsonb_build_object(
    'id', r.id, 'code', r.code, 'lang', r.lang, 'status', r.status, 'outcome', r.outcome, 'version', r.version,
    'category_code', r.category_code, 'description', r.description,
    'lat', r.lat, 'lng', r.lng, 'subdistrict_code', r.subdistrict_code, 'subdistrict_guessed', r.subdistrict_guessed,
    'outside', r.outside, 'landmark', r.landmark, 'place', r.place,
    'happened_at', r.happened_at, 'time_pattern', r.time_pattern, 'answers', r.answers,
    'mediation', r.mediation, 'publish', r.publish, 'contact_ok', r.contact_ok
  ) || jsonb_build_object(
    'has_contact', r.reporter_left_at is null
      and exists (select from public.report_contacts c where c.report_id = r.id),
    'received_at', r.received_at, 'updated_at', r.updated_at, 'stage_since', r.stage_since,
    'due_at', r.due_at, 'due_provisional', r.due_provisional, 'overdue', private.is_overdue(r),
    'stage_due_at', r.stage_due_at, 'stage_due_provisional', r.stage_due_provisional,
    'lead_unit_code', r.lead_unit_code,
    'assist_unit_codes', coalesce(
      (
        select jsonb_agg(u.unit_code order by u.unit_code) from public.report_units u
        where u.report_id = r.id and u.until is null and u.part = 'assist'
      ),
      '[]'
    ),
    'urgent', r.urgent_at is not null, 'deferred_until', r.deferred_until, 'asked_by', r.asked_by,
    'reopen_until', case when r.status = 'resolved' and r.reopenings = 0 then r.stage_due_at end,
    'resubmit_until', case when r.outcome = 'no_information' then r.ended_at + interval '30 days' end,
    'merged_into_code', (select t.code from public.reports t where t.id = r.merged_into),
    'reporter_left_at', r.reporter_left_at,
    'photos', coalesce(
      (
        select jsonb_agg(jsonb_build_object('sha256', p.sha256, 'arrived', p.arrived_at is not null) order by p.position)
        from public.report_photos p where p.report_id = r.id
      ),
      '[]'
    ),
    'may', private.open_moves(r, key),
    'undo', (
      select jsonb_build_object('event_id', e.id, 'until', e.created_at + interval '2 minutes')
      from private.undoable_event(r, key) e where e.id is not null
    )
  );
end
$$;
comment on function private.report_basics(public.reports, text) is 'What the reporter''s page and the staff''s page have in common.';

create function private.translation_of(event public.report_events) returns text
language sql stable security definer set search_path = '' as $$
  select t.public_text_translation from public.report_events t
  where t.report_id = event.report_id and t.move = 'translate' and t.undone_at is null
    and (t.data ->> 'event_id')::bigint = event.id
  order by t.id desc
  limit 1
$$;
comment on function private.translation_of(public.report_events) is 'The latest staff translation of an event''s public words.';


-- the reporter's page --------------------------------------------------------------------------------------------

create function public.report_page(report_id uuid, key text default null) returns jsonb
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
          'answer_kind', e.answer_kind, 'channel', e.data ->> 'channel', 'mine', e.party = 'reporter'
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
    )
  );
end
$$;
comment on function public.report_page(uuid, text) is
  'The reporter''s own page, for the author or the holder of the key. Never internal words, never a person''s name. Code: not_found.';
grant execute on function public.report_page(uuid, text) to anon, authenticated;

create function public.my_reports(keys jsonb) returns jsonb
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
        'waiting_for_you', r.status in ('needs_info', 'resolved') and r.reporter_left_at is null,
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
comment on function public.my_reports(jsonb) is
  'The reports whose keys the caller holds ({uuid: key}; wrong ones are passed over) and those of the account, newest first. Code: keys_wrong.';
grant execute on function public.my_reports(jsonb) to anon, authenticated;

create function public.report_stage(code text, client text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  wait int := private.count_hit('stage', coalesce(left(report_stage.client, 200), ''), 20, interval '10 minutes');
begin
  if wait > 0 then
    perform private.refuse('PT429', 'too_many', wait::text);
  end if;
  -- An unknown code is an answer, not a refusal: a refusal would take back the count, and codes could be tried for ever.
  return jsonb_build_object('status', (
    select r.status from public.reports r where r.code = upper(private.tidy(left(report_stage.code, 60)))
  ));
end
$$;
comment on function public.report_stage(text, text) is
  'The stage word for a readable code and nothing else; {status: null} for an unknown one. 20 tries in 10 minutes. Code: too_many.';
grant execute on function public.report_stage(text, text) to anon, authenticated;


-- keys -----------------------------------------------------------------------------------------------------------

create function public.replace_report_key(report_id uuid, old_key text, new_key text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports;
begin
  select * into r from public.reports t where t.id = replace_report_key.report_id for update;
  if r.id is null or not private.key_fits(r, replace_report_key.old_key) then
    perform private.refuse('PT404', 'not_found');
  end if;
  if coalesce(new_key, '') !~* '^[0-9a-f]{32}$' then
    perform private.refuse('PT422', 'key_wrong', 'new_key');
  end if;
  update public.reports t set key_hash = private.hash_key(new_key) where t.id = r.id;
end
$$;
comment on function public.replace_report_key(uuid, text, text) is
  'Whoever holds the key changes it; the old one opens nothing from then on. Codes: not_found, key_wrong.';
grant execute on function public.replace_report_key(uuid, text, text) to anon, authenticated;

create function public.claim_report(report_id uuid, key text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  r public.reports;
begin
  if me is null then
    perform private.refuse('PT401', 'sign_in_needed');
  end if;
  if private.is_suspended() then
    perform private.refuse('PT403', 'suspended');
  end if;
  select * into r from public.reports t where t.id = claim_report.report_id for update;
  if r.id is null or not private.key_fits(r, claim_report.key) then
    perform private.refuse('PT404', 'not_found');
  end if;
  if r.author_id is not null and r.author_id <> me then
    perform private.refuse('PT409', 'already_claimed');
  end if;
  update public.reports t set author_id = me where t.id = r.id;
end
$$;
comment on function public.claim_report(uuid, text) is
  'The report joins the account of the person who holds its key. Codes: sign_in_needed, suspended, not_found, already_claimed.';
grant execute on function public.claim_report(uuid, text) to authenticated;


-- the staff's page -----------------------------------------------------------------------------------------------

create function private.suggestion(r public.reports) returns jsonb
language sql stable security definer set search_path = '' as $$
  select case
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
$$;
comment on function private.suggestion(public.reports) is 'Whom the catalogue would give the case.';

create function public.suggest_dispatch(report_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  r public.reports;
begin
  select * into r from public.reports t where t.id = suggest_dispatch.report_id;
  if r.id is null or not private.has_role('moderator') or not private.sees_report(r.id) then
    perform private.refuse('PT404', 'not_found');
  end if;
  return private.suggestion(r);
end
$$;
comment on function public.suggest_dispatch(uuid) is 'For moderators: {lead, assists, limit_days} by the dispatch catalogue. Code: not_found.';
grant execute on function public.suggest_dispatch(uuid) to authenticated;

create function public.report_case(report_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  r public.reports;
  moderator boolean := private.has_role('moderator');
begin
  select * into r from public.reports t where t.id = report_case.report_id;
  if r.id is null or not private.sees_report(r.id) then
    perform private.refuse('PT404', 'not_found');
  end if;
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
          'internal_text', e.internal_text, 'email_text', e.email_text, 'answer_kind', e.answer_kind,
          'data', e.data, 'undone_at', e.undone_at,
          -- Moderators know which colleague it was. A reporter has no name here, not even for them.
          'actor_name', case when moderator and e.party in ('moderator', 'handler') then p.display_name end,
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
            'words', c.words, 'created_at', c.created_at
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
            'unit_code', v.unit_code, 'reason', v.reason, 'revealed_at', v.revealed_at, 'actor_name', p.display_name
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
    'others', case when moderator then private.other_reports(r) else '[]' end
  );
end
$$;
comment on function public.report_case(uuid) is
  'The case for staff: moderators, and handlers whose unit has it now. Identity never, contact masked. Code: not_found.';
grant execute on function public.report_case(uuid) to authenticated;

create function private.other_reports(r public.reports) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(to_jsonb(o) order by o.received_at desc), '[]')
  from (
    select near.id, near.code, near.status, near.received_at, round(near.distance_m) as distance_m
    from (
      -- The last ninety days of the category are looked at, at most 500 of them.
      select t.id, t.code, t.status, t.received_at, t.landmark,
        private.distance_m(r.lat, r.lng, t.lat, t.lng) as distance_m
      from public.reports t
      where t.category_code = r.category_code and t.id <> r.id and t.photos_complete_at is not null
        and t.received_at > private.clock() - interval '90 days'
      order by t.received_at desc
      limit 500
    ) near
    where near.distance_m <= 300 or near.landmark = r.landmark
    order by near.received_at desc
    limit 10
  ) o
$$;
comment on function private.other_reports(public.reports) is
  'Up to ten recent reports of the same category within 300 m or at the same landmark: perhaps the same problem.';

create function public.reveal_contact(report_id uuid, reason text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports;
  moderator boolean := private.has_role('moderator');
  why text := private.read_text(jsonb_build_object('reason', reason), 'reason', 500);
  contact public.report_contacts;
begin
  select * into r from public.reports t where t.id = reveal_contact.report_id;
  if r.id is null or not private.sees_report(r.id) then
    perform private.refuse('PT404', 'not_found');
  end if;
  if why is null then
    perform private.refuse('PT422', 'reason_missing', 'reason');
  end if;
  if not moderator and not coalesce(r.lead_unit_code = any (private.my_units()), false) then
    perform private.refuse('PT403', 'lead_only');
  end if;
  if not moderator and not r.contact_ok then
    perform private.refuse('PT403', 'contact_not_allowed');
  end if;
  select * into contact from public.report_contacts c where c.report_id = r.id and r.reporter_left_at is null;
  if contact.report_id is null then
    perform private.refuse('PT409', 'no_contact');
  end if;
  insert into public.contact_reveals (report_id, actor_id, unit_code, reason, revealed_at)
  values (r.id, (select auth.uid()), case when not moderator then r.lead_unit_code end, why, private.clock());
  return jsonb_build_object('email', contact.email, 'phone', contact.phone);
end
$$;
comment on function public.reveal_contact(uuid, text) is
  'Shows a contact and writes down who looked and why. Codes: not_found, reason_missing, reason_long, lead_only, contact_not_allowed, no_contact.';
grant execute on function public.reveal_contact(uuid, text) to authenticated;


-- queues ---------------------------------------------------------------------------------------------------------

create function private.queue_condition(queue text, as_moderator boolean) returns text
language sql immutable set search_path = '' as $$
  -- One place says what is in a queue; counting and listing both use it. $1 = units of the caller, $2 = now.
  select case when as_moderator then case queue
    when 'screen' then $sql$r.status = 'submitted'$sql$
    when 'asked' then $sql$r.status = 'needs_info'$sql$
    when 'dispatch' then $sql$r.status in ('accepted', 'objected', 'reopened')$sql$
    when 'overdue' then $sql$(
      r.status in ('submitted', 'accepted', 'dispatched', 'in_progress', 'objected', 'reopened') and r.due_at <= $2
      or r.status = 'deferred' and r.stage_due_at <= $2
      or r.status = 'dispatched' and r.escalated_at is not null
    )$sql$
    when 'callback' then $sql$r.status = 'resolved'$sql$
    when 'all_open' then $sql$r.status not in ('closed', 'merged', 'redirected', 'refused', 'withdrawn')$sql$
  end else case queue
    when 'take_on' then $sql$r.lead_unit_code = any ($1) and r.status = 'dispatched'$sql$
    when 'in_hand' then $sql$r.lead_unit_code = any ($1) and r.status in ('in_progress', 'deferred')$sql$
    when 'assisting' then $sql$r.status in ('dispatched', 'in_progress', 'deferred', 'objected', 'needs_info', 'resolved', 'reopened')
      and r.id in (
        select u.report_id from public.report_units u
        where u.until is null and u.part = 'assist' and u.unit_code = any ($1)
      )$sql$
    when 'waiting' then $sql$r.lead_unit_code = any ($1) and r.status in ('needs_info', 'resolved')$sql$
    when 'overdue' then $sql$r.lead_unit_code = any ($1) and (
      r.status in ('dispatched', 'in_progress', 'objected', 'reopened') and r.due_at <= $2
      or r.status = 'deferred' and r.stage_due_at <= $2
      or r.status = 'dispatched' and r.escalated_at is not null
    )$sql$
  end end || ' and r.photos_complete_at is not null'
$$;
comment on function private.queue_condition(text, boolean) is 'What is in a queue, as SQL over reports r; null when there is no such queue.';

create function public.report_queues() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  units text[] := private.my_units();
  moderator boolean := private.has_role('moderator');
  queue text;
  n int;
  oldest timestamptz;
  listed jsonb := '[]';
begin
  foreach queue in array
    case when moderator then array['screen', 'asked', 'dispatch', 'overdue', 'callback', 'all_open'] else '{}' end
    || case when units <> '{}' then array['take_on', 'in_hand', 'assisting', 'waiting'] else '{}' end
    || case when units <> '{}' and not moderator then array['overdue'] else '{}' end
  loop
    -- Counting stops at a thousand: nobody needs to know how many more.
    execute format(
      'select count(*), min(q.stage_since) from (select r.stage_since from public.reports r where %s order by r.stage_since limit 1000) q',
      private.queue_condition(queue, moderator and queue in ('screen', 'asked', 'dispatch', 'overdue', 'callback', 'all_open'))
    ) into n, oldest using units, private.clock();
    listed := listed || jsonb_build_object('queue', queue, 'n', n, 'oldest', oldest);
  end loop;
  return listed;
end
$$;
comment on function public.report_queues() is 'The queues of the caller''s roles: [{queue, n (at most 1000), oldest}]. Empty for everybody else.';
grant execute on function public.report_queues() to authenticated;

create function public.report_queue(
  queue text, after_at timestamptz default null, after_id uuid default null, size int default 50, filters jsonb default '{}'
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  units text[] := private.my_units();
  moderator boolean := private.has_role('moderator');
  f jsonb := coalesce(filters, '{}');
  condition text;
  listed jsonb;
begin
  if moderator then
    condition := private.queue_condition(report_queue.queue, true);
  end if;
  if condition is null and units <> '{}' then
    condition := private.queue_condition(report_queue.queue, false);
  end if;
  if condition is null then
    perform private.refuse('PT404', 'not_found', 'queue');
  end if;
  if jsonb_typeof(f) <> 'object' or pg_column_size(f) > 10000 or exists (
    select from (
      values ('category_code', 'string'), ('subdistrict_code', 'string'), ('lead_unit_code', 'string'),
        ('urgent', 'boolean'), ('mediation', 'boolean')
    ) as known (key, kind)
    where jsonb_typeof(f -> known.key) not in (known.kind, 'null')
  ) then
    perform private.refuse('PT422', 'filters_wrong', 'filters');
  end if;
  execute format(
    $sql$
      select coalesce(jsonb_agg(to_jsonb(q) order by q.since, q.id), '[]')
      from (
        select
          r.id, r.code, r.status, r.category_code, r.subdistrict_code, r.landmark, left(r.description, 120) as excerpt,
          r.received_at, r.stage_since as since, r.due_at, private.is_overdue(r) as overdue,
          r.urgent_at is not null as urgent, r.mediation, r.lead_unit_code, r.version
        from public.reports r
        where %s
          and ($3 is null or (r.stage_since, r.id) > ($3, coalesce($4, '00000000-0000-0000-0000-000000000000')))
          and ($5 is null or r.category_code = $5)
          and ($6 is null or r.subdistrict_code = $6)
          and ($7 is null or r.lead_unit_code = $7)
          and ($8 is null or (r.urgent_at is not null) = $8)
          and ($9 is null or r.mediation = $9)
        order by r.stage_since, r.id
        limit $10
      ) q
    $sql$,
    condition
  ) into listed using
    units, private.clock(), after_at, after_id,
    private.tidy(f ->> 'category_code'), private.tidy(f ->> 'subdistrict_code'), private.tidy(f ->> 'lead_unit_code'),
    (f ->> 'urgent')::boolean, (f ->> 'mediation')::boolean,
    least(greatest(coalesce(size, 50), 1), 200);
  return listed;
end
$$;
comment on function public.report_queue(text, timestamptz, uuid, int, jsonb) is
  'One page of a queue, oldest first, continued after (after_at, after_id). filters: category_code, subdistrict_code, lead_unit_code, urgent, mediation. Codes: not_found, filters_wrong.';
grant execute on function public.report_queue(text, timestamptz, uuid, int, jsonb) to authenticated;
