-- The same problem: Lin reports, Bo and a guest say "same here", Mei and Mo are moderators, Hao handles for 麦子店,
-- Wu for another subdistrict. docs/decisions/0006-same-problem.md explains it in words.
select plan(47);

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
select * from finish();
