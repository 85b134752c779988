-- The editors' desk: Mei is a publisher, Mo a moderator, Lin a resident, Ada an administrator, Sun was a publisher and is suspended.
-- docs/decisions/0024-stewards.md explains it in words.
select plan(59);

create schema story;
grant usage on schema story to public;
create table story.people (name text primary key, id uuid not null default gen_random_uuid());
grant select on story.people to public;
insert into story.people (name) select unnest(array['lin', 'mei', 'mo', 'ada', 'sun']);
insert into auth.users (id, email, raw_user_meta_data, created_at) select id, name || '@greens.example', '{}', now() from story.people;
insert into public.user_roles (user_id, role)
select p.id, r.role::public.user_role from (values ('mei', 'publisher'), ('mo', 'moderator'), ('ada', 'admin'), ('sun', 'publisher')) r (name, role)
join story.people p using (name);
update public.profiles set suspended_at = now() where user_id = (select id from story.people where name = 'sun');
update public.profiles set display_name = 'Mei' where user_id = (select id from story.people where name = 'mei');
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
create function story.id(n int) returns uuid language sql as $$ select ('0e000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid $$;
create function story.park(more jsonb default '{}') returns jsonb language sql as $$
  select '{"slug": "story-park", "kind": "park", "name_zh": "故事公园", "name_en": "Story Park", "name_pinyin": "gu shi gong yuan", "source": "us",
    "data_quality": "sourced", "lat": 39.95, "lng": 116.46, "position_quality": "approximate", "subdistricts": ["110105012"],
    "facilities": {"toilet": {"present": "yes", "source": "us", "checked_at": "2026-11-01"}}}'::jsonb || more $$;
create function story.save(change int, version int, sheet jsonb, why text default 'because', kind text default 'place', thing int default 1) returns text
language sql as $$ select public.save_green(story.id(100 + change), kind, story.id(thing), version, sheet, why) ->> 'result' $$;
grant execute on all functions in schema story to public;


-- who may ---------------------------------------------------------------------------------------------------------

select story.be(who), throws_ok($$ select story.save(1, 0, story.park()) $$, 'PT404', 'not_found', who || ' makes no place')
from unnest(array['lin', 'ada', 'sun']) who;
select story.be('guest');
select throws_ok($$ select story.save(1, 0, story.park()) $$, '42501', null, 'nor does a guest');
select story.be('mei');
select is(story.save(1, 0, story.park()), 'created', 'a publisher does');
select is(story.save(1, 0, story.park()), 'again', 'the same form twice is one change');
select throws_ok($$ select story.save(1, 0, story.park('{"name_en": "Other"}')) $$, 'PT409', 'change_differs', 'another under its id is refused');
select throws_ok($$ select story.save(2, 0, story.park('{"slug": "other"}')) $$, 'PT409', 'changed_meanwhile', 'a place is made once');


-- a place ---------------------------------------------------------------------------------------------------------

select is((select version from public.places where id = story.id(1)), 1, 'it begins with version 1');
select ok((select status = 'draft' and code ~ '^[2-9A-HJKMNP-Z]{5}$' from public.places where id = story.id(1)), 'as a draft with a code for its sign');
select is((select needs from public.places where id = story.id(1)), '{toilet}'::public.place_facility[], 'what is there can be searched for');
select is(story.save(3, 1, '{"status": "published", "slug": "moved"}'), 'changed', 'it is published');
select is((select slug || ' ' || name_en || ' ' || version from public.places where id = story.id(1)), 'story-park Story Park 2',
  'what the form leaves out stays, and the address never changes');
select story.be(null);
select is((select count(*)::int from private.place_search where place_id = story.id(1)), 1, 'and it is found');
select story.be('mo');
select throws_ok($$ select story.save(4, 1, '{"name_en": "Late"}') $$, 'PT409', 'changed_meanwhile', 'Mo was slower: nothing is overwritten');
select throws_ok($$ select story.save(4, 2, '{"name_en": "New"}', null) $$, 'PT422', 'why_missing', 'a change says why');
select is(story.save(4, 2, '{"lat": 39.951, "lng": 116.461, "position_quality": "surveyed", "facilities": {"toilet": {"present": "no", "source": "Mo looked"}}}',
  'the toilet is gone'), 'changed', 'Mo corrects it');
select is((select position_quality::text || (needs = '{}')::text from public.places where id = story.id(1)), 'surveyedtrue', 'the position is surveyed, the toilet gone');
select throws_ok(format('select story.save(5, 3, %L)', wrong), status, code, 'refused: ' || wrong) from (values
  ('{"name_zh": null}', 'PT422', 'field_missing'), ('{"lat": null}', 'PT422', 'field_wrong'), ('{"lat": 99}', 'PT422', 'field_wrong'),
  ('{"summary_zh": "话", "summary_en": null}', 'PT422', 'field_wrong'), ('{"area_m2": "many"}', 'PT422', 'field_wrong'), ('{"kind": "moon"}', 'PT422', 'field_wrong'),
  ('{"subdistricts": ["1"]}', 'PT422', 'field_wrong'), ('{"facilities": {"toilet": {"present": "yes"}}}', 'PT422', 'field_wrong'),
  ('{"facilities": {"bar": {"present": "yes", "source": "us"}}}', 'PT422', 'field_wrong'), ('{"facilities": 7}', 'PT422', 'field_wrong'),
  ('[]', 'PT422', 'sheet_wrong')) w (wrong, status, code);
select is((select version from public.places where id = story.id(1)), 3, 'and nothing of it is kept');
select is(public.take_back_green(story.id(106), (select id from public.green_revisions where thing_id = story.id(1) and version = 3), 3) ->> 'result',
  'changed', 'the correction is taken back');
select is((select position_quality::text || ' ' || array_to_string(needs, ',') || ' ' || version from public.places where id = story.id(1)),
  'approximate toilet 4', 'all of it, as a new version');
select is((select string_agg((r ->> 'version') || ' ' || (r ->> 'act') || ' ' || coalesce(r ->> 'by', '-'), ', ' order by (r ->> 'version')::int)
  from jsonb_array_elements(public.green_desk('place', story.id(1)) -> 'revisions') r), '1 create Mei, 2 change Mei, 3 change -, 4 take_back -',
  'the desk tells who did what');
select is(public.take_back_green(story.id(107), (select id from public.green_revisions where thing_id = story.id(1) and version = 1), 4) ->> 'result',
  'changed', 'taking back the first');
select is((select status::text from public.places where id = story.id(1)), 'archived', 'puts it away');
select is((select count(*)::int from jsonb_array_elements(public.green_list('place', 'story p', 'archived') -> 'rows')), 1, 'where editors still find it');
select story.be(who), is((select count(*)::int from public.green_revisions), 0, who || ' reads no revisions') from unnest(array['lin', 'ada', 'sun']) who;


-- a route, a river, a post ----------------------------------------------------------------------------------------

select story.be('mo');
select is(story.save(20, 0, '{"slug": "story-walk", "kind": "nature", "name_zh": "路", "name_en": "Walk", "source": "us", "data_quality": "sourced",
  "stops": [{"name_zh": "甲", "name_en": "A", "source": "us"}, {"name_zh": "乙", "name_en": "B", "source": "us"}],
  "line": {"quality": "schematic", "source": "us", "licence": "CC0-1.0", "line": [{"lat": 39.9, "lng": 116.4}, {"lat": 39.91, "lng": 116.4}]}}',
  null, 'route', 2), 'created', 'a route is made');
select is(story.save(21, 1, '{"line": {"quality": "surveyed", "source": "GPX", "licence": "CC0-1.0", "line": [{"lat": 39.9, "lng": 116.4}, {"lat": 39.92, "lng": 116.4}]},
  "stops": [{"name_zh": "乙", "name_en": "B", "source": "us"}]}', 'walked it', 'route', 2), 'changed', 'a line of its own replaces the drawn one');
select is((select (select quality::text from public.route_lines where route_id = story.id(2)) || ' ' || string_agg(number || name_en, ',') from public.route_stops
  where route_id = story.id(2)), 'surveyed 1B', 'and the stops are those of the form');
select throws_ok($$ select story.save(22, 2, '{"line": {"quality": "surveyed", "source": "x", "licence": "y", "line": [{"lat": 116.4, "lng": 39.9}]}}', 'x', 'route', 2) $$,
  'PT422', 'field_wrong', 'a line that is turned round is none');
select is(story.save(23, 0, '{"slug": "story-river", "kind": "river", "name_zh": "河", "name_en": "River", "source": "us", "data_quality": "sourced",
  "reaches": [{"number": 1, "name_zh": "上", "name_en": "Upper", "source": "us", "boards": [{"code": "ST-1", "source": "us"}],
    "subdistricts": [{"subdistrict_code": "110105012", "source": "us"}]}, {"number": 2, "name_zh": "下", "name_en": "Lower", "source": "us"}]}',
  null, 'waterway', 3), 'created', 'a river with two reaches');
select is(story.save(24, 0, jsonb_build_object('kind', 'river', 'level', 'district', 'post_zh', '河长', 'post_en', 'Chief', 'source', 'us',
  'reach_id', (select id from public.reaches where waterway_id = story.id(3) and number = 2)), null, 'chief', 4), 'created', 'and a post for the lower one');
select throws_ok($$ select story.save(25, 1, '{"reaches": [{"number": 1, "name_zh": "上", "name_en": "Upper", "source": "us"}]}', 'x', 'waterway', 3) $$,
  'PT409', 'reach_has_chiefs', 'a reach that somebody answers for is not taken away');
select throws_ok($$ select story.save(26, 1, '{"office_phone": "010-12345678"}', 'x', 'chief', 4) $$, 'PT422', 'field_wrong', 'no phone without a source');
select is(story.save(26, 1, '{"office_phone": "010-12345678", "phone_source": "the board"}', 'x', 'chief', 4), 'changed', 'with one it is taken');
select throws_ok($$ select story.save(27, 0, '{}', null, 'moon', 5) $$, 'PT404', 'not_found', 'there is no such kind');


-- a file ----------------------------------------------------------------------------------------------------------

select story.be(null);
create function story.file(more jsonb default '[]') returns jsonb language sql as $$
  select jsonb_build_array(
    story.park('{"slug": null, "new_slug": "file-a", "line": 2, "status": "published", "name_en": "File A"}'),
    story.park('{"slug": "story-park", "line": 3, "status": "published", "lat": 39.952, "lng": 116.462, "position_quality": "surveyed", "kind": "park"}'),
    story.park('{"slug": "no such", "line": 4, "status": "published"}'),
    story.park('{"slug": "file-b", "line": 5, "status": "published", "lat": 139.9}'),
    '{"line": 6, "error": {"code": "number_wrong", "field": "lat", "value": "x"}}'::jsonb
  ) || more $$;
grant execute on all functions in schema story to public;
select story.be('lin');
select throws_ok($$ select public.check_import(story.id(200), 'a.csv', 'csv', 'wgs84', story.file()) $$, 'PT404', 'not_found', 'Lin brings no file');
select story.be('mei');
select is((select string_agg((b ->> 'line') || ' ' || (b ->> 'code') || ' ' || (b ->> 'field'), ', ') from jsonb_array_elements(
  public.check_import(story.id(200), 'a.csv', 'csv', 'wgs84', story.file()) -> 'bad') b),
  '4 slug_wrong slug, 5 position_far lat, 6 number_wrong lat', 'the dry run names each bad line');
select is((select count(*)::int from public.places where slug like 'file-%'), 0, 'and changes nothing');
select throws_ok($$ select public.apply_import(story.id(200), 'all') $$, 'PT422', 'import_has_bad', 'all or nothing: nothing');
select is(public.apply_import(story.id(200), 'good') - array['bad', 'file_name', 'made_at', 'applied_at', 'id', 'format', 'crs'],
  '{"total": 5, "good": 2, "choice": "good", "created": 1, "changed": 1, "unchanged": 0, "result": "applied"}', 'the good ones go in');
select is(public.apply_import(story.id(200), 'good') ->> 'result', 'again', 'once');
select is((select position_quality::text || ' ' || version from public.places where slug = 'story-park'), 'surveyed 6', 'a real position replaced the approximate one');
select is((select count(*)::int from public.green_revisions where import_id = story.id(200)), 2, 'each with a revision');
select is(public.check_import(story.id(201), 'b.csv', 'csv', 'wgs84', jsonb_build_array(story.park('{"line": 2, "position_quality": "approximate"}')))
  #>> '{bad,0,code}', 'position_weaker', 'a worse position does not replace a better one');
select story.be('lin');
select is((select count(*)::int from public.green_imports), 0, 'Lin reads no imports');
