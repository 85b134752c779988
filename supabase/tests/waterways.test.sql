-- Waterways and their chiefs: Lin is a resident, Mei a publisher, Mo a moderator, Ada an administrator, Sun was a publisher and is
-- suspended; a guest has no account. docs/decisions/0016-routes-and-waterways.md explains it in words.
select plan(38);

create schema story;
grant usage on schema story to public;
create table story.people (name text primary key, id uuid not null default gen_random_uuid());
grant select on story.people to public;
insert into story.people (name) select unnest(array['lin', 'mei', 'mo', 'ada', 'sun']);
insert into auth.users (id, email, raw_user_meta_data, created_at) select id, name || '@rivers.example', '{}', now() from story.people;
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
create function story.posts(answer jsonb) returns text language sql as $$
  select string_agg(c.row ->> 'post_en', ', ' order by c.n) from jsonb_array_elements(answer -> 'chiefs') with ordinality as c (row, n) $$;
grant execute on all functions in schema story to public;


-- what the tables take -------------------------------------------------------------------------------------------

select has_column('public', 'chiefs', 'post_zh', 'a chief is a post');
select is_empty($$ select attname from pg_attribute where attrelid = 'public.chiefs'::regclass and attname ~ 'name|person|user|mobile' $$, 'and never a person');
select throws_ok(format('insert into public.chiefs (kind, level, post_zh, post_en, %s', wrong), '23514', null, 'not taken: ' || why) from (values
  ($$demo) values ('river', 'district', '职', 'A post', false)$$, 'a post without a source'),
  ($$source, office_phone) values ('river', 'district', '职', 'A post', 'us', '010-12345')$$, 'a phone without a source'),
  ($$demo, office_phone, phone_source) values ('river', 'district', '职', 'A post', true, '010-12345', 'us')$$, 'a phone in a made-up row'),
  ($$source, office_phone, phone_source) values ('river', 'district', '职', 'A post', 'us', 'ask Wang', 'us')$$, 'a name where a phone belongs'),
  ($$source, duty_zh) values ('river', 'district', '职', 'A post', 'us', '责')$$, 'a duty in one language')) w (wrong, why);
select throws_ok($$ insert into public.chiefs (kind, level, post_zh, post_en, source, reach_id) select 'forest', 'district', '职', 'A post', 'us', id from public.reaches limit 1 $$,
  '23514', null, 'not taken: a forest chief of a reach of a river');
select lives_ok($$ insert into public.chiefs (kind, level, post_zh, post_en, source, office_phone, phone_source) values ('river', 'district', '草', 'A draft post', 'us', '010-6509 0000', 'a board') $$,
  'taken: a phone that says where it comes from');
select throws_ok($$ insert into public.reaches (waterway_id, number, name_zh, name_en, source, line) select id, 9, '段', 'A reach', 'us', '[{"lat": 39.9, "lng": 116.4}, {"lat": 39.91, "lng": 116.4}]' from public.waterways limit 1 $$,
  '23514', null, 'not taken: a line that does not say how good it is');
select throws_ok($$ insert into public.reach_boards (code, reach_id) select 'CY-1', id from public.reaches limit 1 $$, '23514', null, 'not taken: a board without a source');


-- who reads what -------------------------------------------------------------------------------------------------

insert into public.waterways (slug, kind, name_zh, name_en, source, data_quality) values ('brook', 'ditch', '小沟', 'A brook', 'us', 'unchecked');
insert into public.reaches (waterway_id, number, name_zh, name_en, source) select id, 1, '一段', 'The brook', 'us' from public.waterways where slug = 'brook';
insert into public.reach_subdistricts select id, '110105014', 'us' from public.reaches where name_en = 'The brook';
insert into public.reach_boards (code, reach_id, source) select 'BR-1', id, 'us' from public.reaches where name_en = 'The brook';
create function story.sees() returns text language sql as $$
  select concat_ws(' ', (select count(*) from public.waterways where slug = 'brook'), (select count(*) from public.reaches where name_en = 'The brook'),
    (select count(*) from public.reach_subdistricts where subdistrict_code = '110105014'), (select count(*) from public.reach_boards where code = 'BR-1'),
    (select count(*) from public.chiefs where post_en = 'A draft post')) $$;
grant execute on function story.sees() to public;
select story.be(who), is(story.sees(), what, who || ' sees of a draft: ' || what) from (values
  ('guest', '0 0 0 0 0'), ('lin', '0 0 0 0 0'), ('ada', '0 0 0 0 0'), ('sun', '0 0 0 0 0'), ('mei', '1 1 1 1 1'), ('mo', '1 1 1 1 1')) w (who, what);
select throws_ok($$ update public.chiefs set office_phone = '110' $$, '42501', null, 'nobody writes past a door');
select is(public.waterway_page('brook'), null, 'no page shows a draft');
select throws_ok($$ select public.find_chiefs(board => 'br-1') $$, 'PT404', 'board_unknown', 'nor does its board lead anywhere');
select ok(public.find_chiefs(subdistrict => '110105014') -> 'waterways' = '[]', 'nor its subdistrict');
select ok(story.posts(public.find_chiefs(subdistrict => '110105014')) !~ 'draft', 'nor is a post that is not published');
select story.be(null);
update public.waterways set status = 'published' where slug = 'brook';
update public.chiefs set status = 'published', reach_id = (select id from public.reaches where name_en = 'The brook') where post_en = 'A draft post';
select story.be('guest');
select is(story.sees(), '1 1 1 1 1', 'published, a guest sees all of it');
select is(public.waterway_page('brook') #>> '{reaches,0,boards,0,code}', 'BR-1', 'and its page has the board');


-- find my chief --------------------------------------------------------------------------------------------------

select is(public.find_chiefs(), null, 'nothing asked, nothing said');
select is(public.find_chiefs(board => ' ｂr-1 ') #>> '{board,code}', 'BR-1', 'a code is read as people type it');
select is(story.posts(public.find_chiefs(board => 'BR-1')), 'A draft post, District river chief, Subdistrict river chief, Community (village) river chief',
  'a board leads to the river chiefs: first those of this reach');
select is(public.find_chiefs(board => 'BR-1') #>> '{chiefs,0,office_phone}', '010-6509 0000', 'with the phone that is known');
select is(public.find_chiefs(board => 'BR-1') #>> '{chiefs,1,office_phone}', null, 'and none that is not');
select is(story.posts(public.find_chiefs(subdistrict => '110105012')),
  'District river chief, Subdistrict river chief, Community (village) river chief, Subdistrict forest chief, Community (village) forest chief',
  'a subdistrict leads to all that is known, and nobody has told of field chiefs');
select is(public.find_chiefs(subdistrict => '110105012') #>> '{waterways,0,slug}', 'liangma', 'and to its rivers');
select is(public.find_chiefs(lat => 39.949, lng => 116.465) -> 'subdistricts', '["110105012"]', 'a position leads to the nearest middle');
select is(public.find_chiefs(lat => 39.949, lng => 116.465) ->> 'guessed', 'true', 'and says that this is a guess');
select is(public.find_chiefs(subdistrict => '110105012') ->> 'guessed', 'false', 'which a chosen subdistrict is not');
select throws_ok($$ select public.find_chiefs(subdistrict => '110105099') $$, 'PT422', 'subdistrict_unknown', 'no such subdistrict');
select throws_ok($$ select public.find_chiefs(board => 'zz-9') $$, 'PT404', 'board_unknown', 'no such board');
select throws_ok($$ select public.find_chiefs(lat => 39.9) $$, 'PT422', 'position_wrong', 'half a position is none');

select is((select count(*)::int from public.chiefs where office_phone is not null and post_en <> 'A draft post'), 0, 'the seed invents no number');
select * from finish();
