-- The same problem: Lin reports, Bo and a guest say "same here", Mei and Mo are moderators, Hao handles for 麦子店,
-- Wu for another subdistrict. docs/decisions/0006-same-problem.md explains it in words.
select plan(157);

create schema story;
grant usage on schema story to public;
create table story.people (name text primary key, id uuid not null default gen_random_uuid());
create table story.reports (name text primary key, id uuid not null default gen_random_uuid());
grant select on story.people, story.reports to public;

insert into story.people (name) select unnest(array['lin', 'bo', 'chen', 'mei', 'mo', 'hao', 'wu', 'sun']);
insert into auth.users (id, email, raw_user_meta_data, created_at)
select id, name || '@same.example', jsonb_build_object('display_name', 'Name of ' || name), now() from story.people;
insert into public.user_roles (user_id, role, unit_code)
select p.id, r.role::public.user_role, r.unit
from (
  values ('mei', 'moderator', null), ('mo', 'moderator', null), ('hao', 'handler', '110105012'), ('wu', 'handler', '110105001')
) as r (name, role, unit)
join story.people p using (name);
update public.profiles set suspended_at = now() where user_id = (select id from story.people where name = 'sun');

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
create function story.row(report text) returns public.reports language sql stable security definer as $$
  select r from public.reports r where r.id = story.it(report)
$$;
-- Sends a form; the answer, or the refusal with its field.
create function story.send(report text, by text, given jsonb) returns text language plpgsql as $$
declare
  field text;
begin
  perform story.be(null);
  insert into story.reports (name) values (report) on conflict do nothing;
  perform story.be(by);
  return public.submit_report(given || jsonb_build_object('id', story.it(report), 'key', story.key()), by) ->> 'result';
exception when others then
  get stacked diagnostics field = pg_exception_detail;
  return sqlstate || ' ' || sqlerrm || coalesce(' ' || nullif(field, ''), '');
end
$$;
create function story.tell(report text, by text, more jsonb default '{}') returns text language sql as $$
  select story.send(
    report, by,
    '{"category": "waste.overflow", "description": "smoke", "lat": 39.948, "lng": 116.467, "publish": true}'::jsonb || more
  )
$$;
create function story.joins(report text, by text, target text, more jsonb default '{}') returns text language sql as $$
  select story.send(report, by, jsonb_build_object('joins', story.it(target)) || more)
$$;
create function story.does(name text, report text, move text, details jsonb default '{}', key text default null) returns text
language plpgsql as $$
declare
  newest int;
  moved jsonb;
  field text;
begin
  newest := (story.row(report)).version;
  perform story.be(name);
  moved := public.move_report(story.it(report), move, newest, details, key);
  perform set_config('story.event', moved ->> 'event_id', true);
  return moved ->> 'status';
exception when others then
  get stacked diagnostics field = pg_exception_detail;
  return sqlstate || ' ' || sqlerrm || coalesce(' ' || nullif(nullif(field, ''), 'move'), '');
end
$$;
create function story.undo(name text, report text, key text default null) returns text language plpgsql as $$
begin
  perform story.be(name);
  return public.undo_move(story.it(report), current_setting('story.event')::bigint, key) ->> 'status';
exception when others then
  return sqlstate || ' ' || sqlerrm;
end
$$;
create function story.page(name text, report text, key text default null) returns jsonb language plpgsql as $$
begin
  perform story.be(name);
  return public.report_page(story.it(report), key);
exception when sqlstate 'PT404' then
  return null;
end
$$;
create function story.desk(name text, report text) returns jsonb language plpgsql as $$
begin
  perform story.be(name);
  return public.report_case(story.it(report));
exception when sqlstate 'PT404' then
  return null;
end
$$;
create function story.near(category text, lat double precision default null, lng double precision default null, subdistrict text default null)
returns text[] language plpgsql as $$
begin
  perform story.be('guest');
  return array(
    select (select s.name from story.reports s where s.id = (p ->> 'report_id')::uuid) || ' ' || (p ->> 'kind')
      || coalesce(' ' || (p ->> 'distance_m'), '')
    from jsonb_array_elements(public.same_problems(category, lat, lng, subdistrict)) with ordinality as a (p, n)
    order by n
  );
end
$$;
create function story.people(report text) returns int language sql stable security definer as $$
  select p.people from public.published_reports p where p.report_id = story.it(report)
$$;
create function story.led_by_hao(report text, by text default 'lin', more jsonb default '{}') returns text language sql as $$
  select story.tell(report, by, more);
  select story.does('mei', report, 'accept');
  select story.does('mei', report, 'dispatch', '{"lead": "110105012", "assists": ["ecology"], "limit_days": 7}');
  select story.does('hao', report, 'take_on');
$$;
grant execute on all functions in schema story to public;

select set_config('app.now', '2026-11-24T01:00:00Z', true); -- a Tuesday morning in Beijing


-- what is offered -------------------------------------------------------------------------------------------------

select story.tell('bins', 'lin');
select is(story.near('waste.overflow', 39.948, 116.467), '{}', 'what is not public is not offered');
select story.does('mei', 'bins', 'accept');
select is(story.near('waste.overflow', 39.949, 116.467), '{"bins open 110"}', 'what is public and near is, with its distance in tens of metres');
select is(story.near('waste.overflow', 39.951, 116.467), '{}', 'but not from beyond 300 metres');
select is(story.near('waste.litter', 39.948, 116.467), '{}', 'nor to another category');
select is(story.near('waste.overflow', null, null, '110105012'), '{"bins open"}', 'without a point what lies in the subdistrict is');
select is(story.near('waste.overflow', null, null, '110105001'), '{}', 'and only in that one');
select is(story.near('waste.overflow'), '{}', 'without any place nothing is');
select is(story.near('waste.overflow', 'NaN', 1e308), '{}', 'nor near no place on earth');

select story.tell('fumes', 'lin', '{"category": "air.fume"}');
select story.does('mei', 'fumes', 'accept');
select is(story.near('air.fume', 39.9482 + 0.0018, 116.4668), '{"fumes open 190"}', 'a rounded place is found from the square beside it');
select is(story.near('air.fume', 39.9482 + 0.0036, 116.4668), '{}', 'and not from the one after that');
select story.tell('party', 'lin', '{"category": "noise.neighbour", "subdistrict": "110105012"}');
select story.does('mei', 'party', 'accept');
select is(story.near('noise.neighbour', 39.948, 116.467, '110105012'), '{"party open"}', 'where only the subdistrict is public, that has to be the same');
select is(story.near('noise.neighbour', 39.948, 116.467, '110105001'), '{}', 'or there is nothing to compare');
select story.be('guest');
select is(
  (public.same_problems('noise.neighbour', null, null, '110105012') -> 0) - array['report_id', 'month'],
  '{"kind": "open", "stage": "open", "category_code": "noise.neighbour", "subdistrict_code": "110105012", "lat": null, "lng": null, "precision": "subdistrict", "distance_m": null, "people": null, "words": null, "words_lang": null}',
  'no more is said than the public copy holds'
);


-- same here -------------------------------------------------------------------------------------------------------

select is(story.send('x', 'bo', '{"joins": "here"}'), 'PT422 joins_wrong joins', 'one joins by an id');
select is(story.send('x', 'bo', '{"joins": "00000000-0000-4000-8000-000000000000"}'), 'PT422 joins_unknown joins', 'of a case that is there');
select story.tell('quiet', 'lin', '{"publish": false}');
select story.does('mei', 'quiet', 'accept');
select is(story.joins('x', 'bo', 'quiet'), 'PT422 joins_unknown joins', 'and public: a private one answers as if it were not');
select is(story.joins('x', 'bo', 'quiet', '{"category": "waste.overflow"}'), 'PT422 joins_unknown joins', 'however one asks');
select is(story.joins('x', 'lin', 'bins'), 'PT422 joins_own joins', 'nobody joins their own');
select is(story.joins('x', 'sun', 'bins'), 'PT403 suspended', 'nor while suspended');
select is(story.send('x', 'bo', jsonb_build_object('joins', story.it('bins'), 'again_of', story.it('bins'))), 'PT422 joins_or_again again_of', 'it is one or the other');
select is(story.joins('bo', 'bo', 'bins'), 'created', 'anybody else does, without a word');
select is(story.joins('bo', 'bo', 'bins'), 'again', 'and sent again it is the same report');
select is(story.joins('bo', 'bo', 'fumes'), 'PT409 report_differs id', 'joining something else is something else');
select is(story.joins('x', 'bo', 'bins'), 'PT422 joins_already joins', 'one account joins once');
select is(story.joins('guest', 'guest', 'bins', '{"description": "SECRET of a guest", "contact_phone": "13812345678"}'), 'created', 'a guest does too');
select is((story.row('bo')).status, 'merged', 'the report begins merged');
select is((story.row('bo')).merged_into, story.it('bins'), 'into the case it joined');
select is((story.row('bo')).ended_at, (story.row('bo')).received_at, 'and nothing more is awaited from it');
select story.be(null);
select is(
  (select jsonb_agg(jsonb_build_array(e.move, e.from_status, e.to_status)) from public.report_events e where e.report_id = story.it('bo')),
  '[["join", null, "merged"]]', 'by an event of its own'
);
select is(story.people('bins'), 3, 'three people are behind it now, as everybody may know');
select story.be(null);
select is((select p.people from public.published_reports p where p.report_id = story.it('fumes')), null, 'one is not counted aloud');
select is(story.page('bo', 'bo') #>> '{main,status}', 'accepted', 'the page of who joined follows the main case');
select is(story.page('bo', 'bo') #>> '{merged_into,public}', 'true', 'and leads to its public page');
select is(story.page('guest', 'guest', story.key()) #>> '{main,status}', 'accepted', 'with a key as well');
select is(story.page('guest', 'bo'), null, 'a stranger sees neither');


-- it is back ------------------------------------------------------------------------------------------------------

select is(story.tell('y', 'chen', jsonb_build_object('again_of', story.it('bins'))), 'PT422 again_of_open again_of', 'what is open is joined, it is not back');
select is(story.tell('y', 'chen', jsonb_build_object('again_of', story.it('quiet'))), 'PT422 again_of_unknown again_of', 'what is private cannot be named');
select is(story.tell('y', 'chen', '{"again_of": "x"}'), 'PT422 again_of_wrong again_of', 'nor what is no id');
select story.does('mei', 'bins', 'dispatch', '{"lead": "110105001"}');
select story.does('wu', 'bins', 'take_on');
select story.does('wu', 'bins', 'answer', '{"answer_kind": "fixed", "public_text": "New bins stand there."}');
select is(story.joins('y', 'chen', 'bins'), 'PT422 joins_ended joins', 'an answered case is not joined');
select is(story.near('waste.overflow', 39.948, 116.467), '{"bins ended 0"}', 'it is offered as one that ended');
select is(story.tell('back', 'chen', jsonb_build_object('again_of', story.it('bins'))), 'created', 'it may be back');
select is((story.row('back')).status, 'submitted', 'which is a new report');
select is(story.desk('mei', 'back') #>> '{again_of,lead_unit_code}', '110105001', 'moderators see who had it');
select is(story.desk('mei', 'back') -> 'suggestion' ->> 'lead', '110105001', 'and that unit is proposed');
select is(story.desk('mei', 'back') #>> '{suggestion,because}', 'again', 'for that reason');
select is(story.desk('mei', 'bins') #>> '{back,0,id}', story.it('back')::text, 'the earlier case names what came back');
select is(story.page('chen', 'back') #>> '{again_of,id}', story.it('bins')::text, 'and so does the reporter''s page');
select is(
  (select public.linked_cases(story.it('back')) #>> '{earlier,report_id}'), story.it('bins')::text,
  'the reporter of what came back is led to the earlier case'
);
select is(
  (select public.linked_cases(story.it('bins')) #>> '{newer,0,report_id}'), story.it('back')::text,
  'and from the earlier case to the own newer one, which is not public'
);
select isnt(public.linked_cases(story.it('bins')) #>> '{newer,0,own_code}', null, 'by its code');
select story.be('bo');
select is(public.linked_cases(story.it('bins')), '{"earlier": null, "newer": []}', 'nobody else hears of it while it is private');
select is(public.linked_cases(story.it('back')), null, 'nor what it is linked to');
-- what a follower sees and says -----------------------------------------------------------------------------------

select story.be(null);
select is(
  (select jsonb_agg(jsonb_build_array(e ->> 'move', e ->> 'public_text') order by e ->> 'id') from jsonb_array_elements(story.page('bo', 'bo') #> '{main,events}') e),
  '[["accept", null], ["dispatch", null], ["take_on", null], ["answer", "New bins stand there."]]',
  'staff''s public words about the main case are shown to who joined it'
);
select story.be(null);
select set_eq(
  $$ select p.name as who, n.kind, r.name as report, n.params ->> 'main' from public.notices n
     join story.people p on p.id = n.recipient_id join story.reports r on r.id = n.report_id
     where n.kind = 'answered' $$,
  $$ values ('lin', 'answered', 'bins', null), ('bo', 'answered', 'bo', 'true') $$,
  'both hear of the answer, each by their own report'
);
select story.undo('wu', 'bins');
select story.be(null);
select is((select count(*) from public.notices n where n.kind = 'answered'), 0::bigint, 'and of one that was undone nobody does');
select story.does('mei', 'back', 'accept');
select story.be('a guest');
select is(
  (public.linked_cases(story.it('bins')) #> '{newer,0}') - 'month',
  jsonb_build_object('report_id', story.it('back'), 'stage', 'open', 'own_code', null),
  'once it is public, everybody who looks at the earlier case does'
);
select is(public.linked_cases(story.it('back')) #>> '{earlier,report_id}', story.it('bins')::text, 'and the other way round');
select story.be(null);
select story.does('wu', 'bins', 'answer', '{"answer_kind": "fixed", "public_text": "Three new bins."}');
select is(story.page('bo', 'bo') -> 'may', '["call_back"]', 'who joined may say what came of it');
select is(story.page('chen', 'back') -> 'may' ? 'call_back', false, 'somebody else may not');
select story.be('bo');
select is(
  (select m ->> 'waiting_for_you' from jsonb_array_elements(public.my_reports('{}')) m), 'true', 'their list says that it waits for them'
);
select is(story.does('mo', 'bo', 'call_back', '{"solved": "yes"}'), 'PT409 move_not_allowed', 'staff do not say it for them');
select is(story.does('bo', 'bo', 'call_back', '{"solved": "yes", "words": "SECRET of bo"}'), 'merged', 'solved, they say');
select is((story.row('bins')).status, 'resolved', 'which leaves the main case to its own reporter');
select is(story.page('bo', 'bo') -> 'may', '[]', 'they say it once');
select is(story.page('bo', 'bo') #>> '{callback,solved}', 'yes', 'and can read it');
select is(story.undo('bo', 'bo'), 'merged', 'they may take it back');
select is(story.does('bo', 'bo', 'call_back', '{"solved": "yes", "words": "SECRET of bo"}'), 'merged', 'and say it again');
select is(story.does('guest', 'guest', 'call_back', '{"solved": "no"}', story.key()), 'PT422 words_missing words', 'not solved needs words');
select is(story.does('guest', 'guest', 'call_back', '{"solved": "no", "words": "SECRET: full again"}', story.key()), 'merged', 'which a guest with the key gives');
select is((story.row('bins')).status, 'reopened', 'and the main case is open again');
select is(story.undo('lin', 'bins'), 'PT409 undo_too_late', 'its reporter does not undo what another said');
select is(story.undo('guest', 'guest', story.key()), 'merged', 'who said it does');
select is((story.row('bins')).status, 'resolved', 'and the answer stands again');
select is((story.row('bins')).reopenings, 0::smallint, 'as if nothing had been said');
select is(story.does('guest', 'guest', 'call_back', '{"solved": "no", "words": "SECRET: full again"}', story.key()), 'merged', 'it is said once more');
select story.be(null);
select set_eq(
  $$ select p.name as who, r.name as report from public.notices n
     join story.people p on p.id = n.recipient_id join story.reports r on r.id = n.report_id
     where n.kind = 'reopened' and n.event_id = (select max(id) from public.report_events where move = 'reopen') $$,
  $$ values ('lin', 'bins'), ('bo', 'bo'), ('mei', 'bins'), ('mo', 'bins') $$,
  'the others hear that it is open again'
);
select is((story.page('lin', 'bins'))::text ~ 'SECRET', false, 'the main reporter reads nothing that others wrote');
select is(
  (select e ->> 'mine' from jsonb_array_elements(story.page('lin', 'bins') -> 'events') e where e ->> 'move' = 'reopen'), 'false',
  'and is not told that it was they'
);
select is((story.page('bo', 'bo'))::text ~ 'SECRET: full', false, 'nor does one follower read another');
select is((story.desk('mei', 'bins') -> 'children')::text ~ 'SECRET: full', true, 'moderators do');
select ok(
  exists (select from jsonb_array_elements(story.desk('wu', 'bins') -> 'children') c where c ->> 'words' = 'SECRET of a guest'),
  'and so does the unit that has the case'
);
select is(story.desk('hao', 'bins'), null, 'another unit has nothing of it');
select is((story.desk('wu', 'guest'))::text ~ '13812345678', false, 'a child''s contact is not for the unit');
select story.be('wu');
select is((select count(*) from public.reports where id in (story.it('bo'), story.it('guest'))), 2::bigint, 'it reads the children as rows');
select story.be('hao');
select is((select count(*) from public.reports where id in (story.it('bo'), story.it('guest'))), 0::bigint, 'which another unit does not');
select is(story.does('wu', 'guest', 'add_note', '{"internal_text": "x"}'), 'PT404 not_found', 'nor does the unit do anything with them');

-- The second answer: the case was reopened once, so "not solved" is kept and moves nothing.
select story.does('mei', 'bins', 'dispatch', '{"lead": "110105001"}');
select story.does('wu', 'bins', 'take_on');
select story.does('wu', 'bins', 'answer', '{"answer_kind": "fixed", "public_text": "Four bins."}');
select is(story.page('bo', 'bo') -> 'may', '["call_back"]', 'a new answer is asked about anew');
select is(story.page('bo', 'bo') #> '{main,reopen_until}', 'null', 'the page says that it cannot be opened a second time');
select is(story.does('bo', 'bo', 'call_back', '{"solved": "no", "words": "still full"}'), 'merged', 'not solved can be said all the same');
select is((story.row('bins')).status, 'resolved', 'and the case stays answered');
select is(story.does('lin', 'bins', 'call_back', '{"solved": "yes"}'), 'closed', 'its own reporter closes it');
select is(story.page('guest', 'guest', story.key()) -> 'may', '[]', 'after which nobody is asked any more');
select story.be(null);
select private.count_rates(m.month) from (select distinct month from private.rate_marks) m;
select is(
  (select jsonb_build_array(sum(solved), sum(not_solved)) from public.unit_months), '[1, 0]', 'the rates count the one callback of the main case'
);


-- merge and unmerge -----------------------------------------------------------------------------------------------

select story.led_by_hao('main');
select story.led_by_hao('twin', 'chen');
select story.does('hao', 'twin', 'defer', '{"public_text": "later", "until": "2027-01-15"}');
create temporary table stood as
select to_jsonb(story.row('twin')) - array['version', 'updated_at'] as r,
  (select jsonb_agg(jsonb_build_array(u.unit_code, u.part) order by u.id) from public.report_units u where u.report_id = story.it('twin') and u.until is null) as units;
grant select on stood to public;
select is(story.does('mei', 'twin', 'merge', jsonb_build_object('target', story.it('main'), 'public_text', 'the same bins')), 'merged', 'a moderator merges');
select is(story.undo('mei', 'twin'), 'deferred', 'and undoes it');
select is(to_jsonb(story.row('twin')) - array['version', 'updated_at'], (select r from stood), 'exactly');
select is(story.does('mei', 'twin', 'merge', jsonb_build_object('target', story.it('main'), 'public_text', 'the same bins')), 'merged', 'merged again');
select is(story.does('mei', 'main', 'merge', jsonb_build_object('target', story.it('fumes'), 'public_text', 'x')), 'PT409 merge_has_children', 'a case with children is not merged');
select is(story.does('mei', 'fumes', 'merge', jsonb_build_object('target', story.it('twin'), 'public_text', 'x')), 'PT422 target_wrong target', 'nor is anything merged into a child');
select is(story.joins('late', 'bo', 'twin'), 'created', 'who joins what was merged');
select is((story.row('late')).merged_into, story.it('main'), 'joins its main case');
select story.wait('3 days');
select is(story.does('mei', 'twin', 'reinstate', '{"internal_text": "two places"}'), 'PT403 other_moderator', 'who merged it does not take it apart');
select is(story.does('lin', 'twin', 'reinstate', '{"internal_text": "two places"}'), 'PT404 not_found', 'nor does a stranger');
select is(story.does('mo', 'twin', 'reinstate', '{"internal_text": "two places"}'), 'deferred', 'a colleague does, and it is where it was');
select is(
  to_jsonb(story.row('twin')) - array['version', 'updated_at', 'counts_from', 'due_at', 'stage_since'],
  (select r from stood) - array['counts_from', 'due_at', 'stage_since'], 'with all it had'
);
select is((story.row('twin')).counts_from, (select (r ->> 'counts_from')::timestamptz + interval '3 days' from stood), 'the clock stood still meanwhile');
select story.be(null);
select is(
  (select jsonb_agg(jsonb_build_array(u.unit_code, u.part) order by u.id) from public.report_units u where u.report_id = story.it('twin') and u.until is null),
  (select units from stood), 'and its units have it again'
);
select is(story.does('hao', 'twin', 'resume'), 'in_progress', 'who go on with it');
select is(story.does('mo', 'late', 'reinstate', '{"internal_text": "another place"}'), 'submitted', 'what joined becomes a report like any other');
select is((story.row('late')).counts_from, (story.row('late')).received_at, 'its limit runs from its receipt');
select is(story.undo('mo', 'late'), 'merged', 'which can be undone');
select is((story.row('late')).merged_into, story.it('main'), 'into the same case');
select story.does('mo', 'late', 'reinstate', '{"internal_text": "another place"}');
select story.does('mei', 'fumes', 'merge', jsonb_build_object('target', story.it('late'), 'public_text', 'x'));
select is(story.undo('mo', 'late'), 'PT409 undo_too_late', 'but not once it has children of its own');

-- An appeal against a merge.
select story.led_by_hao('mine', 'chen');
select story.does('mei', 'mine', 'merge', jsonb_build_object('target', story.it('main'), 'public_text', 'the same'));
select story.be('chen');
select lives_ok(format('select public.file_appeal(%L, %L, ''another corner'')', gen_random_uuid(), story.it('mine')), 'who was merged appeals');
select story.be(null);
create temporary table appeal as select a.id from public.appeals a where a.report_id = story.it('mine');
grant select on appeal to public;
select story.be('mo');
select lives_ok(format('select public.decide_appeal(%L, ''upheld'', ''You are right.'', ''other corner'')', (select id from appeal)), 'another moderator agrees');
select is((story.row('mine')).status, 'in_progress', 'and it is where it was before');


-- what was written before -----------------------------------------------------------------------------------------

select story.be(null);
create function story.read(name text, report text) returns jsonb language sql as $$
  select coalesce(jsonb_agg(jsonb_build_array(e ->> 'move', e ->> 'public_text', e ->> 'answer_kind', e -> 'withheld') order by (e ->> 'id')::bigint), '[]')
  from jsonb_array_elements(story.page(name, report) #> '{main,events}') e
  where e ->> 'move' in ('dispatch', 'answer')
$$;
grant execute on function story.read(text, text) to public;

select story.tell('steps', 'lin', '{"category": "air.fume"}');
select story.wait('3 hours 7 minutes');
select story.does('mei', 'steps', 'accept');
select story.does('mei', 'steps', 'dispatch', '{"lead": "110105012", "public_text": "EARLY to the subdistrict", "limit_days": 7}');
select story.does('hao', 'steps', 'take_on');
select story.does('hao', 'steps', 'answer', '{"answer_kind": "fixed", "public_text": "EARLY to Lin"}');
select story.does('lin', 'steps', 'reopen', '{"public_text": "not yet"}');
select story.wait('1 day');
select is(story.joins('steps1', 'bo', 'steps'), 'created', 'somebody joins a case that was answered once and is open again');
select is(
  story.read('bo', 'steps1'), '[["dispatch", null, null, true], ["answer", null, null, true]]',
  'the moves are told, and that there were words; not the words of before, which were written to somebody else'
);
select is(story.page('bo', 'steps1')::text ~ 'EARLY', false, 'nor anywhere else on that page');
select is(
  (select bool_and((e ->> 'at')::timestamptz = date_trunc('day', (e ->> 'at')::timestamptz at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai')
    from jsonb_array_elements(story.page('bo', 'steps1') #> '{main,events}') e), true, 'of the moments the day, as everybody may know it'
);
select is(
  (story.page('bo', 'steps1') #>> '{main,received_at}')::timestamptz,
  date_trunc('day', (story.row('steps')).received_at at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai', 'and the day it was received'
);
select is(story.page('lin', 'steps')::text ~ 'EARLY to Lin', true, 'whom they were written to reads them as before');
select story.does('mei', 'steps', 'dispatch', '{"lead": "110105012", "limit_days": 7}');
select story.does('hao', 'steps', 'take_on');
select story.does('hao', 'steps', 'answer', '{"answer_kind": "scheduled", "public_text": "LATER to all"}');
select is(
  story.read('bo', 'steps1') -> 3, '["answer", "LATER to all", "scheduled", false]', 'what is written from now on is theirs as well'
);
select is(
  (select (e ->> 'at')::timestamptz from jsonb_array_elements(story.page('bo', 'steps1') #> '{main,events}') e where e ->> 'public_text' = 'LATER to all'),
  private.clock(), 'with its moment'
);

select story.tell('steps2', 'chen', '{"category": "air.fume"}');
select is(story.does('mei', 'steps2', 'merge', jsonb_build_object('target', story.it('steps'), 'public_text', 'the same kitchen')), 'merged', 'a report is merged into it');
select is(story.read('chen', 'steps2') -> 3, '["answer", null, null, true]', 'and what was written before the merging was not to its reporter');
select is(story.page('chen', 'steps2') #>> '{events,1,public_text}', 'the same kitchen', 'who is told why it was merged');
select story.be('mei');
select lives_ok(
  format(
    'select public.release_report(%L, %s, %L, gen_random_uuid())', story.it('steps'), (story.row('steps')).version,
    '{"answer": true, "answer_text": "SHOWN to everybody", "checked": true}'
  ), 'until the answer is released'
);
select is(
  story.read('chen', 'steps2') -> 3, '["answer", "SHOWN to everybody", "scheduled", false]', 'when they read of it what everybody reads'
);
select is(story.read('bo', 'steps1') -> 3, '["answer", "LATER to all", "scheduled", false]', 'who had joined before reads all of it');
select story.be('mei');
select lives_ok(
  format('select public.hide_report(%L, %s, %L)', story.it('steps'), (story.row('steps')).version, 'a name stood in it'), 'once it is hidden'
);
select is(story.read('chen', 'steps2') -> 3, '["answer", null, null, true]', 'they do not read it either');


-- what waits for its photos ---------------------------------------------------------------------------------------

select story.tell('tap', 'lin');
select story.does('mei', 'tap', 'accept');
select story.joins('tap1', 'bo', 'tap', format('{"photo_sha256": ["%s"]}', repeat('b', 64))::jsonb);
select story.does('mei', 'tap', 'dispatch', '{"lead": "110105012"}');
select story.does('hao', 'tap', 'take_on');
select story.does('hao', 'tap', 'answer', '{"answer_kind": "fixed", "public_text": "A new tap."}');
select is(story.does('bo', 'tap1', 'call_back', '{"solved": "yes"}'), 'merged', 'what came of the answer may be said before the photo is there');
select is((story.row('tap1')).ended_at, null, 'which ends nothing');
select story.be('bo');
select is((public.allow_photo_upload(story.it('tap1'), null, repeat('b', 64))) ->> 'state', 'wanted', 'so that the photo may still come');


-- leaving ---------------------------------------------------------------------------------------------------------

select story.tell('lamp', 'lin');
select story.does('mei', 'lamp', 'accept');
select story.joins('lamp1', 'bo', 'lamp', format('{"photo_sha256": ["%s"]}', repeat('a', 64))::jsonb);
select story.joins('lamp2', 'chen', 'lamp');
select is((story.row('lamp1')).ended_at, null, 'what waits for its photo is not over');
select is(story.page('bo', 'lamp1') #>> '{main,status}', 'accepted', 'and follows already');
select is(jsonb_array_length(story.desk('mei', 'lamp') -> 'children'), 1, 'staff see it when the photo is there');
select story.be('bo');
select is((public.allow_photo_upload(story.it('lamp1'), null, repeat('a', 64))) ->> 'state', 'wanted', 'the photo may come');
select public.give_up_photos(story.it('lamp1'), null);
select is((story.row('lamp1')).ended_at is not null, true, 'or be given up');
select is(jsonb_array_length(story.desk('mei', 'lamp') -> 'children'), 2, 'after which staff see it');
select is(story.people('lamp'), 3, 'three people');
select story.be('chen');
select lives_ok($$ select public.delete_my_account('delete') $$, 'one of them deletes the account');
select is(story.people('lamp'), null, 'and is not counted any more');
select is((story.row('lamp2')).merged_into, story.it('lamp'), 'the record stays where it was');
select is((story.row('lamp2')).author_id, null, 'and is nobody''s');
select is(story.does('lin', 'lamp', 'withdraw'), 'accepted', 'when the main reporter withdraws, the case goes on for the others');
select is(story.page('bo', 'lamp1') #>> '{merged_into,id}', null, 'though no longer in public');
select is(story.page('bo', 'lamp1') #>> '{main,status}', 'accepted', 'and is followed as before');


-- a colleague who reported ----------------------------------------------------------------------------------------

select story.tell('ours', 'mo');
select story.does('mei', 'ours', 'accept', '{"internal_text": "SECRET note"}');
select story.joins('ours1', 'bo', 'ours', '{"description": "SECRET of bo"}');
select is((story.desk('mei', 'ours'))::text ~ 'SECRET note.*Name of mei|Name of mei.*SECRET note', true, 'colleagues read what a colleague wrote');
select is((story.desk('mo', 'ours'))::text ~ 'SECRET|Name of', false, 'who reported it does not, moderator or not');
select story.be('mei');
select isnt((select count(*) from public.report_events where report_id = story.it('ours')), 0::bigint, 'nor row by row: colleagues do');
select story.be('mo');
select is((select count(*) from public.report_events where report_id = story.it('ours')), 0::bigint, 'the reporter does not');
select isnt((select count(*) from public.report_events where report_id = story.it('bins')), 0::bigint, 'and reads other cases as before');


-- my data ---------------------------------------------------------------------------------------------------------

select story.be('bo');
select is(
  public.export_my_data()::text ~ 'SECRET: full|SECRET of a guest|SECRET note', false, 'the export holds nobody else''s words'
);
select is(public.export_my_data()::text ~ 'SECRET of bo', true, 'and all of one''s own');
select is(public.export_my_data()::text ~ (story.it('bins'))::text, false, 'the case of the other person is not named in it');
select * from finish();
