-- Suggestions about places: Lin and Wang are residents, Mei is a publisher, Ada an administrator, Sun was a publisher and is suspended.
select plan(30);

create schema story;
grant usage on schema story to public;
create table story.people (name text primary key, id uuid not null default gen_random_uuid());
grant select on story.people to public;
insert into story.people (name) select unnest(array['lin', 'wang', 'mei', 'ada', 'sun']);
insert into auth.users (id, email, raw_user_meta_data, created_at) select id, name || '@suggest.example', '{}', now() from story.people;
insert into public.user_roles (user_id, role)
select p.id, r.role::public.user_role from (values ('mei', 'publisher'), ('ada', 'admin'), ('sun', 'publisher')) r (name, role)
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
create function story.id(n int) returns uuid language sql as $$ select ('0e000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid $$;
create function story.say(n int, more jsonb default '{}') returns text language sql as $$
  select public.suggest_place(jsonb_build_object('id', story.id(n), 'kind', 'gone', 'place', 'story-park', 'facility', 'toilet', 'lang', 'zh') || more) ->> 'result' $$;
create function story.answer(change int, n int, verdict text, words text default null) returns text language sql as $$
  select public.answer_suggestion(story.id(100 + change), story.id(n), verdict, words) ->> 'result' $$;
grant execute on all functions in schema story to public;
insert into public.places (slug, code, kind, name_zh, name_en, name_pinyin, source, data_quality, status) values
  ('story-park', '33332', 'park', '甲园', 'Garden A', 'jia yuan', 'us', 'unchecked', 'published'),
  ('story-draft', '33333', 'park', '乙园', 'Garden B', 'yi yuan', 'us', 'unchecked', 'draft');
insert into public.place_facilities (place_id, facility, present, demo) select id, 'toilet', 'yes', true from public.places where slug = 'story-park';

select story.be('guest');
select throws_ok($$ select story.say(1) $$, '42501', null, 'a guest has no list to read the answer in');
select story.be('lin');
select is(story.say(1), 'created', 'Lin says that the toilet is gone');
select is(story.say(1), 'again', 'twice is once');
select throws_ok($$ select story.say(1, '{"facility": "shade"}') $$, 'PT409', 'suggestion_differs', 'other content under the id is refused');
select throws_ok(format('select story.say(9, %L)', wrong), 'PT422', code, 'refused: ' || wrong) from (values
  ('{"kind": "moon"}', 'suggestion_kind_missing'), ('{"place": "story-draft"}', 'suggestion_place_unknown'),
  ('{"facility": "bar"}', 'suggestion_facility_missing'), ('{"kind": "other"}', 'suggestion_words_missing'),
  ('{"kind": "spot"}', 'subdistrict_missing'), ('{"kind": "spot", "subdistrict": "110105012"}', 'landmark_missing'),
  ('{"seen_on": "2999-01-01"}', 'suggestion_day_wrong')) w (wrong, code);
select is(story.say(2, '{"kind": "spot", "subdistrict": "110105012", "landmark": "by the bridge", "words": "It has two old trees."}'), 'created', 'and a spot');
select story.be('wang');
select is(story.say(3, '{"kind": "closed", "words": "locked at noon"}'), 'created', 'Wang says that something is shut');
select throws_ok($$ select story.say(1) $$, 'PT409', 'suggestion_differs', 'the id of somebody else is not his');
select is(jsonb_array_length(public.my_suggestions()), 1, 'everybody sees their own');
select throws_ok($$ select public.suggestion_queue() $$, 'PT404', 'not_found', 'and not the queue');
select story.be(who), throws_ok($$ select story.answer(1, 1, 'accepted') $$, 'PT404', 'not_found', who || ' answers nothing')
from unnest(array['lin', 'ada', 'sun']) who;

select story.be('mei');
select is((select count(*)::int from jsonb_array_elements(public.suggestion_queue()) s where s ? 'user_id'), 0, 'the queue does not say by whom');
select throws_ok($$ select story.answer(2, 3, 'refused') $$, 'PT422', 'suggestion_answer_missing', 'a refusal says why');
select is(story.answer(1, 1, 'accepted', 'Thank you'), 'answered', 'Mei accepts');
select is(story.answer(1, 1, 'accepted', 'Thank you'), 'again', 'once');
select throws_ok($$ select story.answer(3, 1, 'refused', 'no') $$, 'PT409', 'suggestion_answered', 'what is answered is answered');
select is((select f.present::text || f.demo::text from public.place_facilities f join public.places p on p.id = f.place_id where p.slug = 'story-park'),
  'nofalse', 'the toilet is gone from the place, and no longer made up');
select is((select count(*)::int from public.green_revisions where id = story.id(101)), 1, 'by a revision that can be taken back');
select is(story.answer(4, 3, 'refused', 'It opens at one.'), 'answered', 'and refuses');
select story.be('wang');
select is(public.my_suggestions() -> 0 ->> 'answer', 'It opens at one.', 'Wang reads why');
select story.be('lin');
select is(jsonb_array_length(public.export_my_data() -> 'data' -> 'place_suggestions'), 2, 'Lin takes hers along');
select public.delete_my_account('delete');
select story.be(null);
select is((select count(*)::int from public.place_suggestions where id in (story.id(1), story.id(2))), 0, 'and they go with the account');
