-- Residents suggest: a spot for a pocket park, or what is no longer so at a place. Editors answer every one, and what they accept
-- becomes a change of the place like any other.

-- suggestions ----------------------------------------------------------------------------------------------------

create type public.suggestion_kind as enum ('spot', 'there', 'gone', 'closed', 'other');
create type public.suggestion_status as enum ('waiting', 'accepted', 'refused');

create table public.place_suggestions (
  id uuid primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  kind public.suggestion_kind not null,
  place_id uuid references public.places (id) on delete cascade,
  facility public.place_facility,
  words text check (char_length(words) between 1 and 1000),
  subdistrict_code text references public.subdistricts (code) on delete restrict,
  landmark text check (char_length(landmark) between 1 and 200),
  lat double precision check (lat between -90 and 90),
  lng double precision check (lng between -180 and 180),
  seen_on date not null,
  lang text not null check (lang in ('zh', 'en')),
  content_hash bytea not null,
  status public.suggestion_status not null default 'waiting',
  answer text check (char_length(answer) between 1 and 1000),
  revision_id uuid references public.green_revisions (id) on delete set null,
  answered_by uuid references auth.users (id) on delete set null,
  answered_at timestamptz,
  created_at timestamptz not null,
  constraint place_suggestions_a_spot_is_no_place check ((kind = 'spot') = (place_id is null)),
  constraint place_suggestions_facility_named check ((kind in ('there', 'gone')) = (facility is not null)),
  constraint place_suggestions_spot_says_where check (kind <> 'spot' or (subdistrict_code is not null and landmark is not null and words is not null)),
  constraint place_suggestions_other_has_words check (kind <> 'other' or words is not null),
  constraint place_suggestions_point_is_whole check ((lat is null) = (lng is null)),
  constraint place_suggestions_answered_whole check ((status = 'waiting') = (answered_at is null) and (status = 'refused') <= (answer is not null))
);

create index place_suggestions_user_id on public.place_suggestions (user_id, created_at desc);
create index place_suggestions_place_id on public.place_suggestions (place_id);
create index place_suggestions_subdistrict_code on public.place_suggestions (subdistrict_code);
create index place_suggestions_revision_id on public.place_suggestions (revision_id);
create index place_suggestions_answered_by on public.place_suggestions (answered_by);
create index place_suggestions_waiting on public.place_suggestions (created_at, id) where status = 'waiting';

alter table public.place_suggestions enable row level security;
-- Read and written through the doors below alone: editors never learn by whom.
comment on table public.place_suggestions is
  'What residents suggest: a spot for a pocket park, or that a facility is there, gone, or shut, or something else about a place.';
comment on column public.place_suggestions.seen_on is 'The day on which they saw it.';

create function public.suggest_place(suggestion jsonb) returns jsonb
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
  r.words := private.read_text(s, 'words', 1000);
  r.landmark := private.read_text(s, 'landmark', 200);
  r.lat := private.read_degrees(s, 'lat', 90);
  r.lng := private.read_degrees(s, 'lng', 180);
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
  r.content_hash := sha256(convert_to((to_jsonb(r) - array['content_hash', 'lang'])::text, 'utf8'));

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
  'Somebody with an account suggests {id, kind, place | subdistrict + landmark, facility, words, seen_on, lat, lng, lang}: {id, result: created | again}. Twenty a day. Codes: sign_in_needed, suspended, suggestion_wrong, id_missing, suggestion_kind_missing, suggestion_place_unknown, suggestion_facility_missing, suggestion_words_missing, suggestion_day_wrong, suggestion_differs, subdistrict_missing, landmark_missing, lng_range, place_outside, too_many.';
grant execute on function public.suggest_place(jsonb) to authenticated;

create function public.my_suggestions() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if (select auth.uid()) is null then perform private.refuse('PT401', 'sign_in_needed'); end if;
  return (
    select coalesce(jsonb_agg(
      to_jsonb(s) - array['user_id', 'content_hash', 'answered_by', 'revision_id']
        || jsonb_build_object('place', (
          select jsonb_build_object('slug', p.slug, 'name_zh', p.name_zh, 'name_en', p.name_en)
          from public.places p where p.id = s.place_id and p.status = 'published'))
      order by s.created_at desc, s.id
    ), '[]')
    from (select * from public.place_suggestions t where t.user_id = (select auth.uid()) order by t.created_at desc, t.id limit 100) s
  );
end
$$;
comment on function public.my_suggestions() is 'What the caller suggested and what became of it, the newest hundred. Code: sign_in_needed.';
grant execute on function public.my_suggestions() to authenticated;

create function public.suggestion_queue() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.for_editors();
  return (
    select coalesce(jsonb_agg(
      to_jsonb(s) - array['user_id', 'content_hash', 'answered_by']
        || jsonb_build_object(
          'own', s.user_id = (select auth.uid()),
          'place', (
            select jsonb_build_object('id', p.id, 'slug', p.slug, 'name_zh', p.name_zh, 'name_en', p.name_en,
              'present', (select f.present from public.place_facilities f where f.place_id = p.id and f.facility = s.facility),
              'checked_at', (select f.checked_at from public.place_facilities f where f.place_id = p.id and f.facility = s.facility))
            from public.places p where p.id = s.place_id))
      order by s.created_at, s.id
    ), '[]')
    from (select * from public.place_suggestions t where t.status = 'waiting' order by t.created_at, t.id limit 50) s
  );
end
$$;
comment on function public.suggestion_queue() is 'The fifty suggestions that wait longest, for editors; never by whom. Code: not_found.';
grant execute on function public.suggestion_queue() to authenticated;

create function public.answer_suggestion(change_id uuid, suggestion_id uuid, verdict text, answer text default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  s public.place_suggestions;
  p public.places;
  said text := private.tidy(answer_suggestion.answer);
  stood jsonb;
begin
  perform private.for_editors();
  if change_id is null then perform private.refuse('PT422', 'id_missing', 'id'); end if;
  if not coalesce(verdict in ('accepted', 'refused'), false) then perform private.refuse('PT422', 'verdict_missing', 'verdict'); end if;
  if char_length(said) > 1000 then perform private.refuse('PT422', 'answer_long', 'answer'); end if;
  select * into s from public.place_suggestions t where t.id = suggestion_id for update;
  if not found then perform private.refuse('PT404', 'not_found'); end if;
  if s.user_id = me then perform private.refuse('PT403', 'own_suggestion'); end if;
  if s.status <> 'waiting' then
    if s.status::text = verdict and s.answer is not distinct from said and s.answered_by = me then
      return jsonb_build_object('id', s.id, 'status', s.status, 'result', 'again');
    end if;
    perform private.refuse('PT409', 'suggestion_answered');
  end if;
  if verdict = 'refused' and said is null then perform private.refuse('PT422', 'answer_missing', 'answer'); end if;

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
    status = verdict::public.suggestion_status, answer = said, answered_by = me, answered_at = private.clock(),
    revision_id = (select r.id from public.green_revisions r where r.id = change_id)
  where t.id = s.id;
  return jsonb_build_object('id', s.id, 'status', verdict, 'result', 'answered');
end
$$;
comment on function public.answer_suggestion(uuid, uuid, text, text) is
  'An editor accepts a suggestion or refuses it with a reason, never their own. That a facility is there or gone becomes a change of the place at once; what else is accepted the editor makes by hand. {id, status, result: answered | again}. Codes: id_missing, verdict_missing, answer_missing, answer_long, own_suggestion, suggestion_answered, not_found.';
grant execute on function public.answer_suggestion(uuid, uuid, text, text) to authenticated;
