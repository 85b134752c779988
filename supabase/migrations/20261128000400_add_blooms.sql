-- Blooms (花讯): what residents saw of a flower at a place on a day. The calendar shows the months that sources state, the
-- months in which residents saw it, and how it stands now. docs/decisions/0023-blooms-and-nature.md explains it in words.

create type public.bloom_stage as enum ('bud', 'first', 'full', 'fading');

alter table public.flowers
  add column months smallint[] check (cardinality(months) > 0 and months <@ array[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]::smallint[]),
  add column months_source text check (months_source <> ''),
  add constraint flowers_months_have_a_source check ((months is null) = (months_source is null));

comment on column public.flowers.months is
  'When it flowers in Beijing, as the source states; null where none was found. A place''s own months stand in place_flowers.';

create table public.blooms (
  id uuid primary key,
  user_id uuid references auth.users (id) on delete cascade,
  place_id uuid not null references public.places (id) on delete cascade,
  flower_code text not null references public.flowers (code) on delete restrict,
  stage public.bloom_stage not null,
  seen_on date not null,
  created_at timestamptz not null,
  withdrawn_at timestamptz,
  hidden_at timestamptz,
  hidden_by uuid references auth.users (id) on delete set null,
  demo boolean not null default false,
  constraint blooms_are_seen_before_they_are_told check (seen_on <= (created_at at time zone 'Asia/Shanghai')::date)
);

create unique index blooms_one_a_day on public.blooms (user_id, place_id, flower_code, seen_on) where withdrawn_at is null;
create index blooms_user_id on public.blooms (user_id, created_at desc) where user_id is not null;
create index blooms_place on public.blooms (place_id, flower_code, seen_on desc);
create index blooms_flower_code on public.blooms (flower_code);
create index blooms_hidden_by on public.blooms (hidden_by) where hidden_by is not null;
create index blooms_lately on public.blooms (seen_on desc, id) where withdrawn_at is null and hidden_at is null;
create index blooms_newest on public.blooms (created_at desc, id);
create index blooms_withdrawn on public.blooms (withdrawn_at) where withdrawn_at is not null;

alter table public.blooms enable row level security;
-- Everybody reads counts, through the doors below; people read their own through my_blooms. Moderators look for what is wrong.
create policy blooms_select on public.blooms for select to authenticated using ((select private.has_role('moderator')));
grant select (id, place_id, flower_code, stage, seen_on, created_at, withdrawn_at, hidden_at, demo) on public.blooms to authenticated;

comment on table public.blooms is 'How a flower stood at a place on a day, as one person saw it. Shown as counts; who saw it is told to nobody.';
comment on column public.blooms.user_id is 'Granted to nobody. Null after 400 days, and in rows that were made up for the demonstration.';
comment on column public.blooms.withdrawn_at is 'Taken back by whoever said it. The row stays for a day, so that the same form sent again does not bring it back.';


-- what is known of a flower at a place ---------------------------------------------------------------------------

create function private.bloom_now(place uuid, flower text, today date) returns jsonb
language sql stable set search_path = '' as $$
  with told as (
    -- Each person counts once, with what they saw last.
    select distinct on (coalesce(b.user_id, b.id)) b.stage, b.seen_on, b.demo
    from public.blooms b
    where b.place_id = place and b.flower_code = flower and b.seen_on between today - 13 and today
      and b.withdrawn_at is null and b.hidden_at is null
    order by coalesce(b.user_id, b.id), b.seen_on desc, b.created_at desc
  ), newest as (
    select max(t.seen_on) as day from told t
  ), counted as (
    select t.stage, count(*) as people, max(t.seen_on) as seen_on, bool_or(t.demo) as demo
    from told t, newest n where t.seen_on > n.day - 3 group by t.stage
  )
  select jsonb_build_object(
    'stage', lead.stage, 'people', lead.people, 'seen_on', lead.seen_on,
    'also', (
      select coalesce(jsonb_agg(jsonb_build_object('stage', c.stage, 'people', c.people) order by c.people desc, c.stage desc), '[]')
      from counted c where c.stage <> lead.stage
    ),
    'demo', (select bool_or(c.demo) from counted c)
  )
  from (select * from counted c order by c.people desc, c.stage desc limit 1) lead
$$;
comment on function private.bloom_now(uuid, text, date) is
  'How a flower stands there by what people saw in the last two weeks: of the three days up to the newest word, the stage that most saw, and what others saw. Null = nobody said anything.';

create function private.bloom_months(place uuid, flower text, today date) returns smallint[]
language sql stable set search_path = '' as $$
  select coalesce(array_agg(distinct extract(month from m.first)::smallint), '{}')
  from (
    select (date_trunc('month', today) - make_interval(months => n))::date as first from generate_series(0, 35) n
  ) m
  where exists (
    select from public.blooms b
    where b.place_id = place and b.flower_code = flower and b.seen_on >= m.first and b.seen_on < (m.first + interval '1 month')::date
      and b.stage <> 'bud' and b.withdrawn_at is null and b.hidden_at is null
  )
$$;
comment on function private.bloom_months(uuid, text, date) is 'The months of the last three years in which somebody saw it open there.';

create function private.bloom_named(place public.places, flower text) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'slug', place.slug, 'name_zh', place.name_zh, 'name_en', place.name_en,
    'flower', w.code, 'flower_zh', w.name_zh, 'flower_en', w.name_en
  )
  from public.flowers w where w.code = flower
$$;
comment on function private.bloom_named(public.places, text) is 'Place and flower by their names.';


-- reading --------------------------------------------------------------------------------------------------------

create function public.bloom_calendar(
  month int default null, flower text default null, subdistrict text default null, place text default null
) returns jsonb
language sql stable security definer set search_path = '' as $$
  with here as (select (private.clock() at time zone 'Asia/Shanghai')::date as today),
  listed as (
    select p, f.flower_code, f.months, f.note_zh, f.note_en, f.source, f.position, w.months as usual,
      private.bloom_months(p.id, f.flower_code, here.today) as seen, private.bloom_now(p.id, f.flower_code, here.today) as now
    from here
    join public.places p on p.status = 'published'
    join public.place_flowers f on f.place_id = p.id
    join public.flowers w on w.code = f.flower_code
    where (bloom_calendar.flower is null or f.flower_code = bloom_calendar.flower)
      and (bloom_calendar.place is null or p.slug = bloom_calendar.place)
      and (bloom_calendar.subdistrict is null or exists (
        select from public.place_subdistricts s where s.place_id = p.id and s.subdistrict_code = bloom_calendar.subdistrict
      ))
  )
  select jsonb_build_object(
    'today', here.today,
    'flowers', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'code', w.code, 'name_zh', w.name_zh, 'name_en', w.name_en, 'months', w.months, 'months_source', w.months_source
      ) order by w.months[1] nulls last, w.code), '[]')
      from public.flowers w
    ),
    'rows', (
      select coalesce(jsonb_agg(private.bloom_named(l.p, l.flower_code) || jsonb_build_object(
        'subdistricts', (select coalesce(jsonb_agg(s.subdistrict_code order by s.subdistrict_code), '[]')
          from public.place_subdistricts s where s.place_id = (l.p).id),
        'months', l.months, 'note_zh', l.note_zh, 'note_en', l.note_en, 'source', l.source, 'seen', l.seen, 'now', l.now,
        'seen_demo', exists (select from public.blooms b where b.place_id = (l.p).id and b.flower_code = l.flower_code and b.demo)
      ) order by l.usual[1] nulls last, l.flower_code, l.position, (l.p).name_pinyin collate "C"), '[]')
      from listed l
      -- A place's own months count before those of the flower anywhere in Beijing.
      where bloom_calendar.month is null or bloom_calendar.month = any (coalesce(l.months, l.usual)) or bloom_calendar.month = any (l.seen)
    )
  )
  from here
$$;
comment on function public.bloom_calendar(int, text, text, text) is
  'The bloom calendar: {today, flowers: [{code, name_zh, name_en, months, months_source}], rows: [{slug, name_zh, name_en, flower, flower_zh, flower_en, subdistricts, months, note_zh, note_en, source, seen, seen_demo, now: {stage, people, seen_on, also, demo} | null}]}, narrowed by month, flower, subdistrict or place.';
grant execute on function public.bloom_calendar(int, text, text, text) to anon, authenticated;

create function public.blooms_this_week(size int default 5) returns jsonb
language sql stable security definer set search_path = '' as $$
  with here as (select (private.clock() at time zone 'Asia/Shanghai')::date as today),
  told as (
    select distinct b.place_id, b.flower_code from here, public.blooms b
    where b.seen_on between here.today - 6 and here.today and b.withdrawn_at is null and b.hidden_at is null
  ), standing as (
    select p, t.flower_code, private.bloom_now(t.place_id, t.flower_code, here.today) as now
    from here, told t join public.places p on p.id = t.place_id and p.status = 'published'
    -- A flower that the place is no longer known for is no news of the place.
    where exists (select from public.place_flowers f where f.place_id = t.place_id and f.flower_code = t.flower_code)
  )
  select jsonb_build_object('today', here.today, 'rows', (
    select coalesce(jsonb_agg(q.row order by q.n), '[]') from (
      select private.bloom_named(s.p, s.flower_code) || jsonb_build_object('now', s.now) as row,
        row_number() over (
          order by array_position(array['full', 'first', 'fading', 'bud'], s.now ->> 'stage'), (s.now ->> 'people')::int desc, (s.p).name_pinyin collate "C"
        ) as n
      from standing s
    ) q
    where q.n <= least(greatest(size, 1), 50)
  ))
  from here
$$;
comment on function public.blooms_this_week(int) is
  'What residents saw flower in the last seven days: {today, rows: [place and flower with `now` as in bloom_calendar]}, in full bloom first.';
grant execute on function public.blooms_this_week(int) to anon, authenticated;

create function public.bloom_days(size int default 50) returns jsonb
language sql stable security definer set search_path = '' as $$
  with here as (select (private.clock() at time zone 'Asia/Shanghai')::date as today),
  days as (
    select b.place_id, b.flower_code, b.seen_on, max(b.created_at) as told_at, bool_or(b.demo) as demo
    from here, public.blooms b
    where b.seen_on between here.today - 29 and here.today and b.withdrawn_at is null and b.hidden_at is null
    group by 1, 2, 3
  )
  select coalesce(jsonb_agg(q.row order by q.seen_on desc, q.told_at desc), '[]') from (
    select d.seen_on, d.told_at, private.bloom_named(p, d.flower_code) || jsonb_build_object(
      'day', d.seen_on, 'told_at', d.told_at, 'demo', d.demo,
      'stages', (
        select jsonb_agg(jsonb_build_object('stage', s.stage, 'people', s.people) order by s.people desc, s.stage desc)
        from (
          select b.stage, count(*) as people from public.blooms b
          where b.place_id = d.place_id and b.flower_code = d.flower_code and b.seen_on = d.seen_on
            and b.withdrawn_at is null and b.hidden_at is null
          group by b.stage
        ) s
      )
    ) as row
    from days d
    join public.places p on p.id = d.place_id and p.status = 'published'
    join public.place_flowers f on f.place_id = d.place_id and f.flower_code = d.flower_code
    order by d.seen_on desc, d.told_at desc
    limit least(greatest(size, 1), 100)
  ) q
$$;
comment on function public.bloom_days(int) is
  'What was seen in the last thirty days, newest first, a row for each place, flower and day: [{slug, name_zh, name_en, flower, flower_zh, flower_en, day, told_at, demo, stages: [{stage, people}]}].';
grant execute on function public.bloom_days(int) to anon, authenticated;

create function public.my_blooms() returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(private.bloom_named(p, b.flower_code) || jsonb_build_object(
    'id', b.id, 'stage', b.stage, 'seen_on', b.seen_on, 'hidden', b.hidden_at is not null
  ) order by b.seen_on desc, b.created_at desc), '[]')
  from (
    select * from public.blooms m where m.user_id = (select auth.uid()) and m.withdrawn_at is null order by m.created_at desc limit 200
  ) b
  join public.places p on p.id = b.place_id
$$;
comment on function public.my_blooms() is
  'What the caller saw flower, newest first, at most 200: [{id, slug, name_zh, name_en, flower, flower_zh, flower_en, stage, seen_on, hidden}].';
grant execute on function public.my_blooms() to authenticated;


-- writing --------------------------------------------------------------------------------------------------------

create function public.confirm_bloom(asked jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  d jsonb := coalesce(asked, '{}');
  today date := (private.clock() at time zone 'Asia/Shanghai')::date;
  b public.blooms;
  there public.blooms;
  wait int;
begin
  if me is null then
    perform private.refuse('PT401', 'sign_in_needed');
  elsif private.is_suspended() then
    perform private.refuse('PT403', 'suspended');
  elsif jsonb_typeof(d) <> 'object' or pg_column_size(d) > 10000 then
    perform private.refuse('PT422', 'bloom_wrong');
  end if;
  b.id := private.read_uuid(d, 'id');
  b.flower_code := private.read_text(d, 'flower', 10000);
  b.stage := private.read_word(d, 'stage', variadic enum_range(null::public.bloom_stage)::text[])::public.bloom_stage;
  b.seen_on := coalesce(private.read_day(d, 'seen_on'), today);
  select p.id into b.place_id from public.places p where p.slug = private.read_text(d, 'place', 10000) and p.status = 'published';
  if b.id is null then
    perform private.refuse('PT422', 'bloom_wrong');
  elsif b.place_id is null or not exists (
    select from public.place_flowers f where f.place_id = b.place_id and f.flower_code = b.flower_code
  ) then
    perform private.refuse('PT404', 'bloom_unknown');
  elsif b.stage is null then
    perform private.refuse('PT422', 'stage_missing', 'stage');
  end if;
  perform pg_advisory_xact_lock(hashtextextended('bloom:' || me, 0));
  select * into there from public.blooms t where t.id = b.id;
  if there.id is not null then
    if (there.user_id, there.place_id, there.flower_code, there.stage) is distinct from (me, b.place_id, b.flower_code, b.stage)
      or d ->> 'seen_on' is not null and there.seen_on <> b.seen_on
    then
      perform private.refuse('PT409', 'bloom_differs', 'id');
    end if;
    return jsonb_build_object('id', there.id, 'result', 'again');
  elsif b.seen_on not between today - 6 and today then
    perform private.refuse('PT422', 'seen_on_wrong', 'seen_on');
  elsif exists (
    select from public.blooms t
    where t.user_id = me and t.place_id = b.place_id and t.flower_code = b.flower_code and t.seen_on = b.seen_on and t.withdrawn_at is null
  ) then
    perform private.refuse('PT409', 'bloom_there', 'seen_on');
  end if;
  wait := private.count_hit('bloom', me::text, 30, interval '1 day');
  if wait > 0 then
    perform private.refuse('PT429', 'too_many', wait::text);
  end if;
  insert into public.blooms (id, user_id, place_id, flower_code, stage, seen_on, created_at)
  values (b.id, me, b.place_id, b.flower_code, b.stage, b.seen_on, private.clock());
  return jsonb_build_object('id', b.id, 'result', 'created');
end
$$;
comment on function public.confirm_bloom(jsonb) is
  'The caller saw a flower at a place: {id, place, flower, stage, seen_on?} → {id, result: created | again}. Once for a place, flower and day; up to six days back; 30 a day. Codes in docs/error-codes.md.';
grant execute on function public.confirm_bloom(jsonb) to authenticated;

create function public.withdraw_bloom(id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  -- Also for somebody who is suspended: what one said may always be taken back.
  update public.blooms t set withdrawn_at = coalesce(t.withdrawn_at, private.clock())
  where t.id = withdraw_bloom.id and t.user_id = (select auth.uid());
  if not found then
    perform private.refuse('PT404', 'bloom_unknown');
  end if;
end
$$;
comment on function public.withdraw_bloom(uuid) is 'Takes back what the caller said of a flower. Again is the same. Code: bloom_unknown.';
grant execute on function public.withdraw_bloom(uuid) to authenticated;

create function public.hide_bloom(id uuid, hidden boolean) returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  b public.blooms;
begin
  if private.has_role('moderator') then
    select * into b from public.blooms t where t.id = hide_bloom.id for update;
  end if;
  if b.id is null then
    perform private.refuse('PT404', 'bloom_unknown');
  elsif b.user_id = me then
    perform private.refuse('PT403', 'own_bloom');
  end if;
  update public.blooms t
  set hidden_at = case when hide_bloom.hidden then coalesce(t.hidden_at, private.clock()) end, hidden_by = case when hide_bloom.hidden then coalesce(t.hidden_by, me) end
  where t.id = b.id;
end
$$;
comment on function public.hide_bloom(uuid, boolean) is
  'A moderator takes what somebody said of a flower out of all counts, or puts it back. Never their own. Codes: bloom_unknown, own_bloom.';
grant execute on function public.hide_bloom(uuid, boolean) to authenticated;


-- the end of what is kept ----------------------------------------------------------------------------------------

create function private.sweep_blooms() returns int
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  most constant int := 500;
  gone int;
  cut int;
begin
  delete from public.blooms t where t.id in (
    select b.id from public.blooms b where b.withdrawn_at <= moment - interval '1 day' limit most
  );
  get diagnostics gone = row_count;
  update public.blooms t set user_id = null where t.id in (
    select b.id from public.blooms b where b.user_id is not null and b.created_at <= moment - interval '400 days' limit most
  );
  get diagnostics cut = row_count;
  return gone + cut;
end
$$;
comment on function private.sweep_blooms() is
  'Removes what was taken back a day ago; after 400 days a word about a flower is nobody''s any more. At most 500 of each a call.';
create index blooms_old on public.blooms (created_at) where user_id is not null;

alter function public.run_due() rename to run_written;
alter function public.run_written() set schema private;
revoke execute on function private.run_written() from service_role;
comment on function private.run_written() is 'The clock''s moves, followers, letters, the end of what is kept and of keys of writes, queues and figures; or busy.';

create function public.run_due() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  done jsonb := private.run_written();
begin
  if not done ? 'busy' then
    perform private.sweep_blooms();
  end if;
  return done;
end
$$;
comment on function public.run_due() is
  'Moves what is due, tells followers, removes what may no longer be kept, writes the letters that are due and adds up queues and figures, at most 500 of a kind a call. For the job runner only.';
grant execute on function public.run_due() to service_role;
