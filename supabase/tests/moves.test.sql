-- The rules of moving a report, told with names. Lin reports, Mei and Mo are moderators, Hao handles for 麦子店,
-- Wu for another subdistrict, Eco for the ecology bureau, which assists. Sun was suspended.
select plan(88);

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
create function story.newest() returns bigint language sql stable security definer as $$
  select max(id) from public.report_events where report_id = story.it('oops')
$$;
grant execute on all functions in schema story to public;

create function story.led_by_hao(report text, by text default 'lin', more jsonb default '{}') returns void language plpgsql as $$
begin
  perform story.tell(report, by, more);
  perform story.does('mei', report, 'accept');
  perform story.does('mei', report, 'dispatch', '{"lead": "110105012", "assists": ["ecology"]}');
  perform story.does('hao', report, 'take_on');
end
$$;
grant execute on function story.led_by_hao(text, text, jsonb) to public;

select set_config('app.now', '2026-11-24T01:00:00Z', true); -- a Tuesday morning in Beijing


-- whose step is it ------------------------------------------------------------------------------------------------

select story.tell('first', 'lin');
select is(story.try('wu', 'first', 'accept'), 'PT404 not_found', 'a handler does not accept: it does not exist for them');
select is(story.try('guest', 'first', 'withdraw'), 'PT404 not_found', 'a stranger does not withdraw it');
select is(story.try('guest', 'first', 'withdraw', '{}', repeat('0', 32)), 'PT404 not_found', 'nor with another key');
select is(story.try('ada', 'first', 'accept'), 'PT404 not_found', 'an administrator has no case rights');
select is(story.try('sun', 'first', 'accept'), 'PT403 suspended', 'a suspended moderator does nothing');
select is(story.try('lin', 'first', 'accept'), 'PT409 move_not_allowed', 'the reporter does not accept their own report');
select is(story.try('mei', 'first', 'take_on'), 'PT409 move_not_allowed', 'a moderator does not take on');
select is(story.try('mei', 'first', 'fly'), 'PT409 move_not_allowed', 'there is no such move');
select is(story.try('mei', 'first', 'accept'), 'accepted', 'a moderator accepts');
select is(story.try('mei', 'first', 'accept'), 'PT409 move_not_allowed', 'but not twice');
select story.be('mo');
select throws_ok(format('select public.move_report(%L, ''recall'', 1)', story.it('first')), 'PT409', 'conflict', 'who saw an older version is told');
select throws_ok(format('select public.move_report(%L, ''recall'', null)', story.it('first')), 'PT409', 'conflict', 'or saw none');

select story.tell('own', 'mei');
select is(story.try('mei', 'own', 'accept'), 'PT403 own_report', 'nobody accepts their own report');
select is(story.try('mo', 'own', 'accept'), 'accepted', 'a colleague does');
select is(story.try('mo', 'own', 'dispatch', '{"lead": "110105012"}'), 'dispatched', 'and dispatches');
select is(story.try('mei', 'own', 'withdraw'), 'withdrawn', 'as a reporter the moderator withdraws like anybody');

select is(story.try('mei', 'first', 'dispatch', '{"lead": "nobody"}'), 'PT422 lead_wrong', 'a unit that does not exist gets nothing');
select is(story.try('mei', 'first', 'dispatch', '{}'), 'PT422 lead_missing', 'a dispatch names a unit');
select is(story.try('mei', 'first', 'dispatch', '{"lead": "110105012", "assists": "ecology"}'), 'PT422 assists_wrong', 'assisting units are a list');
select is(story.try('mei', 'first', 'dispatch', '{"lead": "110105012", "assists": ["ecology"], "limit_days": 0}'), 'PT422 limit_days_wrong', 'a limit is at least a day');
select is(story.try('mei', 'first', 'dispatch', '{"lead": "110105012", "assists": ["ecology", "110105012"], "limit_days": 5}'), 'dispatched', 'a moderator dispatches');
select is((story.row('first')).due_at, '2026-12-01T16:00:00Z', 'five working days from receipt end on the evening of the first of December');
select is(story.try('wu', 'first', 'take_on'), 'PT404 not_found', 'another subdistrict does not take it on');
select is(story.try('eco', 'first', 'take_on'), 'PT403 lead_only', 'the assisting unit does not take it on');
select is(story.try('eco', 'first', 'add_note', '{"internal_text": "we can measure"}'), 'dispatched', 'but writes a note');
select is(story.try('hao', 'first', 'take_on'), 'in_progress', 'the lead unit takes it on');


-- objections ------------------------------------------------------------------------------------------------------

select is(story.try('hao', 'first', 'object'), 'PT422 internal_text_missing', 'an objection gives a reason');
select is(story.try('hao', 'first', 'object', '{"internal_text": "not ours"}'), 'objected', 'a handler objects');
select is(story.try('mei', 'first', 'dispatch', '{"lead": "110105012"}'), 'dispatched', 'a moderator dispatches again');
select is(story.try('hao', 'first', 'object', '{"internal_text": "really not ours"}'), 'objected', 'a handler objects a second time');
select is(story.try('mei', 'first', 'dispatch', '{"lead": "110105001"}'), 'dispatched', 'now to the neighbours');
select is(story.try('hao', 'first', 'add_note', '{"internal_text": "x"}'), 'PT404 not_found', 'the old unit is out');
select is(story.try('wu', 'first', 'object', '{"internal_text": "nor ours"}'), 'PT409 dispatch_final', 'after two objections a dispatch is final');
select is(story.try('mei', 'first', 'recall', '{"internal_text": "again"}'), 'accepted', 'a moderator recalls');
select is((story.row('first')).objections, 2::smallint, 'a recall keeps the count');


-- deferrals -------------------------------------------------------------------------------------------------------

select story.led_by_hao('slow');
select is(story.try('hao', 'slow', 'defer', '{"public_text": "parts", "until": "2026-11-24"}'), 'PT422 until_wrong', 'a deferral ends after today');
select is(story.try('hao', 'slow', 'defer', '{"public_text": "parts", "until": "2026-02-31"}'), 'PT422 until_wrong', 'on a day that exists');
select is(story.try('hao', 'slow', 'defer', '{"public_text": "parts"}'), 'PT422 until_missing', 'on a day at all');
select is(story.try('hao', 'slow', 'defer', '{"public_text": "parts", "until": "2027-06-30"}'), 'PT409 defer_limit', 'not beyond 60 working days');
select is(story.try('hao', 'slow', 'defer', '{"public_text": "parts", "until": "2026-12-04"}'), 'deferred', 'a handler defers');
select is((story.row('slow')).deferred_days, 8, 'working days are counted');
select is(story.try('hao', 'slow', 'resume'), 'in_progress', 'and resumes');
select is(story.try('hao', 'slow', 'defer', '{"public_text": "parts", "until": "2026-12-11"}'), 'deferred', 'a second time');
select is(story.try('hao', 'slow', 'resume'), 'in_progress', 'and resumes');
select is(story.try('hao', 'slow', 'defer', '{"public_text": "parts", "until": "2026-12-18"}'), 'PT409 defer_limit', 'not a third time');
select is(story.try('mei', 'slow', 'allow_deferral', '{"internal_text": "frost"}'), 'in_progress', 'unless a moderator consents');
select is(story.try('hao', 'slow', 'defer', '{"public_text": "parts", "until": "2026-12-18"}'), 'deferred', 'then once more');
select is((story.row('slow')).deferral_allowed, false, 'the consent is used up');
select story.be(null);
select story.wait('25 days');
select is((public.run_due() ->> 'moved')::int > 0, true, 'on the date the clock resumes');
select is((story.row('slow')).status, 'in_progress', 'the case is in progress again');
select set_config('app.now', '2026-11-24T01:00:00Z', true);


-- asking ----------------------------------------------------------------------------------------------------------

select story.tell('silent', 'guest');
select is(story.try('mei', 'silent', 'ask', '{"public_text": "where?"}'), 'PT409 not_reachable', 'who left no contact cannot be asked');
select story.tell('spoken', 'guest', '{"contact_phone": "13812345678"}');
select is(story.try('mei', 'spoken', 'ask', '{"public_text": "where?"}'), 'needs_info', 'who left one can');
select is(story.try('guest', 'spoken', 'supply', '{"public_text": " "}', story.key()), 'PT422 public_text_missing', 'an answer has words');
select is(story.try('guest', 'spoken', 'supply', '{"public_text": "here", "internal_text": "let me in"}', story.key()), 'submitted', 'and goes back to the moderator');
select story.be(null);
select is((select count(*) from public.report_events e where e.internal_text = 'let me in'), 0::bigint, 'a reporter writes no internal note');
select story.led_by_hao('asked');
select is(story.try('hao', 'asked', 'ask', '{"public_text": "which door?"}'), 'needs_info', 'a handler asks');
select is(story.try('lin', 'asked', 'supply', '{"public_text": "the left"}'), 'in_progress', 'the answer goes back to the handler');
select is(story.try('hao', 'asked', 'ask', '{"public_text": "which left?"}'), 'needs_info', 'a handler asks again');
select is(story.try('mei', 'spoken', 'ask', '{"public_text": "and when?"}'), 'needs_info', 'a moderator asks too');
select story.be(null);
select story.wait('40 days');
select public.run_due();
select is((story.row('asked')).status, 'in_progress', 'without an answer a handler goes on with what there is');
select is((story.row('spoken')).outcome, 'no_information', 'without an answer a moderator''s question closes the case');
select is(story.try('guest', 'spoken', 'resubmit', '{"public_text": "at night"}', story.key()), 'submitted', 'within 30 days the reporter comes back');
select set_config('app.now', '2026-11-24T01:00:00Z', true);


-- answers and what becomes of them --------------------------------------------------------------------------------

select story.led_by_hao('done');
select is(story.try('hao', 'done', 'answer', '{"public_text": "fixed", "answer_kind": "maybe"}'), 'PT422 answer_kind_wrong', 'an answer is of a known kind');
select is(story.try('hao', 'done', 'answer', '{"public_text": "fixed", "answer_kind": "fixed"}'), 'resolved', 'a handler answers');
select is(story.try('lin', 'done', 'call_back', '{"solved": "no_answer"}'), 'PT422 solved_wrong', 'a reporter says yes or no');
select is(story.try('lin', 'done', 'reopen', '{"public_text": "still smoke"}'), 'reopened', 'not solved: the reporter reopens');
select is(story.try('mei', 'done', 'dispatch', '{"lead": "110105012"}'), 'dispatched', 'it is dispatched again');
select story.does('hao', 'done', 'take_on');
select story.does('hao', 'done', 'answer', '{"public_text": "a new filter", "answer_kind": "fixed"}');
select is(story.try('lin', 'done', 'reopen', '{"public_text": "still"}'), 'PT409 reopen_once', 'a case is reopened once');
select is(story.try('mei', 'done', 'record_callback', '{"reached": "no"}'), 'closed', 'not reached: closed');
select is((story.row('done')).outcome, 'unverified', 'as unverified');
select is(story.try('mei', 'done', 'reinstate', '{"internal_text": "appeal"}'), 'PT403 other_moderator', 'not by the moderator who closed it');
select is(story.try('mo', 'done', 'reinstate', '{"internal_text": "appeal"}'), 'accepted', 'but by another');

select story.led_by_hao('late');
select story.does('hao', 'late', 'answer', '{"public_text": "fixed", "answer_kind": "fixed"}');
select story.be(null);
select story.wait('30 days');
select is(story.try('lin', 'late', 'reopen', '{"public_text": "still"}'), 'PT409 reopen_late', 'after 14 working days it is too late to reopen');
select story.be(null);
select public.run_due();
select is((story.row('late')).outcome, 'unanswered', 'and the clock closes it');
select set_config('app.now', '2026-11-24T01:00:00Z', true);


-- merging, leaving, sending on ------------------------------------------------------------------------------------

select story.tell('main', 'guest', '{"category": "soil.dump"}');
select story.tell('same', 'lin', '{"category": "soil.dump"}');
select is(story.try('mei', 'same', 'merge', format('{"target": "%s", "public_text": "same"}', story.it('same'))::jsonb), 'PT422 target_wrong', 'a case is not merged into itself');
select is(story.try('mei', 'same', 'merge', format('{"target": "%s", "public_text": "same"}', story.it('own'))::jsonb), 'PT422 target_wrong', 'nor into a withdrawn one');
select is(story.try('mei', 'same', 'merge', format('{"target": "%s", "public_text": "same"}', story.it('main'))::jsonb), 'merged', 'but into one that stands');
select is(story.try('mo', 'main', 'merge', format('{"target": "%s", "public_text": "same"}', story.it('late'))::jsonb), 'PT409 merge_has_children', 'the main case is not merged itself');
select is(story.try('guest', 'main', 'withdraw', '{}', story.key()), 'submitted', 'others are merged into it: when its reporter leaves, it stays');
select is(story.try('guest', 'main', 'add_information', '{"public_text": "x"}', story.key()), 'PT409 reporter_left', 'who has left says no more');

select story.led_by_hao('quiet', 'lin', '{"category": "noise.neighbour", "mediation": true}');
select is((story.row('quiet')).due_at, '2026-12-03T16:00:00Z', 'mediation has its own limit, 7 working days');
select is(story.try('lin', 'quiet', 'send_on'), 'in_progress', 'one tap ends mediation');
select is(story.try('lin', 'quiet', 'send_on'), 'PT409 move_not_allowed', 'once');


-- telling -------------------------------------------------------------------------------------------------------

select story.led_by_hao('held', 'guest');
select story.does('hao', 'held', 'answer', '{"public_text": "fixed", "answer_kind": "fixed"}');
select is(story.try('mei', 'held', 'reopen', '{"public_text": "still"}', story.key()), 'reopened', 'a moderator may hold the key of a report like anybody');
select story.be(null);
select is(
  (select array_agg(p.name order by p.name) from public.notices n join story.people p on p.id = n.recipient_id where n.report_id = story.it('held') and n.kind = 'reopened'),
  array['mo'], 'the moderators hear of it, but not who did it, nor who is suspended'
);


-- undo ------------------------------------------------------------------------------------------------------------

select story.tell('oops', 'lin');
select story.does('mei', 'oops', 'refuse', '{"public_text": "no"}');
select story.be('mo');
select throws_ok(format('select public.undo_move(%L, %s)', story.it('oops'), story.newest()), 'PT409', 'undo_too_late', 'another moderator does not undo it');
select story.be('mei');
select is(public.undo_move(story.it('oops'), story.newest()) ->> 'status', 'submitted', 'who did it undoes it');
select story.does('mei', 'oops', 'refuse', '{"public_text": "no"}');
select story.wait('2 minutes');
select throws_ok(format('select public.undo_move(%L, %s)', story.it('oops'), story.newest()), 'PT409', 'undo_too_late', 'after two minutes nobody does');

select story.be(null);
select * from finish();
