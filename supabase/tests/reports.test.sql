-- Who may see what of a report, told with names. Lin reports; Mei is a moderator, Sun one who was suspended; Hao handles
-- for 麦子店, Wu for another subdistrict, Eco for the ecology bureau; Ada administers; a guest holds only a key.
select plan(74);

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


select set_config('app.now', '2026-11-24T01:00:00Z', true);

select story.tell('case', 'lin', '{"contact_phone": "13812345678", "contact_email": "lin@test.example", "contact_ok": true, "publish": true}');
select story.tell('closed_lips', 'guest', '{"contact_phone": "13987654321"}');
select story.tell('on_its_way', 'lin', jsonb_build_object('photo_sha256', jsonb_build_array(repeat('ab', 32))));


-- before anybody has it -------------------------------------------------------------------------------------------

select story.be('guest');
select throws_ok('select id from public.reports', '42501', null, 'a guest reads no report');
select throws_ok('select id from public.report_events', '42501', null, 'nor what happened to it');
select throws_ok('select report_id from public.report_contacts', '42501', null, 'nor a contact');
select throws_ok('select id from public.notices', '42501', null, 'nor a notice');
select throws_ok('select day from public.daily_figures', '42501', null, 'nor the figures themselves');
select throws_ok('select user_id from public.profiles', '42501', null, 'nor who is here');
select throws_ok('select public.run_due()', '42501', null, 'a guest does not run the clock');
select throws_ok('select public.report_queues()', '42501', null, 'a guest has no queues');
select lives_ok('select * from public.report_moves', 'everybody may read how a report moves');
select lives_ok('select * from public.published_reports', 'and what is public');
select is((public.home_figures() ->> 'received_30d')::int, 3, 'and the figures of the home page');

select is(public.report_page(story.it('closed_lips'), story.key()) ->> 'held_by', 'key', 'a guest with the key sees the page');
select throws_ok(format('select public.report_page(%L)', story.it('closed_lips')), 'PT404', 'not_found', 'without the key not');
select throws_ok(format('select public.report_page(%L, %L)', story.it('closed_lips'), repeat('b8', 16)), 'PT404', 'not_found', 'with another key not');
select throws_ok(format('select public.report_page(%L, %L)', gen_random_uuid(), story.key()), 'PT404', 'not_found', 'a report that is not there answers the same');
select is(public.my_reports(jsonb_build_object(story.it('closed_lips'), story.key(), story.it('case'), 'wrong')) #>> '{0,id}', story.it('closed_lips')::text, 'the guest''s list holds the report of the key');
select is(jsonb_array_length(public.my_reports(jsonb_build_object(story.it('closed_lips'), story.key(), story.it('case'), 'wrong'))), 1, 'and not one with a wrong key');
select is(public.my_reports('{}'), '[]', 'without keys the list is empty');

select story.be('lin');
select is(public.report_page(story.it('case')) ->> 'held_by', 'account', 'the author sees the page without a key');
select is(public.report_page(story.it('case')) #>> '{contact,phone_masked}', '138****5678', 'with the contact masked');
select is((select count(*) from public.reports), 0::bigint, 'the author reads no row of the table');
select throws_ok(format('select public.report_case(%L)', story.it('case')), 'PT404', 'not_found', 'nor the staff''s page');
select is(jsonb_array_length(public.my_reports('{}')), 2, 'the author''s list holds their reports');
select is(public.report_queues(), '[]', 'the author has no queues');

select story.be('mei');
select is((select count(*) from public.reports), 2::bigint, 'a moderator sees every report whose photos are there');
select throws_ok(format('select public.report_case(%L)', story.it('on_its_way')), 'PT404', 'not_found', 'and not the one that is on its way');
select is(public.report_queues() #>> '{0,n}', '2', 'the queue counts the same');
select throws_ok('select key_hash from public.reports', '42501', null, 'nobody reads a hash of a key');
select throws_ok('select content_hash from public.reports', '42501', null, 'nor of a content');
select throws_ok('select author_id from public.reports', '42501', null, 'nor who sent it');
select throws_ok('select actor_id from public.report_events', '42501', null, 'nor who did something');
select throws_ok('select * from public.report_contacts', '42501', null, 'nor a contact, but through its door');
select throws_ok('select before from public.report_events', '42501', null, 'nor the snapshots');
select throws_ok('update public.reports set status = ''accepted''', '42501', null, 'a moderator changes no row by hand');
select throws_ok('insert into public.user_roles (user_id, role) select id, ''admin'' from story.people where name = ''mei''', '42501', null, 'nor gives themselves a role');
select throws_ok(format('select public.report_page(%L)', story.it('case')), 'PT404', 'not_found', 'a moderator has no reporter''s page');

select story.be('hao');
select is((select count(*) from public.reports), 0::bigint, 'a handler sees nothing before a dispatch');
select is((select count(*) from public.report_events), 0::bigint, 'nor any event');
select story.be('sun');
select is((select count(*) from public.reports), 0::bigint, 'a suspended moderator sees nothing');
select is(public.report_queues(), '[]', 'and has no queues');
select story.be('ada');
select is((select count(*) from public.reports), 0::bigint, 'an administrator sees no case');
select is((select count(*) > 6 from public.user_roles), true, 'but every role');
select story.be('lin');
select is((select count(*) from public.user_roles), 0::bigint, 'a resident sees no role of others');
select is((select count(*) from public.profiles), 1::bigint, 'and one profile');
select lives_ok('update public.profiles set lang = ''en''', 'which they may change');
select throws_ok('update public.profiles set suspended_at = null', '42501', null, 'but not whether it is suspended');


-- when a unit has it ----------------------------------------------------------------------------------------------

select story.does('mei', 'case', 'accept');
select story.does('mei', 'case', 'dispatch', '{"lead": "110105012", "assists": ["ecology"], "internal_text": "SECRET"}');
select story.be('hao');
select is((select count(*) from public.reports), 1::bigint, 'the lead unit sees its case');
select is((select count(*) from public.report_events), 3::bigint, 'with its events');
select is(public.report_case(story.it('case')) #>> '{contact,phone_masked}', '138****5678', 'and the masked contact, as the reporter allowed');
select is(public.report_case(story.it('case')) #>> '{events,1,actor_name}', null, 'but not which moderator it was');
select is((public.reveal_contact(story.it('case'), 'to meet') ->> 'phone'), '13812345678', 'the lead unit may look at the contact, with a reason');
select throws_ok(format('select public.reveal_contact(%L, '' '')', story.it('case')), 'PT422', 'reason_missing', 'without a reason not');
select story.be('eco');
select is((select count(*) from public.reports), 1::bigint, 'the assisting unit sees the case');
select throws_ok(format('select public.reveal_contact(%L, ''to meet'')', story.it('case')), 'PT403', 'lead_only', 'but not the contact');
select story.be('wu');
select is((select count(*) from public.reports), 0::bigint, 'another unit does not');
select story.be('mei');
select is(public.report_case(story.it('case')) #>> '{events,1,actor_name}', 'mei', 'a moderator sees which colleague it was');
select is(public.report_case(story.it('case')) #>> '{events,0,actor_name}', null, 'and never who reported');
select story.be('lin');
select is((select reason from public.contact_reveals), 'to meet', 'the reporter sees who looked and why');
select is(public.report_page(story.it('case'))::text ~ 'SECRET', false, 'the page holds no internal word');
select story.be('guest');
select is((select precision || ' ' || lat || ' ' || lng from public.published_reports), 'rounded 39.9483 116.46625', 'the public sees a coarse place');

select story.does('mei', 'case', 'recall', '{"internal_text": "x"}');
select story.be('hao');
select is((select count(*) from public.reports), 0::bigint, 'after a recall the old unit sees nothing');
select story.does('mei', 'case', 'redirect', '{"public_text": "x", "channel": "12345"}');
select story.be('guest');
select is((select count(*) from public.published_reports), 0::bigint, 'and what was redirected is public no more');

select story.does('mei', 'closed_lips', 'accept');
select story.does('mei', 'closed_lips', 'dispatch', '{"lead": "110105012"}');
select story.be('hao');
select is(public.report_case(story.it('closed_lips')) #>> '{contact,phone_masked}', null, 'who did not allow it shows no contact');
select throws_ok(format('select public.reveal_contact(%L, ''to meet'')', story.it('closed_lips')), 'PT403', 'contact_not_allowed', 'nor is it revealed');


-- notices, keys and codes -----------------------------------------------------------------------------------------

select story.be('lin');
select is((select count(*) from public.notices), 0::bigint, 'a notice waits while the move can be undone');
select story.be(null);
select story.wait('2 minutes');
select story.be('lin');
select is((select array_agg(kind order by id) from public.notices), array['accepted', 'dispatched', 'redirected'], 'then the reporter hears every public move');
select lives_ok('update public.notices set read_at = now()', 'and marks it read');
select story.be('guest');
select throws_ok(format('select public.replace_report_key(%L, %L, %L)', story.it('closed_lips'), repeat('0', 32), repeat('d1', 16)), 'PT404', 'not_found', 'a stranger does not change the key');
select lives_ok(format('select public.replace_report_key(%L, %L, %L)', story.it('closed_lips'), story.key(), repeat('d1', 16)), 'its holder does');
select story.be('lin');
select lives_ok(format('select public.claim_report(%L, %L)', story.it('closed_lips'), repeat('d1', 16)), 'and takes the report into an account');
select is(public.report_page(story.it('closed_lips')) ->> 'held_by', 'account', 'where it then is');

-- when it is over -------------------------------------------------------------------------------------------------

select story.tell('over', 'lin', '{"contact_phone": "13812345678", "contact_ok": true}');
select story.does('mei', 'over', 'accept');
select story.does('mei', 'over', 'dispatch', '{"lead": "110105012"}');
select story.does('hao', 'over', 'take_on');
select story.does('hao', 'over', 'answer', '{"answer_kind": "fixed", "public_text": "done"}');
select story.be('hao');
select lives_ok(format('select public.reveal_contact(%L, ''to meet'')', story.it('over')), 'until the reporter has looked at the answer the unit may call');
select story.does('lin', 'over', 'call_back', '{"solved": "yes"}');
select story.be('hao');
select throws_ok(format('select public.reveal_contact(%L, ''to meet'')', story.it('over')), 'PT403', 'contact_not_allowed', 'then no more');
select story.be('mei');
select lives_ok(format('select public.reveal_contact(%L, ''an appeal'')', story.it('over')), 'a moderator still may, and it is written down');

select story.be(null);
select * from finish();
