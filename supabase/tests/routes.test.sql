-- Garden routes: Lin is a resident, Mei a publisher, Mo a moderator, Ada an administrator, Sun was a publisher and is suspended; a
-- guest has no account. docs/decisions/0016-routes-and-waterways.md explains it in words.
select plan(49);

create schema story;
grant usage on schema story to public;
create table story.people (name text primary key, id uuid not null default gen_random_uuid());
grant select on story.people to public;
insert into story.people (name) select unnest(array['lin', 'mei', 'mo', 'ada', 'sun']);
insert into auth.users (id, email, raw_user_meta_data, created_at) select id, name || '@routes.example', '{}', now() from story.people;
insert into public.user_roles (user_id, role)
select p.id, r.role::public.user_role from (values ('mei', 'publisher'), ('mo', 'moderator'), ('ada', 'admin'), ('sun', 'publisher')) r (name, role)
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
create function story.slugs(answer jsonb) returns text language sql as $$
  select string_agg(r.row ->> 'slug', ' ' order by r.n) from jsonb_array_elements(answer -> 'rows') with ordinality as r (row, n) $$;
create function story.draft(more jsonb default '{}') returns void language sql as $$
  insert into public.routes (slug, kind, name_zh, name_en, source, data_quality, summary_zh, summary_en, step_free, step_free_source,
    months, season_source, start_landmark, stations_source, length_m)
  select coalesce(more ->> 'slug', 'x'), 'nature', '路', 'A walk', 'us', coalesce(more ->> 'quality', 'sourced')::public.place_quality,
    more ->> 'zh', more ->> 'en', coalesce(more ->> 'step_free', 'unknown')::public.place_presence, more ->> 'step_free_source',
    case when more ? 'month' then array[(more ->> 'month')::smallint] end, more ->> 'season_source', more ->> 'start', more ->> 'stations_source',
    (more ->> 'length')::int
$$;
grant execute on all functions in schema story to public;


-- what the table takes -------------------------------------------------------------------------------------------

select throws_ok(format('select story.draft(%L)', wrong), '23514', null, 'not taken: ' || wrong) from unnest(array[
  '{"slug": "Liang Ma"}', '{"zh": "only Chinese"}', '{"step_free": "yes"}', '{"month": 4}', '{"month": 13, "season_source": "us"}',
  '{"start": "zaoying"}', '{"length": 0}', '{"quality": "checked"}']) wrong;
select lives_ok($$ select story.draft('{"slug": "fine", "zh": "话", "en": "words", "step_free": "yes", "step_free_source": "us", "month": 4,
  "season_source": "us", "start": "zaoying", "stations_source": "us", "length": 900}') $$, 'taken: what says how it is known');
select throws_ok($$ select story.draft('{"slug": "fine"}') $$, '23505', null, 'a slug is one route');

select is(private.line_fits(wrong::jsonb), false, 'no line: ' || wrong) from unnest(array[
  '{}', '[]', '"a line"', '[{"lat": 39.9, "lng": 116.4}]', '[[116.4, 39.9], [116.5, 39.9]]', '[{"lat": 116.4, "lng": 39.9}, {"lat": 116.5, "lng": 39.9}]',
  '[{"lat": 39.9, "lng": 116.4}, {"lat": 39.9}]', '[{"lat": 39.9, "lng": 116.4}, {"lat": "39.9", "lng": 116.4}]',
  '[{"lat": 39.9, "lng": 116.4}, {"lat": 39.9, "lng": 116.4, "who": "Lin"}]', '[{"lat": 39.9, "lng": 116.4}, null]']) wrong;
select ok(private.line_fits('[{"lat": 39.9, "lng": 116.4}, {"lat": 39.91, "lng": 116.41}]'), 'two points are a line');
select throws_ok($$ insert into public.route_lines select id, 'schematic', '[]', 'us', 'CC0-1.0' from public.routes where slug = 'fine' $$, '23514', null,
  'and the table takes no other');


-- who reads what -------------------------------------------------------------------------------------------------

insert into public.route_stops (route_id, number, name_zh, name_en, source) select id, 1, '门', 'A gate', 'us' from public.routes where slug = 'fine';
insert into public.route_lines select id, 'schematic', '[{"lat": 39.9, "lng": 116.4}, {"lat": 39.91, "lng": 116.41}]', 'us', 'CC0-1.0' from public.routes where slug = 'fine';
create function story.sees() returns text language sql as $$
  select concat_ws(' ', (select count(*) from public.routes where slug = 'fine'),
    (select count(*) from public.route_stops s where s.route_id not in (select id from public.routes where slug <> 'fine')),
    (select count(*) from public.route_lines l where l.route_id not in (select id from public.routes where slug <> 'fine'))) $$;
grant execute on function story.sees() to public;
select story.be('guest');
select is(story.sees(), '0 0 0', 'a guest sees nothing of a draft');
select story.be('lin');
select is(story.sees(), '0 0 0', 'nor does Lin');
select story.be('ada');
select is(story.sees(), '0 0 0', 'nor an administrator');
select story.be('sun');
select is(story.sees(), '0 0 0', 'nor a publisher who is suspended');
select story.be('mei');
select is(story.sees(), '1 1 1', 'a publisher does');
select throws_ok($$ update public.routes set status = 'published' where slug = 'fine' $$, '42501', null, 'though not even she writes past a door');
select story.be('mo');
select is(story.sees(), '1 1 1', 'and so does a moderator');
select is(public.route_page('fine'), null, 'but no page shows it, to nobody');
select ok(story.slugs(public.list_routes(size => 100)) !~ '\mfine\M', 'and no list');
select story.be(null);
update public.routes set status = 'published' where slug = 'fine';
select story.be('guest');
select is(story.sees(), '1 1 1', 'published, a guest sees all of it');
select isnt(public.route_page('fine'), null, 'on its page');


-- the list -------------------------------------------------------------------------------------------------------

select is((public.list_routes() #>> '{rows,0,slug}'), 'liangma-river', 'the Liangma River comes first');
select is(story.slugs(public.list_routes(kinds => '{garden_road}')), 'wangjing-crab-apple-stream huangqu-middle-road coking-plant-sixth-street', 'by kind');
select is(story.slugs(public.list_routes(most_m => 5600)), 'liangma-river wangjing-crab-apple-stream fine', 'by length: an unknown length is not a short one');
select is(story.slugs(public.list_routes(month => 4)), 'wangjing-crab-apple-stream fine', 'by season');
select is(story.slugs(public.list_routes(step_free => true)), 'fine', 'step-free only where somebody said so');
select is(story.slugs(public.list_routes(needs => '{toilet}')), null, 'toilets: nobody has checked any');
select story.be(null);
insert into public.place_facilities (place_id, facility, present, source) select id, 'toilet', 'yes', 'us' from public.places where slug = 'chaoyang-park';
select story.be('guest');
select is(story.slugs(public.list_routes(needs => '{toilet}')), 'liangma-river', 'a toilet of a park along the way counts');
select is(public.route_page('liangma-river') #>> '{stops,5,place,slug}', 'chaoyang-park', 'the park is a stop');
select story.be(null);
update public.places set status = 'archived' where slug = 'chaoyang-park';
select story.be('guest');
select is(story.slugs(public.list_routes(needs => '{toilet}')), null, 'not one that is no longer published');
select is(public.route_page('liangma-river') #> '{stops,5,place}', 'null', 'and the stop stands without its place');

select is(story.slugs(public.list_routes(size => 4, after => (public.list_routes(size => 4) #>> '{rows,3,id}')::uuid)),
  (select string_agg(s, ' ' order by n) from string_to_table(story.slugs(public.list_routes(size => 8)), ' ') with ordinality t (s, n) where n > 4),
  'page by page nothing is left out');
select is((public.list_routes(size => 4) ->> 'more'), 'true', 'and it says that there is more');
select throws_ok(format('select public.list_routes(%s)', wrong), 'PT422', 'filter_unknown', 'not understood: ' || wrong) from unnest(array[
  $$kinds => '{palace}'$$, $$needs => '{gold}'$$, 'month => 13', $$after => '00000000-0000-4000-8000-000000000000'$$]) wrong;
select * from finish();
