-- My data: what we hold about somebody as one file, the end of an account, and the end of everything kept.
-- docs/decisions/0005-my-data.md says what goes, what stays and why.


-- what is left of a report ---------------------------------------------------------------------------------------

alter table public.reports
  add column account_deleted_at timestamptz,
  add column forgotten_at timestamptz,
  drop constraint reports_have_a_place,
  drop constraint reports_say_something,
  add constraint reports_have_a_place check (lat is not null or landmark is not null or forgotten_at is not null),
  add constraint reports_say_something check (description <> '' or photos_declared > 0 or forgotten_at is not null);

comment on column public.reports.account_deleted_at is
  'The reporter deleted their account while the case had to go on. What they wrote goes when it ends. Granted to nobody.';
comment on column public.reports.forgotten_at is
  'Only a record is left: category, subdistrict, moves, dates and outcome. Granted to nobody.';

create index reports_forget_after_end on public.reports (ended_at) where ended_at is not null and forgotten_at is null;
create index reports_account_deleted on public.reports (ended_at) where account_deleted_at is not null and forgotten_at is null;

-- History is not edited, but its words end.
create or replace function private.keep_event() returns trigger
language plpgsql set search_path = '' as $$
declare
  words constant text[] := array['public_text', 'public_text_translation', 'internal_text', 'email_text', 'data', 'before'];
  past jsonb := to_jsonb(old);
  present jsonb := to_jsonb(new);
begin
  if old.undone_at is not null and new.undone_at is distinct from old.undone_at
    or present - array['undone_at', 'actor_id'] - words <> past - array['undone_at', 'actor_id'] - words
    or new.actor_id is not null and new.actor_id is distinct from old.actor_id
    or exists (select from unnest(words) w where present -> w not in ('null'::jsonb, past -> w) and w <> 'data')
    or not old.data @> new.data
  then
    raise exception 'report_events is append-only' using errcode = '55000';
  end if;
  return new;
end
$$;
comment on function private.keep_event() is
  'Refuses every change to an event but three: that it was undone, that its author''s account is gone, that its words are.';

create function private.forget_photos(report_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  -- The files follow: a trigger puts those of the manifest into the trash.
  perform private.throw_away_photo(u.name) from private.photo_uploads u where u.report_id = forget_photos.report_id;
  delete from private.photo_uploads u where u.report_id = forget_photos.report_id;
  delete from public.report_photos p where p.report_id = forget_photos.report_id;
end
$$;
comment on function private.forget_photos(uuid) is 'Removes the photos of a report, and their files with the next sweep.';

create function private.forget_reporter(report_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.report_contacts c where c.report_id = forget_reporter.report_id;
  delete from public.hotline_notes n where n.report_id = forget_reporter.report_id;
  delete from public.contact_reveals v where v.report_id = forget_reporter.report_id;
  -- Nobody knows the new key, and the same form sent again is not recognised.
  update public.reports t set
    author_id = null,
    key_hash = sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'utf8')),
    content_hash = sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'utf8'))
  where t.id = forget_reporter.report_id;
end
$$;
comment on function private.forget_reporter(uuid) is 'Cuts every tie between a report and the person who sent it.';

create function private.forget_report(report_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  r public.reports;
begin
  perform private.forget_reporter(forget_report.report_id);
  perform private.forget_photos(forget_report.report_id);
  update public.callbacks c set words = null where c.report_id = forget_report.report_id and c.words is not null;
  -- That there was an appeal and how it ended is counted; what was said is not kept.
  update public.appeals a set words = '-', decision_public_text = case when a.decision_public_text is not null then '-' end
  where a.report_id = forget_report.report_id;
  update public.report_events e set
    public_text = null, public_text_translation = null, internal_text = null, email_text = null, before = null,
    -- Which unit it was given to and for how long is what the rates are counted from.
    data = coalesce(
      (
        select jsonb_object_agg(d.key, d.value) from jsonb_each(e.data) d
        where d.key in ('lead', 'assists', 'limit_days', 'until', 'working_days')
      ),
      '{}'
    )
  where e.report_id = forget_report.report_id;
  delete from public.report_releases d where d.report_id = forget_report.report_id;
  update public.reports t set
    description = '', landmark = null, place = null, answers = '{}', lat = null, lng = null, happened_at = null,
    time_pattern = null, danger_answered = null, photos_declared = 0, publish = false, contact_ok = false,
    reporter_left_at = coalesce(t.reporter_left_at, moment), forgotten_at = moment, version = t.version + 1
  where t.id = forget_report.report_id
  returning * into r;
  perform private.keep_public_copy(r);
end
$$;
comment on function private.forget_report(uuid) is
  'Leaves of a report its category, subdistrict, moves, dates and outcome, and nothing anybody wrote.';


-- export ---------------------------------------------------------------------------------------------------------

create function private.left_out_of_export() returns table (relation text, reason text)
language sql immutable set search_path = '' as $$
  values
    ('private.photo_uploads', 'A photo for the minutes it is on its way; then it stands in report_photos.')
$$;
comment on function private.left_out_of_export() is
  'Tables that refer to a person or a report and are not exported, with the reason.';

create function private.exported_tables() returns table (relation text, person_columns text[], report_column text, left_out text[])
language sql stable security definer set search_path = '' as $$
  with refs as (
    select c.conrelid, a.attname::text as name, c.confdeltype = 'c' as owned, c.confrelid = 'auth.users'::regclass as person
    from pg_catalog.pg_constraint c
    join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid in ('auth.users'::regclass, 'public.reports'::regclass)
  )
  select
    t.relname::text,
    -- Rows that go with the account are the person's. Other references to people name colleagues.
    array(select f.name from refs f where f.conrelid = t.oid and f.person and f.owned order by f.name),
    case t.oid when 'public.reports'::regclass then 'id' else (
      select min(f.name) from refs f where f.conrelid = t.oid and not f.person and f.owned
    ) end,
    array(
      select f.name from refs f where f.conrelid = t.oid and (f.person or not f.owned)
      union
      select a.attname::text from pg_catalog.pg_attribute a
      where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
        and (a.atttypid = 'bytea'::regtype or a.attname in ('before', 'internal_text', 'email_text', 'hidden_reason'))
      order by 1
    )
  from pg_catalog.pg_class t
  where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p')
    and (
      t.oid = 'public.reports'::regclass
      or exists (select from refs f where f.conrelid = t.oid and f.owned)
    )
    and not exists (select from private.left_out_of_export() l where l.relation = 'public.' || t.relname)
  order by t.relname
$$;
comment on function private.exported_tables() is
  'Every table with rows of a person or of a report, read from the catalogue, so that a new table or column is never forgotten. Hashes, colleagues and their words among each other are left out.';

create function private.as_exported(relation text, found jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select case
    -- As on the report's own page: what was undone never happened, and notes between colleagues are not the reporter's.
    when relation = 'report_events' and (
      found ->> 'undone_at' is not null or found ->> 'move' in ('undone', 'add_note', 'allow_deferral', 'hide')
    ) then null
    when relation = 'report_events'
      then found || jsonb_build_object('data', (found -> 'data') - array['target', 'duty_number', 'called_at', 'called_whom'])
    when relation = 'callbacks' and found ->> 'party' <> 'reporter' then found - 'words'
    else found
  end
$$;
comment on function private.as_exported(text, jsonb) is 'A row as its reporter may have it; null when they may not.';

create function public.export_my_data() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  mine uuid[];
  t record;
  listed jsonb;
  data jsonb := '{}';
begin
  if me is null then
    perform private.refuse('PT401', 'sign_in_needed');
  end if;
  mine := array(select r.id from public.reports r where r.author_id = me);
  for t in select * from private.exported_tables() loop
    execute format(
      $sql$
        select coalesce(jsonb_agg(q.row order by q.row::text) filter (where q.row is not null), '[]')
        from (
          select private.as_exported(%L, to_jsonb(t) - %L::text[]) as row from public.%I t where %s
        ) q
      $sql$,
      t.relation, t.left_out, t.relation,
      case when cardinality(t.person_columns) > 0
        then (select string_agg(format('t.%I = $1', c), ' or ') from unnest(t.person_columns) c)
        else format('t.%I = any ($2)', t.report_column)
      end
    ) into listed using me, mine;
    data := data || jsonb_build_object(t.relation, listed);
  end loop;
  return jsonb_build_object(
    'exported_at', private.clock(),
    'account', (
      select jsonb_build_object(
        'email', a ->> 'email', 'phone', nullif(a ->> 'phone', ''), 'created_at', a ->> 'created_at',
        'last_sign_in_at', a ->> 'last_sign_in_at', 'sign_up', a -> 'raw_user_meta_data'
      )
      from (select to_jsonb(u) as a from auth.users u where u.id = me) q
    ),
    'data', data
  );
end
$$;
comment on function public.export_my_data() is
  'Everything we hold about the caller: {exported_at, account, data: {table: [row]}}. Code: sign_in_needed.';
grant execute on function public.export_my_data() to authenticated;


-- the end of an account ------------------------------------------------------------------------------------------

create function public.delete_my_account(confirm text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  moment timestamptz := private.clock();
  r public.reports;
  before public.reports;
  m public.report_moves;
  moved record;
  reports int := 0;
  going_on int := 0;
begin
  if me is null then
    perform private.refuse('PT401', 'sign_in_needed');
  end if;
  -- Whatever is being written for this account now is finished first.
  perform from auth.users u where u.id = me for update;
  if exists (select from public.user_roles u where u.user_id = me) then
    perform private.refuse('PT403', 'staff_account');
  elsif coalesce(lower(private.tidy(left(delete_my_account.confirm, 40))), '') not in ('删除', 'delete') then
    perform private.refuse('PT422', 'confirm_wrong', 'confirm');
  end if;

  for r in select t.* from public.reports t where t.author_id = me order by t.id for update loop
    before := r;
    select c.* into m from public.report_moves c
    where c.move = 'withdraw' and c.from_status = r.status and c."by" = 'reporter';
    if r.reporter_left_at is null and m.move is not null then
      moved := private.make_move(r, m, '{}', me, null);
      r := moved.r;
    elsif r.reporter_left_at is null and r.ended_at is null then
      -- Answered or reopened: the case ends by its own rules, without its reporter.
      r.reporter_left_at := moment;
      r.publish := false;
      r.contact_ok := false;
      r.version := r.version + 1;
      r.updated_at := moment;
      perform private.write_report(r);
      perform private.follow(before, r);
    end if;
    reports := reports + 1;
    if r.ended_at is not null then
      perform private.forget_report(r.id);
    else
      going_on := going_on + 1;
      perform private.forget_reporter(r.id);
      update public.reports t set account_deleted_at = moment where t.id = r.id;
    end if;
  end loop;

  -- Profile, consents and notices go with it.
  delete from auth.users u where u.id = me;
  return jsonb_build_object('reports', reports, 'going_on', going_on);
end
$$;
comment on function public.delete_my_account(text) is
  'Ends the caller''s account for good: {reports, going_on}. confirm is the word 删除 or delete. Codes: sign_in_needed, staff_account, confirm_wrong.';
grant execute on function public.delete_my_account(text) to authenticated;


-- the end of what is kept ----------------------------------------------------------------------------------------

create table private.retention_days (
  task text primary key check (task in ('contacts', 'photos')),
  done_on date not null
);

alter table private.retention_days enable row level security;

comment on table private.retention_days is 'The day on which nothing was left to remove, so that the search for it is made once a day.';

create function private.keep_retention() returns jsonb
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
    order by r.ended_at limit most
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
comment on function private.keep_retention() is
  'After a case ended: contact 90 days, photos 180 days, words and exact point 3 years; at most 500 cases of a kind a call.';

alter function public.run_due() rename to run_moves;
alter function public.run_moves() set schema private;
revoke execute on function private.run_moves() from service_role;
comment on function private.run_moves() is 'The clock''s moves and what goes within days: {moved, escalated, photos_given_up, contacts_deleted}, or busy.';

create function public.run_due() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  done jsonb := private.run_moves();
begin
  return case when done ? 'busy' then done else done || private.keep_retention() end;
end
$$;
comment on function public.run_due() is
  'Moves what is due and removes what may no longer be kept, at most 500 of a kind a call. For the job runner only.';
grant execute on function public.run_due() to service_role;
