-- What is asked for among the reports of the last ninety days has indexes that hold those, and not an entry for each report that
-- there ever was. docs/decisions/0017-counted-queues.md, docs/decisions/0004-publishing.md


-- recent reports -------------------------------------------------------------------------------------------------

alter table public.reports add column aged boolean check (aged);
comment on column public.reports.aged is
  'Set once it came in more than ninety days ago, null until then. For indexes; whoever asks for ninety days compares the moment as well.';
alter table public.published_reports add column aged boolean check (aged);
comment on column public.published_reports.aged is
  'Set once it is not open and was changed more than ninety days ago, null until then. For indexes; whoever asks for ninety days compares the moment as well.';

update public.reports set aged = true where received_at <= private.clock() - interval '90 days';
-- Neither squares nor changes are concerned.
alter table public.published_reports disable trigger user;
update public.published_reports set aged = true where stage <> 'open' and changed_at <= private.clock() - interval '90 days';
alter table public.published_reports enable trigger user;

-- By the hour, so that many share one entry.
create index reports_recent on public.reports (date_trunc('hour', received_at at time zone 'UTC')) where aged is null;
create index published_reports_recent on public.published_reports (date_trunc('hour', changed_at at time zone 'UTC'))
where aged is null and stage <> 'open';

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
    published_at = excluded.published_at, released_at = excluded.released_at, changed_at = excluded.changed_at,
    aged = null -- what changes is recent again
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

create function private.sweep_recent() returns int
language plpgsql security definer set search_path = '' as $$
declare
  since constant timestamptz := private.clock() - interval '90 days';
  hour constant timestamp := date_trunc('hour', since at time zone 'UTC');
  old_reports uuid[];
  old_copies uuid[];
begin
  -- The end of the index names them; within the hour the moment decides.
  select array_agg(q.id) into old_reports
  from (
    select r.id from public.reports r
    where r.aged is null and date_trunc('hour', r.received_at at time zone 'UTC') <= hour and r.received_at <= since
    limit 500
    for update skip locked
  ) q;
  if old_reports is not null then
    update public.reports t set aged = true where t.id = any (old_reports);
  end if;
  select array_agg(q.report_id) into old_copies
  from (
    select p.report_id from public.published_reports p
    where p.aged is null and p.stage <> 'open' and date_trunc('hour', p.changed_at at time zone 'UTC') <= hour
      and p.changed_at <= since
    limit 500
    for update skip locked
  ) q;
  -- Its triggers look at every statement, also at one that finds nothing.
  if old_copies is not null then
    update public.published_reports t set aged = true where t.report_id = any (old_copies);
  end if;
  return coalesce(cardinality(old_reports), 0);
end
$$;
comment on function private.sweep_recent() is
  'What came in, or changed and is not open, more than ninety days ago has aged; at most 500 of a kind a call.';

create or replace function private.note_changes() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  changed text := case
    -- A photo that goes with its report finds no report any more, whose own end is noted below.
    when tg_table_name = 'published_photos' then
      'select p.report_id, p.subdistrict_code from public.published_reports p where p.report_id in ('
      || case tg_op
        when 'INSERT' then 'select n.report_id from added n'
        when 'DELETE' then 'select o.report_id from removed o'
        else 'select n.report_id from added n union all select o.report_id from removed o'
      end || ')'
    when tg_op = 'INSERT' then 'select n.report_id, n.subdistrict_code from added n'
    when tg_op = 'DELETE' then 'select o.report_id, o.subdistrict_code from removed o'
    else
      'select s.report_id, s.subdistrict_code
       from added n join removed o on o.report_id = n.report_id,
         lateral (values (n.report_id, n.subdistrict_code), (o.report_id, o.subdistrict_code)) as s (report_id, subdistrict_code)
       where to_jsonb(n) - ''{people,aged}''::text[] is distinct from to_jsonb(o) - ''{people,aged}''::text[]'
  end;
begin
  -- In one order, so that two transactions never wait for each other crosswise.
  execute format(
    $sql$
      insert into private.report_changes as c (report_id, subdistrict_code, xact, noted_at)
      select distinct q.report_id, q.subdistrict_code, pg_current_xact_id(), private.clock()
      from (%s) q
      order by 1, 2
      on conflict (report_id, subdistrict_code) do update set xact = excluded.xact, noted_at = excluded.noted_at
    $sql$,
    changed
  );
  return null;
end
$$;

alter function public.run_due() rename to run_before_recent;
alter function public.run_before_recent() set schema private;
revoke execute on function private.run_before_recent() from service_role;
comment on function private.run_before_recent() is 'What run_due did before it knew which reports are recent; or busy.';

create function public.run_due() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  done jsonb := private.run_before_recent();
begin
  if not done ? 'busy' then
    perform private.sweep_recent();
  end if;
  return done;
end
$$;
comment on function public.run_due() is
  'Moves what is due, tells followers, removes what may no longer be kept, writes the letters that are due and adds up queues and figures, at most 500 of a kind a call. For the job runner only.';
grant execute on function public.run_due() to service_role;


-- others of the same problem -------------------------------------------------------------------------------------

drop index public.reports_category_square;
create index reports_category_square on public.reports (
  category_code, (floor(lng * 100)::int * 10000 + floor(lat * 100)::int), received_at desc, lat, lng
) where aged is null;
drop index public.reports_landmark;
create index reports_landmark on public.reports (landmark, category_code, received_at desc) where aged is null and landmark is not null;

create or replace function private.other_reports(r public.reports) returns jsonb
language plpgsql stable security definer set search_path = '' set enable_bitmapscan = off set enable_sort = off set jit = off
set plan_cache_mode = force_generic_plan as $$
declare
  -- The newest ten: what is older than the tenth that was found is not looked at.
  since timestamptz := private.clock() - interval '90 days';
  others jsonb;
  square int;
begin
  -- At the same landmark, by its words. Those nearby are found below.
  select coalesce(jsonb_agg(to_jsonb(o) order by o.received_at desc), '[]') into others
  from (
    select t.id, t.code, t.status, t.received_at, round(private.distance_m(r.lat, r.lng, t.lat, t.lng)) as distance_m, t.author_id
    from public.reports t
    where t.aged is null and t.landmark = r.landmark and t.category_code = r.category_code and t.received_at > since
      and t.id <> r.id and t.merged_into is distinct from r.id and t.photos_complete_at is not null
      and coalesce(private.distance_m(r.lat, r.lng, t.lat, t.lng) > 300, true)
    order by t.received_at desc
    limit 10
  ) o;
  -- In each square that 300 metres around the point reach into: four at most.
  for square in
    select x * 10000 + y
    from generate_series(floor((r.lng - 0.0036) * 100)::int, floor((r.lng + 0.0036) * 100)::int) x,
      generate_series(floor((r.lat - 0.0028) * 100)::int, floor((r.lat + 0.0028) * 100)::int) y
  loop
    since := greatest(since, (others -> 9 ->> 'received_at')::timestamptz);
    select coalesce(jsonb_agg(q.other order by q.at desc), '[]') into others
    from (
      select o.other, (o.other ->> 'received_at')::timestamptz as at from jsonb_array_elements(others) o (other)
      union all
      select to_jsonb(near), near.received_at
      from (
        select t.id, t.code, t.status, t.received_at, round(private.distance_m(r.lat, r.lng, t.lat, t.lng)) as distance_m, t.author_id
        from public.reports t
        where t.aged is null and t.category_code = r.category_code and floor(t.lng * 100)::int * 10000 + floor(t.lat * 100)::int = square
          and t.lat between r.lat - 0.0028 and r.lat + 0.0028 and t.lng between r.lng - 0.0036 and r.lng + 0.0036
          and t.received_at > since and t.id <> r.id and t.merged_into is distinct from r.id and t.photos_complete_at is not null
          and private.distance_m(r.lat, r.lng, t.lat, t.lng) <= 300
        order by t.received_at desc
        limit 10
      ) near
      order by at desc
      limit 10
    ) q;
  end loop;
  -- A case may be merged into one that stands for itself, and that somebody else reported.
  return (
    select coalesce(jsonb_agg(o.other - 'author_id' || jsonb_build_object(
      'may_be_target', o.other ->> 'status' not in ('merged', 'withdrawn', 'refused', 'redirected')
        and (o.other ->> 'author_id')::uuid is distinct from (select auth.uid())
    ) order by o.n), '[]')
    from jsonb_array_elements(others) with ordinality o (other, n)
  );
end
$$;

drop index public.published_reports_near;
create index published_reports_near
on public.published_reports (category_code, lat, lng, (case when stage = 'open' then 'infinity' else changed_at end))
where aged is null and lat is not null;
drop index public.published_reports_same;
create index published_reports_same
on public.published_reports (subdistrict_code, category_code, ((stage = 'open')::int) desc, changed_at desc) where aged is null;
drop index public.published_reports_same_unplaced;
create index published_reports_same_unplaced
on public.published_reports (subdistrict_code, category_code, ((stage = 'open')::int) desc, changed_at desc)
where aged is null and lat is null;

create or replace function public.same_problems(
  category text, lat double precision default null, lng double precision default null, subdistrict text default null
) returns jsonb
language plpgsql stable security definer set search_path = '' set enable_bitmapscan = off set enable_seqscan = off
set plan_cache_mode = force_generic_plan set jit = off as $$
declare
  -- Far from the district there is nothing to compare with, and a strange number must not end in an error.
  pinned boolean := coalesce(same_problems.lat between 39 and 41 and same_problems.lng between 115 and 118, false);
  here double precision := case when pinned then same_problems.lat end;
  there double precision := case when pinned then same_problems.lng end;
  ago timestamptz := private.clock() - interval '90 days';
  area text := coalesce(same_problems.subdistrict, case when pinned then private.nearest_subdistrict(here, there) end);
begin
  return (
    select coalesce(
      jsonb_agg(to_jsonb(q) order by q.distance_m nulls last, q.kind desc, q.month desc, q.report_id), '[]'
    )
    from (
      select
        p.report_id, private.same_problem_kind(p) as kind, p.stage, p.category_code, p.subdistrict_code, p.lat, p.lng,
        p.precision, p.month, round(private.distance_m(here, there, p.lat, p.lng) / 10) * 10 as distance_m, p.people,
        left(p.public_text, 300) as words, p.public_lang as words_lang
      from (
        -- Within 300 metres where the place is exact; in the same square of the grid or one beside it where it is not.
        select n.* from public.published_reports n
        where n.aged is null and n.category_code = same_problems.category
          and n.lat between here - 0.0028 and here + 0.0028 and n.lng between there - 0.0036 and there + 0.0036
          and (case when n.stage = 'open' then 'infinity' else n.changed_at end) > ago
          and case n.precision
            when 'exact' then private.distance_m(here, there, n.lat, n.lng) <= 300
            else abs(n.lat - private.public_point(here, 0.0018)) < 0.0018 * 1.5
              and abs(n.lng - private.public_point(there, 0.0023)) < 0.0023 * 1.5
          end
        -- Where only the subdistrict is known, of theirs or of ours: the newest there, first those that are open.
        union all
        (
          select a.* from public.published_reports a
          where a.aged is null and pinned and a.subdistrict_code = area and a.category_code = same_problems.category and a.lat is null
            and ((a.stage = 'open')::int, a.changed_at) > (0, ago)
          order by (a.stage = 'open')::int desc, a.changed_at desc, a.report_id desc
          limit 5
        )
        union all
        (
          select b.* from public.published_reports b
          where b.aged is null and not pinned and b.subdistrict_code = area and b.category_code = same_problems.category
            and ((b.stage = 'open')::int, b.changed_at) > (0, ago)
          order by (b.stage = 'open')::int desc, b.changed_at desc, b.report_id desc
          limit 5
        )
      ) p
      where private.same_problem_kind(p) is not null
      order by distance_m nulls last, kind desc, p.month desc, p.report_id
      limit 5
    ) q
  );
end
$$;


-- what is over ---------------------------------------------------------------------------------------------------

-- What ended is asked for after three years, by the hour.
drop index public.reports_forget_after_end;
create index reports_forget_after_end on public.reports (date_trunc('hour', ended_at at time zone 'UTC'))
where ended_at is not null and forgotten_at is null;

create or replace function private.keep_retention() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  today date := (moment at time zone 'Asia/Shanghai')::date;
  most constant int := 500;
  due uuid;
  contacts int := 0;
  without_photos int := 0;
  forgotten int := 0;
begin
  -- Cases that went on after their reporter's account was deleted, once their end can no longer be undone; and
  -- everything else three years after its end.
  for due in
    select r.id from public.reports r
    where r.account_deleted_at is not null and r.forgotten_at is null and r.ended_at <= moment - interval '2 minutes'
    order by r.ended_at limit most
    for update skip locked
  loop
    perform private.forget_report(due);
    forgotten := forgotten + 1;
  end loop;
  for due in
    select r.id from public.reports r
    where r.forgotten_at is null and r.ended_at <= moment - interval '3 years'
      and date_trunc('hour', r.ended_at at time zone 'UTC') <= date_trunc('hour', (moment - interval '3 years') at time zone 'UTC')
    order by date_trunc('hour', r.ended_at at time zone 'UTC') limit most
    for update skip locked
  loop
    perform private.forget_report(due);
    forgotten := forgotten + 1;
  end loop;

  if not exists (select from private.retention_days d where d.task = 'contacts' and d.done_on = today) then
    delete from public.report_contacts c
    where c.report_id in (
      select k.report_id from public.report_contacts k
      join public.reports r on r.id = k.report_id
      where r.ended_at <= moment - interval '90 days'
      limit most
    );
    get diagnostics contacts = row_count;
    if contacts < most then
      insert into private.retention_days (task, done_on) values ('contacts', today)
      on conflict (task) do update set done_on = excluded.done_on;
    end if;
  end if;

  if not exists (select from private.retention_days d where d.task = 'photos' and d.done_on = today) then
    with expired as (
      select distinct p.report_id from public.report_photos p
      join public.reports r on r.id = p.report_id
      where r.ended_at <= moment - interval '180 days'
      limit most
    ), done as materialized (select private.forget_photos(expired.report_id) from expired)
    select count(*) into without_photos from done;
    if without_photos < most then
      insert into private.retention_days (task, done_on) values ('photos', today)
      on conflict (task) do update set done_on = excluded.done_on;
    end if;
  end if;

  return jsonb_build_object('contacts_expired', contacts, 'photos_expired', without_photos, 'reports_forgotten', forgotten);
end
$$;


-- by author, subdistrict and unit --------------------------------------------------------------------------------

-- Somebody has some dozens of reports, which are sorted when they are read; without the moment their account stands here once.
drop index public.reports_author_id;
create index reports_author_id on public.reports (author_id) where author_id is not null;

-- What is asked for by subdistrict or by unit is open. No subdistrict and no unit is ever deleted, which would read all.
drop index public.reports_open_category;
create index reports_open_category on public.reports (subdistrict_code, category_code, received_at desc)
where status not in ('closed', 'merged', 'redirected', 'refused', 'withdrawn');
drop index public.reports_subdistrict_code;
drop index public.reports_lead_unit_code; -- reports_take_on begins with it
drop index public.report_units_all_of_unit; -- report_units_unit_code begins with it
