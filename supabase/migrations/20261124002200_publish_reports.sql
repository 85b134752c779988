-- What the public sees of a report: private → stub → released → hidden. docs/decisions/0004 explains it in words.
-- A moderator decides what may be shown (report_releases); what is shown (published_reports) is worked out from the
-- case and that decision alone, in the transaction that changes either. What may not be seen has no row to be read.


-- the decision ---------------------------------------------------------------------------------------------------

create table public.report_releases (
  report_id uuid primary key references public.reports (id) on delete cascade,
  precision public.location_precision not null,
  public_text text check (char_length(public_text) between 1 and 4000),
  public_lang text check (public_lang in ('zh', 'en')),
  answers boolean not null default false,
  landmark boolean not null default false,
  answer_event_id bigint references public.report_events (id) on delete set null,
  answer_text text check (char_length(answer_text) between 1 and 4000),
  answer_lang text check (answer_lang in ('zh', 'en')),
  released_at timestamptz,
  released_by uuid references auth.users (id) on delete set null,
  hidden_at timestamptz,
  hidden_by uuid references auth.users (id) on delete set null,
  hidden_reason text check (char_length(hidden_reason) between 1 and 4000),
  constraint report_releases_words_have_a_language check (
    (public_text is null) = (public_lang is null) and (answer_text is null) = (answer_lang is null)
  ),
  constraint report_releases_answer_has_its_event check (answer_text is null or answer_event_id is not null),
  constraint report_releases_hidden_for_a_reason check ((hidden_at is null) = (hidden_reason is null))
);

create index report_releases_answer_event_id on public.report_releases (answer_event_id) where answer_event_id is not null;
create index report_releases_released_by on public.report_releases (released_by) where released_by is not null;
create index report_releases_hidden_by on public.report_releases (hidden_by) where hidden_by is not null;

alter table public.report_releases enable row level security;
create policy report_releases_select on public.report_releases for select to authenticated
using ((select private.has_role('moderator')) and private.sees_report(report_id));
grant select (
  report_id, precision, public_text, public_lang, answers, landmark, answer_event_id, answer_text, answer_lang,
  released_at, hidden_at, hidden_reason
) on public.report_releases to authenticated;

comment on table public.report_releases is
  'What a moderator decided that the public may see of a case. The row begins with the first stub and outlives every hiding, so that the place never becomes finer again.';
comment on column public.report_releases.precision is 'That of the category on the day of the first stub. It may only become coarser.';
comment on column public.report_releases.public_text is 'The words as released: the reporter''s, or a redacted version of them. The original stays in the case.';
comment on column public.report_releases.answers is 'Answers to the category''s questions may be shown: never free text, nor address-like ones where the place is coarse.';
comment on column public.report_releases.answer_event_id is 'The official answer that was released. Another answer needs another release.';
comment on column public.report_releases.hidden_reason is 'For colleagues. A release lifts the hiding.';


-- what is shown --------------------------------------------------------------------------------------------------

alter table public.published_reports
  add column group_code text,
  add column day date,
  add column landmark text,
  add column answers jsonb,
  add column public_text text,
  add column public_lang text check (public_lang in ('zh', 'en')),
  add column answer_kind public.answer_kind,
  add column answer_text text,
  add column answer_lang text check (answer_lang in ('zh', 'en')),
  add column released_at timestamptz,
  add column changed_at timestamptz;

update public.published_reports p
set group_code = c.group_code, changed_at = p.published_at
from public.categories c where c.code = p.category_code;

alter table public.published_reports
  alter column group_code set not null,
  alter column changed_at set not null,
  add constraint published_reports_coarse_stays_coarse check (precision = 'exact' or (landmark is null and day is null)),
  add constraint published_reports_words_are_released check (
    released_at is not null
    or (day is null and landmark is null and answers is null and public_text is null and answer_kind is null and answer_text is null)
  );

-- Every list is newest first and read by keyset. A stage is part of each narrower index; without one the three are merged.
drop index public.published_reports_latest;
drop index public.published_reports_category_code;
drop index public.published_reports_subdistrict_code;
create index published_reports_latest on public.published_reports (published_at desc, report_id desc);
create index published_reports_stage on public.published_reports (stage, published_at desc, report_id desc);
create index published_reports_group on public.published_reports (group_code, stage, published_at desc, report_id desc);
create index published_reports_category on public.published_reports (category_code, stage, published_at desc, report_id desc);
create index published_reports_subdistrict on public.published_reports (subdistrict_code, stage, published_at desc, report_id desc);
create index published_reports_subdistrict_group
on public.published_reports (subdistrict_code, group_code, stage, published_at desc, report_id desc);
create index published_reports_subdistrict_category
on public.published_reports (subdistrict_code, category_code, stage, published_at desc, report_id desc);

comment on table public.published_reports is
  'The only table about reports that the public reads. A stub has category, coarse place, month and stage; what a moderator released stands beside it. A hidden case has no row.';
comment on column public.published_reports.day is 'The day of receipt, for exact places only.';
comment on column public.published_reports.published_at is 'When the stub appeared; where the place is coarse, the first moment of that day in Beijing. So are the next two.';
comment on column public.published_reports.changed_at is 'The newest of stub, release, answer and closing, for feeds.';

create function private.public_moment(at timestamptz, how public.location_precision) returns timestamptz
language sql immutable parallel safe set search_path = '' as $$
  select case how when 'exact' then at else date_trunc('day', at at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' end
$$;
comment on function private.public_moment(timestamptz, public.location_precision) is
  'A moment as the public may know it: a report is often accepted minutes after it came in, which would tell when.';

create function private.standing_answer(r public.reports) returns public.report_events
language sql stable security definer set search_path = '' as $$
  select e from public.report_events e
  where e.report_id = r.id and e.move = 'answer' and e.undone_at is null and r.status in ('resolved', 'closed')
  order by e.id desc
  limit 1
$$;
comment on function private.standing_answer(public.reports) is 'The official answer that stands: none while the case is being worked on again.';

create function private.public_answers(r public.reports, how public.location_precision) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_object_agg(q.code, r.answers -> q.code order by q.position)
  from public.category_questions q
  where q.category_code = r.category_code and r.answers ? q.code and q.kind <> 'text'
    and (how = 'exact' or not q.address_like)
$$;
comment on function private.public_answers(public.reports, public.location_precision) is
  'The answers to the category''s questions that may be shown with a place of this precision; null when there are none.';

create or replace function private.keep_public_copy(r public.reports) returns void
language plpgsql security definer set search_path = '' as $$
declare
  d public.report_releases;
  a public.report_events;
  p public.published_reports;
begin
  if private.may_be_public(r) then
    -- What is public keeps the precision of its first day, however often it is hidden and shown again.
    insert into public.report_releases (report_id, precision)
    select r.id, c.precision from public.categories c where c.code = r.category_code
    on conflict do nothing;
    select * into d from public.report_releases t where t.report_id = r.id;
  end if;
  if d.report_id is null or d.hidden_at is not null then
    delete from public.published_reports t where t.report_id = r.id;
    return;
  end if;

  p.report_id := r.id;
  p.category_code := r.category_code;
  select c.group_code into p.group_code from public.categories c where c.code = r.category_code;
  p.subdistrict_code := r.subdistrict_code;
  p.precision := d.precision;
  p.lat := case d.precision when 'exact' then r.lat when 'rounded' then private.public_point(r.lat, 0.0018) end;
  p.lng := case d.precision when 'exact' then r.lng when 'rounded' then private.public_point(r.lng, 0.0023) end;
  p.month := date_trunc('month', r.received_at at time zone 'Asia/Shanghai')::date;
  p.stage := case r.status when 'closed' then 'closed' when 'resolved' then 'answered' else 'open' end;
  p.published_at := private.public_moment(r.published_at, d.precision);
  if d.released_at is not null then
    a := private.standing_answer(r);
    p.public_text := d.public_text;
    p.public_lang := d.public_lang;
    if d.answers then
      p.answers := private.public_answers(r, d.precision);
    end if;
    if a.id = d.answer_event_id then
      p.answer_kind := a.answer_kind;
      p.answer_text := d.answer_text;
      p.answer_lang := d.answer_lang;
    end if;
    if d.precision = 'exact' then
      p.day := (r.received_at at time zone 'Asia/Shanghai')::date;
      p.landmark := case when d.landmark then r.landmark end;
    end if;
    p.released_at := private.public_moment(d.released_at, d.precision);
  end if;
  p.changed_at := greatest(
    p.published_at, p.released_at,
    private.public_moment(case p.stage when 'answered' then r.stage_since when 'closed' then r.ended_at end, d.precision)
  );

  insert into public.published_reports as t (
    report_id, category_code, group_code, subdistrict_code, lat, lng, precision, month, day, landmark, stage, answers,
    public_text, public_lang, answer_kind, answer_text, answer_lang, published_at, released_at, changed_at
  )
  values (
    p.report_id, p.category_code, p.group_code, p.subdistrict_code, p.lat, p.lng, p.precision, p.month, p.day, p.landmark,
    p.stage, p.answers, p.public_text, p.public_lang, p.answer_kind, p.answer_text, p.answer_lang, p.published_at,
    p.released_at, p.changed_at
  )
  on conflict (report_id) do update set
    lat = excluded.lat, lng = excluded.lng, precision = excluded.precision, day = excluded.day, landmark = excluded.landmark,
    stage = excluded.stage, answers = excluded.answers, public_text = excluded.public_text, public_lang = excluded.public_lang,
    answer_kind = excluded.answer_kind, answer_text = excluded.answer_text, answer_lang = excluded.answer_lang,
    published_at = excluded.published_at, released_at = excluded.released_at, changed_at = excluded.changed_at
  where (
    t.lat, t.lng, t.precision, t.day, t.landmark, t.stage, t.answers, t.public_text, t.public_lang, t.answer_kind,
    t.answer_text, t.answer_lang, t.published_at, t.released_at, t.changed_at
  ) is distinct from (
    excluded.lat, excluded.lng, excluded.precision, excluded.day, excluded.landmark, excluded.stage, excluded.answers,
    excluded.public_text, excluded.public_lang, excluded.answer_kind, excluded.answer_text, excluded.answer_lang,
    excluded.published_at, excluded.released_at, excluded.changed_at
  );
end
$$;
comment on function private.keep_public_copy(public.reports) is
  'Makes, updates or removes the public copy of a case, from the case and what was released, and from nothing else.';


-- the doors ------------------------------------------------------------------------------------------------------

-- Each of these writes an event that cannot be undone, which also ends the two minutes of the move before it: an undo
-- restores the reporter's consent of that moment, and must not restore one that was taken back since.
create function private.note_publishing(r public.reports, party public.report_party, move text, internal_text text)
returns public.reports
language plpgsql security definer set search_path = '' as $$
declare
  before public.reports;
begin
  select * into before from public.reports t where t.id = r.id;
  r.version := before.version + 1;
  r.updated_at := private.clock();
  if private.may_be_public(r) then
    r.published_at := coalesce(r.published_at, r.updated_at);
  end if;
  insert into public.report_events (report_id, party, actor_id, move, from_status, to_status, internal_text, created_at)
  values (r.id, party, (select auth.uid()), move, r.status, r.status, internal_text, r.updated_at);
  perform private.write_report(r);
  perform private.follow(before, r);
  return r;
end
$$;
comment on function private.note_publishing(public.reports, public.report_party, text, text) is
  'Writes down that what the public sees was changed, and changes it.';

create function private.publishing_case(report_id uuid, version int) returns public.reports
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports := private.lock_report(publishing_case.report_id, null);
  parties public.report_party[] := private.parties(r, null);
begin
  if not 'moderator' = any (parties) then
    perform private.refuse('PT404', 'not_found');
  elsif 'reporter' = any (parties) then
    perform private.refuse('PT403', 'own_report');
  elsif r.version is distinct from publishing_case.version then
    perform private.refuse('PT409', 'conflict', 'version');
  end if;
  return r;
end
$$;
comment on function private.publishing_case(uuid, int) is
  'The case, locked, for a moderator who decides what is public of it. Codes: suspended, not_found, own_report, conflict.';

create function public.release_report(report_id uuid, version int, details jsonb default '{}') returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports := private.publishing_case(release_report.report_id, release_report.version);
  moment timestamptz := private.clock();
  d jsonb := coalesce(details, '{}');
  was public.report_releases;
  n public.report_releases;
  answer public.report_events;
  coarser public.location_precision;
begin
  if jsonb_typeof(d) <> 'object' or pg_column_size(d) > 100000 then
    perform private.refuse('PT422', 'details_wrong', 'details');
  end if;
  select * into was from public.report_releases t where t.report_id = r.id for update;
  if not private.may_be_public(r) or was.report_id is null then
    perform private.refuse('PT409', 'not_public');
  end if;

  n := was;
  n.public_text := private.read_text(d, 'public_text');
  n.public_lang := case when n.public_text is not null then coalesce(private.read_word(d, 'public_lang', 'zh', 'en'), r.lang) end;
  n.answers := private.read_flag(d, 'answers');
  n.landmark := private.read_flag(d, 'landmark');
  n.answer_text := private.read_text(d, 'answer_text');
  n.answer_lang := case when n.answer_text is not null then coalesce(private.read_word(d, 'answer_lang', 'zh', 'en'), 'zh') end;
  n.answer_event_id := null;
  if n.answer_text is not null or private.read_flag(d, 'answer') then
    answer := private.standing_answer(r);
    if answer.id is null then
      perform private.refuse('PT409', 'answer_missing', 'answer');
    end if;
    n.answer_event_id := answer.id;
  end if;
  coarser := private.read_word(d, 'precision', variadic enum_range(null::public.location_precision)::text[])::public.location_precision;
  if coarser < was.precision then
    perform private.refuse('PT422', 'precision_finer', 'precision');
  end if;
  n.precision := coalesce(coarser, was.precision);
  if n.landmark and n.precision <> 'exact' then
    perform private.refuse('PT422', 'landmark_exact_only', 'landmark');
  end if;
  -- Words go out only after somebody has said that they looked for names and, where the place is coarse, for the place.
  if (n.public_text is not null or n.answer_text is not null) and not private.read_flag(d, 'checked') then
    perform private.refuse('PT422', 'checked_missing', 'checked');
  end if;

  update public.report_releases t set
    precision = n.precision, public_text = n.public_text, public_lang = n.public_lang, answers = n.answers,
    landmark = n.landmark, answer_event_id = n.answer_event_id, answer_text = n.answer_text, answer_lang = n.answer_lang,
    released_at = case
      when n.public_text is not null or n.answer_event_id is not null or n.answers or n.landmark
        then coalesce(was.released_at, moment)
    end,
    released_by = (select auth.uid()), hidden_at = null, hidden_by = null, hidden_reason = null
  where t.report_id = r.id;
  r := private.note_publishing(r, 'moderator', 'release', private.read_text(d, 'internal_text'));
  return jsonb_build_object('version', r.version);
end
$$;
comment on function public.release_report(uuid, int, jsonb) is
  'A moderator says what the public may see of a case: {public_text, public_lang, answers, landmark, answer, answer_text, answer_lang, precision, checked}. What is left out is not shown. Lifts a hiding. {version}. Codes in docs/error-codes.md.';
grant execute on function public.release_report(uuid, int, jsonb) to authenticated;

create function public.hide_report(report_id uuid, version int, reason text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports := private.publishing_case(hide_report.report_id, hide_report.version);
  said text := private.read_text(jsonb_build_object('internal_text', reason), 'internal_text');
begin
  if said is null then
    perform private.refuse('PT422', 'internal_text_missing', 'internal_text');
  end if;
  update public.report_releases t
  set hidden_at = private.clock(), hidden_by = (select auth.uid()), hidden_reason = said
  where t.report_id = r.id and t.hidden_at is null;
  if not found then
    perform private.refuse('PT409', 'not_public');
  end if;
  r := private.note_publishing(r, 'moderator', 'hide', said);
  return jsonb_build_object('version', r.version);
end
$$;
comment on function public.hide_report(uuid, int, text) is
  'A moderator takes a case out of the public''s sight until it is released again. {version}. Codes: not_found, own_report, conflict, internal_text_missing, not_public.';
grant execute on function public.hide_report(uuid, int, text) to authenticated;

create function public.set_publish(report_id uuid, publish boolean, key text default null) returns void
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports := private.lock_report(set_publish.report_id, set_publish.key);
begin
  if not private.is_reporter(r, set_publish.key) then
    perform private.refuse('PT404', 'not_found');
  elsif set_publish.publish is null then
    perform private.refuse('PT422', 'publish_unknown', 'publish');
  elsif r.reporter_left_at is not null then
    perform private.refuse('PT409', 'reporter_left');
  elsif r.publish = set_publish.publish then
    return;
  end if;
  r.publish := set_publish.publish;
  if not r.publish then
    -- Taken back is taken back: whoever agrees again begins with the stub, and a moderator looks again.
    update public.report_releases t set
      public_text = null, public_lang = null, answers = false, landmark = false, answer_event_id = null,
      answer_text = null, answer_lang = null, released_at = null
    where t.report_id = r.id;
  end if;
  perform private.note_publishing(r, 'reporter', case when r.publish then 'agree' else 'take_back' end, null);
end
$$;
comment on function public.set_publish(uuid, boolean, text) is
  'The reporter lets others see the problem, or takes that back, at any time. Codes: suspended, not_found, publish_unknown, reporter_left.';
grant execute on function public.set_publish(uuid, boolean, text) to anon, authenticated;

create function public.public_address(report_id uuid) returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  target uuid;
begin
  -- Only for an address that was public: that two private reports are one case is nobody's business.
  select t.report_id into target
  from public.reports r
  join public.report_releases d on d.report_id = r.id and d.hidden_at is null
  join public.published_reports t on t.report_id = r.merged_into
  where r.id = public_address.report_id and r.status = 'merged' and r.publish and r.reporter_left_at is null
    and r.published_at is not null;
  return target;
end
$$;
comment on function public.public_address(uuid) is
  'Where the public address of a merged report leads now: the report it was joined to, if that is public; else null.';
grant execute on function public.public_address(uuid) to anon, authenticated;


-- the list -------------------------------------------------------------------------------------------------------

create function public.public_list(
  filters jsonb default '{}', after_at timestamptz default null, after_id uuid default null, size int default 20
) returns jsonb
language plpgsql stable set search_path = '' set enable_bitmapscan = off as $$
declare
  f jsonb := case when jsonb_typeof(filters) = 'object' then filters else '{}' end;
  wanted int := least(greatest(coalesce(size, 20), 1), 50);
  since timestamptz := case when f ->> 'days' ~ '^[0-9]{1,4}$' then private.clock() - make_interval(days => (f ->> 'days')::int) end;
  conditions text := '';
  branch text;
  listed jsonb;
begin
  if f ->> 'category' is not null then
    conditions := conditions || ' and p.category_code = $1 ->> ''category''';
  elsif f ->> 'group' is not null then
    conditions := conditions || ' and p.group_code = $1 ->> ''group''';
  end if;
  if f ->> 'subdistrict' is not null then
    conditions := conditions || ' and p.subdistrict_code = $1 ->> ''subdistrict''';
  end if;
  if since is not null then
    conditions := conditions || ' and p.published_at >= $2';
  end if;
  if after_at is not null then
    conditions := conditions || ' and (p.published_at, p.report_id) < ($3, $4)';
  end if;
  branch := 'select p.* from public.published_reports p where true' || conditions;
  if f ->> 'stage' in ('open', 'answered', 'closed') then
    branch := branch || format(' and p.stage = %L', f ->> 'stage');
  elsif conditions ~ '_code' then
    -- Three walks, each in the order of its index and as far as the page needs it. A bitmap would read all there is,
    -- and the planner likes bitmaps while a table is small; that is why this function does without them.
    select string_agg(format('(%s and p.stage = %L order by p.published_at desc, p.report_id desc limit $5 + 1)', branch, stage), ' union all ')
    into branch
    from unnest(enum_range(null::public.report_stage)) stage;
  end if;
  execute format(
    $sql$
      select jsonb_build_object(
        'rows', coalesce(jsonb_agg(to_jsonb(q) order by q.published_at desc, q.report_id desc), '[]') - $5,
        'more', count(*) > $5
      )
      from (
        select
          p.report_id, p.category_code, p.group_code, p.subdistrict_code, p.precision, p.month, p.day, p.landmark, p.stage,
          left(p.public_text, 300) as public_text, p.public_lang, p.answer_kind, p.published_at
        from (%s) p
        order by p.published_at desc, p.report_id desc
        limit $5 + 1
      ) q
    $sql$,
    branch
  ) into listed using f, since, after_at, coalesce(after_id, '00000000-0000-0000-0000-000000000000'), wanted;
  return listed;
end
$$;
comment on function public.public_list(jsonb, timestamptz, uuid, int) is
  'One page of what is public, newest first, continued after (after_at, after_id): {rows, more}, at most 50. filters: group or category, subdistrict, stage, days (back from now); what is not understood is passed over.';
grant execute on function public.public_list(jsonb, timestamptz, uuid, int) to anon, authenticated;

-- Cases that were public before this migration: their decision begins with what they show today.
insert into public.report_releases (report_id, precision)
select p.report_id, p.precision from public.published_reports p;
do $$
declare
  r public.reports;
begin
  for r in select t.* from public.reports t join public.published_reports p on p.report_id = t.id loop
    perform private.keep_public_copy(r);
  end loop;
end
$$;
