-- Blooms: Lin, Fang and Hua are residents, Mo moderates, Sun moderated and is suspended; a guest has no account.
-- docs/decisions/0023-blooms-and-nature.md explains it in words.
select plan(66);

create schema story;
grant usage on schema story to public;
create table story.people (name text primary key, id uuid not null default gen_random_uuid());
grant select on story.people to public;
insert into story.people (name) select unnest(array['lin', 'fang', 'hua', 'mo', 'sun']);
insert into auth.users (id, email, raw_user_meta_data, created_at) select id, name || '@blooms.example', '{}', now() from story.people;
insert into public.user_roles (user_id, role) select id, 'moderator' from story.people where name in ('mo', 'sun');
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
create function story.at(since interval) returns text language sql as $$
  select set_config('app.now', (timestamptz '2026-04-05 09:00:00+08' + since)::text, true) $$;
create function story.id(n int) returns uuid language sql as $$ select ('00000000-0000-4000-9b00-' || lpad(n::text, 12, '0'))::uuid $$;
create function story.says(who text, n int, stage text, more jsonb default '{}') returns text language plpgsql as $$
declare said text;
begin
  perform story.be(who);
  said := public.confirm_bloom(jsonb_build_object('id', story.id(n), 'place', 'yuan-dadu-park', 'flower', 'crab_apple', 'stage', stage) || more) ->> 'result';
  perform story.be(null);
  return said;
end $$;
create function story.row(month int default null, flower text default 'crab_apple', subdistrict text default null) returns jsonb language sql as $$
  select r from jsonb_array_elements(public.bloom_calendar(month, flower, subdistrict) -> 'rows') r where r ->> 'slug' = 'yuan-dadu-park' $$;
create function story.now() returns text language sql as $$
  select concat_ws(' ', n ->> 'stage', n ->> 'people', n ->> 'seen_on', (select string_agg(concat(a ->> 'stage', '=', a ->> 'people'), ',') from jsonb_array_elements(n -> 'also') a))
  from (select nullif(story.row() -> 'now', 'null') as n) q $$;
create view story.blooms as select * from public.blooms;
grant select on story.blooms to public;
create function story.due() returns jsonb language sql security definer as $$ select public.run_due() $$;
grant execute on all functions in schema story to public;
select story.at('0');


-- what is written down -------------------------------------------------------------------------------------------

select is((select count(*)::int from public.flowers where (months is null) <> (months_source is null)), 0, 'no months without a source');
select throws_ok($$ update public.flowers set months = '{13}' where code = 'pear' $$, '23514', null, 'nor a thirteenth month');
select throws_ok($$ update public.flowers set months = '{4}' where code = 'pear' $$, '23514', null, 'nor one that nobody stated');
select is((select months from public.flowers where code = 'pear'), null, 'what is unknown stays blank');
select throws_ok(format($$ insert into public.blooms (id, place_id, flower_code, stage, seen_on, created_at) select gen_random_uuid(), id, 'pear', 'full', %L, '2026-04-05 00:30+08' from public.places limit 1 $$, '2026-04-06'),
  '23514', null, 'nobody sees tomorrow');
select lives_ok($$ insert into public.blooms (id, place_id, flower_code, stage, seen_on, created_at) select gen_random_uuid(), id, 'pear', 'full', '2026-04-05', '2026-04-05 00:30+08' from public.places where slug = 'jiangfu-park' $$,
  'but just after midnight it is today in Beijing');


-- the calendar, by month, flower and place -----------------------------------------------------------------------

select story.be('guest');
select is(story.row() -> 'months', '[4]', 'a guest reads the months that a source states of a place');
select is(story.row() ->> 'note_en', 'Festival from about 3 April', 'with its note');
select is(story.row() -> 'now', 'null', 'and that nobody has said how it stands');
select isnt(story.row(4), null, 'it is there in April');
select is(story.row(1), null, 'and not in January');
select is(story.row(4, 'lotus'), null, 'nor among other flowers');
select isnt(story.row(4, null, '110105010'), null, 'it is there in its own subdistrict');
select is(story.row(4, null, '110105012'), null, 'and not in another');
select is(jsonb_array_length(public.bloom_calendar(7, 'lotus') -> 'rows'), 1, 'where a place states no month, those of the flower count');
select is(jsonb_array_length(public.bloom_calendar(place => 'dongba-park') -> 'rows'), 2, 'a place has its flowers');
select is(public.bloom_calendar(flower => 'nothing') -> 'rows', '[]', 'an unknown flower grows nowhere');
select is(public.bloom_calendar() ->> 'today', '2026-04-05', 'today is today in Beijing');


-- saying how it stands -------------------------------------------------------------------------------------------

select is(story.says('lin', 1, 'first'), 'created', 'Lin saw the first flowers');
select is(story.says('lin', 1, 'first'), 'again', 'the same form sent again is the same');
select throws_ok($$ select story.says('lin', 1, 'full') $$, 'PT409', 'bloom_differs', 'with other content it is another');
select throws_ok($$ select story.says('fang', 1, 'first') $$, 'PT409', 'bloom_differs', 'and nobody takes another''s form');
select throws_ok($$ select story.says('lin', 2, 'full') $$, 'PT409', 'bloom_there', 'one word a day');
select is(story.now(), 'first 1 2026-04-05', 'the calendar shows it');
select is(story.says('lin', 3, 'bud', '{"seen_on": "2026-04-03"}'), 'created', 'another day is another word');
select is(story.now(), 'first 1 2026-04-05', 'and each person counts once, with what they saw last');
select is(story.says('fang', 4, 'full'), 'created', 'Fang saw more');
select is(story.now(), 'full 1 2026-04-05 first=1', 'as many say either: the later stage leads');
select is(story.says('hua', 5, 'first'), 'created', 'Hua agrees with Lin');
select is(story.now(), 'first 2 2026-04-05 full=1', 'most people lead');
select throws_ok(format('select story.says(%L, 6, %L, %L)', 'hua', 'full', more), status, code, why) from (values
  ('{"place": "nowhere"}', 'PT404', 'bloom_unknown', 'a place that there is not'),
  ('{"flower": "lotus"}', 'PT404', 'bloom_unknown', 'a flower that does not grow there'),
  ('{"stage": null}', 'PT422', 'stage_missing', 'no stage'),
  ('{"stage": "lovely"}', 'PT422', 'stage_wrong', 'an unknown stage'),
  ('{"seen_on": "2026-04-06"}', 'PT422', 'seen_on_wrong', 'tomorrow'),
  ('{"seen_on": "2026-03-29"}', 'PT422', 'seen_on_wrong', 'a week ago'),
  ('{"seen_on": "soon"}', 'PT422', 'seen_on_wrong', 'no date'),
  ('{"id": null}', 'PT422', 'bloom_wrong', 'no id')) w (more, status, code, why);
select is(story.says('hua', 6, 'full', '{"seen_on": "2026-03-30"}'), 'created', 'six days ago may still be told');
select throws_ok($$ select story.says('sun', 7, 'full') $$, 'PT403', 'suspended', 'Sun is suspended and says nothing');
select throws_ok($$ select story.says('guest', 7, 'full') $$, '42501', null, 'a guest signs in first');
select story.be('guest');
select throws_ok($$ select count(*) from public.blooms $$, '42501', null, 'and reads no rows');
select is((select string_agg(r ->> 'flower', ' ') from jsonb_array_elements(public.blooms_this_week() -> 'rows') r where r ->> 'slug' like 'yuan%'), 'crab_apple', 'but what flowers this week');
select is(public.bloom_days(1) #> '{0,stages}', '[{"stage": "first", "people": 2}, {"stage": "full", "people": 1}]', 'and each day with its counts');
select ok(public.bloom_calendar()::text || public.blooms_this_week()::text || public.bloom_days()::text !~ (select string_agg(id::text, '|') from story.people), 'never who saw it');


-- taking back, hiding --------------------------------------------------------------------------------------------

select story.be('lin');
select is(jsonb_array_length(public.my_blooms()), 2, 'Lin finds her own');
select is((select count(*)::int from public.blooms), 0, 'and reads no rows of anybody');
select throws_ok(format('select public.withdraw_bloom(%L)', story.id(5)), 'PT404', 'bloom_unknown', 'she takes back nobody else''s');
select lives_ok(format('select public.withdraw_bloom(%L)', story.id(1)), 'but her own');
select lives_ok(format('select public.withdraw_bloom(%L)', story.id(1)), 'twice is the same');
select throws_ok(format('select public.hide_bloom(%L, true)', story.id(5)), 'PT404', 'bloom_unknown', 'she hides nothing');
select story.be(null);
select is(story.now(), 'full 1 2026-04-05 first=1,bud=1', 'it counts no more; what she saw before counts again');
select is(story.says('lin', 1, 'first'), 'again', 'the old form does not bring it back');
select is(story.says('lin', 8, 'full'), 'created', 'she may say it anew');
select story.be('sun');
select throws_ok(format('select public.hide_bloom(%L, true)', story.id(5)), 'PT404', 'bloom_unknown', 'nor does Sun hide anything');
select story.be('mo');
select ok((select count(*) from public.blooms where id = story.id(5)) = 1, 'Mo sees what was said, without a name');
select throws_ok($$ select user_id from public.blooms $$, '42501', null, 'who said it is granted to nobody');
select lives_ok(format('select public.hide_bloom(%L, true)', story.id(5)), 'Mo hides what is wrong');
select story.be(null);
select is(story.now(), 'full 2 2026-04-05', 'it is out of the counts');
select story.says('mo', 9, 'bud');
select story.be('mo');
select throws_ok(format('select public.hide_bloom(%L, true)', story.id(9)), 'PT403', 'own_bloom', 'Mo judges none of Mo''s own');
select lives_ok(format('select public.hide_bloom(%L, false)', story.id(5)), 'and puts back what was right');
select story.be(null);
select is(story.now(), 'full 2 2026-04-05 first=1,bud=1', 'it counts again');

-- later ----------------------------------------------------------------------------------------------------------

select story.at('25 hours');
select story.due();
select is((select count(*)::int from public.blooms where id = story.id(1)), 0, 'what was taken back is gone after a day');
select story.at('20 days');
select is(nullif(story.row() -> 'now', 'null'), null, 'after two weeks nobody knows how it stands');
select is(story.row() -> 'seen', '[3, 4]', 'the months in which it was seen open stay');
select story.at('401 days');
select story.due();
select is((select count(*)::int from public.blooms where user_id is not null), 0, 'and after 400 days nobody knows who saw it');
select * from finish();
