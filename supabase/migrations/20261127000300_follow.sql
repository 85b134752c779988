-- Following: a public report, a subdistrict, or a circle around a point; by account or, for a guest, by an address that
-- was confirmed. Told is only what published_reports shows. docs/decisions/0011-following.md


-- follows --------------------------------------------------------------------------------------------------------

create type public.follow_pace as enum ('at_once', 'daily', 'weekly');

create table public.follows (
  id uuid primary key,
  user_id uuid references auth.users (id) on delete cascade,
  email text check (char_length(email) <= 254 and email ~ '^[^@[:space:][:cntrl:],;:<>"()]+@[^@[:space:][:cntrl:],;:<>"()]+$'),
  lang text not null check (lang in ('zh', 'en')),

  report_id uuid references public.reports (id) on delete cascade,
  subdistrict_code text references public.subdistricts (code) on delete restrict,
  lat double precision check (lat between -90 and 90),
  lng double precision check (lng between -180 and 180),
  radius_m int check (radius_m between 300 and 3000),
  label text check (char_length(label) between 1 and 40),
  -- Squares of about three kilometres, as wide as the widest circle: whoever may be met is in this one or beside it.
  zone_y int generated always as (floor(lat / 0.0275)::int) stored,
  zone_x int generated always as (floor(lng / 0.036)::int) stored,
  group_code text references public.category_groups (code) on delete restrict,
  category_code text references public.categories (code) on delete restrict,

  pace public.follow_pace not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  stopped_at timestamptz,

  constraint follows_belong_to_one check (num_nonnulls(user_id, email) = 1),
  constraint follows_are_about_one_thing check (num_nonnulls(report_id, subdistrict_code, lat) = 1),
  constraint follows_circle_is_whole check (num_nulls(lat, lng, radius_m) in (0, 3) and (label is null or lat is not null)),
  constraint follows_narrow_an_area check (num_nonnulls(group_code, category_code) <= (report_id is null)::int),
  constraint follows_areas_are_digests check (report_id is not null or pace <> 'at_once'),
  constraint follows_accounts_are_confirmed check (user_id is null or confirmed_at is not null)
);

create index follows_user_id on public.follows (user_id, created_at desc) where user_id is not null;
create index follows_email on public.follows (lower(email)) where email is not null;
create index follows_report on public.follows (report_id) where report_id is not null;
create index follows_area on public.follows (subdistrict_code) where subdistrict_code is not null;
create index follows_circle on public.follows (zone_y, zone_x) where zone_y is not null;
create index follows_group_code on public.follows (group_code) where group_code is not null;
create index follows_category_code on public.follows (category_code) where category_code is not null;
create index follows_unconfirmed on public.follows (created_at) where confirmed_at is null;
create index follows_stopped on public.follows (stopped_at) where stopped_at is not null;

alter table public.follows enable row level security;
create policy follows_select on public.follows for select to authenticated
using (user_id = (select auth.uid()) and stopped_at is null);
grant select (
  id, user_id, lang, report_id, subdistrict_code, lat, lng, radius_m, label, group_code, category_code, pace, created_at
) on public.follows to authenticated;

comment on table public.follows is
  'What somebody wants to hear of: a public report, a subdistrict, or a circle. With an account, or with an address that its owner confirmed.';
comment on column public.follows.lat is
  'The middle of a circle, moved to the middle of its grid cell before it is kept: often it is somebody''s home. Nobody but its owner reads it.';
comment on column public.follows.confirmed_at is 'Without an account: when the owner of the address said yes. Until then nothing is told, and after 48 hours the row is gone.';
comment on column public.follows.stopped_at is 'Stopped; for a day it can be taken up again, then the row is gone.';

create table private.follow_news (
  follow_id uuid not null references public.follows (id) on delete cascade,
  report_id uuid not null references public.reports (id) on delete cascade,
  kind text not null check (kind in ('new', 'moved')),
  before jsonb,
  ready_at timestamptz not null,
  told_at timestamptz,
  primary key (follow_id, report_id, kind)
);

create index follow_news_report_id on private.follow_news (report_id);
create index follow_news_ready on private.follow_news (ready_at) where told_at is null;
create index follow_news_told on private.follow_news (told_at) where told_at is not null;

alter table private.follow_news enable row level security;

comment on table private.follow_news is
  'What a follower will hear at the next time of telling. New reports stay for a month, so that none is told twice.';
comment on column private.follow_news.before is
  'What the public saw before the first change that was not told yet: what was changed and undone again is no news.';

insert into private.export_exceptions (relation, reason) values
  ('private.follow_news', 'Which public reports wait to be told to a follower; the follows themselves are exported.');

insert into private.letter_templates (template, purpose) values
  ('follow_confirm', 'service'), ('follow_report_moved', 'follows'), ('follow_digest', 'follows');

-- News of an area is about several reports, and none of it is an event of a case.
alter table public.notices alter column report_id drop not null, alter column event_id drop not null;


-- who hears ------------------------------------------------------------------------------------------------------

create function private.tell_at(pace public.follow_pace, since timestamptz) returns timestamptz
language sql immutable set search_path = '' as $$
  select case pace
    -- As long as a move can be undone, and whatever else comes in these minutes is one piece of news.
    when 'at_once' then since + interval '2 minutes'
    -- Six in the evening in Beijing, on Sundays for those who want it weekly.
    else (
      date_trunc('day', local.hour - interval '18 hours') + interval '1 day 18 hours'
        + case pace when 'weekly' then (7 - extract(isodow from date_trunc('day', local.hour - interval '18 hours') + interval '1 day')) * interval '1 day' else interval '0' end
    ) at time zone 'Asia/Shanghai'
  end
  from (select (since + interval '2 minutes') at time zone 'Asia/Shanghai' as hour) local
$$;
comment on function private.tell_at(public.follow_pace, timestamptz) is
  'When what happened now is told: two minutes later, at the next 18:00 in Beijing, or at the next 18:00 of a Sunday.';

create function private.area_followers(subdistrict text, grp text, category text, lat double precision, lng double precision)
returns setof uuid
language sql stable set search_path = '' as $$
  select f.id from public.follows f
  where f.subdistrict_code = area_followers.subdistrict
    and (f.group_code is null or f.group_code = grp) and (f.category_code is null or f.category_code = category)
    and f.confirmed_at is not null and f.stopped_at is null
  union all
  select f.id
  from generate_series(-1, 1) dy, generate_series(-1, 1) dx
  join public.follows f on true
  where f.zone_y = floor(area_followers.lat / 0.0275)::int + dy and f.zone_x = floor(area_followers.lng / 0.036)::int + dx
    and (f.group_code is null or f.group_code = grp) and (f.category_code is null or f.category_code = category)
    and f.confirmed_at is not null and f.stopped_at is null
    and private.distance_m(f.lat, f.lng, area_followers.lat, area_followers.lng) <= f.radius_m
$$;
comment on function private.area_followers(text, text, text, double precision, double precision) is
  'Follows that a public report of this kind and place belongs to, found by subdistrict and by the nine squares around the point.';

create function private.own_report(f public.follows, report_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.reports r
    where (r.id = own_report.report_id or r.merged_into = own_report.report_id)
      and (r.author_id = f.user_id or f.email is not null and exists (
        select from public.report_contacts c where c.report_id = r.id and lower(c.email) = lower(f.email)
      ))
  )
$$;
comment on function private.own_report(public.follows, uuid) is
  'The follower reported this case, alone or with others: they hear of it as its reporter and not a second time.';

create function private.seen_by_public(p public.published_reports) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object('stage', p.stage, 'answer', p.answer_kind, 'words', p.public_text is not null)
$$;
comment on function private.seen_by_public(public.published_reports) is 'What a follower is told of, when it changes.';

create function private.note_news() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
begin
  if tg_op = 'INSERT' then
    -- What was hidden and is shown again is not new.
    if new.published_at >= moment - interval '2 days' then
      insert into private.follow_news (follow_id, report_id, kind, ready_at)
      select f.id, new.report_id, 'new', private.tell_at(f.pace, moment)
      from private.area_followers(new.subdistrict_code, new.group_code, new.category_code, new.lat, new.lng) a
      join public.follows f on f.id = a
      where f.user_id is distinct from (select auth.uid())
      on conflict do nothing;
    end if;
    return null;
  end if;
  insert into private.follow_news as n (follow_id, report_id, kind, before, ready_at)
  select f.id, new.report_id, 'moved', private.seen_by_public(old), private.tell_at(f.pace, moment)
  from public.follows f
  -- Whoever follows a report that was merged into this one follows this one now.
  where f.report_id in (
      select new.report_id
      union all
      select r.id from public.reports r where r.merged_into = new.report_id and r.status = 'merged' and r.publish
    )
    and f.confirmed_at is not null and f.stopped_at is null
    and f.user_id is distinct from (select auth.uid())
  on conflict on constraint follow_news_pkey do update set ready_at = excluded.ready_at;
  return null;
end
$$;
comment on function private.note_news() is
  'A report that becomes public is news for its area, a change of what the public sees is news for its followers; never for whoever made it.';

create trigger note_news_insert after insert on public.published_reports
for each row execute function private.note_news();
create trigger note_news_update after update on public.published_reports
for each row when (
  (old.stage, old.answer_kind, old.public_text is null) is distinct from (new.stage, new.answer_kind, new.public_text is null)
)
execute function private.note_news();

create function private.end_news() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.follow_news n where n.report_id = old.report_id and n.told_at is null and n.kind = 'moved';
  delete from public.notices n where n.report_id = old.report_id and n.kind ~ '^followed_';
  return null;
end
$$;
comment on function private.end_news() is 'What is no longer public is not told, and what was told of it leaves the inboxes of followers.';

create trigger end_news after delete on public.published_reports
for each row execute function private.end_news();


-- telling --------------------------------------------------------------------------------------------------------

create function private.news_kind(before jsonb, p public.published_reports) returns text
language sql immutable set search_path = '' as $$
  select case
    when p.stage::text <> before ->> 'stage' then case p.stage
      when 'answered' then 'followed_answered' when 'closed' then 'followed_closed' else 'followed_reopened'
    end
    when p.answer_kind is not null and p.answer_kind::text is distinct from before ->> 'answer'
      or p.public_text is not null and before ->> 'words' = 'false' then 'followed_words'
  end
$$;
comment on function private.news_kind(jsonb, public.published_reports) is 'What is new about a public report since `before`, as a kind of notice; null = nothing.';

create function private.tell_followers() returns int
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  due record;
  f public.follows;
  p public.published_reports;
  fresh uuid[];
  said text;
  told int := 0;
begin
  for due in
    select n.follow_id, array_agg(n.report_id order by n.report_id) filter (where n.kind = 'new') as new,
      (array_agg(n.report_id) filter (where n.kind = 'moved'))[1] as moved, (array_agg(n.before) filter (where n.kind = 'moved'))[1] as before
    from (
      select * from private.follow_news q where q.told_at is null and q.ready_at <= moment order by q.ready_at limit 5000
    ) n
    group by n.follow_id
    limit 500
  loop
    select * into f from public.follows t where t.id = due.follow_id and t.stopped_at is null and t.confirmed_at is not null;
    delete from private.follow_news n
    where n.follow_id = due.follow_id and n.kind = 'moved' and n.told_at is null and n.ready_at <= moment;
    update private.follow_news n set told_at = moment
    where n.follow_id = due.follow_id and n.kind = 'new' and n.report_id = any (due.new) and n.told_at is null;
    continue when f.id is null;

    if due.moved is not null then
      select * into p from public.published_reports t where t.report_id = due.moved;
      said := case when p.report_id is not null and not private.own_report(f, due.moved) then private.news_kind(due.before, p) end;
      if said is not null then
        if f.user_id is not null then
          insert into public.notices (recipient_id, report_id, kind, params, ready_at, created_at)
          values (f.user_id, due.moved, said, jsonb_build_object('category_code', p.category_code), moment, moment);
        else
          perform private.queue_letter(
            'follow_report_moved', address => f.email, lang => f.lang,
            params => jsonb_build_object('follow', f.id, 'report', due.moved, 'kind', said)
          );
        end if;
        told := told + 1;
      end if;
    end if;

    fresh := array(
      select t.report_id from public.published_reports t
      where t.report_id = any (due.new) and not private.own_report(f, t.report_id)
      order by t.published_at desc, t.report_id
    );
    if fresh <> '{}' then
      if f.user_id is not null then
        insert into public.notices (recipient_id, kind, params, ready_at, created_at)
        values (f.user_id, 'followed_new', jsonb_strip_nulls(jsonb_build_object(
          'count', cardinality(fresh), 'follow', f.id, 'label', f.label, 'subdistrict_code', f.subdistrict_code,
          'group_code', f.group_code, 'category_code', f.category_code
        )), moment, moment);
      else
        perform private.queue_letter(
          'follow_digest', address => f.email, lang => f.lang,
          params => jsonb_build_object('follow', f.id, 'reports', fresh[1:50], 'count', cardinality(fresh))
        );
      end if;
      told := told + 1;
    end if;
  end loop;
  return told;
end
$$;
comment on function private.tell_followers() is
  'Tells followers what is ready: a notice to an account, a letter to a confirmed address. What is not public any more, or was undone, is passed over.';

create function private.sweep_follows() returns int
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  most constant int := 500;
  gone int := 0;
  n int;
begin
  delete from public.follows t where t.id in (
    select f.id from public.follows f where f.confirmed_at is null and f.created_at <= moment - interval '48 hours' limit most
  );
  get diagnostics n = row_count;
  gone := gone + n;
  delete from public.follows t where t.id in (
    select f.id from public.follows f where f.stopped_at <= moment - interval '1 day' limit most
  );
  get diagnostics n = row_count;
  gone := gone + n;
  -- A report that ended three months ago, or was out of sight for one, has nothing more to say.
  delete from public.follows t where t.id in (
    select f.id from public.follows f join public.reports r on r.id = f.report_id
    where r.status <> 'merged' and r.ended_at <= moment - interval '90 days'
      or r.updated_at <= moment - interval '30 days' and private.followed_report(r.id) is null
    limit most
  );
  get diagnostics n = row_count;
  gone := gone + n;
  delete from private.follow_news t where (t.follow_id, t.report_id, t.kind) in (
    select q.follow_id, q.report_id, q.kind from private.follow_news q where q.told_at <= moment - interval '30 days' limit most
  );
  return gone;
end
$$;
comment on function private.sweep_follows() is
  'Ends follows that nobody confirmed in 48 hours, that were stopped a day ago, and those of reports that have nothing more to say.';

create function private.followed_report(report_id uuid) returns uuid
language sql stable security definer set search_path = '' as $$
  select coalesce(
    (select p.report_id from public.published_reports p where p.report_id = followed_report.report_id),
    public.public_address(followed_report.report_id)
  )
$$;
comment on function private.followed_report(uuid) is 'The public report that somebody follows who follows this one: itself, or the one it was merged into; null when neither is public.';

alter function public.run_due() rename to run_letters;
alter function public.run_letters() set schema private;
revoke execute on function private.run_letters() from service_role;
comment on function private.run_letters() is 'The clock''s moves, the end of what is kept, and letters; or busy.';

create function public.run_due() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  -- It holds the lock against other runners to the end of the transaction. What is told now is written with the next call.
  done jsonb := private.run_letters();
begin
  if done ? 'busy' then
    return done;
  end if;
  return done || jsonb_build_object('followers_told', private.tell_followers(), 'follows_ended', private.sweep_follows());
end
$$;
comment on function public.run_due() is
  'Moves what is due, tells followers, removes what may no longer be kept and writes the letters that are due, at most 500 of a kind a call. For the job runner only.';
grant execute on function public.run_due() to service_role;


-- following ------------------------------------------------------------------------------------------------------

create function private.read_follow(asked jsonb) returns public.follows
language plpgsql stable security definer set search_path = '' as $$
declare
  f public.follows;
  d jsonb := coalesce(asked, '{}');
begin
  if jsonb_typeof(d) <> 'object' or pg_column_size(d) > 10000 then
    perform private.refuse('PT422', 'follow_wrong');
  end if;
  f.id := private.read_uuid(d, 'id');
  f.report_id := private.read_uuid(d, 'report');
  f.subdistrict_code := private.read_text(d, 'subdistrict', 10000);
  f.lat := private.public_point(private.read_degrees(d, 'lat', 90), 0.0018);
  f.lng := private.public_point(private.read_degrees(d, 'lng', 180), 0.0023);
  f.group_code := private.read_text(d, 'group', 10000);
  f.category_code := private.read_text(d, 'category', 10000);
  f.pace := coalesce(
    private.read_word(d, 'pace', variadic enum_range(null::public.follow_pace)::text[])::public.follow_pace,
    case when f.report_id is null then 'daily' else 'at_once' end::public.follow_pace
  );
  if f.id is null or num_nonnulls(f.report_id, f.subdistrict_code, f.lat) <> 1 or (f.lat is null) <> (f.lng is null) then
    perform private.refuse('PT422', 'follow_wrong');
  end if;

  if f.report_id is not null then
    f.group_code := null;
    f.category_code := null;
    f.report_id := private.followed_report(f.report_id);
    if f.report_id is null then
      perform private.refuse('PT404', 'not_found');
    end if;
  else
    if f.pace = 'at_once' then
      perform private.refuse('PT422', 'pace_wrong', 'pace');
    elsif f.category_code is not null then
      f.group_code := null;
      if not exists (select from public.categories c where c.code = f.category_code and c.active) then
        perform private.refuse('PT422', 'category_unknown', 'category');
      end if;
    elsif f.group_code is not null and not exists (select from public.category_groups g where g.code = f.group_code) then
      perform private.refuse('PT422', 'category_unknown', 'category');
    end if;
  end if;
  if f.subdistrict_code is not null and not exists (select from public.subdistricts s where s.code = f.subdistrict_code) then
    perform private.refuse('PT422', 'subdistrict_unknown', 'subdistrict');
  end if;
  if f.lat is not null then
    f.label := private.read_text(d, 'label', 40);
    f.radius_m := coalesce(private.read_whole_number(d, 'radius_m', 300, 3000), 1000);
    if not exists (select from public.subdistricts s where private.distance_m(s.lat, s.lng, f.lat, f.lng) <= 15000) then
      perform private.refuse('PT422', 'circle_outside', 'around');
    end if;
  end if;
  return f;
end
$$;
comment on function private.read_follow(jsonb) is
  'What somebody wants to follow, read and checked: {id, report | subdistrict | lat + lng + radius_m + label, group | category, pace}. Codes in docs/error-codes.md.';

create function private.same_thing(a public.follows, b public.follows) returns boolean
language sql immutable set search_path = '' as $$
  select (a.report_id, a.subdistrict_code, a.lat, a.lng, a.radius_m, a.group_code, a.category_code)
    is not distinct from (b.report_id, b.subdistrict_code, b.lat, b.lng, b.radius_m, b.group_code, b.category_code)
$$;
comment on function private.same_thing(public.follows, public.follows) is 'Both follow the same, whatever they call it and however often they want to hear.';

create function public.follow(asked jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  f public.follows := private.read_follow(asked);
  there public.follows;
begin
  if me is null then
    perform private.refuse('PT401', 'sign_in_needed');
  elsif private.is_suspended() then
    perform private.refuse('PT403', 'suspended');
  end if;
  perform pg_advisory_xact_lock(hashtextextended('follow:' || me, 0));
  select * into there from public.follows t where t.id = f.id;
  if there.id is not null then
    if there.user_id is distinct from me or not private.same_thing(there, f) then
      perform private.refuse('PT409', 'follow_differs', 'id');
    end if;
    return jsonb_build_object('id', there.id, 'result', 'again');
  end if;
  select * into there from public.follows t where t.user_id = me and t.stopped_at is null and private.same_thing(t, f) limit 1;
  if there.id is not null then
    return jsonb_build_object('id', there.id, 'result', 'there');
  end if;
  if (select count(*) from public.follows t where t.user_id = me and t.stopped_at is null) >= 50 then
    perform private.refuse('PT409', 'follow_many');
  end if;
  insert into public.follows (
    id, user_id, lang, report_id, subdistrict_code, lat, lng, radius_m, label, group_code, category_code, pace, created_at, confirmed_at
  )
  values (
    f.id, me, coalesce((select p.lang from public.profiles p where p.user_id = me), 'zh'), f.report_id, f.subdistrict_code,
    f.lat, f.lng, f.radius_m, f.label, f.group_code, f.category_code, f.pace, private.clock(), private.clock()
  );
  return jsonb_build_object('id', f.id, 'result', 'created');
end
$$;
comment on function public.follow(jsonb) is
  'The caller follows a public report, a subdistrict or a circle: {id, result: created | again | there}. At most 50. Codes in docs/error-codes.md.';
grant execute on function public.follow(jsonb) to authenticated;

create function public.follow_by_mail(asked jsonb, client text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  f public.follows := private.read_follow(asked);
  there public.follows;
  wait int := private.count_hit('follow_by_mail', left(client, 200), 10, interval '1 hour');
begin
  f.email := private.read_text(asked, 'email', 254);
  f.lang := coalesce(private.read_word(asked, 'lang', 'zh', 'en'), 'zh');
  if wait > 0 then
    perform private.refuse('PT429', 'too_many', wait::text);
  elsif f.email is null then
    perform private.refuse('PT422', 'email_missing', 'email');
  elsif f.email !~ '^[^@[:space:][:cntrl:],;:<>"()]+@[^@[:space:][:cntrl:],;:<>"().]+(\.[^@[:space:][:cntrl:],;:<>"().]+)+$' then
    perform private.refuse('PT422', 'email_wrong', 'email');
  end if;
  perform pg_advisory_xact_lock(hashtextextended('follow:' || lower(f.email), 0));
  select * into there from public.follows t where t.id = f.id;
  if there.id is not null then
    if lower(there.email) is distinct from lower(f.email) or not private.same_thing(there, f) then
      perform private.refuse('PT409', 'follow_differs', 'id');
    end if;
    return '{"result": "asked"}';
  end if;
  -- From here on the answer is the same whatever is known of the address: an address that follows this already, or was
  -- written to five times today, gets no letter.
  if not exists (
      select from public.follows t
      where lower(t.email) = lower(f.email) and t.confirmed_at is not null and t.stopped_at is null and private.same_thing(t, f)
    )
    and private.count_hit('follow_by_mail_to', lower(f.email), 5, interval '1 day') = 0
  then
    insert into public.follows (
      id, email, lang, report_id, subdistrict_code, lat, lng, radius_m, label, group_code, category_code, pace, created_at
    )
    values (
      f.id, f.email, f.lang, f.report_id, f.subdistrict_code, f.lat, f.lng, f.radius_m, f.label, f.group_code,
      f.category_code, f.pace, private.clock()
    );
    perform private.queue_letter(
      'follow_confirm', address => f.email, lang => f.lang, params => jsonb_build_object('follow', f.id)
    );
  end if;
  return '{"result": "asked"}';
end
$$;
comment on function public.follow_by_mail(jsonb, text) is
  'Somebody without an account asks to follow by e-mail; a letter asks the owner of the address. {result: asked}, whatever is known of the address. Codes in docs/error-codes.md.';
grant execute on function public.follow_by_mail(jsonb, text) to anon, authenticated;

create function private.my_follow(id uuid) returns public.follows
language plpgsql security definer set search_path = '' as $$
declare
  f public.follows;
begin
  if private.is_suspended() then
    perform private.refuse('PT403', 'suspended');
  end if;
  select * into f from public.follows t where t.id = my_follow.id and t.user_id = (select auth.uid()) for update;
  if f.id is null then
    perform private.refuse('PT404', 'not_found');
  end if;
  return f;
end
$$;
comment on function private.my_follow(uuid) is 'A follow of the caller, locked. Codes: suspended, not_found.';

create function public.set_follow_pace(id uuid, pace text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  f public.follows := private.my_follow(set_follow_pace.id);
  wanted public.follow_pace := private.read_word(
    jsonb_build_object('pace', set_follow_pace.pace), 'pace', variadic enum_range(null::public.follow_pace)::text[]
  );
begin
  if wanted is null or wanted = 'at_once' and f.report_id is null then
    perform private.refuse('PT422', 'pace_wrong', 'pace');
  end if;
  update public.follows t set pace = wanted where t.id = f.id;
  update private.follow_news n set ready_at = private.tell_at(wanted, private.clock())
  where n.follow_id = f.id and n.told_at is null;
end
$$;
comment on function public.set_follow_pace(uuid, text) is 'How often the caller hears of it; what waits is told at the new time. Codes: suspended, not_found, pace_wrong.';
grant execute on function public.set_follow_pace(uuid, text) to authenticated;

create function public.stop_follow(id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  f public.follows := private.my_follow(stop_follow.id);
begin
  update public.follows t set stopped_at = coalesce(t.stopped_at, private.clock()) where t.id = f.id;
end
$$;
comment on function public.stop_follow(uuid) is 'The caller follows this no more. Again is the same. Codes: suspended, not_found.';
grant execute on function public.stop_follow(uuid) to authenticated;

create function public.resume_follow(id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  f public.follows := private.my_follow(resume_follow.id);
begin
  perform pg_advisory_xact_lock(hashtextextended('follow:' || f.user_id, 0));
  if f.stopped_at is not null
    and (select count(*) from public.follows t where t.user_id = f.user_id and t.stopped_at is null) >= 50
  then
    perform private.refuse('PT409', 'follow_many');
  end if;
  update public.follows t set stopped_at = null where t.id = f.id;
end
$$;
comment on function public.resume_follow(uuid) is 'Takes back a stop, for a day. Codes: suspended, not_found, follow_many.';
grant execute on function public.resume_follow(uuid) to authenticated;

create function private.follow_shown(f public.follows) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'id', f.id, 'pace', f.pace, 'subdistrict_code', f.subdistrict_code, 'group_code', f.group_code, 'category_code', f.category_code,
    'lat', f.lat, 'lng', f.lng, 'radius_m', f.radius_m, 'label', f.label, 'created_at', f.created_at,
    'kind', case when f.report_id is not null then 'report' when f.lat is not null then 'circle' else 'area' end,
    'report', (
      select jsonb_build_object(
        'id', p.report_id, 'category_code', p.category_code, 'subdistrict_code', p.subdistrict_code, 'stage', p.stage
      )
      from public.published_reports p where p.report_id = private.followed_report(f.report_id)
    ),
    'lately', coalesce((
      select jsonb_agg(q.shown order by q.told_at desc, q.id) from (
        select n.told_at, p.report_id as id, jsonb_build_object(
          'id', p.report_id, 'category_code', p.category_code, 'subdistrict_code', p.subdistrict_code, 'stage', p.stage
        ) as shown
        from private.follow_news n join public.published_reports p on p.report_id = n.report_id
        where n.follow_id = f.id and n.kind = 'new' and n.told_at is not null and not private.own_report(f, p.report_id)
        order by n.told_at desc, p.report_id
        limit 5
      ) q
    ), '[]')
  )
$$;
comment on function private.follow_shown(public.follows) is 'A follow as its owner sees it: what, how often, and which public reports were told of lately.';

create function public.my_follows() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select jsonb_agg(private.follow_shown(f) order by f.created_at desc, f.id)
    from public.follows f where f.user_id = (select auth.uid()) and f.stopped_at is null
  ), '[]');
end
$$;
comment on function public.my_follows() is
  'What the caller follows, newest first: [{id, kind: report | area | circle, pace, subdistrict_code, group_code, category_code, lat, lng, radius_m, label, created_at, report, lately}]. report is null when it is not public any more.';
grant execute on function public.my_follows() to authenticated;


-- the link that confirms -----------------------------------------------------------------------------------------

create function private.follow_of_token(token text) returns public.follows
language plpgsql stable security definer set search_path = '' as $$
declare
  parts text[] := regexp_match(left(token, 200), '^confirm\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[0-9a-f]{32}$');
  f public.follows;
begin
  if parts is null or private.stop_token('confirm', parts[1]::uuid) <> token then
    perform private.refuse('PT404', 'letter_link_unknown', 'token');
  end if;
  select * into f from public.follows t where t.id = parts[1]::uuid and t.email is not null;
  if f.id is null or f.confirmed_at is null and f.created_at <= private.clock() - interval '48 hours' then
    perform private.refuse('PT404', 'follow_gone', 'token');
  end if;
  return f;
end
$$;
comment on function private.follow_of_token(text) is 'The follow that a letter asks to confirm. Codes: letter_link_unknown, follow_gone.';

create function private.follow_asked(f public.follows) returns jsonb
language sql stable security definer set search_path = '' as $$
  select (private.follow_shown(f) - array['lately', 'lat', 'lng', 'label', 'created_at']) || jsonb_build_object(
    'confirmed', f.confirmed_at is not null, 'stopped', f.stopped_at is not null, 'stop', private.stop_token('follows', f.id)
  )
$$;
comment on function private.follow_asked(public.follows) is 'A follow as the page behind the link of the letter shows it, with the token that stops it.';

create function public.follow_link(token text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return private.follow_asked(private.follow_of_token(token));
end
$$;
comment on function public.follow_link(text) is 'What the link of a letter would confirm. Changes nothing. Codes: letter_link_unknown, follow_gone.';
grant execute on function public.follow_link(text) to anon, authenticated;

create function public.confirm_follow(token text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  f public.follows := private.follow_of_token(token);
begin
  perform pg_advisory_xact_lock(hashtextextended('follow:' || lower(f.email), 0));
  if f.confirmed_at is null and (
    select count(*) from public.follows t
    where lower(t.email) = lower(f.email) and t.confirmed_at is not null and t.stopped_at is null
  ) >= 50 then
    perform private.refuse('PT409', 'follow_many');
  end if;
  update public.follows t set confirmed_at = private.clock() where t.id = f.id and t.confirmed_at is null;
  select * into f from public.follows t where t.id = f.id;
  return private.follow_asked(f);
end
$$;
comment on function public.confirm_follow(text) is
  'The owner of the address wants to hear of it. Again is the same. Codes: letter_link_unknown, follow_gone, follow_many.';
grant execute on function public.confirm_follow(text) to anon, authenticated;


-- letters --------------------------------------------------------------------------------------------------------

create function private.follow_named(f public.follows, lang text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'of', case when f.report_id is not null then 'report' end, 'label', f.label, 'radius_m', f.radius_m,
    'subdistrict', case follow_named.lang when 'en' then s.name_en else s.name_zh end,
    'subdistrict_code', f.subdistrict_code, 'filter', coalesce(f.category_code, f.group_code),
    'category', case follow_named.lang when 'en' then coalesce(c.name_en, g.name_en) else coalesce(c.name_zh, g.name_zh) end
  ))
  from (select 1) one
  left join public.published_reports p on p.report_id = private.followed_report(f.report_id)
  left join public.subdistricts s on s.code = coalesce(f.subdistrict_code, p.subdistrict_code)
  left join public.categories c on c.code = coalesce(f.category_code, p.category_code)
  left join public.category_groups g on g.code = f.group_code
$$;
comment on function private.follow_named(public.follows, text) is 'What is followed, in the names of this language.';

create function private.follow_letter(l private.letters) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  f public.follows;
  said jsonb;
begin
  select * into f from public.follows t where t.id = (l.params ->> 'follow')::uuid and t.stopped_at is null;
  if f.id is null or (l.template = 'follow_confirm') <> (f.confirmed_at is null) then
    return null;
  end if;
  said := private.follow_named(f, l.lang);
  if l.template = 'follow_confirm' then
    -- The name of a circle was typed by whoever asked, who may be anybody.
    return (said - 'label') || jsonb_build_object('confirm', private.stop_token('confirm', f.id));
  elsif l.template = 'follow_report_moved' then
    return case when exists (select from public.published_reports p where p.report_id = (l.params ->> 'report')::uuid) then said end;
  end if;
  said := said || jsonb_build_object('reports', (
    select jsonb_agg(jsonb_build_object(
      'id', p.report_id,
      'category', case l.lang when 'en' then c.name_en else c.name_zh end,
      'subdistrict', case l.lang when 'en' then s.name_en else s.name_zh end
    ) order by p.published_at desc, p.report_id)
    from public.published_reports p
    join public.categories c on c.code = p.category_code
    join public.subdistricts s on s.code = p.subdistrict_code
    where p.report_id in (select r::uuid from jsonb_array_elements_text(l.params -> 'reports') r)
  ));
  return case when said -> 'reports' <> 'null' then said end;
end
$$;
comment on function private.follow_letter(private.letters) is
  'What a letter to a follower says beside its codes, looked up when it leaves; null when it must not be sent any more.';

create or replace function private.named_notices(ids jsonb, reader uuid, lang text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(
    jsonb_strip_nulls(jsonb_build_object(
      'kind', n.kind, 'code', n.params ->> 'code', 'report_id', n.report_id,
      'category', case named_notices.lang when 'en' then coalesce(c.name_en, g.name_en) else coalesce(c.name_zh, g.name_zh) end,
      'subdistrict', case named_notices.lang when 'en' then s.name_en else s.name_zh end,
      'label', n.params ->> 'label', 'count', n.params -> 'count',
      'subdistrict_code', n.params ->> 'subdistrict_code',
      'filter', coalesce(n.params ->> 'category_code', n.params ->> 'group_code'),
      'desk', n.kind !~ '^followed_' and r.author_id is distinct from reader
    )) order by n.ready_at, n.id
  ), '[]')
  from jsonb_array_elements_text(ids) i
  join public.notices n on n.id = i::bigint
  left join public.reports r on r.id = n.report_id
  left join public.categories c on c.code = coalesce(r.category_code, n.params ->> 'category_code')
  left join public.category_groups g on g.code = n.params ->> 'group_code'
  left join public.subdistricts s on s.code = n.params ->> 'subdistrict_code'
  where n.recipient_id = reader and n.read_at is null and n.ready_at <= private.clock()
    -- Suspended staff hear nothing of cases; of their own report, and of what everybody sees, they hear like anybody.
    and (r.author_id = reader or n.kind ~ '^followed_' or not exists (
      select from public.profiles p where p.user_id = reader and p.suspended_at is not null
    ))
$$;
comment on function private.named_notices(jsonb, uuid, text) is
  'Those of these notices that are still unread, in codes and with names: [{kind, code, report_id, category, desk}], and for an area {kind, count, subdistrict, category, label, subdistrict_code, filter}.';

create or replace function private.addressed(l private.letters) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  kind text := (select t.purpose from private.letter_templates t where t.template = l.template);
  "to" text := l.address;
  more jsonb := '{}';
  r public.reports;
begin
  if l.recipient_id is not null then
    select u.email into "to" from auth.users u where u.id = l.recipient_id;
  end if;
  if l.report_id is not null then
    select * into r from public.reports t where t.id = l.report_id;
    more := (
      select jsonb_build_object('category', case l.lang when 'en' then c.name_en else c.name_zh end)
      from public.categories c where c.code = r.category_code
    );
  end if;

  if l.to_contact then
    -- The contact of now: it may be gone, the guest may have left, stopped the letters, or taken the report into an account.
    select c.email into "to" from public.report_contacts c
    where c.report_id = l.report_id and r.author_id is null and r.reporter_left_at is null
      and not exists (select from private.letter_stops s where s.report_id = l.report_id);
  end if;
  if kind = 'notices' then
    if not exists (
      select from public.consents c
      where c.user_id = l.recipient_id and c.purpose = 'email_notices' and c.withdrawn_at is null
    ) then
      return null;
    end if;
    if l.template = 'notices' then
      more := jsonb_build_object('notices', private.named_notices(l.params -> 'notices', l.recipient_id, l.lang));
      if more -> 'notices' = '[]' then
        return null;
      end if;
    end if;
  elsif l.template in ('follow_confirm', 'follow_report_moved', 'follow_digest') then
    more := private.follow_letter(l);
    if more is null then
      return null;
    end if;
  end if;

  return case when "to" is not null then jsonb_build_object(
    'id', l.id, 'template', l.template, 'purpose', kind, 'lang', l.lang, 'to', "to", 'report_id', l.report_id,
    'params', l.params || more || l.secret,
    'token', case kind
      when 'notices' then private.stop_token(kind, l.recipient_id)
      when 'report' then private.stop_token(kind, l.report_id)
      when 'follows' then private.stop_token(kind, (l.params ->> 'follow')::uuid)
    end
  ) end;
end
$$;

create or replace function public.letter_link(token text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  said record := private.read_stop_token(token);
begin
  return jsonb_build_object(
    'purpose', said.purpose,
    'stopped', case said.purpose
      when 'notices' then not exists (
        select from public.consents c where c.user_id = said.id and c.purpose = 'email_notices' and c.withdrawn_at is null
      )
      when 'report' then exists (select from private.letter_stops s where s.report_id = said.id)
        or not exists (select from public.report_contacts c where c.report_id = said.id and c.email is not null)
      when 'follows' then not exists (select from public.follows f where f.id = said.id and f.stopped_at is null)
    end
  );
end
$$;

create or replace function public.stop_letters(token text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  said record := private.read_stop_token(token);
begin
  if said.purpose = 'notices' then
    update public.consents c set withdrawn_at = greatest(private.clock(), c.given_at)
    where c.user_id = said.id and c.purpose = 'email_notices' and c.withdrawn_at is null;
  elsif said.purpose = 'report' then
    insert into private.letter_stops (report_id, stopped_at)
    select r.id, private.clock() from public.reports r where r.id = said.id
    on conflict do nothing;
  elsif said.purpose = 'follows' then
    update public.follows f set stopped_at = private.clock() where f.id = said.id and f.stopped_at is null;
  end if;
  return public.letter_link(token);
end
$$;
