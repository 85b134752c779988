-- A suggested spot that was joined to another can be taken apart from it again, exactly: so each support now stays where somebody
-- put it, and the number of the shared page is worked out from all that share it.

-- what a joining remembers ---------------------------------------------------------------------------------------

create type public.joining_act as enum ('join', 'part');

alter table private.joined_suggestions
  add column named_id uuid references public.place_suggestions (id) on delete set null,
  add column was_shown boolean not null default false,
  add column wants boolean not null default true;

create index joined_suggestions_named_id on private.joined_suggestions (named_id) where named_id is not null;

comment on column private.joined_suggestions.named_id is
  'The one that the editor named. Where that was later joined itself, main_id is the other, and this leads back when it is taken apart. Null: main_id.';
comment on column private.joined_suggestions.was_shown is
  'Everybody read it when it was joined, and nobody has taken that back since: it is shown again when it is taken apart.';
comment on column private.joined_suggestions.wants is
  'Whoever suggested it counts among the supports of the other, unless they took that back.';

-- Joined before this: the supports were moved and cannot be told apart, so they stay with the other. Whoever suggested it has a row there, or took it back.
update private.joined_suggestions j set wants = exists (
  select from public.spot_supports u join public.place_suggestions t on t.user_id = u.user_id where t.id = j.id and u.spot_id = j.main_id
);

create table private.joinings (
  id bigint generated always as identity primary key,
  suggestion_id uuid not null references public.place_suggestions (id) on delete cascade,
  main_id uuid not null references public.place_suggestions (id) on delete cascade,
  act public.joining_act not null,
  acted_by uuid references auth.users (id) on delete set null,
  acted_at timestamptz not null
);

create index joinings_suggestion_id on private.joinings (suggestion_id, id desc);
create index joinings_main_id on private.joinings (main_id, id desc);
create index joinings_acted_by on private.joinings (acted_by) where acted_by is not null;

alter table private.joinings enable row level security;
comment on table private.joinings is 'Who joined two suggestions of the same spot, or took them apart, and when. Append-only; editors read it on their desk.';
comment on column private.joinings.acted_by is 'The name of the editor goes with their account.';

insert into private.export_exceptions (relation, reason) values
  ('private.joinings', 'What staff did with suggestions, which are exported themselves.');


-- who wants it ---------------------------------------------------------------------------------------------------

create function private.spot_people(main uuid) returns setof uuid
language sql stable security definer set search_path = '' as $$
  with shared as (
    select j.id, j.wants from private.joined_suggestions j where j.main_id = spot_people.main
  ), wanted as (
    select u.user_id from public.spot_supports u
    where u.spot_id = spot_people.main or u.spot_id in (select h.id from shared h)
    union all
    select t.user_id from shared h join public.place_suggestions t on t.id = h.id where h.wants
  )
  select distinct on (w.user_id, case when w.user_id is null then w.n end) w.user_id
  from (select v.user_id, row_number() over () as n from wanted v) w
  where w.user_id is distinct from (select t.user_id from public.place_suggestions t where t.id = spot_people.main)
$$;
comment on function private.spot_people(uuid) is
  'Who wants this spot: whoever supports it or one that was joined to it, and whoever suggested one of those; each once, and not whoever suggested this one. A support that is nobody''s any more is a null of its own.';

create function private.count_spot(main uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  -- Held first, and counted by a statement of its own: who waited here counts what the other has written.
  perform from public.spots s where s.id = count_spot.main for update;
  if not found then return; end if;
  if exists (select from private.joined_suggestions j where j.main_id = count_spot.main) then
    update public.spots s set supports = (select count(*) from private.spot_people(count_spot.main)) where s.id = count_spot.main;
  else
    update public.spots s set supports = (select count(*) from public.spot_supports u where u.spot_id = count_spot.main) where s.id = count_spot.main;
  end if;
end
$$;
comment on function private.count_spot(uuid) is 'Writes down at a spot how many people want it.';

create or replace function private.count_supports() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  spot uuid := case tg_op when 'INSERT' then new.spot_id else old.spot_id end;
begin
  perform private.count_spot(coalesce((select j.main_id from private.joined_suggestions j where j.id = spot), spot));
  return null;
end
$$;
comment on function private.count_supports() is 'Keeps the number at the spot whose page people read, also when a support goes with its account.';

create function private.count_joined() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op <> 'INSERT' then
    perform private.count_spot(old.main_id);
  end if;
  if tg_op = 'DELETE' then
    perform private.count_spot(old.id);
  elsif tg_op = 'INSERT' or new.main_id <> old.main_id then
    perform private.count_spot(new.main_id);
  end if;
  return null;
end
$$;
comment on function private.count_joined() is 'Keeps the numbers of both when two suggestions are joined or come apart.';

create trigger count_joined after insert or update or delete on private.joined_suggestions
for each row execute function private.count_joined();

create function private.hand_supports_on() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.spot_supports u set spot_id = j.main_id
  from private.joined_suggestions j
  where j.id = old.id and u.spot_id = old.id
    and not exists (select from public.spot_supports v where v.spot_id = j.main_id and v.user_id = u.user_id);
  return old;
end
$$;
comment on function private.hand_supports_on() is
  'When a joined suggestion goes with its account, those who supported it still want the spot: their supports move to the other.';

create trigger hand_supports_on before delete on public.place_suggestions
for each row execute function private.hand_supports_on();


-- supporting -----------------------------------------------------------------------------------------------------

create or replace function public.spot_page(spot_id uuid) returns jsonb
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
      'supported', me is not null and (
        exists (
          select from public.spot_supports u
          where u.user_id = me and (u.spot_id = s.id or u.spot_id in (select j.id from private.joined_suggestions j where j.main_id = s.id))
        ) or exists (
          select from private.joined_suggestions j join public.place_suggestions t on t.id = j.id
          where j.main_id = s.id and j.wants and t.user_id = me
        )
      ),
      'joined', (select count(*) from private.joined_suggestions j where j.main_id = s.id)
    )
    from public.place_suggestions p where p.id = s.id
  );
end
$$;

create or replace function private.support_spot(spot_id uuid, supported boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  main uuid := coalesce((select j.main_id from private.joined_suggestions j where j.id = support_spot.spot_id), support_spot.spot_id);
  -- Where the support stands: at the one that was named, so that it stays there when the two are taken apart.
  stands uuid := main;
  s public.spots;
  p public.place_suggestions;
  gone boolean;
  wait int;
begin
  if me is null then perform private.refuse('PT401', 'sign_in_needed'); end if;
  if support_spot.supported is null then perform private.refuse('PT422', 'support_wrong', 'supported'); end if;
  -- Held, so that an answer or a joining comes before or after, never between.
  select * into p from public.place_suggestions t where t.id = main for share;
  if main is distinct from coalesce((select j.main_id from private.joined_suggestions j where j.id = support_spot.spot_id), support_spot.spot_id) then
    return private.support_spot(support_spot.spot_id, support_spot.supported);
  end if;
  -- Also for somebody who is suspended, and where it is hidden or answered: what one said may always be taken back, wherever one said it.
  if not support_spot.supported then
    delete from public.spot_supports u
    where u.user_id = me and (u.spot_id = main or u.spot_id in (select j.id from private.joined_suggestions j where j.main_id = main));
    gone := found;
    update private.joined_suggestions j set wants = false
    from public.place_suggestions t where j.main_id = main and j.wants and t.id = j.id and t.user_id = me;
    if gone or found then return jsonb_build_object('id', main, 'supported', false); end if;
  elsif private.is_suspended() then
    perform private.refuse('PT403', 'suspended');
  end if;
  select * into s from public.spots t where t.id = main and t.hidden_at is null;
  if s.id is null then perform private.refuse('PT404', 'spot_unknown'); end if;
  if support_spot.supported then
    if p.user_id = me then perform private.refuse('PT403', 'own_spot'); end if;
    if support_spot.spot_id <> main and exists (
      select from public.spots t join public.place_suggestions o on o.id = t.id where t.id = support_spot.spot_id and o.user_id <> me
    ) then
      stands := support_spot.spot_id;
    end if;
    if not exists (select from public.spot_supports u where u.spot_id = stands and u.user_id = me) then
      if p.status <> 'waiting' then
        if me in (select w from private.spot_people(main) w) then
          return jsonb_build_object('id', main, 'supported', true);
        end if;
        perform private.refuse('PT409', 'spot_answered');
      end if;
      wait := private.count_hit('support', me::text, 100, interval '1 day');
      if wait > 0 then perform private.refuse('PT429', 'too_many', wait::text); end if;
      insert into public.spot_supports (spot_id, user_id, supported_at) values (stands, me, private.clock())
      on conflict on constraint spot_supports_once_a_person do nothing;
    end if;
  end if;
  return jsonb_build_object('id', main, 'supported', support_spot.supported);
end
$$;

create or replace function private.set_spot_publish(suggestion_id uuid, publish boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  if set_spot_publish.publish is null then perform private.refuse('PT422', 'publish_unknown', 'publish'); end if;
  if set_spot_publish.publish and private.is_suspended() then perform private.refuse('PT403', 'suspended'); end if;
  update public.place_suggestions t set publish = set_spot_publish.publish
  where t.id = set_spot_publish.suggestion_id and t.user_id = (select auth.uid()) and t.kind = 'spot';
  if not found then perform private.refuse('PT404', 'spot_unknown'); end if;
  if not set_spot_publish.publish then
    update public.spots s set hidden_at = coalesce(s.hidden_at, private.clock()) where s.id = set_spot_publish.suggestion_id;
    update private.joined_suggestions j set was_shown = false where j.id = set_spot_publish.suggestion_id and j.was_shown;
  end if;
  return jsonb_build_object('id', set_spot_publish.suggestion_id, 'publish', set_spot_publish.publish);
end
$$;


-- joining and taking apart ---------------------------------------------------------------------------------------

create or replace function public.hide_spot(suggestion_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  p public.place_suggestions := private.spot_of_another(suggestion_id);
begin
  update public.spots s set hidden_at = coalesce(s.hidden_at, private.clock()) where s.id = p.id;
  if not found then perform private.refuse('PT404', 'spot_unknown'); end if;
  update private.joined_suggestions j set was_shown = false where j.id = p.id and j.was_shown;
  return jsonb_build_object('id', p.id);
end
$$;

alter function public.join_suggestions(uuid, uuid) set schema private;
revoke execute on function private.join_suggestions(uuid, uuid) from authenticated;

create or replace function private.join_suggestions(suggestion_id uuid, main_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  p public.place_suggestions;
  m public.place_suggestions;
  moment timestamptz := private.clock();
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
  -- What was joined to the first comes along. Supports stay where they were put; the numbers are worked out anew by trigger.
  update private.joined_suggestions j set main_id = m.id where j.main_id = p.id;
  insert into private.joined_suggestions (id, main_id, named_id, was_shown, joined_at) values (
    p.id, m.id, m.id, exists (select from public.spots s where s.id = p.id and s.hidden_at is null), moment
  );
  update public.spots s set hidden_at = coalesce(s.hidden_at, moment) where s.id = p.id;
  insert into private.joinings (suggestion_id, main_id, act, acted_by, acted_at) values (p.id, m.id, 'join', (select auth.uid()), moment);
  return jsonb_build_object('id', p.id, 'main', m.id, 'result', 'joined');
end
$$;
comment on function private.join_suggestions(uuid, uuid) is 'What public.join_suggestions does, whichever form it came with.';

create function public.join_suggestions(suggestion_id uuid, main_id uuid, write_id uuid default null) returns jsonb
language sql security definer set search_path = '' as $$
  select coalesce(
    private.written(write_id, 'join_suggestions', null, jsonb_build_array(suggestion_id, main_id)),
    private.keep_answer(write_id, private.join_suggestions(suggestion_id, main_id))
  )
$$;
comment on function public.join_suggestions(uuid, uuid, uuid) is
  'An editor joins a suggestion to another of the same spot that is shown: one page, one number, its suggester supports the other, and the answer is for both. Until then part_suggestion takes them apart. {id, main, result: joined | again}. Codes: not_found, join_wrong, spot_unknown, own_suggestion, spot_joined, suggestion_answered, spot_not_shown, write_differs.';
grant execute on function public.join_suggestions(uuid, uuid, uuid) to authenticated;

create function private.part_suggestion(suggestion_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  p public.place_suggestions;
  m public.place_suggestions;
  moment timestamptz := private.clock();
  main uuid;
  shown boolean;
begin
  perform private.for_editors();
  select j.main_id into main from private.joined_suggestions j where j.id = part_suggestion.suggestion_id;
  perform from public.place_suggestions t where t.id in (part_suggestion.suggestion_id, main) order by t.id for update;
  p := private.spot_of_another(part_suggestion.suggestion_id);
  -- Looked at again: somebody may have been quicker while this waited.
  select j.main_id, j.was_shown into main, shown from private.joined_suggestions j where j.id = p.id;
  if main is null then perform private.refuse('PT409', 'spot_not_joined'); end if;
  m := private.spot_of_another(main);
  -- Both suggesters and all supporters have been told one answer, which nobody can take back from them.
  if m.status <> 'waiting' or p.status <> 'waiting' then perform private.refuse('PT409', 'spot_joined_answered'); end if;
  with recursive apart as (
    select j.id from private.joined_suggestions j where j.named_id = p.id and j.main_id = m.id
    union
    select j.id from apart a join private.joined_suggestions j on j.named_id = a.id and j.main_id = m.id
  )
  update private.joined_suggestions j set main_id = p.id where j.id in (select a.id from apart a);
  delete from private.joined_suggestions j where j.id = p.id;
  update public.spots s set hidden_at = null where s.id = p.id and shown and p.publish;
  insert into private.joinings (suggestion_id, main_id, act, acted_by, acted_at) values (p.id, m.id, 'part', (select auth.uid()), moment);
  return jsonb_build_object('id', p.id, 'main', m.id, 'shown', exists (select from public.spots s where s.id = p.id and s.hidden_at is null));
end
$$;
comment on function private.part_suggestion(uuid) is 'What public.part_suggestion does, whichever form it came with.';

create function public.part_suggestion(suggestion_id uuid, write_id uuid default null) returns jsonb
language sql security definer set search_path = '' as $$
  select coalesce(
    private.written(write_id, 'part_suggestion', null, jsonb_build_array(suggestion_id)),
    private.keep_answer(write_id, private.part_suggestion(suggestion_id))
  )
$$;
comment on function public.part_suggestion(uuid, uuid) is
  'An editor takes a joined suggestion apart from the other, while neither is answered: page, supports and what was joined to it are as they were, and each support given since stays with the one that was named. {id, main, shown}. Codes: not_found, spot_unknown, own_suggestion, spot_not_joined, spot_joined_answered, write_differs.';
grant execute on function public.part_suggestion(uuid, uuid) to authenticated;


-- the desk, and the answer ---------------------------------------------------------------------------------------

create function private.joined_to(main uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(
    jsonb_build_object(
      'id', t.id, 'landmark', t.landmark, 'words', t.words, 'lang', t.lang, 'subdistrict_code', t.subdistrict_code,
      'own', t.user_id = (select auth.uid()), 'joined_at', j.joined_at, 'was_shown', j.was_shown and t.publish,
      'supports', (select count(*) from public.spot_supports u where u.spot_id = t.id),
      'by', (
        select nullif(f.display_name, '') from private.joinings g join public.profiles f on f.user_id = g.acted_by
        where g.suggestion_id = t.id and g.act = 'join' order by g.id desc limit 1)
    ) order by j.joined_at desc, t.id
  ), '[]')
  from (select * from private.joined_suggestions k where k.main_id = joined_to.main order by k.joined_at desc, k.id limit 50) j
  join public.place_suggestions t on t.id = j.id
$$;
comment on function private.joined_to(uuid) is
  'For editors: the newest fifty suggestions that were joined to this one, as their suggesters wrote them, with who joined them and when; never by whom they are.';

create function private.joinings_of(suggestion uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(
    jsonb_build_object(
      'id', g.id, 'act', g.act, 'at', g.acted_at, 'main', g.main_id = joinings_of.suggestion,
      'other', coalesce(s.title, t.landmark), 'lang', t.lang,
      'by', (select nullif(f.display_name, '') from public.profiles f where f.user_id = g.acted_by)
    ) order by g.id desc
  ), '[]')
  from (
    select * from private.joinings k where joinings_of.suggestion in (k.suggestion_id, k.main_id) order by k.id desc limit 20
  ) g
  join public.place_suggestions t on t.id = case when g.main_id = joinings_of.suggestion then g.suggestion_id else g.main_id end
  left join public.spots s on s.id = t.id
$$;
comment on function private.joinings_of(uuid) is
  'For editors: the newest twenty joinings and partings of this suggestion: with which other, by whom, when; main = the other was joined to this one.';

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
          'joined', private.joined_to(s.id),
          'joinings', private.joinings_of(s.id),
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
  'For editors, never by whom: fifty suggestions that wait longest and are not shown, fifty that are shown and wait, most supported first, and twenty that are shown and answered; `spot` as everybody reads it, with how many more suggested it, `joined` which those are, `joinings` what was joined and taken apart. Code: not_found.';

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
    join public.spots t on t.id = s.id and t.hidden_at is null
    where (u.spot_id = s.id or u.spot_id in (select j.id from private.joined_suggestions j where j.main_id = s.id)) and u.user_id is not null
  ) w
  where w.user_id <> me
  order by w.user_id, w.first;
  return jsonb_build_object('id', s.id, 'status', verdict, 'result', 'answered');
end
$$;


-- the end of what is kept ----------------------------------------------------------------------------------------

create or replace function private.sweep_supports() returns int
language plpgsql security definer set search_path = '' as $$
declare
  gone int := 0;
  u record;
begin
  for u in
    select t.id, t.user_id, coalesce(j.main_id, t.spot_id) as main
    from public.spot_supports t
    join public.place_suggestions p on p.id = t.spot_id
    left join private.joined_suggestions j on j.id = t.spot_id
    where t.user_id is not null and p.answered_at <= private.clock() - interval '400 days'
    limit 500
  loop
    -- Who counts there by another row, or by their own suggestion, would count twice once the row is nobody's.
    delete from public.spot_supports t where t.id = u.id and (
      exists (
        select from public.spot_supports o
        where o.user_id = u.user_id and o.id <> u.id
          and (o.spot_id = u.main or o.spot_id in (select j.id from private.joined_suggestions j where j.main_id = u.main))
      ) or exists (
        select from public.place_suggestions o
        where o.user_id = u.user_id
          and (o.id = u.main or o.id in (select j.id from private.joined_suggestions j where j.main_id = u.main and j.wants))
      )
    );
    if not found then update public.spot_supports t set user_id = null where t.id = u.id; end if;
    gone := gone + 1;
  end loop;
  return gone;
end
$$;
comment on function private.sweep_supports() is 'After 400 days from the answer a support is nobody''s; the number stays. At most 500 a call.';
