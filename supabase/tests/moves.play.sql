-- For moves.property.test.ts: plays a list of commands by many people on a few reports, inside the database so that a
-- thousand lists take seconds, and checks after them everything that must always be true. It works things out in
-- other ways than the functions under test do: from events, or by counting.
create schema test;
grant usage on schema test to public;

create function test.act(person jsonb) returns void language plpgsql as $$
declare
  role text := case when person is null then 'none' when person ->> 'id' is null then 'anon' else 'authenticated' end;
begin
  perform set_config('request.jwt.claims', jsonb_strip_nulls(jsonb_build_object('sub', person ->> 'id', 'role', role))::text, true);
  perform set_config('request.jwt.claim.sub', coalesce(person ->> 'id', ''), true);
  perform set_config('role', role, true);
end
$$;

create function test.must(fine boolean, what text, facts jsonb default null) returns void language plpgsql as $$
begin
  if fine is not true then
    raise exception 'BROKEN: % %', what, coalesce(facts::text, '');
  end if;
end
$$;

-- Everything an undo has to bring back. Version and the time of the last change go on; the figures hold other reports
-- too, which may have moved meanwhile, so they are counted again in the end.
create function test.state(report uuid) returns jsonb language sql as $$
  select jsonb_build_object(
    'row', (select to_jsonb(r) - array['version', 'updated_at'] from public.reports r where r.id = report),
    'units', (select jsonb_agg(to_jsonb(u) order by u.id) from public.report_units u where u.report_id = report),
    'contact', (select to_jsonb(c) from public.report_contacts c where c.report_id = report),
    'callbacks', (select jsonb_agg(to_jsonb(c) order by c.round) from public.callbacks c where c.report_id = report),
    'public', (select to_jsonb(p) - 'people' from public.published_reports p where p.report_id = report),
    'notices', (
      -- Those that a merged report has of its main case come and go with that one.
      select jsonb_agg(to_jsonb(n) - 'read_at' order by n.id) from public.notices n
      join public.report_events e on e.id = n.event_id and e.report_id = n.report_id
      where n.report_id = report
    )
  )
$$;

create function test.details(c jsonb, ids uuid[], report uuid) returns jsonb language sql as $$
  select jsonb_build_object(
    'public_text', 'public words', 'internal_text', 'SECRET note', 'email_text', 'SECRET mail',
    'public_text_translation', 'other words', 'words', 'what I think', 'channel', '12345',
    'target', ids[(c ->> 'other')::int % cardinality(ids) + 1],
    'lead', (array['110105012', '110105001', 'ecology'])[(c ->> 'pick')::int % 3 + 1],
    'assists', case when (c ->> 'other')::int % 2 = 0 then '["enforcement", "ecology"]'::jsonb else '[]' end,
    'until', (private.clock() at time zone 'Asia/Shanghai')::date + 1 + (c ->> 'pick')::int % 60,
    'answer_kind', (enum_range(null::public.answer_kind))[(c ->> 'pick')::int % 6 + 1],
    'outcome', (array['solved', 'not_solved', 'unverified'])[(c ->> 'pick')::int % 3 + 1],
    'reached', (array['yes', 'no'])[(c ->> 'other')::int % 2 + 1],
    'solved', (array['yes', 'no'])[(c ->> 'pick')::int % 2 + 1],
    'duty_number', '119', 'called_at', private.clock(), 'called_whom', 'the duty desk',
    'event_id', coalesce(
      (select max(e.id) from public.report_events e where e.report_id = report and e.public_text is not null), 1
    )
  )
$$;

create function test.open_to(r public.reports, who jsonb, key text) returns jsonb language plpgsql as $$
declare
  may jsonb;
begin
  perform test.act(who);
  perform set_config('role', 'none', true);
  may := private.open_moves(r, key);
  perform test.act(null);
  return may;
end
$$;

create function test.play(commands jsonb, people jsonb) returns jsonb language plpgsql as $$
declare
  c jsonb;
  who jsonb;
  ids uuid[] := '{}';
  r public.reports;
  later public.reports;
  may jsonb;
  move text;
  version int;
  key text;
  details jsonb;
  code text;
  state text;
  answer jsonb;
  states jsonb := '{}';
  said jsonb := '[]';
  every_move text[] := array(select distinct m.move from public.report_moves m order by 1);
  ending text[] := array['withdraw', 'refuse', 'redirect', 'merge', 'add_note', 'mark_urgent', 'translate', 'add_information'];
  turning text[] := array['ask', 'object', 'recall', 'allow_deferral'];
  useful jsonb;
  named jsonb;
  unguessable text[] := array['target_wrong', 'event_id_wrong', 'defer_limit', 'own_report'];
begin
  perform set_config('app.now', '2026-11-20T01:00:00Z', true);
  for c in select * from jsonb_array_elements(commands) loop
    perform set_config('app.now', (private.clock() + make_interval(secs => (c ->> 'seconds')::int))::text, true);
    who := people -> (c ->> 'who');
    code := null;
    state := null;
    answer := null;

    if c ->> 'do' = 'submit' or ids = '{}' then
      ids := ids || gen_random_uuid();
      -- Some say "same here", or that a problem is back.
      select case (c ->> 'other')::int
        when 1 then jsonb_build_object('joins', p.report_id, 'description', 'CHILD words')
        when 2 then jsonb_build_object('joins', p.report_id, 'description', 'CHILD words')
        when 3 then jsonb_build_object('again_of', p.report_id)
      end into named
      from public.published_reports p order by p.report_id limit 1;
      named := coalesce(named, '{}');
      perform test.act(people -> (c ->> 'author'));
      begin
        perform public.submit_report(
          (c -> 'submission') || jsonb_build_object('id', ids[cardinality(ids)], 'key', people ->> 'key') || named, null
        );
      exception when others then
        code := sqlerrm;
        ids := ids[1:cardinality(ids) - 1];
        perform test.act(null);
        perform test.must(
          code = 'suspended' and c ->> 'author' = 'suspended'
            or named ? 'joins' and code in ('joins_ended', 'joins_own', 'joins_already')
            or named ? 'again_of' and code = 'again_of_open',
          'a good report is refused', to_jsonb(code)
        );
      end;
      perform test.act(null);
      said := said || jsonb_build_object('do', 'submit', 'code', code);
      continue;
    end if;

    select * into r from public.reports t where t.id = ids[(c ->> 'report')::int % cardinality(ids) + 1];
    -- Half of the people are those whose turn it is, so that stories go far.
    if (c ->> 'turn')::boolean then
      c := jsonb_set(c, '{who}', to_jsonb(case
        when r.status in ('submitted', 'accepted', 'objected', 'reopened') then 'moderator'
        when r.status in ('needs_info', 'resolved') and r.author_id is null then 'guest'
        when r.status in ('needs_info', 'resolved') then 'owner'
        when r.status = 'merged' and (c ->> 'other')::int > 0 then case when r.author_id is null then 'guest' else 'owner' end
        when r.lead_unit_code = '110105012' then 'handler'
        when r.lead_unit_code = '110105001' then 'elsewhere'
        when r.lead_unit_code = 'ecology' then 'assistant'
        else 'moderator2'
      end));
      who := people -> (c ->> 'who');
    end if;
    -- Only the guest carries the key, and only the key of reports that were sent with it.
    key := case when c ->> 'who' = 'guest' and r.author_id is null then people ->> 'key' when c ->> 'who' = 'guest' then repeat('f', 32) end;

    if c ->> 'do' = 'due' then
      perform test.act(null);
      answer := public.run_due();
      said := said || jsonb_build_object('do', 'due', 'answer', answer);
      continue;
    end if;

    -- What the pages promise this person (that the pages say it, is looked at in the end).
    perform test.act(who);
    perform set_config('role', 'none', true);
    may := case when private.parties(r, key) <> '{}' then private.open_moves(r, key) end;
    perform test.act(null);

    if c ->> 'do' = 'undo' then
      select e.id into version from public.report_events e
      where e.report_id = r.id and e.undone_at is null and e.move <> 'undone' order by e.id desc limit 1;
      perform test.act(who);
      begin
        answer := public.undo_move(r.id, version, key);
      exception when others then
        code := sqlerrm;
        state := sqlstate;
      end;
      perform test.act(null);
      if code is null then
        perform test.must(states ? version::text, 'undone, though it was no move of a person', answer);
        -- Meanwhile the clock may have taken the contact of a reporter who left, which no undo brings back.
        if r.reporter_left_at <= private.clock() - interval '2 minutes' and test.state(r.id) ->> 'contact' is null then
          states := jsonb_set(states, array[version::text, 'contact'], 'null');
        end if;
        perform test.must(
          test.state(r.id) = states -> version::text, 'undo does not bring everything back',
          (
            select jsonb_object_agg(w.key, jsonb_build_array(w.value, i.value))
            from jsonb_each(states -> version::text) w join jsonb_each(test.state(r.id)) i using (key) where w.value <> i.value
          )
        );
        perform test.must(
          (states #>> array['by ' || version])::text = c ->> 'who', 'somebody else undid it', c
        );
        perform test.must(
          (select e.created_at from public.report_events e where e.id = version) > private.clock() - interval '2 minutes',
          'undone after two minutes'
        );
      end if;
      move := 'undo';
    else
      -- Of the open moves, seldom one that ends the story or leaves it where it is.
      select jsonb_agg(m order by m) into useful from jsonb_array_elements_text(may) m
      where (c ->> 'other')::int = 0 or not m = any (ending) and ((c ->> 'other')::int = 1 or not m = any (turning));
      move := case
        when (c ->> 'open')::boolean and jsonb_array_length(useful) > 0
          then useful ->> ((c ->> 'pick')::int % jsonb_array_length(useful))
        else every_move[(c ->> 'pick')::int % cardinality(every_move) + 1]
      end;
      version := r.version - (c ->> 'stale')::boolean::int;
      answer := jsonb_build_object('before', test.state(r.id));
      details := test.details(c, ids, r.id);
      perform test.act(who);
      begin
        answer := answer || public.move_report(r.id, move, version, details, key);
      exception when others then
        code := sqlerrm;
        state := sqlstate;
      end;
      perform test.act(null);

      if code is null then
        states := states || jsonb_build_object(
          answer ->> 'event_id', answer -> 'before', 'by ' || (answer ->> 'event_id'), c ->> 'who'
        );
      end if;
      -- The page and the function never disagree.
      if c ->> 'who' = 'suspended' then
        perform test.must(code = 'suspended', 'a suspended person moved', c);
      elsif may is null then
        perform test.must(code = 'not_found', 'somebody who has nothing to do with it got another answer', c || jsonb_build_object('code', code));
      elsif (c ->> 'stale')::boolean then
        perform test.must(code = 'conflict', 'an old version was not noticed', c || jsonb_build_object('code', code));
      elsif may ? move then
        perform test.must(
          code is null or code = any (unguessable), 'the page offered what the function refuses',
          c || jsonb_build_object('code', code, 'move', move, 'status', r.status)
        );
      else
        perform test.must(code is not null, 'the function does what the page did not offer', c || jsonb_build_object('move', move, 'status', r.status));
      end if;
    end if;

    perform test.must(code is null or state ~ '^PT4', 'a refusal without a code of ours', jsonb_build_object('code', code, 'state', state, 'c', c, 'move', move));
    select * into later from public.reports t where t.id = r.id;
    perform test.must(
      later.version = r.version + (code is null)::int, 'the version does not count the changes', c || jsonb_build_object('code', code)
    );
    said := said || jsonb_build_object('do', move, 'who', c ->> 'who', 'code', code, 'from', r.status, 'to', later.status);
  end loop;

  perform test.must_hold(people);
  return jsonb_build_object(
    'said', said,
    'events', (
      select jsonb_agg(jsonb_build_array(e.move, e.from_status, e.to_status, e.party) order by e.id) from public.report_events e
    )
  );
end
$$;

create function test.must_hold(people jsonb) returns void language plpgsql as $$
declare
  r public.reports;
  person record;
  n int;
  seen uuid[];
  queue record;
  queues jsonb;
  told jsonb := '{}';
  page text;
begin
  -- Events: one chain for each report, from nothing to where it stands.
  perform test.must(
    not exists (
      select from (
        select e.from_status, lag(e.to_status) over w as before, row_number() over w as place
        from public.report_events e window w as (partition by e.report_id order by e.id)
      ) e
      where e.place = 1 and e.from_status is not null or e.place > 1 and e.from_status is distinct from e.before
    ),
    'a broken chain of events'
  );
  perform test.must(
    not exists (
      select from public.reports t
      where t.status is distinct from (
        select e.to_status from public.report_events e where e.report_id = t.id order by e.id desc limit 1
      )
    ),
    'the last event is not where the report stands'
  );
  perform test.must(
    not exists (select from public.report_events e where e.party = 'reporter' and (e.internal_text is not null or e.email_text is not null)),
    'a reporter wrote an internal note'
  );

  perform test.must(
    not exists (
      select from public.report_events e join public.reports t on t.id = e.report_id
      where e.party in ('moderator', 'handler') and e.actor_id = t.author_id
    ),
    'somebody handled their own report'
  );

  -- The public copy: agreed, accepted, not hidden; never a finer place than the category allows.
  perform test.must(
    not exists (
      select from public.reports t
      full join public.published_reports p on p.report_id = t.id
      where (p.report_id is not null) is distinct from (
        t.publish and t.reporter_left_at is null
        and t.status not in ('submitted', 'merged', 'redirected', 'refused', 'withdrawn')
        and exists (
          select from public.report_events e
          where e.report_id = t.id and e.undone_at is null
            and (e.move = 'accept' or e.move = 'reinstate' and e.to_status = 'accepted')
        )
      )
    ),
    'something is public that may not be, or the other way round'
  );
  perform test.must(
    not exists (
      select from public.published_reports p join public.reports t on t.id = p.report_id
      -- A rounded point is the centre of its cell, and the true one lies somewhere in that cell.
      where p.precision = 'rounded' and (
          abs(p.lat / 0.0018 - floor(p.lat / 0.0018) - 0.5) > 0.001 or abs(p.lng / 0.0023 - floor(p.lng / 0.0023) - 0.5) > 0.001
          or abs(p.lat - t.lat) > 0.00091 or abs(p.lng - t.lng) > 0.00116
        )
        or p.precision = 'exact' and (p.lat is distinct from t.lat or p.lng is distinct from t.lng)
        or p.stage is distinct from case t.status when 'closed' then 'closed' when 'resolved' then 'answered' else 'open' end::public.report_stage
    ),
    'a public place or stage is wrong'
  );

  -- Figures: a count of what happened, from the events.
  perform test.must(
    not exists (
      select from (
        select day, sum(received) as received, sum(answered) as answered, sum(ended) as ended, sum(closed) as closed, sum(solved) as solved
        from (
          select (t.received_at at time zone 'Asia/Shanghai')::date as day, 1 as received, 0 as answered, 0 as ended, 0 as closed, 0 as solved
          from public.reports t
          union all
          select (min(e.created_at) at time zone 'Asia/Shanghai')::date, 0, 1, 0, 0, 0
          from public.report_events e where e.move = 'answer' and e.undone_at is null group by e.report_id
          union all
          -- What joined ends when nothing more is awaited from it.
          select (case e.move when 'join' then t.photos_complete_at else e.created_at end at time zone 'Asia/Shanghai')::date, 0, 0, 1, (t.status = 'closed')::int, (t.status = 'closed' and t.outcome = 'solved')::int
          from public.reports t
          join lateral (
            select v.created_at, v.move from public.report_events v
            where v.report_id = t.id and v.undone_at is null and v.to_status = t.status and v.from_status is distinct from t.status
              and v.move <> 'undone'
            order by v.id desc limit 1
          ) e on t.status in ('closed', 'merged', 'redirected', 'refused', 'withdrawn')
            and (e.move <> 'join' or t.photos_complete_at is not null)
        ) happened
        group by day
      ) counted
      full join (
        select * from public.daily_figures k where (k.received, k.answered, k.ended, k.closed, k.solved) <> (0, 0, 0, 0, 0)
      ) kept using (day)
      where (counted.received, counted.answered, counted.ended, counted.closed, counted.solved)
        is distinct from (kept.received, kept.answered, kept.ended, kept.closed, kept.solved)
    ),
    'the figures are not what happened',
    (select jsonb_agg(to_jsonb(k)) from public.daily_figures k)
  );

  -- Merged cases lead to one that stands for itself.
  perform test.must(
    not exists (
      select from public.reports t join public.reports main on main.id = t.merged_into
      where main.status in ('merged', 'withdrawn') or main.merged_into is not null or main.id = t.id
    ),
    'merged into a case that is gone'
  );
  perform test.must(
    not exists (select from public.reports t where (t.status = 'merged') <> (t.merged_into is not null)), 'merged into nothing'
  );
  -- Out of a merge a case goes to where it was; what joined was nowhere.
  perform test.must(
    not exists (
      select from public.report_events back
      cross join lateral (
        select m.from_status from public.report_events m
        where m.report_id = back.report_id and m.id < back.id and m.move in ('merge', 'join')
          and (m.undone_at is null or m.undone_at > back.created_at)
        order by m.id desc limit 1
      ) into_it
      where back.move = 'reinstate' and back.from_status = 'merged'
        and back.to_status <> coalesce(into_it.from_status, 'submitted')
    ),
    'out of a merge into another status'
  );
  -- What a follower says of an answer is in no rate; the main case is opened again at most once.
  perform test.must(
    not exists (
      select from public.report_events e
      where e.from_status = 'merged' and e.move in ('dispatch', 'call_back', 'record_callback', 'lapse', 'close')
    ),
    'an answer counts twice'
  );
  perform test.must(not exists (select from public.reports t where t.reopenings > 1), 'opened again twice');
  -- People behind a public case, counted by hand.
  perform test.must(
    not exists (
      select from public.published_reports p
      cross join lateral (
        select count(*) as n from (
          select distinct coalesce('account ' || t.author_id, 'guest ' || t.id) from public.reports t
          where t.reporter_left_at is null and p.report_id in (t.id, t.merged_into)
        ) person
      ) c
      where p.people is distinct from case when c.n >= 3 then c.n end
    ),
    'people are counted wrongly'
  );
  perform test.must(
    not exists (
      select from public.reports t
      where (t.status in ('accepted', 'merged', 'redirected', 'refused', 'withdrawn', 'submitted'))
        and exists (select from public.report_units u where u.report_id = t.id and u.until is null)
        or t.lead_unit_code is distinct from (
          select u.unit_code from public.report_units u where u.report_id = t.id and u.until is null and u.part = 'lead'
        )
    ),
    'the units on the case are not those of the row'
  );

  -- Notices: to nobody about their own act, and before two minutes to nobody.
  perform test.must(
    not exists (select from public.notices t join public.report_events e on e.id = t.event_id where e.actor_id = t.recipient_id),
    'told of their own act'
  );
  perform test.must(
    not exists (select from public.notices t join public.report_events e on e.id = t.event_id where e.undone_at is not null),
    'told of what was undone'
  );

  -- Who sees what, person by person.
  for person in select p.key as name, p.value as who from jsonb_each(people) p where jsonb_typeof(p.value) = 'object' and p.value ->> 'id' is not null loop
    perform test.act(person.who);
    select coalesce(array_agg(t.id order by t.id), '{}') into seen from public.reports t;
    select count(distinct e.report_id) into n from public.report_events e;
    perform test.act(null);
    perform test.must(
      seen = array(
        select t.id from public.reports t
        where t.photos_complete_at is not null and (
          person.who ->> 'role' = 'moderator'
          or person.who ->> 'role' = 'handler' and exists (
            select from public.report_units u
            where u.report_id in (t.id, t.merged_into) and u.until is null and u.unit_code = person.who ->> 'unit'
          )
        )
        order by t.id
      ),
      'sees too much or too little', jsonb_build_object('who', person.name, 'seen', seen)
    );
    -- Who reported a case reads its events on the reporter's page alone.
    perform test.must(
      n = (select count(*) from public.reports t where t.id = any (seen) and t.author_id is distinct from (person.who ->> 'id')::uuid),
      'sees events of hidden cases', to_jsonb(person.name)
    );
  end loop;

  perform test.act(people -> 'guest');
  begin
    perform 1 from public.reports;
    perform test.act(null);
    perform test.must(false, 'a guest reads reports');
  exception when insufficient_privilege then
    perform test.act(null);
  end;

  -- What is told of a queue is what is in it, for whoever works in one: as it was counted with every step since, and
  -- when the steps were added up.
  for person in select key as name, value as who from jsonb_each(people) where key in ('moderator', 'handler', 'assistant', 'elsewhere') loop
    perform test.act(person.who);
    queues := public.report_queues();
    for queue in
      select q ->> 'queue' as name, q - 'queue' as told, public.report_queue(q ->> 'queue', size => 200) as rows
      from jsonb_array_elements(queues) q
    loop
      perform test.must(
        queue.told = jsonb_build_object('n', jsonb_array_length(queue.rows), 'oldest', queue.rows #> '{0,since}'),
        'a queue is told wrongly', to_jsonb(queue)
      );
      continue when person.name <> 'moderator';
      -- Queues hold what is there.
      perform test.act(null);
      select count(*) into n from public.reports t
      where t.photos_complete_at is not null and case queue.name
        when 'screen' then t.status = 'submitted'
        when 'asked' then t.status = 'needs_info'
        when 'dispatch' then t.status in ('accepted', 'objected', 'reopened')
        when 'callback' then t.status = 'resolved'
        when 'all_open' then t.ended_at is null
        when 'overdue' then private.is_overdue(t) or t.status = 'dispatched' and t.escalated_at is not null
      end;
      perform test.must((queue.told ->> 'n')::int = n, 'a queue is counted wrongly', to_jsonb(queue));
      perform test.act(person.who);
    end loop;
    perform test.act(null);
    told := told || jsonb_build_object(person.name, queues);
  end loop;
  perform private.fold_queue_steps();
  for person in select t.key as name, t.value as queues from jsonb_each(told) t loop
    perform test.act(people -> person.name);
    queues := public.report_queues();
    perform test.act(null);
    perform test.must(
      queues = person.queues, 'the steps add up to something else',
      jsonb_build_object('who', person.name, 'before', person.queues, 'after', queues)
    );
  end loop;

  -- The reporter's own page: their case, no word that was not for them, nobody's name, no contact in clear.
  for r in select * from public.reports loop
    perform test.act(case when r.author_id is null then people -> 'guest' else jsonb_build_object('id', r.author_id) end);
    page := public.report_page(r.id, case when r.author_id is null then people ->> 'key' end)::text;
    perform test.act(null);
    perform test.must(
      page::jsonb -> 'may' = test.open_to(r, case when r.author_id is null then people -> 'guest' else jsonb_build_object('id', r.author_id) end,
        case when r.author_id is null then people ->> 'key' end),
      'the page promises something else', page::jsonb -> 'may'
    );
    perform test.must(page !~ 'SECRET|Name of|13812345678|someone@example', 'a page says too much', to_jsonb(page));
    perform test.must(r.description = 'CHILD words' or page !~ 'CHILD words', 'somebody reads a follower''s words', to_jsonb(page));
    if r.photos_complete_at is not null then
      perform test.act(people -> 'moderator2');
      page := public.report_case(r.id)::text;
      perform test.act(null);
      perform test.must(page::jsonb -> 'may' = test.open_to(r, people -> 'moderator2', null), 'the case page promises something else');
      perform test.must(page !~ '13812345678|someone@example|Name of (owner|guest)', 'a case page says who it was');
    end if;
    perform test.act(people -> 'stranger');
    begin
      page := public.report_page(r.id, repeat('0', 32));
    exception when sqlstate 'PT404' then
      page := 'nothing';
    end;
    perform test.act(null);
    perform test.must(page = 'nothing', 'a stranger reads a page');
  end loop;
end
$$;

grant execute on all functions in schema test to public;
