-- What happens without a person, told with names: Lin reports, Mei is a moderator, Hao handles.
select plan(24);

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

select set_config('app.now', '2026-11-24T01:00:00Z', true);

create function story.run() returns jsonb language plpgsql as $$
begin
  perform story.be(null);
  perform set_config('role', 'service_role', true);
  return public.run_due();
end
$$;
grant execute on function story.run() to public;

select story.be('mei');
select throws_ok('select public.run_due()', '42501', null, 'a moderator does not run the clock');
select is(story.run(), '{"moved": 0, "escalated": 0, "photos_given_up": 0, "contacts_deleted": 0, "months_counted": 0, "contacts_expired": 0, "photos_expired": 0, "reports_forgotten": 0, "letters_written": 0, "letters_deleted": 0, "followers_told": 0, "follows_ended": 0, "stuck_orders_told": 0, "order_links_ended": 0}', 'the job runner does, and nothing is due');


-- photos that do not come -----------------------------------------------------------------------------------------

select story.tell('photo', 'lin', jsonb_build_object('photo_sha256', jsonb_build_array(repeat('ab', 32))));
select is(story.try('mei', 'photo', 'accept'), 'PT404 not_found', 'staff do not see what is still on its way');
select is(story.try('lin', 'photo', 'add_information', '{"public_text": "slow network"}'), 'submitted', 'its reporter does');
select story.be(null);
select story.wait('23 hours');
select is(story.run() ->> 'photos_given_up', '0', 'after 23 hours we still wait');
select story.be(null);
select story.wait('1 hour');
select is(story.run() ->> 'photos_given_up', '1', 'after 24 hours no longer');
select is(story.try('mei', 'photo', 'accept'), 'accepted', 'and staff begin with the words');


-- an overdue dispatch ---------------------------------------------------------------------------------------------

select story.does('mei', 'photo', 'dispatch', '{"lead": "110105012"}');
select story.be(null);
select is(story.run() ->> 'escalated', '0', 'a dispatch that is not due escalates nothing');
select story.be(null);
select story.wait('7 days');
select is(story.run() ->> 'escalated', '1', 'one that nobody took on in time does');
select is(story.run() ->> 'escalated', '0', 'once');
select story.be('mei');
select is((select q ->> 'n' from jsonb_array_elements(public.report_queues()) q where q ->> 'queue' = 'overdue'), '1', 'the moderators have it in their queue');
select is(public.report_queue('overdue') #>> '{0,id}', story.it('photo')::text, 'by name');
select story.be(null);
select story.wait('2 minutes');
select story.be('mei');
select is((select count(*) from public.notices where kind = 'escalated'), 1::bigint, 'and hear of it');
select is(story.try('mei', 'photo', 'recall', '{"internal_text": "asleep"}'), 'accepted', 'a moderator recalls it');
select is(story.try('mei', 'photo', 'dispatch', '{"lead": "110105012"}'), 'dispatched', 'and dispatches again');
select is((story.row('photo')).escalated_at, null, 'a new dispatch has a new clock');


-- somebody leaves -------------------------------------------------------------------------------------------------

select story.led_by_hao('danger', 'lin', '{"category": "greenery.tree", "contact_phone": "13812345678", "publish": true}');
select is(story.try('lin', 'danger', 'withdraw'), 'in_progress', 'a dangerous tree stays dangerous when its reporter leaves');
select is((select count(*) from public.published_reports p where p.report_id = story.it('danger')), 0::bigint, 'what they let us publish is gone at once');
select is(public.report_page(story.it('danger')) -> 'has_contact', 'false', 'the contact is shown to nobody');
select story.be('mei');
select throws_ok(format('select public.reveal_contact(%L, ''to meet'')', story.it('danger')), 'PT409', 'no_contact', 'nor revealed');
select is(story.run() ->> 'contacts_deleted', '0', 'for two minutes they may change their mind');
select story.be(null);
select story.wait('2 minutes');
select is(story.run() ->> 'contacts_deleted', '1', 'then it is deleted');
select story.be(null);
select is((select count(*) from public.report_contacts c where c.report_id = story.it('danger')), 0::bigint, 'for good');
select is((select count(*) from private.throttles t where t.ends_at <= private.clock()), 0::bigint, 'old counters are gone too');

select * from finish();
