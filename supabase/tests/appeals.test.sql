-- Appeals, told with names. Lin reports and does not agree; Mei decided first, Mo is her colleague, Hao handles for 麦子店,
-- Sun was suspended. A guest holds only the key.
select plan(58);

create schema story;
grant usage on schema story to public;
create table story.people (name text primary key, id uuid not null default gen_random_uuid());
create table story.reports (name text primary key, id uuid not null default gen_random_uuid());
grant select on story.people, story.reports to public;

insert into story.people (name) select unnest(array['lin', 'mei', 'mo', 'hao', 'wu', 'eco', 'sun', 'ada']);
insert into auth.users (id, email, raw_user_meta_data, created_at)
select id, name || '@test.example', jsonb_build_object('display_name', name), now() from story.people;
insert into public.user_roles (user_id, role, unit_code)
select p.id, r.role::public.user_role, r.unit
from (
  values ('mei', 'moderator', null), ('mo', 'moderator', null), ('sun', 'moderator', null), ('ada', 'admin', null),
    ('hao', 'handler', '110105012'), ('wu', 'handler', '110105001'), ('eco', 'handler', 'ecology')
) as r (name, role, unit)
join story.people p using (name);
update public.profiles set suspended_at = now() where user_id = (select id from story.people where name = 'sun');

-- From here on somebody speaks; 'guest' has no account, null is the owner of the database.
create function story.be(name text) returns void language plpgsql as $$
declare
  person uuid := (select p.id from story.people p where p.name = be.name);
  role text := case when name is null then 'none' when person is null then 'anon' else 'authenticated' end;
begin
  perform set_config('request.jwt.claims', jsonb_strip_nulls(jsonb_build_object('sub', person, 'role', role))::text, true);
  perform set_config('request.jwt.claim.sub', coalesce(person::text, ''), true);
  perform set_config('role', role, true);
end
$$;
create function story.it(name text) returns uuid language sql stable as $$ select id from story.reports r where r.name = it.name $$;
create function story.key() returns text language sql immutable as $$ select repeat('b7', 16) $$;
create function story.wait(span interval) returns void language sql as $$
  select set_config('app.now', (private.clock() + span)::text, true)
$$;
create function story.tell(report text, by text, more jsonb default '{}') returns void language plpgsql as $$
begin
  perform story.be(null);
  insert into story.reports (name) values (report);
  perform story.be(by);
  perform public.submit_report(
    '{"category": "air.fume", "description": "smoke", "lat": 39.948, "lng": 116.467}'::jsonb || more
    || jsonb_build_object('id', story.it(report), 'key', story.key()), null
  );
end
$$;
-- One move at the newest version; the person stays who they are.
create function story.does(name text, report text, move text, details jsonb default '{}', key text default null) returns text
language plpgsql as $$
declare
  newest int;
begin
  perform story.be(null);
  select version into newest from public.reports where id = story.it(report);
  perform story.be(name);
  return public.move_report(story.it(report), move, newest, details, key) ->> 'status';
end
$$;
create function story.try(name text, report text, move text, details jsonb default '{}', key text default null) returns text
language plpgsql as $$
begin
  return story.does(name, report, move, details, key);
exception when others then
  return sqlstate || ' ' || sqlerrm;
end
$$;
create function story.row(report text) returns public.reports language sql stable security definer as $$
  select r from public.reports r where r.id = story.it(report)
$$;

create function story.appeals(name text, report text, n int, words text default 'Please look again.', key text default null) returns text
language plpgsql as $$
declare
  answer jsonb;
begin
  perform story.be(name);
  answer := public.file_appeal(story.number(n), story.it(report), words, key);
  return (answer ->> 'result') || ' ' || (answer ->> 'state');
exception when others then
  return sqlstate || ' ' || sqlerrm;
end
$$;
create function story.number(n int) returns uuid language sql immutable as $$
  select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid
$$;
create function story.decides(name text, n int, decision text, words text default 'We looked again.', note text default 'SECRET note') returns text
language plpgsql as $$
declare
  answer jsonb;
begin
  perform story.be(name);
  answer := public.decide_appeal(story.number(n), decision, words, note);
  return (answer ->> 'result') || ' ' || (answer ->> 'state');
exception when others then
  return sqlstate || ' ' || sqlerrm;
end
$$;
create function story.sees(name text, report text, key text default null) returns jsonb language plpgsql as $$
begin
  perform story.be(name);
  return public.report_appeal(story.it(report), key);
exception when others then
  return to_jsonb(sqlstate || ' ' || sqlerrm);
end
$$;
create function story.rows(name text) returns int language plpgsql as $$
begin
  perform story.be(name);
  return (select count(*) from public.appeals);
exception when insufficient_privilege then
  return -1;
end
$$;
create function story.kinds(name text) returns text language plpgsql as $$
begin
  perform story.be(null);
  return (
    select coalesce(string_agg(t.kind, ' ' order by t.id), '') from public.notices t
    where t.recipient_id = (select p.id from story.people p where p.name = kinds.name) and t.kind like 'appeal%'
  );
end
$$;
create function story.undoes(name text, report text, key text default null) returns text language plpgsql as $$
declare
  newest bigint;
begin
  perform story.be(null);
  select max(e.id) into newest from public.report_events e where e.report_id = story.it(report);
  perform story.be(name);
  return public.undo_move(story.it(report), newest, key) ->> 'status';
exception when others then
  return sqlstate || ' ' || sqlerrm;
end
$$;
grant execute on all functions in schema story to public;
select set_config('app.now', '2026-09-01T02:00:00Z', true);


-- Lin appeals against a refusal.
select story.tell('fumes', 'lin');
select is(story.appeals('lin', 'fumes', 1), 'PT409 appeal_not_open', 'nothing to appeal while the report is being read');
select story.does('mei', 'fumes', 'refuse', '{"public_text": "Not ours."}');
select is((story.sees('lin', 'fumes') ->> 'open_until')::timestamptz, '2026-10-01T02:00:00Z'::timestamptz, 'she can appeal for thirty days');
select is(story.sees('lin', 'fumes') -> 'appeal', 'null', 'and has not yet');
select is(story.sees('mei', 'fumes') -> 'open_until', 'null', 'a moderator is not offered the form');
select is(story.appeals('mei', 'fumes', 1), 'PT404 not_found', 'a moderator cannot appeal for her');
select is(story.appeals('ada', 'fumes', 1), 'PT404 not_found', 'nor can anybody else');
select is(story.appeals('guest', 'fumes', 1), 'PT404 not_found', 'nor a stranger without the key');
select is(story.appeals('lin', 'fumes', 1, '  '), 'PT422 words_missing', 'an appeal has words');
select is(story.appeals('lin', 'fumes', 1, repeat('x', 4001)), 'PT422 words_long', 'and not too many');
select is(story.appeals('lin', 'fumes', 1), 'created waiting', 'she appeals');
select is(story.appeals('lin', 'fumes', 1), 'again waiting', 'the same form sent twice is one appeal');
select is(story.appeals('lin', 'fumes', 1, 'Other words'), 'PT409 appeal_differs', 'but not with other words');
select is(story.appeals('lin', 'fumes', 2), 'PT409 appeal_once', 'she appeals once');
select is(story.kinds('mei') || '/' || story.kinds('mo') || '/' || story.kinds('sun') || '/' || story.kinds('lin'), 'appealed/appealed//', 'the moderators hear of it, suspended ones and herself not');
select is((select max(n.ready_at) from public.notices n where n.kind = 'appealed'), private.clock() + interval '2 minutes', 'after two minutes');
select story.be('lin');
select is(
  (select e ->> 'public_text' from jsonb_array_elements(public.report_page(story.it('fumes')) -> 'events') e where e ->> 'move' = 'appeal'),
  'Please look again.', 'her history shows what she wrote');
select is(story.undoes('lin', 'fumes'), 'refused', 'she takes it back within two minutes');
select is(story.sees('lin', 'fumes') -> 'appeal', 'null', 'and it is gone');
select is(story.kinds('mei'), '', 'and nobody is told');
select is(story.appeals('lin', 'fumes', 2), 'created waiting', 'so she can appeal again');
select story.wait('3 minutes');
select is(story.undoes('lin', 'fumes'), 'PT409 undo_too_late', 'but not take it back after that');

-- Who sees it.
select is(story.rows('mei'), 1, 'moderators read appeals');
select is(story.rows('hao'), 0, 'a unit without the case does not');
select is(story.rows('lin'), 0, 'nor the reporter in the table');
select is(story.rows('sun'), 0, 'nor a suspended colleague');
select is(story.rows('guest'), -1, 'nor a guest at all');
select is(story.sees('hao', 'fumes'), '"PT404 not_found"', 'nor through the door');
select story.be('mo');
select throws_ok($$select decided_by from public.appeals$$, '42501', null, 'who decided is granted to nobody');
select throws_ok($$update public.appeals set words = 'x'$$, '42501', null, 'and nobody writes past the doors');

-- The queue.
select story.be('mo');
select is(
  (select q ->> 'n' || ' ' || (q ->> 'oldest') from jsonb_array_elements(public.report_queues()) q where q ->> 'queue' = 'appeals'),
  (select '1 ' || (to_jsonb(min(a.created_at)) #>> '{}') from public.appeals a), 'it waits in the queue, since it was filed');
select is(public.report_queue('appeals') #>> '{0,id}', story.it('fumes')::text, 'and can be opened from there');
select story.be('hao');
select throws_ok($$select public.report_queue('appeals')$$, 'PT404', 'not_found', 'a handler has no such queue');

-- Deciding.
select is(story.sees('mei', 'fumes') #>> '{appeal,decision_refusal}', 'other_moderator', 'who refused is told why she cannot decide');
select is(story.decides('mei', 2, 'upheld'), 'PT403 other_moderator', 'and cannot');
select is(story.decides('hao', 2, 'upheld'), 'PT404 not_found', 'a handler cannot');
select is(story.decides('lin', 2, 'upheld'), 'PT404 not_found', 'the reporter cannot');
select is(story.decides('sun', 2, 'upheld'), 'PT403 suspended', 'a suspended moderator cannot');
select is(story.decides('mo', 2, 'maybe'), 'PT422 decision_wrong', 'there are two decisions');
select is(story.decides('mo', 2, null), 'PT422 decision_missing', 'and one is needed');
select is(story.decides('mo', 2, 'upheld', ' '), 'PT422 public_text_missing', 'with words for the reporter');
select is(story.decides('mo', 2, 'upheld', 'Yes.', null), 'PT422 internal_text_missing', 'and for colleagues');
select is(story.decides('mo', 2, 'upheld'), 'created upheld', 'Mo upholds it');
select is((story.row('fumes')).status::text, 'accepted', 'and the report is accepted, in the same step');
select is(story.decides('mo', 2, 'upheld'), 'again upheld', 'the form posted twice is one decision');
select is(story.decides('mo', 2, 'rejected'), 'PT409 appeal_decided', 'which does not change');
select is(story.undoes('mo', 'fumes'), 'refused', 'within two minutes he undoes it');
select is(story.sees('mo', 'fumes') #>> '{appeal,state}', 'waiting', 'and the appeal waits as before');
select is(story.decides('mo', 2, 'rejected', 'It stays.'), 'created rejected', 'he rejects it');
select is((story.row('fumes')).status::text, 'refused', 'and nothing moves');
select is(story.kinds('lin'), 'appeal_rejected', 'Lin is told once');
select is(
  story.sees('lin', 'fumes') -> 'appeal' ->> 'decision_public_text' || (story.sees('lin', 'fumes') ->> 'open_until' is null)::text,
  'It stays.true', 'she reads the answer and cannot appeal again');
select story.be('lin');
select ok(
  not (public.report_page(story.it('fumes')) || story.sees('lin', 'fumes'))::text ~ 'SECRET|test.example',
  'and reads neither notes nor names');

-- The other ends.
select story.tell('own', 'mo');
select story.does('mei', 'own', 'redirect', '{"public_text": "Elsewhere.", "channel": "12345"}');
select is(story.appeals('mo', 'own', 3) || story.decides('mo', 3, 'upheld'), 'created waitingPT403 own_report', 'a moderator who reported does not decide');

select story.tell('late', 'guest');
select story.does('mei', 'late', 'refuse', '{"public_text": "No."}');
select story.wait('30 days');
select is(story.appeals('guest', 'late', 4, key => story.key()), 'PT409 appeal_late', 'after thirty days it is too late');

select story.tell('solved', 'guest');
select story.does('mei', 'solved', 'accept');
select story.does('mei', 'solved', 'dispatch', '{"lead": "110105012"}');
select story.does('hao', 'solved', 'take_on');
select story.does('hao', 'solved', 'answer', '{"answer_kind": "fixed", "public_text": "Done."}');
select story.does('mei', 'solved', 'record_callback', '{"reached": "yes", "solved": "yes"}');
select is(story.appeals('guest', 'solved', 5, key => story.key()), 'PT409 appeal_not_open', 'nothing to contest when it is solved');

select story.tell('asked', 'guest', '{"contact_phone": "13800000001"}');
select story.does('mei', 'asked', 'ask', '{"public_text": "Where?"}');
select story.wait('60 days');
select story.be(null);
select public.run_due();
select is(story.appeals('guest', 'asked', 6, key => story.key()), 'created waiting', 'the holder of the key appeals against the clock');
select story.does('guest', 'asked', 'resubmit', '{"public_text": "Here."}', story.key());
select is(
  story.decides('mo', 6, 'upheld') || ' ' || (story.sees('guest', 'asked', story.key()) #>> '{appeal,state}'),
  'PT409 appeal_overtaken overtaken', 'an appeal ends when the report is sent in again');
select story.does('mei', 'asked', 'refuse', '{"public_text": "No."}');
select is(story.appeals('guest', 'asked', 7, key => story.key()), 'created waiting', 'and does not count as the one appeal');

select * from finish();
