-- Others support a spot that somebody suggested for a pocket park: once its suggester agreed and an editor released it, everybody
-- reads it without a name, people with an account say once each that they want it too, and all of them are told of the answer.

-- what is shown --------------------------------------------------------------------------------------------------

alter table public.place_suggestions
  add column publish boolean not null default false,
  add constraint place_suggestions_only_a_spot_is_shown check (kind = 'spot' or not publish);
comment on column public.place_suggestions.publish is 'Others may read it, without a name, once an editor has released it. Can be taken back.';

-- The page of what others may read stands beside those of the places.
alter table public.places
  drop constraint places_slug_check,
  add constraint places_slug_check
    check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80 and slug not in ('map', 'suggest', 'suggestions'));

create table public.spots (
  id uuid primary key references public.place_suggestions (id) on delete cascade,
  title text not null check (char_length(title) between 1 and 80),
  words text not null check (char_length(words) between 1 and 1000),
  lang text not null check (lang in ('zh', 'en')),
  subdistrict_code text not null references public.subdistricts (code) on delete restrict,
  supports int not null default 0 check (supports >= 0),
  released_at timestamptz not null,
  released_by uuid references auth.users (id) on delete set null,
  hidden_at timestamptz
);

create index spots_by_support on public.spots (supports desc, released_at desc, id desc) where hidden_at is null;
create index spots_by_age on public.spots (released_at desc, id desc) where hidden_at is null;
create index spots_subdistrict_code on public.spots (subdistrict_code);
create index spots_released_by on public.spots (released_by) where released_by is not null;

alter table public.spots enable row level security;
-- Read and written through the doors below alone.
comment on table public.spots is
  'What everybody reads of a suggested spot: the words an editor released, no finer than the subdistrict, and how many support it. Status and answer are those of the suggestion.';
comment on column public.spots.supports is 'How many rows of spot_supports it has; kept by trigger, so that a list need not count.';
comment on column public.spots.hidden_at is 'Taken back by its suggester or an editor, or joined to another. The supports stay.';

insert into private.export_exceptions (relation, reason) values
  ('public.spots', 'What an editor wrote from a suggestion, and who released it; the suggestion itself is exported.');

create table public.spot_supports (
  id bigint generated always as identity primary key,
  spot_id uuid not null references public.spots (id) on delete cascade,
  user_id uuid references auth.users (id) on delete cascade,
  supported_at timestamptz not null,
  constraint spot_supports_once_a_person unique (spot_id, user_id)
);

create index spot_supports_user_id on public.spot_supports (user_id) where user_id is not null;

alter table public.spot_supports enable row level security;
comment on table public.spot_supports is 'Who wants a suggested spot too, once a person. Shown as a number; who it is is told to nobody.';
comment on column public.spot_supports.user_id is 'Null 400 days after the answer: the number stays, and is nobody''s.';

create table private.joined_suggestions (
  id uuid primary key references public.place_suggestions (id) on delete cascade,
  main_id uuid not null references public.place_suggestions (id) on delete cascade,
  joined_at timestamptz not null,
  constraint joined_suggestions_not_to_itself check (id <> main_id)
);

create index joined_suggestions_main_id on private.joined_suggestions (main_id);

alter table private.joined_suggestions enable row level security;
comment on table private.joined_suggestions is
  'Two suggestions of the same spot: the first shares the supports, the page and the answer of the second, which is itself joined to none.';

create function private.count_supports() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.spots s set supports = s.supports + case tg_op when 'INSERT' then 1 else -1 end
  where s.id = case tg_op when 'INSERT' then new.spot_id else old.spot_id end;
  return null;
end
$$;
comment on function private.count_supports() is 'Keeps the number of supports at its spot, also when they go with an account.';

create trigger count_supports after insert or delete on public.spot_supports
for each row execute function private.count_supports();


-- what everybody reads -------------------------------------------------------------------------------------------

create function private.spot_card(s public.spots) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', s.id, 'title', s.title, 'lang', s.lang, 'subdistrict', s.subdistrict_code, 'supports', s.supports,
    'released_at', s.released_at, 'status', p.status
  )
  from public.place_suggestions p where p.id = s.id
$$;
comment on function private.spot_card(public.spots) is 'A spot as a list shows it.';

create function public.list_spots(sort text default 'support', after uuid default null, size int default 20) returns jsonb
language sql stable security definer set search_path = '' as $$
  with most as (select least(greatest(size, 1), 100) as n),
  bound as (select b from public.spots b where b.id = list_spots.after),
  listed as (
    (
      select s from public.spots s
      where list_spots.sort is distinct from 'newest' and s.hidden_at is null and (
        list_spots.after is null
        or (s.supports, s.released_at, s.id) < (select (b.b).supports, (b.b).released_at, (b.b).id from bound b)
      )
      order by s.supports desc, s.released_at desc, s.id desc
      limit (select n + 1 from most)
    )
    union all
    (
      select s from public.spots s
      where list_spots.sort = 'newest' and s.hidden_at is null and (
        list_spots.after is null or (s.released_at, s.id) < (select (b.b).released_at, (b.b).id from bound b)
      )
      order by s.released_at desc, s.id desc
      limit (select n + 1 from most)
    )
  ), numbered as (
    select l.s, row_number() over (
      order by case when list_spots.sort = 'newest' then null else (l.s).supports end desc nulls last, (l.s).released_at desc, (l.s).id desc
    ) as n
    from listed l
  )
  select jsonb_build_object(
    'rows', coalesce(jsonb_agg(private.spot_card(q.s) order by q.n) filter (where q.n <= (select n from most)), '[]'),
    'more', count(*) > (select n from most)
  )
  from numbered q
$$;
comment on function public.list_spots(text, uuid, int) is
  'Suggested spots that editors have released, most supported first, or sort = newest: {rows: [{id, title, lang, subdistrict, supports, released_at, status}], more}. after = the last id that was shown.';
grant execute on function public.list_spots(text, uuid, int) to anon, authenticated;

create function public.spot_page(spot_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  main uuid := (select j.main_id from private.joined_suggestions j where j.id = spot_page.spot_id);
  s public.spots;
begin
  select * into s from public.spots t where t.id = coalesce(main, spot_page.spot_id) and t.hidden_at is null;
  if not found then perform private.refuse('PT404', 'spot_unknown'); end if;
  if main is not null then return jsonb_build_object('moved_to', main); end if;
  return private.spot_card(s) || (
    select jsonb_build_object(
      'words', s.words, 'answer', p.answer, 'answered_at', p.answered_at,
      'own', me is not null and p.user_id = me,
      'supported', exists (select from public.spot_supports u where u.spot_id = s.id and u.user_id = me),
      'joined', (select count(*) from private.joined_suggestions j where j.main_id = s.id)
    )
    from public.place_suggestions p where p.id = s.id
  );
end
$$;
comment on function public.spot_page(uuid) is
  'A released spot: a card of list_spots with {words, answer, answered_at, own, supported (by the caller), joined: how many more suggested it}; of one that was joined to another {moved_to}. Code: spot_unknown.';
grant execute on function public.spot_page(uuid) to anon, authenticated;


-- supporting -----------------------------------------------------------------------------------------------------

create function private.support_spot(spot_id uuid, supported boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  main uuid := coalesce((select j.main_id from private.joined_suggestions j where j.id = support_spot.spot_id), support_spot.spot_id);
  s public.spots;
  p public.place_suggestions;
  wait int;
begin
  if me is null then perform private.refuse('PT401', 'sign_in_needed'); end if;
  if support_spot.supported is null then perform private.refuse('PT422', 'support_wrong', 'supported'); end if;
  -- Held, so that an answer or a joining comes before or after, never between.
  select * into p from public.place_suggestions t where t.id = main for share;
  if exists (select from private.joined_suggestions j where j.id = main) then
    return private.support_spot(support_spot.spot_id, support_spot.supported);
  end if;
  -- Also for somebody who is suspended, and where it is hidden or answered: what one said may always be taken back.
  if not support_spot.supported then
    delete from public.spot_supports u where u.spot_id = main and u.user_id = me;
    if found then return jsonb_build_object('id', main, 'supported', false); end if;
  elsif private.is_suspended() then
    perform private.refuse('PT403', 'suspended');
  end if;
  select * into s from public.spots t where t.id = main and t.hidden_at is null;
  if s.id is null then perform private.refuse('PT404', 'spot_unknown'); end if;
  if support_spot.supported then
    if p.user_id = me then perform private.refuse('PT403', 'own_spot'); end if;
    if not exists (select from public.spot_supports u where u.spot_id = main and u.user_id = me) then
      if p.status <> 'waiting' then perform private.refuse('PT409', 'spot_answered'); end if;
      wait := private.count_hit('support', me::text, 100, interval '1 day');
      if wait > 0 then perform private.refuse('PT429', 'too_many', wait::text); end if;
      insert into public.spot_supports (spot_id, user_id, supported_at) values (main, me, private.clock())
      on conflict on constraint spot_supports_once_a_person do nothing;
    end if;
  end if;
  return jsonb_build_object('id', main, 'supported', support_spot.supported);
end
$$;
comment on function private.support_spot(uuid, boolean) is 'What public.support_spot does, whichever form it came with.';

create function public.support_spot(spot_id uuid, supported boolean, write_id uuid default null) returns jsonb
language sql security definer set search_path = '' as $$
  select coalesce(
    private.written(write_id, 'support_spot', null, jsonb_build_array(spot_id, supported)),
    private.keep_answer(write_id, private.support_spot(spot_id, supported))
  )
$$;
comment on function public.support_spot(uuid, boolean, uuid) is
  'The caller wants this spot too, while it waits for its answer, or takes that back: {id, supported}; the id is that of the one it was joined to. A hundred a day. Codes: sign_in_needed, support_wrong, suspended, spot_unknown, own_spot, spot_answered, too_many, write_differs.';
grant execute on function public.support_spot(uuid, boolean, uuid) to authenticated;

create function private.set_spot_publish(suggestion_id uuid, publish boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  if set_spot_publish.publish is null then perform private.refuse('PT422', 'publish_unknown', 'publish'); end if;
  if set_spot_publish.publish and private.is_suspended() then perform private.refuse('PT403', 'suspended'); end if;
  update public.place_suggestions t set publish = set_spot_publish.publish
  where t.id = set_spot_publish.suggestion_id and t.user_id = (select auth.uid()) and t.kind = 'spot';
  if not found then perform private.refuse('PT404', 'spot_unknown'); end if;
  if not set_spot_publish.publish then
    update public.spots s set hidden_at = coalesce(s.hidden_at, private.clock()) where s.id = set_spot_publish.suggestion_id;
  end if;
  return jsonb_build_object('id', set_spot_publish.suggestion_id, 'publish', set_spot_publish.publish);
end
$$;
comment on function private.set_spot_publish(uuid, boolean) is 'What public.set_spot_publish does, whichever form it came with.';

create function public.set_spot_publish(suggestion_id uuid, publish boolean, write_id uuid default null) returns jsonb
language sql security definer set search_path = '' as $$
  select coalesce(
    private.written(write_id, 'set_spot_publish', null, jsonb_build_array(suggestion_id, publish)),
    private.keep_answer(write_id, private.set_spot_publish(suggestion_id, publish))
  )
$$;
comment on function public.set_spot_publish(uuid, boolean, uuid) is
  'Whoever suggested a spot lets others read it, once an editor has released it (anew), or takes that back, at once: {id, publish}. Codes: publish_unknown, suspended, spot_unknown, write_differs.';
grant execute on function public.set_spot_publish(uuid, boolean, uuid) to authenticated;


-- editors --------------------------------------------------------------------------------------------------------

create function private.spot_of_another(suggestion_id uuid) returns public.place_suggestions
language plpgsql security definer set search_path = '' as $$
declare
  p public.place_suggestions;
begin
  perform private.for_editors();
  select * into p from public.place_suggestions t where t.id = suggestion_id and t.kind = 'spot' for update;
  if not found then perform private.refuse('PT404', 'spot_unknown'); end if;
  if p.user_id = (select auth.uid()) then perform private.refuse('PT403', 'own_suggestion'); end if;
  return p;
end
$$;
comment on function private.spot_of_another(uuid) is
  'The suggestion of a spot, held, for an editor who did not make it. Codes: not_found, spot_unknown, own_suggestion.';

create function private.release_spot(suggestion_id uuid, details jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  p public.place_suggestions := private.spot_of_another(suggestion_id);
  d jsonb := coalesce(release_spot.details, '{}');
  s public.spots;
begin
  if jsonb_typeof(d) <> 'object' or pg_column_size(d) > 20000 then perform private.refuse('PT422', 'suggestion_wrong'); end if;
  if not p.publish then perform private.refuse('PT409', 'spot_private'); end if;
  if exists (select from private.joined_suggestions j where j.id = p.id) then perform private.refuse('PT409', 'spot_joined'); end if;
  s.title := private.read_text(d, 'title', 80, 'spot_title');
  s.words := private.read_text(d, 'words', 1000, 'suggestion');
  select c.code into s.subdistrict_code from public.subdistricts c where c.code = private.read_text(d, 'subdistrict', 10000);
  if s.title is null then perform private.refuse('PT422', 'spot_title_missing', 'title'); end if;
  if s.words is null then perform private.refuse('PT422', 'suggestion_words_missing', 'words'); end if;
  if s.subdistrict_code is null then perform private.refuse('PT422', 'subdistrict_missing', 'subdistrict'); end if;
  if private.holds_contact(s.title) then perform private.refuse('PT422', 'spot_contact', 'title'); end if;
  if private.holds_contact(s.words) then perform private.refuse('PT422', 'spot_contact', 'words'); end if;
  insert into public.spots as t (id, title, words, lang, subdistrict_code, released_at, released_by)
  values (p.id, s.title, s.words, p.lang, s.subdistrict_code, private.clock(), (select auth.uid()))
  on conflict (id) do update set
    title = excluded.title, words = excluded.words, subdistrict_code = excluded.subdistrict_code,
    released_by = excluded.released_by, hidden_at = null;
  return jsonb_build_object('id', p.id);
end
$$;
comment on function private.release_spot(uuid, jsonb) is 'What public.release_spot does, whichever form it came with.';

create function public.release_spot(suggestion_id uuid, details jsonb, write_id uuid default null) returns jsonb
language sql security definer set search_path = '' as $$
  select coalesce(
    private.written(write_id, 'release_spot', null, jsonb_build_array(suggestion_id, details)),
    private.keep_answer(write_id, private.release_spot(suggestion_id, details))
  )
$$;
comment on function public.release_spot(uuid, jsonb, uuid) is
  'An editor shows {title, words, subdistrict} of a spot to everybody, where its suggester agreed, never their own; again mends the words, and shows what was hidden: {id}. Codes: not_found, spot_unknown, own_suggestion, suggestion_wrong, spot_private, spot_joined, spot_title_missing, spot_title_long, suggestion_words_missing, suggestion_long, subdistrict_missing, spot_contact, write_differs.';
grant execute on function public.release_spot(uuid, jsonb, uuid) to authenticated;

create function public.hide_spot(suggestion_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  p public.place_suggestions := private.spot_of_another(suggestion_id);
begin
  update public.spots s set hidden_at = coalesce(s.hidden_at, private.clock()) where s.id = p.id;
  if not found then perform private.refuse('PT404', 'spot_unknown'); end if;
  return jsonb_build_object('id', p.id);
end
$$;
comment on function public.hide_spot(uuid) is
  'An editor takes a spot out of what everybody reads, never their own; again is the same: {id}. Codes: not_found, spot_unknown, own_suggestion.';
grant execute on function public.hide_spot(uuid) to authenticated;

create function public.join_suggestions(suggestion_id uuid, main_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  p public.place_suggestions;
  m public.place_suggestions;
  known uuid;
begin
  perform private.for_editors();
  if suggestion_id is null or main_id is null or suggestion_id = main_id then perform private.refuse('PT422', 'join_wrong', 'main'); end if;
  -- In one order, so that two editors who join crosswise wait for each other and do not lock each other out.
  perform from public.place_suggestions t where t.id in (suggestion_id, main_id) order by t.id for update;
  p := private.spot_of_another(suggestion_id);
  m := private.spot_of_another(main_id);
  select j.main_id into known from private.joined_suggestions j where j.id = p.id;
  if known = m.id then return jsonb_build_object('id', p.id, 'main', m.id, 'result', 'again'); end if;
  if known is not null or exists (select from private.joined_suggestions j where j.id = m.id) then
    perform private.refuse('PT409', 'spot_joined', 'main');
  end if;
  if p.status <> 'waiting' or m.status <> 'waiting' then perform private.refuse('PT409', 'suggestion_answered', 'main'); end if;
  if not exists (select from public.spots s where s.id = m.id and s.hidden_at is null) then
    perform private.refuse('PT409', 'spot_not_shown', 'main');
  end if;
  -- Whoever suggested it wants it: they count among the supports of the other, as do their own supporters. Nobody counts twice,
  -- and nobody supports what they suggested themselves.
  insert into public.spot_supports (spot_id, user_id, supported_at)
  select m.id, w.user_id, min(w.at) from (
    select u.user_id, u.supported_at as at from public.spot_supports u where u.spot_id = p.id
    union all
    select t.user_id, t.created_at from public.place_suggestions t
    where t.id = p.id or t.id in (select j.id from private.joined_suggestions j where j.main_id = p.id)
  ) w
  where w.user_id <> m.user_id
  group by w.user_id
  on conflict on constraint spot_supports_once_a_person do nothing;
  delete from public.spot_supports u where u.spot_id = p.id;
  update private.joined_suggestions j set main_id = m.id where j.main_id = p.id;
  insert into private.joined_suggestions (id, main_id, joined_at) values (p.id, m.id, private.clock());
  update public.spots s set hidden_at = coalesce(s.hidden_at, private.clock()) where s.id = p.id;
  return jsonb_build_object('id', p.id, 'main', m.id, 'result', 'joined');
end
$$;
comment on function public.join_suggestions(uuid, uuid) is
  'An editor joins a suggestion to another of the same spot that is shown: supporters move, its suggester supports the other, and the answer is for both. {id, main, result: joined | again}. Codes: not_found, join_wrong, spot_unknown, own_suggestion, spot_joined, suggestion_answered, spot_not_shown.';
grant execute on function public.join_suggestions(uuid, uuid) to authenticated;


-- what was there before, with the new ----------------------------------------------------------------------------

create or replace function public.suggest_place(suggestion jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  moment timestamptz := private.clock();
  today date := (moment at time zone 'Asia/Shanghai')::date;
  s jsonb := suggestion;
  r public.place_suggestions;
  known public.place_suggestions;
  wait int;
begin
  if me is null then perform private.refuse('PT401', 'sign_in_needed'); end if;
  if jsonb_typeof(s) is distinct from 'object' or pg_column_size(s) > 20000 then perform private.refuse('PT422', 'suggestion_wrong'); end if;
  if private.is_suspended() then perform private.refuse('PT403', 'suspended'); end if;
  r.id := private.read_uuid(s, 'id');
  if r.id is null then perform private.refuse('PT422', 'id_missing', 'id'); end if;
  if not coalesce(s ->> 'kind' = any (enum_range(null::public.suggestion_kind)::text[]), false) then
    perform private.refuse('PT422', 'suggestion_kind_missing', 'kind');
  end if;
  r.kind := s ->> 'kind';
  r.lang := coalesce(private.read_word(s, 'lang', 'zh', 'en'), 'zh');
  r.words := private.read_text(s, 'words', 1000, 'suggestion');
  r.landmark := private.read_text(s, 'landmark', 200);
  r.lat := private.read_degrees(s, 'lat', 90);
  r.lng := private.read_degrees(s, 'lng', 180);
  r.publish := private.read_flag(s, 'publish', 'publish_unknown') and r.kind = 'spot';
  if r.kind = 'spot' then
    select d.code into r.subdistrict_code from public.subdistricts d where d.code = left(s ->> 'subdistrict', 20);
    if r.subdistrict_code is null then perform private.refuse('PT422', 'subdistrict_missing', 'subdistrict'); end if;
    if r.landmark is null then perform private.refuse('PT422', 'landmark_missing', 'landmark'); end if;
    if r.words is null then perform private.refuse('PT422', 'suggestion_words_missing', 'words'); end if;
    if (r.lat is null) <> (r.lng is null) then perform private.refuse('PT422', 'lng_range', 'lng'); end if;
    if r.lat is not null and private.outside_m(r.lat, r.lng) > 1000 then perform private.refuse('PT422', 'place_outside', 'lat'); end if;
  else
    r.lat := null;
    r.lng := null;
    r.landmark := null;
    select p.id into r.place_id from public.places p where p.slug = left(s ->> 'place', 100) and p.status = 'published';
    if r.place_id is null then perform private.refuse('PT422', 'suggestion_place_unknown', 'place'); end if;
    if r.kind in ('there', 'gone') then
      if not coalesce(s ->> 'facility' = any (enum_range(null::public.place_facility)::text[]), false) then
        perform private.refuse('PT422', 'suggestion_facility_missing', 'facility');
      end if;
      r.facility := s ->> 'facility';
    elsif r.kind = 'other' and r.words is null then
      perform private.refuse('PT422', 'suggestion_words_missing', 'words');
    end if;
  end if;
  r.seen_on := coalesce(private.read_day(s, 'seen_on'), today);
  if r.seen_on > today or r.seen_on < today - 366 then perform private.refuse('PT422', 'suggestion_day_wrong', 'seen_on'); end if;
  -- What came in before there was such a consent has the hash that it had.
  r.content_hash := sha256(convert_to(
    (to_jsonb(r) - array['content_hash', 'lang'] - case when r.publish then '{}' else array['publish'] end)::text, 'utf8'
  ));

  select * into known from public.place_suggestions k where k.id = r.id;
  if not found then
    wait := private.count_hit('suggest', me::text, 20, interval '1 day');
    if wait > 0 then perform private.refuse('PT429', 'too_many', wait::text); end if;
    r.user_id := me;
    r.status := 'waiting';
    r.created_at := moment;
    insert into public.place_suggestions select r.* on conflict do nothing;
    if found then return jsonb_build_object('id', r.id, 'result', 'created'); end if;
    select * into known from public.place_suggestions k where k.id = r.id;
  end if;
  if known.user_id <> me or known.content_hash <> r.content_hash then perform private.refuse('PT409', 'suggestion_differs', 'id'); end if;
  return jsonb_build_object('id', known.id, 'result', 'again');
end
$$;
comment on function public.suggest_place(jsonb) is
  'Somebody with an account suggests {id, kind, place | subdistrict + landmark, facility, words, seen_on, lat, lng, lang, publish}: {id, result: created | again}. publish = others may read a spot, without a name, once an editor has released it. Twenty a day. Codes: sign_in_needed, suspended, suggestion_wrong, id_missing, suggestion_kind_missing, suggestion_place_unknown, suggestion_facility_missing, suggestion_words_missing, suggestion_long, suggestion_day_wrong, suggestion_differs, subdistrict_missing, landmark_missing, lng_range, place_outside, publish_unknown, too_many.';

create or replace function public.my_suggestions() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if (select auth.uid()) is null then perform private.refuse('PT401', 'sign_in_needed'); end if;
  return (
    select coalesce(jsonb_agg(
      to_jsonb(s) - array['user_id', 'content_hash', 'answered_by', 'revision_id']
        || jsonb_build_object(
          'place', (
            select jsonb_build_object('slug', p.slug, 'name_zh', p.name_zh, 'name_en', p.name_en)
            from public.places p where p.id = s.place_id and p.status = 'published'),
          'spot', (
            select jsonb_build_object('id', t.id, 'supports', t.supports)
            from public.spots t
            where t.id = coalesce((select j.main_id from private.joined_suggestions j where j.id = s.id), s.id) and t.hidden_at is null),
          'joined', exists (select from private.joined_suggestions j where j.id = s.id))
      order by s.created_at desc, s.id
    ), '[]')
    from (select * from public.place_suggestions t where t.user_id = (select auth.uid()) order by t.created_at desc, t.id limit 100) s
  );
end
$$;
comment on function public.my_suggestions() is
  'What the caller suggested and what became of it, the newest hundred; `spot` is where others read it, `joined` whether that is somebody else''s of the same spot. Code: sign_in_needed.';

create or replace function public.suggestion_queue() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.for_editors();
  return (
    with waiting as (
      select t.id, case when s.id is null then 1 else 2 end as part, row_number() over (
        partition by s.id is null order by s.supports desc nulls last, t.created_at, t.id
      ) as n
      from public.place_suggestions t
      left join public.spots s on s.id = t.id and s.hidden_at is null
      where t.status = 'waiting' and not exists (select from private.joined_suggestions j where j.id = t.id)
    ), shown as (
      select s.id, 3 as part, row_number() over (order by s.released_at desc, s.id) as n
      from public.spots s join public.place_suggestions t on t.id = s.id
      where s.hidden_at is null and t.status <> 'waiting'
    ), listed as (
      select * from waiting w where w.n <= 50
      union all
      select * from shown w where w.n <= 20
    )
    select coalesce(jsonb_agg(
      to_jsonb(s) - array['user_id', 'content_hash', 'answered_by']
        || jsonb_build_object(
          'own', s.user_id = (select auth.uid()),
          'spot', (
            select to_jsonb(t) - array['id', 'released_by'] || jsonb_build_object(
              'joined', (select count(*) from private.joined_suggestions j where j.main_id = t.id)
            )
            from public.spots t where t.id = s.id),
          'place', (
            select jsonb_build_object('id', p.id, 'slug', p.slug, 'name_zh', p.name_zh, 'name_en', p.name_en,
              'present', (select f.present from public.place_facilities f where f.place_id = p.id and f.facility = s.facility),
              'checked_at', (select f.checked_at from public.place_facilities f where f.place_id = p.id and f.facility = s.facility))
            from public.places p where p.id = s.place_id))
      order by l.part, l.n
    ), '[]')
    from listed l join public.place_suggestions s on s.id = l.id
  );
end
$$;
comment on function public.suggestion_queue() is
  'For editors, never by whom: fifty suggestions that wait longest and are not shown, fifty that are shown and wait, most supported first, and twenty that are shown and answered; `spot` as everybody reads it, with how many more suggested it. Code: not_found.';

create or replace function public.answer_suggestion(change_id uuid, suggestion_id uuid, verdict text, answer text default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  moment timestamptz := private.clock();
  s public.place_suggestions;
  p public.places;
  said text := private.tidy(answer_suggestion.answer);
  stood jsonb;
begin
  perform private.for_editors();
  if change_id is null then perform private.refuse('PT422', 'id_missing', 'id'); end if;
  if not coalesce(verdict in ('accepted', 'refused'), false) then perform private.refuse('PT422', 'verdict_missing', 'verdict'); end if;
  if char_length(said) > 1000 then perform private.refuse('PT422', 'suggestion_answer_long', 'answer'); end if;
  select * into s from public.place_suggestions t where t.id = suggestion_id for update;
  if not found then perform private.refuse('PT404', 'not_found'); end if;
  if s.user_id = me or exists (
    select from private.joined_suggestions j join public.place_suggestions t on t.id = j.id where j.main_id = s.id and t.user_id = me
  ) then
    perform private.refuse('PT403', 'own_suggestion');
  end if;
  if exists (select from private.joined_suggestions j where j.id = s.id) then perform private.refuse('PT409', 'spot_joined'); end if;
  if s.status <> 'waiting' then
    if s.status::text = verdict and s.answer is not distinct from said and s.answered_by = me then
      return jsonb_build_object('id', s.id, 'status', s.status, 'result', 'again');
    end if;
    perform private.refuse('PT409', 'suggestion_answered');
  end if;
  -- What everybody may read, everybody may read the answer to.
  if said is null and (verdict = 'refused' or exists (select from public.spots t where t.id = s.id and t.hidden_at is null)) then
    perform private.refuse('PT422', 'suggestion_answer_missing', 'answer');
  end if;

  if verdict = 'accepted' and s.kind in ('there', 'gone') then
    select * into p from public.places t where t.id = s.place_id for update;
    stood := private.place_sheet(p) -> 'facilities';
    -- The words name no one: that a resident saw it is the source, the day is theirs.
    perform private.change_green(
      change_id, 'place', p.id, p.version,
      jsonb_build_object('facilities', stood || jsonb_build_object(s.facility, jsonb_build_object(
        'present', case s.kind when 'there' then 'yes' else 'no' end, 'checked_at', s.seen_on,
        'source', '居民反馈 · seen by a resident', 'demo', false))),
      'suggested by a resident', 'change', null);
  end if;
  update public.place_suggestions t set
    status = verdict::public.suggestion_status, answer = said, answered_by = me, answered_at = moment,
    revision_id = (select r.id from public.green_revisions r where r.id = change_id and t.id = s.id)
  where t.id = s.id or t.status = 'waiting' and t.id in (select j.id from private.joined_suggestions j where j.main_id = s.id);

  insert into public.notices (recipient_id, kind, params, ready_at, created_at)
  select distinct on (w.user_id) w.user_id, w.kind,
    jsonb_strip_nulls(jsonb_build_object('suggestion_id', w.id, 'subdistrict_code', s.subdistrict_code)), moment, moment
  from (
    select t.user_id, 'suggestion_answered' as kind, t.id, 1 as first from public.place_suggestions t
    where t.id = s.id or t.id in (select j.id from private.joined_suggestions j where j.main_id = s.id)
    union all
    select u.user_id, 'spot_answered', s.id, 2 from public.spot_supports u
    join public.spots t on t.id = u.spot_id and t.hidden_at is null
    where u.spot_id = s.id and u.user_id is not null
  ) w
  where w.user_id <> me
  order by w.user_id, w.first;
  return jsonb_build_object('id', s.id, 'status', verdict, 'result', 'answered');
end
$$;
comment on function public.answer_suggestion(uuid, uuid, text, text) is
  'An editor accepts a suggestion or refuses it with a reason, never their own; of a spot that is shown, everybody reads the answer. That a facility is there or gone becomes a change of the place at once; what else is accepted the editor makes by hand. Whoever suggested it, or the same, and whoever supports it gets a notice. {id, status, result: answered | again}. Codes: id_missing, verdict_missing, suggestion_answer_missing, suggestion_answer_long, own_suggestion, spot_joined, suggestion_answered, not_found.';

create or replace function private.named_notices(ids jsonb, reader uuid, lang text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(
    jsonb_strip_nulls(jsonb_build_object(
      'kind', n.kind, 'code', n.params ->> 'code', 'report_id', n.report_id,
      'category', case named_notices.lang when 'en' then coalesce(c.name_en, g.name_en) else coalesce(c.name_zh, g.name_zh) end,
      'subdistrict', case named_notices.lang when 'en' then s.name_en else s.name_zh end,
      'label', n.params ->> 'label', 'count', n.params -> 'count',
      'subdistrict_code', n.params ->> 'subdistrict_code',
      'suggestion_id', n.params ->> 'suggestion_id',
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
    -- Suspended staff hear nothing of cases; of what is their own, and of what everybody sees, they hear like anybody.
    and (r.author_id = reader or n.kind ~ '^(followed|suggestion|spot)_' or not exists (
      select from public.profiles p where p.user_id = reader and p.suspended_at is not null
    ))
$$;
comment on function private.named_notices(jsonb, uuid, text) is
  'Those of these notices that are still unread, in codes and with names: [{kind, code, report_id, category, desk}], for an area {kind, count, subdistrict, category, label, subdistrict_code, filter}, for an answered suggestion {kind, suggestion_id, subdistrict}.';


-- the end of what is kept ----------------------------------------------------------------------------------------

create function private.sweep_supports() returns int
language plpgsql security definer set search_path = '' as $$
declare
  gone int;
begin
  update public.spot_supports t set user_id = null where t.id in (
    select u.id from public.spot_supports u
    join public.place_suggestions p on p.id = u.spot_id
    where u.user_id is not null and p.answered_at <= private.clock() - interval '400 days'
    limit 500
  );
  get diagnostics gone = row_count;
  return gone;
end
$$;
comment on function private.sweep_supports() is 'After 400 days from the answer a support is nobody''s; the number stays. At most 500 a call.';

alter function public.run_due() rename to run_before_supports;
alter function public.run_before_supports() set schema private;
revoke execute on function private.run_before_supports() from service_role;
comment on function private.run_before_supports() is 'What run_due did before suggested spots could be supported; or busy.';

create function public.run_due() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  done jsonb := private.run_before_supports();
begin
  if not done ? 'busy' then
    perform private.sweep_supports();
  end if;
  return done;
end
$$;
comment on function public.run_due() is
  'Moves what is due, tells followers, removes what may no longer be kept, writes the letters that are due and adds up queues and figures, at most 500 of a kind a call. For the job runner only.';
grant execute on function public.run_due() to service_role;
