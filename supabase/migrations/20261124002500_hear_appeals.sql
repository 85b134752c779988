-- Appeals. A reporter contests, once, a move that ended the case against them; another moderator than the one who made
-- it decides. An appeal is a row beside the case, not a state of it: the case waits where it is, and an appeal that is
-- upheld takes it back to `accepted` by the ordinary move `reinstate`.


-- words ----------------------------------------------------------------------------------------------------------

create type public.appeal_decision as enum ('upheld', 'rejected');


-- appeals --------------------------------------------------------------------------------------------------------

create table public.appeals (
  id uuid primary key,
  report_id uuid not null references public.reports (id) on delete cascade,
  contested_event_id bigint not null references public.report_events (id) on delete cascade,
  filed_event_id bigint references public.report_events (id) on delete cascade,
  words text not null check (char_length(words) between 1 and 4000),
  lang text not null check (lang in ('zh', 'en')),
  created_at timestamptz not null,

  -- How it ended: by a moderator, or because the case moved on without one.
  decision public.appeal_decision,
  decided_at timestamptz,
  decided_by uuid references auth.users (id) on delete set null,
  decision_event_id bigint references public.report_events (id) on delete cascade,
  decision_public_text text check (char_length(decision_public_text) between 1 and 4000),
  decision_public_lang text check (decision_public_lang in ('zh', 'en')),
  overtaken_at timestamptz,

  constraint appeals_decided_in_full check (
    (decision is null) = (decided_at is null)
    and (decision is null) = (decision_public_text is null)
    and (decision is null) = (decision_public_lang is null)
  ),
  constraint appeals_end_once check (decision is null or overtaken_at is null)
);

create unique index appeals_once on public.appeals (report_id) where overtaken_at is null;
create index appeals_report_id on public.appeals (report_id, created_at);
create index appeals_waiting on public.appeals (created_at, report_id) where decision is null and overtaken_at is null;
create index appeals_contested_event_id on public.appeals (contested_event_id);
create index appeals_filed_event_id on public.appeals (filed_event_id) where filed_event_id is not null;
create index appeals_decision_event_id on public.appeals (decision_event_id) where decision_event_id is not null;
create index appeals_decided_by on public.appeals (decided_by) where decided_by is not null;

alter table public.appeals enable row level security;
create policy appeals_select on public.appeals for select to authenticated
using (private.sees_report(report_id));
grant select (
  id, report_id, contested_event_id, filed_event_id, words, lang, created_at,
  decision, decided_at, decision_event_id, decision_public_text, decision_public_lang, overtaken_at
) on public.appeals to authenticated;

comment on table public.appeals is
  'Appeals (申诉) against refusal, redirection, merging or closing: one a report. Written by file_appeal and decide_appeal only; the reporter reads theirs through report_appeal.';
comment on column public.appeals.id is 'Made with the form, before the first keystroke, so that a form sent twice is one appeal.';
comment on column public.appeals.contested_event_id is 'The move that is contested: the one that brought the case into the status it was in.';
comment on column public.appeals.decided_by is 'Never the one who made the contested move. Granted to nobody.';
comment on column public.appeals.overtaken_at is 'The case moved on before anybody decided, for example because it was sent in again. It does not count as the one appeal.';


-- what is contested ----------------------------------------------------------------------------------------------

create function private.contested_event(r public.reports) returns public.report_events
language sql stable security definer set search_path = '' as $$
  select e from public.report_events e
  where e.report_id = r.id and e.undone_at is null and e.move <> 'undone'
    and e.to_status = r.status and e.from_status <> r.status
  order by e.id desc
  limit 1
$$;
comment on function private.contested_event(public.reports) is 'The move that brought the case into the status it is in.';

create function private.appeal_of(report_id uuid) returns public.appeals
language sql stable security definer set search_path = '' as $$
  select a from public.appeals a
  where a.report_id = appeal_of.report_id
  order by a.created_at desc, a.id
  limit 1
$$;
comment on function private.appeal_of(uuid) is 'The newest appeal of a report.';

create function private.appeal_refusal(r public.reports) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  contested public.report_events := private.contested_event(r);
begin
  return case
    when r.reporter_left_at is not null then 'reporter_left'
    when exists (select from public.appeals a where a.report_id = r.id and a.overtaken_at is null) then 'appeal_once'
    when r.status not in ('refused', 'redirected', 'merged', 'closed')
      or r.status = 'closed' and r.outcome not in ('not_solved', 'unverified', 'no_information')
      or contested.id is null then 'appeal_not_open'
    when contested.created_at + interval '30 days' <= private.clock() then 'appeal_late'
  end;
end
$$;
comment on function private.appeal_refusal(public.reports) is 'Why the reporter cannot appeal now; null when they can.';

create function private.decision_refusal(r public.reports, a public.appeals) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  return case
    when private.is_reporter(r, null) then 'own_report'
    when a.decision is not null then 'appeal_decided'
    when a.overtaken_at is not null then 'appeal_overtaken'
    when exists (
      select from public.report_events e where e.id = a.contested_event_id and e.actor_id = (select auth.uid())
    ) then 'other_moderator'
  end;
end
$$;
comment on function private.decision_refusal(public.reports, public.appeals) is
  'Why this moderator cannot decide this appeal; null when they can.';

create function private.appeal_notice(move text, status public.report_status, reporter text, moderators text)
returns public.report_moves
language plpgsql stable set search_path = '' as $$
declare
  m public.report_moves;
begin
  m.move := appeal_notice.move;
  m.from_status := status;
  m.to_status := status;
  m.tells_reporter := reporter;
  m.tells_moderators := moderators;
  return m;
end
$$;
comment on function private.appeal_notice(text, public.report_status, text, text) is
  'Whom an appeal tells, in the shape that private.tell reads. It is no row of report_moves: move_report cannot make it.';

create function private.note_appeal(
  r public.reports, party public.report_party, move text, public_text text, public_lang text, internal_text text,
  data jsonb, tells_reporter text, tells_moderators text
) returns public.report_events
language plpgsql security definer set search_path = '' as $$
declare
  e public.report_events;
begin
  -- The snapshot lets undo_move take it back within two minutes; a trigger below gives the appeal its old state.
  insert into public.report_events (
    report_id, party, actor_id, move, from_status, to_status, public_text, public_lang, internal_text, data, before, created_at
  )
  values (
    r.id, party, (select auth.uid()), move, r.status, r.status, public_text, public_lang, internal_text, data,
    private.snapshot(r), private.clock()
  )
  returning * into e;
  update public.reports t set version = r.version + 1, updated_at = e.created_at where t.id = r.id;
  perform private.tell(
    r, private.appeal_notice(note_appeal.move, r.status, tells_reporter, tells_moderators), e.id, (select auth.uid()), null
  );
  return e;
end
$$;
comment on function private.note_appeal(public.reports, public.report_party, text, text, text, text, jsonb, text, text) is
  'Writes the event of an appeal that leaves the status as it is, and its notices, which wait two minutes.';


-- what happens to the case happens to the appeal -----------------------------------------------------------------

create function private.follow_status_with_appeal() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.appeals a set overtaken_at = case
    when a.contested_event_id is distinct from (private.contested_event(new)).id then coalesce(a.overtaken_at, private.clock())
  end
  where a.report_id = new.id and a.decision is null;
  return null;
end
$$;
comment on function private.follow_status_with_appeal() is
  'An appeal that nobody decided ends when the case leaves the contested state, and waits again when that is undone.';

create trigger follow_status_with_appeal after update of status on public.reports
for each row when (old.status is distinct from new.status)
execute function private.follow_status_with_appeal();

create function private.undo_appeal() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.appeals a where a.filed_event_id = new.id;
  update public.appeals a set
    decision = null, decided_at = null, decided_by = null, decision_event_id = null,
    decision_public_text = null, decision_public_lang = null
  where a.decision_event_id = new.id;
  return null;
end
$$;
comment on function private.undo_appeal() is 'What undo_move takes back is taken back from the appeal too: its filing, or its decision.';

create trigger undo_appeal after update of undone_at on public.report_events
for each row when (old.undone_at is null and new.undone_at is not null and new.move in ('appeal', 'reject_appeal', 'reinstate'))
execute function private.undo_appeal();


-- the doors ------------------------------------------------------------------------------------------------------

create function private.tell_appeal(a public.appeals, result text) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'appeal_id', a.id, 'result', result,
    'state', coalesce(a.decision::text, case when a.overtaken_at is not null then 'overtaken' else 'waiting' end)
  )
$$;
comment on function private.tell_appeal(public.appeals, text) is 'The answer of file_appeal and decide_appeal.';

create function public.file_appeal(
  appeal_id uuid, report_id uuid, words text, key text default null, lang text default null
) returns jsonb
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  r public.reports := private.lock_report(file_appeal.report_id, file_appeal.key);
  said text := private.read_text(jsonb_build_object('words', file_appeal.words), 'words');
  tongue text := coalesce(private.read_word(jsonb_build_object('lang', file_appeal.lang), 'lang', 'zh', 'en'), r.lang);
  a public.appeals;
  refusal text;
begin
  -- Colleagues who are not the reporter have the case, but no appeal to file.
  if not private.is_reporter(r, file_appeal.key) then
    perform private.refuse('PT404', 'not_found');
  elsif file_appeal.appeal_id is null then
    perform private.refuse('PT422', 'appeal_id_missing', 'appeal_id');
  elsif said is null then
    perform private.refuse('PT422', 'words_missing', 'words');
  end if;

  select * into a from public.appeals t where t.id = file_appeal.appeal_id;
  if a.id is not null then
    if a.report_id <> r.id or a.words <> said then
      perform private.refuse('PT409', 'appeal_differs', 'appeal_id');
    end if;
    return private.tell_appeal(a, 'again');
  end if;

  refusal := private.appeal_refusal(r);
  if refusal is not null then
    perform private.refuse('PT409', refusal);
  end if;
  insert into public.appeals (id, report_id, contested_event_id, filed_event_id, words, lang, created_at)
  values (
    file_appeal.appeal_id, r.id, (private.contested_event(r)).id,
    (private.note_appeal(
      r, 'reporter', 'appeal', said, tongue, null, jsonb_build_object('appeal_id', file_appeal.appeal_id), null, 'appealed'
    )).id,
    said, tongue, private.clock()
  )
  returning * into a;
  return private.tell_appeal(a, 'created');
end
$$;
comment on function public.file_appeal(uuid, uuid, text, text, text) is
  'The reporter contests the move that ended the case: {appeal_id, result: created | again, state}. Codes: suspended, not_found, appeal_id_missing, words_missing, words_long, lang_wrong, appeal_differs, reporter_left, appeal_once, appeal_not_open, appeal_late.';
grant execute on function public.file_appeal(uuid, uuid, text, text, text) to anon, authenticated;

create function public.decide_appeal(
  appeal_id uuid, decision text, public_text text, internal_text text, public_lang text default 'zh'
) returns jsonb
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  given jsonb := jsonb_strip_nulls(jsonb_build_object(
    'decision', decide_appeal.decision, 'public_text', decide_appeal.public_text,
    'internal_text', decide_appeal.internal_text, 'public_lang', decide_appeal.public_lang
  ));
  r public.reports;
  a public.appeals;
  m public.report_moves;
  ruling public.appeal_decision;
  answer text;
  note text;
  tongue text;
  refusal text;
  written bigint;
begin
  if private.is_suspended() then
    perform private.refuse('PT403', 'suspended');
  end if;
  select * into a from public.appeals t where t.id = decide_appeal.appeal_id;
  if a.id is null or not private.has_role('moderator') then
    perform private.refuse('PT404', 'not_found');
  end if;
  -- The case is locked before the appeal, as everywhere, and both are read again under the lock.
  r := private.lock_report(a.report_id, null);
  if not 'moderator' = any (private.parties(r, null)) then
    perform private.refuse('PT404', 'not_found');
  end if;
  select * into a from public.appeals t where t.id = decide_appeal.appeal_id for update;
  if a.id is null then
    perform private.refuse('PT404', 'not_found');
  end if;

  ruling := private.read_word(given, 'decision', 'upheld', 'rejected')::public.appeal_decision;
  answer := private.read_text(given, 'public_text');
  note := private.read_text(given, 'internal_text');
  tongue := coalesce(private.read_word(given, 'public_lang', 'zh', 'en'), 'zh');
  if ruling is null then
    perform private.refuse('PT422', 'decision_missing', 'decision');
  elsif answer is null then
    perform private.refuse('PT422', 'public_text_missing', 'public_text');
  elsif note is null then
    perform private.refuse('PT422', 'internal_text_missing', 'internal_text');
  end if;

  -- The same form posted twice by the same person.
  if a.decided_by = (select auth.uid()) and a.decision = ruling and a.decision_public_text = answer then
    return private.tell_appeal(a, 'again');
  end if;
  refusal := private.decision_refusal(r, a);
  if refusal is not null then
    perform private.refuse(case when refusal in ('own_report', 'other_moderator') then 'PT403' else 'PT409' end, refusal);
  end if;

  update public.appeals t set
    decision = ruling, decided_at = private.clock(), decided_by = (select auth.uid()),
    decision_public_text = answer, decision_public_lang = tongue
  where t.id = a.id;
  if ruling = 'upheld' then
    select * into m from public.report_moves t where t.move = 'reinstate' and t.from_status = r.status and t."by" = 'moderator';
    m.tells_reporter := 'appeal_upheld';
    select w.written into written from private.make_move(
      r, m, jsonb_build_object('public_text', answer, 'public_lang', tongue, 'internal_text', note), (select auth.uid()), null
    ) w;
  else
    written := (private.note_appeal(
      r, 'moderator', 'reject_appeal', answer, tongue, note, jsonb_build_object('appeal_id', a.id), 'appeal_rejected', null
    )).id;
  end if;
  update public.appeals t set decision_event_id = written where t.id = a.id returning * into a;
  return private.tell_appeal(a, 'created');
end
$$;
comment on function public.decide_appeal(uuid, text, text, text, text) is
  'A moderator who did not make the contested move upholds an appeal (the case is accepted again) or rejects it (nothing moves): {appeal_id, result, state}. Codes: suspended, not_found, decision_missing, decision_wrong, public_text_missing, public_text_long, internal_text_missing, internal_text_long, public_lang_wrong, own_report, other_moderator, appeal_decided, appeal_overtaken.';
grant execute on function public.decide_appeal(uuid, text, text, text, text) to authenticated;

create function public.report_appeal(report_id uuid, key text default null) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  r public.reports;
  a public.appeals;
  reporter boolean;
begin
  select * into r from public.reports t where t.id = report_appeal.report_id;
  reporter := r.id is not null and private.is_reporter(r, report_appeal.key);
  if r.id is null or not (reporter or private.sees_report(r.id)) then
    perform private.refuse('PT404', 'not_found');
  end if;
  a := private.appeal_of(r.id);
  return jsonb_build_object(
    -- Until when the reporter can appeal; null when they cannot.
    'open_until', case
      when reporter and not private.is_suspended() and private.appeal_refusal(r) is null
        then (private.contested_event(r)).created_at + interval '30 days'
    end,
    'appeal', case when a.id is not null then jsonb_build_object(
      'id', a.id, 'words', a.words, 'lang', a.lang, 'created_at', a.created_at,
      'contested_event_id', a.contested_event_id, 'contested_move', (
        select e.move from public.report_events e where e.id = a.contested_event_id
      ),
      'state', coalesce(a.decision::text, case when a.overtaken_at is not null then 'overtaken' else 'waiting' end),
      'decided_at', coalesce(a.decided_at, a.overtaken_at),
      'decision_public_text', a.decision_public_text, 'decision_public_lang', a.decision_public_lang,
      'decision_translation', (
        select private.translation_of(e) from public.report_events e where e.id = a.decision_event_id
      ),
      -- For colleagues: whether it is theirs to decide, and if not, why.
      'may_decide', private.has_role('moderator') and private.decision_refusal(r, a) is null,
      'decision_refusal', case when private.has_role('moderator') then private.decision_refusal(r, a) end
    ) end
  );
end
$$;
comment on function public.report_appeal(uuid, text) is
  'The appeal of a report, for its reporter and for the staff who see the case: {open_until, appeal | null}. No names. Code: not_found.';
grant execute on function public.report_appeal(uuid, text) to anon, authenticated;


-- the queue ------------------------------------------------------------------------------------------------------

create or replace function private.queue_condition(queue text, as_moderator boolean) returns text
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
    when 'appeals' then $sql$r.id in (
      select a.report_id from public.appeals a where a.decision is null and a.overtaken_at is null
    )$sql$
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

create function private.queue_since(queue text) returns text
language sql immutable set search_path = '' as $$
  select case queue
    when 'appeals' then $sql$(
      select a.created_at from public.appeals a where a.report_id = r.id and a.decision is null and a.overtaken_at is null
    )$sql$
    else 'r.stage_since'
  end
$$;
comment on function private.queue_since(text) is
  'Since when a case has waited in a queue, as SQL over reports r: since its last change of status, or since the appeal.';

create or replace function public.report_queues() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  units text[] := private.my_units();
  moderator boolean := private.has_role('moderator');
  moderators_queues constant text[] := array['screen', 'asked', 'dispatch', 'overdue', 'callback', 'appeals', 'all_open'];
  queue text;
  n int;
  oldest timestamptz;
  listed jsonb := '[]';
begin
  foreach queue in array
    case when moderator then moderators_queues else '{}' end
    || case when units <> '{}' then array['take_on', 'in_hand', 'assisting', 'waiting'] else '{}' end
    || case when units <> '{}' and not moderator then array['overdue'] else '{}' end
  loop
    -- Counting stops at a thousand: nobody needs to know how many more.
    execute format(
      'select count(*), min(q.since) from (select %2$s as since from public.reports r where %1$s order by since limit 1000) q',
      private.queue_condition(queue, moderator and queue = any (moderators_queues)),
      private.queue_since(queue)
    ) into n, oldest using units, private.clock();
    listed := listed || jsonb_build_object('queue', queue, 'n', n, 'oldest', oldest);
  end loop;
  return listed;
end
$$;

create or replace function public.report_queue(
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
  if jsonb_typeof(f) <> 'object' or pg_column_size(f) > 10000 then
    perform private.refuse('PT422', 'filters_wrong', 'filters');
  end if;
  execute format(
    $sql$
      select coalesce(jsonb_agg(to_jsonb(q) order by q.since, q.id), '[]')
      from (
        select
          r.id, r.code, r.status, r.category_code, r.subdistrict_code, r.landmark, left(r.description, 120) as excerpt,
          r.received_at, %2$s as since, r.due_at, private.is_overdue(r) as overdue,
          r.urgent_at is not null as urgent, r.mediation, r.lead_unit_code, r.version
        from public.reports r
        where %1$s
          and ($3 is null or (%2$s, r.id) > ($3, coalesce($4, '00000000-0000-0000-0000-000000000000')))
          and ($5 is null or r.category_code = $5)
          and ($6 is null or r.subdistrict_code = $6)
          and ($7 is null or r.lead_unit_code = $7)
          and ($8 is null or (r.urgent_at is not null) = $8)
          and ($9 is null or r.mediation = $9)
          and ($11 is null or r.category_code in (select c.code from public.categories c where c.group_code = $11))
          and ($12 is null or private.is_overdue(r) = $12)
        order by %2$s, r.id
        limit $10
      ) q
    $sql$,
    condition, private.queue_since(report_queue.queue)
  ) into listed using
    units, private.clock(), after_at, after_id,
    private.read_text(f, 'category_code', 100), private.read_text(f, 'subdistrict_code', 100),
    private.read_text(f, 'lead_unit_code', 100),
    case when f ? 'urgent' then private.read_flag(f, 'urgent') end,
    case when f ? 'mediation' then private.read_flag(f, 'mediation') end,
    least(greatest(coalesce(size, 50), 1), 200),
    private.read_text(f, 'group_code', 100),
    case when f ? 'overdue' then private.read_flag(f, 'overdue') end;
  return listed;
end
$$;
