-- The nature log: what residents saw live in the district, looked at by a moderator before anybody else reads it. No point is kept,
-- only the subdistrict and, if one likes, a place; of a protected species nobody but its finder and the moderators reads more than the
-- subdistrict and the month. docs/decisions/0023-blooms-and-nature.md explains it in words.

create type public.taxon_group as enum ('bird', 'mammal', 'amphibian', 'insect', 'plant', 'other');
create type public.sighting_status as enum ('waiting', 'shown', 'refused', 'withdrawn');

create table public.taxa (
  code text primary key check (code ~ '^[a-z_]+$'),
  group_name public.taxon_group not null,
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  name_latin text not null check (name_latin ~ '^[A-Z][a-z]+ [a-z]+$'),
  protection text check (protection in ('national', 'beijing')),
  protection_source text check (protection_source <> ''),
  constraint taxa_protection_has_a_source check ((protection is null) = (protection_source is null))
);

alter table public.taxa enable row level security;
create policy taxa_select on public.taxa for select to anon, authenticated using (true);
grant select on public.taxa to anon, authenticated, service_role;

comment on table public.taxa is 'A small list of what lives here, to choose from; everything else is written in free words.';
comment on column public.taxa.protection is 'On the national or on Beijing''s list: where it was seen is told no finer than the subdistrict.';

create table public.sightings (
  id uuid primary key,
  user_id uuid references auth.users (id) on delete cascade,
  taxon_code text references public.taxa (code) on delete restrict,
  taxon_words text check (char_length(taxon_words) between 1 and 60),
  seen_on date not null,
  subdistrict_code text not null references public.subdistricts (code) on delete restrict,
  place_id uuid references public.places (id) on delete set null,
  words text check (char_length(words) between 1 and 300),
  lang text not null check (lang in ('zh', 'en')),
  created_at timestamptz not null,
  status public.sighting_status not null default 'waiting',
  sensitive boolean not null default false,
  decided_at timestamptz,
  decided_by uuid references auth.users (id) on delete set null,
  withdrawn_at timestamptz,
  demo boolean not null default false,
  constraint sightings_are_somebodys check (user_id is not null or demo),
  constraint sightings_are_of_one_thing check (num_nonnulls(taxon_code, taxon_words) = 1 or status = 'withdrawn'),
  constraint sightings_are_seen_before_they_are_told check (seen_on <= (created_at at time zone 'Asia/Shanghai')::date),
  constraint sightings_decided_or_not check (status = 'withdrawn' or (status = 'waiting') = (decided_at is null)),
  constraint sightings_withdrawn_or_not check ((status = 'withdrawn') = (withdrawn_at is not null))
);

create index sightings_user_id on public.sightings (user_id, created_at desc) where user_id is not null;
create index sightings_taxon_code on public.sightings (taxon_code) where taxon_code is not null;
create index sightings_subdistrict_code on public.sightings (subdistrict_code, seen_on desc);
create index sightings_place_id on public.sightings (place_id) where place_id is not null;
create index sightings_decided_by on public.sightings (decided_by) where decided_by is not null;
create index sightings_shown on public.sightings (decided_at desc, id desc) where status = 'shown';
create index sightings_waiting on public.sightings (created_at, id) where status = 'waiting';
create index sightings_ended on public.sightings (status, withdrawn_at, decided_at) where status in ('withdrawn', 'refused');

alter table public.sightings enable row level security;
-- Everybody reads what nature_log shows; people read their own through my_sightings. Moderators look at each before it is shown.
create policy sightings_select on public.sightings for select to authenticated using ((select private.has_role('moderator')));
grant select (
  id, taxon_code, taxon_words, seen_on, subdistrict_code, place_id, words, lang, created_at, status, sensitive, decided_at, demo
) on public.sightings to authenticated;

comment on table public.sightings is 'What somebody saw live in the district. Shown without a name once a moderator has looked at it, under CC BY 4.0.';
comment on column public.sightings.user_id is 'Granted to nobody. The row goes with the account.';
comment on column public.sightings.sensitive is 'A moderator says so of something that is not on the list, or of a nest: only subdistrict and month are shown.';


-- what the public reads ------------------------------------------------------------------------------------------

create function private.sighting_card(s public.sightings, whole boolean) returns jsonb
language sql stable set search_path = '' as $$
  -- The one place where it is decided how much of a place is told.
  select jsonb_build_object(
    'id', s.id, 'taxon', t.code, 'group', t.group_name, 'name_zh', coalesce(t.name_zh, s.taxon_words), 'name_en', coalesce(t.name_en, s.taxon_words),
    'latin', t.name_latin, 'protection', t.protection, 'coarse', c.coarse, 'subdistrict', s.subdistrict_code, 'words', s.words, 'lang', s.lang,
    'day', case when whole or not c.coarse then s.seen_on end, 'month', to_char(s.seen_on, 'YYYY-MM'),
    'place', case when whole or not c.coarse then (
      select jsonb_build_object('slug', p.slug, 'name_zh', p.name_zh, 'name_en', p.name_en)
      from public.places p where p.id = s.place_id and p.status = 'published'
    ) end,
    'demo', s.demo
  )
  from (values (1)) one (n)
  left join public.taxa t on t.code = s.taxon_code
  cross join lateral (select t.protection is not null or s.sensitive as coarse) c
$$;
comment on function private.sighting_card(public.sightings, boolean) is
  'A sighting as pages show it. Unless `whole` (its finder), of a protected or sensitive one neither the place nor the day.';

create function public.nature_log(
  group_name text default null, subdistrict text default null, after uuid default null, size int default 30
) returns jsonb
language sql stable security definer set search_path = '' as $$
  with bound as (
    select s.decided_at, s.id from public.sightings s where s.id = nature_log.after
  ), listed as (
    select s from public.sightings s
    left join public.taxa t on t.code = s.taxon_code
    where s.status = 'shown'
      and (nature_log.after is null or (s.decided_at, s.id) < (select b.decided_at, b.id from bound b))
      and (nature_log.subdistrict is null or s.subdistrict_code = nature_log.subdistrict)
      and (nature_log.group_name is null or coalesce(t.group_name, 'other')::text = nature_log.group_name)
    order by s.decided_at desc, s.id desc
    limit least(greatest(size, 1), 100) + 1
  ), numbered as (
    select l.s, row_number() over (order by (l.s).decided_at desc, (l.s).id desc) as n from listed l
  )
  select jsonb_build_object(
    'rows', coalesce(jsonb_agg(private.sighting_card(q.s, false) order by q.n) filter (where q.n <= least(greatest(size, 1), 100)), '[]'),
    'more', count(*) > least(greatest(size, 1), 100)
  )
  from numbered q
$$;
comment on function public.nature_log(text, text, uuid, int) is
  'What moderators have looked at, newest first: {rows: [{id, taxon, group, name_zh, name_en, latin, protection, coarse, subdistrict, place, day, month, words, lang, demo}], more}. coarse = neither place nor day.';
grant execute on function public.nature_log(text, text, uuid, int) to anon, authenticated;

create function public.my_sightings() returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(private.sighting_card(m, true) || jsonb_build_object('status', m.status) order by m.created_at desc), '[]')
  from (
    select * from public.sightings s
    where s.user_id = (select auth.uid()) and s.status <> 'withdrawn' order by s.created_at desc limit 200
  ) m
$$;
comment on function public.my_sightings() is 'What the caller logged, newest first, at most 200: as in nature_log, whole, with its status.';
grant execute on function public.my_sightings() to authenticated;


-- writing --------------------------------------------------------------------------------------------------------

create function public.log_sighting(asked jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  d jsonb := coalesce(asked, '{}');
  today date := (private.clock() at time zone 'Asia/Shanghai')::date;
  s public.sightings;
  there public.sightings;
  place text;
  wait int;
begin
  if me is null then
    perform private.refuse('PT401', 'sign_in_needed');
  elsif private.is_suspended() then
    perform private.refuse('PT403', 'suspended');
  elsif jsonb_typeof(d) <> 'object' or pg_column_size(d) > 10000 then
    perform private.refuse('PT422', 'sighting_wrong');
  end if;
  s.id := private.read_uuid(d, 'id');
  s.taxon_code := private.read_text(d, 'taxon', 10000);
  s.taxon_words := private.read_text(d, 'taxon_words', 60);
  s.seen_on := private.read_day(d, 'seen_on');
  s.subdistrict_code := private.read_text(d, 'subdistrict', 10000);
  place := private.read_text(d, 'place', 10000);
  s.words := private.read_text(d, 'words', 300, 'sighting');
  s.lang := coalesce(private.read_word(d, 'lang', 'zh', 'en'), 'zh');
  if s.id is null then
    perform private.refuse('PT422', 'sighting_wrong');
  elsif num_nonnulls(s.taxon_code, s.taxon_words) <> 1 or s.taxon_code is not null and not exists (
    select from public.taxa t where t.code = s.taxon_code
  ) then
    perform private.refuse('PT422', 'taxon_missing', 'taxon');
  elsif not exists (select from public.subdistricts x where x.code = s.subdistrict_code) then
    perform private.refuse('PT422', 'subdistrict_unknown', 'subdistrict');
  elsif private.holds_contact(concat_ws(' ', s.taxon_words, s.words)) then
    perform private.refuse('PT422', 'sighting_contact', 'words');
  elsif not private.read_flag(d, 'agree') then
    perform private.refuse('PT422', 'agree_missing', 'agree');
  end if;
  if place is not null then
    select p.id into s.place_id from public.places p where p.slug = place and p.status = 'published';
    if s.place_id is null then
      perform private.refuse('PT422', 'place_unknown', 'place');
    end if;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('sighting:' || me, 0));
  select * into there from public.sightings t where t.id = s.id;
  if there.id is not null then
    if there.user_id is distinct from me or there.status <> 'withdrawn' and (
      there.taxon_code, there.taxon_words, there.seen_on, there.subdistrict_code, there.place_id, there.words
    ) is distinct from (s.taxon_code, s.taxon_words, s.seen_on, s.subdistrict_code, s.place_id, s.words) then
      perform private.refuse('PT409', 'sighting_differs', 'id');
    end if;
    return jsonb_build_object('id', there.id, 'result', 'again');
  elsif s.seen_on is null or s.seen_on not between today - 365 and today then
    perform private.refuse('PT422', 'sighting_day', 'seen_on');
  end if;
  wait := private.count_hit('sighting', me::text, 20, interval '1 day');
  if wait > 0 then
    perform private.refuse('PT429', 'too_many', wait::text);
  end if;
  insert into public.sightings (id, user_id, taxon_code, taxon_words, seen_on, subdistrict_code, place_id, words, lang, created_at)
  values (s.id, me, s.taxon_code, s.taxon_words, s.seen_on, s.subdistrict_code, s.place_id, s.words, s.lang, private.clock());
  return jsonb_build_object('id', s.id, 'result', 'created');
end
$$;
comment on function public.log_sighting(jsonb) is
  'The caller saw something live: {id, taxon | taxon_words, seen_on, subdistrict, place?, words?, lang, agree} → {id, result: created | again}. It waits for a moderator. 20 a day. Codes in docs/error-codes.md.';
grant execute on function public.log_sighting(jsonb) to authenticated;

create function public.withdraw_sighting(id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  -- Also for somebody who is suspended: what one wrote may always be taken back. The words go at once, the empty row in a day.
  update public.sightings t
  set status = 'withdrawn', withdrawn_at = coalesce(t.withdrawn_at, private.clock()), taxon_code = null, taxon_words = null, words = null, place_id = null
  where t.id = withdraw_sighting.id and t.user_id = (select auth.uid());
  if not found then
    perform private.refuse('PT404', 'sighting_unknown');
  end if;
end
$$;
comment on function public.withdraw_sighting(uuid) is 'Takes back what the caller logged; nobody sees it any more. Again is the same. Code: sighting_unknown.';
grant execute on function public.withdraw_sighting(uuid) to authenticated;

create function public.decide_sighting(id uuid, shown boolean, sensitive boolean) returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  s public.sightings;
begin
  if private.has_role('moderator') then
    select * into s from public.sightings t where t.id = decide_sighting.id and t.status <> 'withdrawn' for update;
  end if;
  if s.id is null then
    perform private.refuse('PT404', 'sighting_unknown');
  elsif s.user_id = me then
    perform private.refuse('PT403', 'own_sighting');
  elsif decide_sighting.shown is null then
    perform private.refuse('PT422', 'sighting_undecided');
  end if;
  update public.sightings t
  set status = case when decide_sighting.shown then 'shown' else 'refused' end::public.sighting_status,
    sensitive = coalesce(decide_sighting.sensitive, false),
    decided_at = case when t.status = 'shown' and decide_sighting.shown then t.decided_at else private.clock() end, decided_by = me
  where t.id = s.id;
end
$$;
comment on function public.decide_sighting(uuid, boolean, boolean) is
  'A moderator shows a sighting to everybody, as coarse as a protected one if `sensitive`, or does not; it can be decided anew. Never their own. Codes: sighting_unknown, own_sighting, sighting_undecided.';
grant execute on function public.decide_sighting(uuid, boolean, boolean) to authenticated;


-- the end of what is kept ----------------------------------------------------------------------------------------

create function private.sweep_sightings() returns int
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  gone int;
begin
  delete from public.sightings t where t.id in (
    select s.id from public.sightings s
    where s.status = 'withdrawn' and s.withdrawn_at <= moment - interval '1 day'
      or s.status = 'refused' and s.decided_at <= moment - interval '90 days'
    limit 500
  );
  get diagnostics gone = row_count;
  return gone;
end
$$;
comment on function private.sweep_sightings() is 'Removes what was taken back a day ago and what was refused ninety days ago, at most 500 a call.';

alter function public.run_due() rename to run_blooms;
alter function public.run_blooms() set schema private;
revoke execute on function private.run_blooms() from service_role;
comment on function private.run_blooms() is 'The clock''s moves, followers, letters, the end of what is kept, of keys of writes and of blooms, queues and figures; or busy.';

create function public.run_due() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  done jsonb := private.run_blooms();
begin
  if not done ? 'busy' then
    perform private.sweep_sightings();
  end if;
  return done;
end
$$;
comment on function public.run_due() is
  'Moves what is due, tells followers, removes what may no longer be kept, writes the letters that are due and adds up queues and figures, at most 500 of a kind a call. For the job runner only.';
grant execute on function public.run_due() to service_role;
