-- Suggested spots that others support: Lin, Wang, Zhao, Qian and Tan are residents, Mei and Hu are publishers, Ada an administrator,
-- Sun was a publisher and is suspended.
select plan(96);

create schema story;
grant usage on schema story to public;
create table story.people (name text primary key, id uuid not null default gen_random_uuid());
grant select on story.people to public;
insert into story.people (name) select unnest(array['lin', 'wang', 'zhao', 'qian', 'tan', 'mei', 'hu', 'ada', 'sun']);
insert into auth.users (id, email, raw_user_meta_data, created_at) select id, name || '@spots.example', '{}', now() from story.people;
insert into public.user_roles (user_id, role)
select p.id, r.role::public.user_role from (values ('mei', 'publisher'), ('hu', 'publisher'), ('ada', 'admin'), ('sun', 'publisher')) r (name, role)
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
create function story.id(n int) returns uuid language sql as $$ select ('0e100000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid $$;
create function story.say(n int, more jsonb default '{}') returns text language sql as $$
  select public.suggest_place(jsonb_build_object(
    'id', story.id(n), 'kind', 'spot', 'subdistrict', '110105012', 'landmark', 'behind number 9', 'words', 'Two old trees. Call me: 13800138000', 'lang', 'en', 'publish', true
  ) || more) ->> 'result' $$;
create function story.release(n int, more jsonb default '{}', write_id uuid default null) returns text language sql as $$
  select public.release_spot(story.id(n), '{"title": "By the bridge", "words": "It has two old trees.", "subdistrict": "110105012"}'::jsonb || more, write_id) ->> 'id' $$;
create function story.back(n int, supported boolean default true, write_id uuid default null) returns text language sql as $$
  select public.support_spot(story.id(n), supported, write_id) ->> 'supported' $$;
create function story.answer(n int, verdict text, words text default null) returns text language sql as $$
  select public.answer_suggestion(story.id(100 + n), story.id(n), verdict, words) ->> 'result' $$;
create function story.part(n int, write_id uuid default null) returns text language sql as $$
  select public.part_suggestion(story.id(n), write_id) ->> 'shown' $$;
create function story.desk(n int) returns jsonb language sql as $$
  select s from jsonb_array_elements(public.suggestion_queue()) s where s ->> 'id' = story.id(n)::text $$;
create function story.shown(n int) returns jsonb language sql as $$ select public.spot_page(story.id(n)) $$;
grant execute on all functions in schema story to public;

-- released ---------------------------------------------------------------------------------------------------------

select story.be('lin');
select is(story.say(1), 'created', 'Lin suggests a spot, and lets others read it');
select is(story.say(1), 'again', 'twice is once');
select throws_ok($$ select story.say(1, '{"publish": false}') $$, 'PT409', 'suggestion_differs', 'the consent is part of what was sent');
select throws_ok($$ select story.say(9, '{"publish": "perhaps"}') $$, 'PT422', 'publish_unknown', 'and is yes or no');
select throws_ok($$ select story.shown(1) $$, 'PT404', 'spot_unknown', 'nobody reads it before an editor released it, not even Lin');
select story.be('wang');
select is(story.say(2, '{"publish": false}'), 'created', 'Wang suggests one for the editors alone');
select story.be(who), throws_ok($$ select story.release(1) $$, 'PT404', 'not_found', who || ' releases nothing')
from unnest(array['lin', 'wang', 'ada', 'sun']) who;
select story.be('mei');
select throws_ok(format('select story.release(1, %L)', wrong), 'PT422', code, 'refused: ' || wrong) from (values
  ('{"title": " "}', 'spot_title_missing'), ('{"words": ""}', 'suggestion_words_missing'), ('{"subdistrict": "1"}', 'subdistrict_missing'),
  ('{"words": "Call 13800138000"}', 'spot_contact'), ('{"title": "wang@example.org"}', 'spot_contact')) w (wrong, code);
select throws_ok($$ select story.release(2) $$, 'PT409', 'spot_private', 'what its suggester keeps to the editors is not released');
select is(story.release(1), story.id(1)::text, 'Mei releases Lin''s, in words of her own');
select is(story.say(3), 'created', 'Mei suggests one herself');
select throws_ok($$ select story.release(3) $$, 'PT403', 'own_suggestion', 'which a colleague has to release');

select story.be('guest');
select is(story.shown(1) ->> 'words', 'It has two old trees.', 'a guest reads the released words');
select is((select array_agg(k order by k) from jsonb_object_keys(story.shown(1)) k)::text,
  '{answer,answered_at,id,joined,lang,own,released_at,status,subdistrict,supported,supports,title,words}', 'and nothing else: no landmark, no point, no person');
select is(jsonb_array_length(public.list_spots() -> 'rows'), 1, 'in the list too');
select throws_ok($$ select story.back(1) $$, '42501', null, 'a guest cannot support it');

-- supported --------------------------------------------------------------------------------------------------------

select story.be('lin');
select throws_ok($$ select story.back(1) $$, 'PT403', 'own_spot', 'nor can Lin, whose it is');
select story.be('sun');
select throws_ok($$ select story.back(1) $$, 'PT403', 'suspended', 'nor somebody who is suspended');
select story.be('wang');
select throws_ok($$ select story.back(2) $$, 'PT404', 'spot_unknown', 'what is not shown cannot be supported');
select throws_ok($$ select public.support_spot(story.id(1), null) $$, 'PT422', 'support_wrong', 'it is yes or no');
select is(story.back(1, true, story.id(50)), 'true', 'Wang supports it');
select is(story.back(1), 'true', 'twice');
select is((story.shown(1) ->> 'supports') || (story.shown(1) ->> 'supported'), '1true', 'and counts once');
select is(story.back(1, false), 'false', 'Wang takes it back');
select is(story.back(1, true, story.id(50)), 'true', 'the form from before, arriving late, is answered as then');
select is((story.shown(1) ->> 'supports') || (story.shown(1) ->> 'supported'), '0false', 'and changes nothing');
select is(story.back(1), 'true', 'Wang supports it after all');
select story.be('zhao');
select is(story.back(1), 'true', 'and Zhao does');
select is(story.say(4), 'created', 'Zhao suggests another');
select is(story.say(5), 'created', 'and the same spot as Lin, without having looked');

-- hidden and shown -------------------------------------------------------------------------------------------------

select story.be('mei');
select is(story.release(4, '{"title": "At the school"}'), story.id(4)::text, 'which Mei releases');
select is(story.release(5), story.id(5)::text, 'both');
select story.be('guest');
select is((select array_agg(r ->> 'id' order by n)::text from jsonb_array_elements(public.list_spots() -> 'rows') with ordinality q (r, n)),
  array[story.id(1), story.id(5), story.id(4)]::text, 'the list has the most supported first');
select is(public.list_spots(size => 1) ->> 'more', 'true', 'and goes on');
select is((select array_agg(r ->> 'id' order by n)::text from jsonb_array_elements(public.list_spots(after => story.id(1)) -> 'rows') with ordinality q (r, n)),
  array[story.id(5), story.id(4)]::text, 'behind the last that was shown');
select story.be('lin');
select public.set_spot_publish(story.id(1), false);
select is(public.my_suggestions() -> 0 -> 'spot', 'null'::jsonb, 'Lin takes the consent back, and nobody reads it any more');
select throws_ok($$ select public.set_spot_publish(story.id(4), false) $$, 'PT404', 'spot_unknown', 'which nobody does for somebody else');
select public.set_spot_publish(story.id(1), true);
select throws_ok($$ select story.shown(1) $$, 'PT404', 'spot_unknown', 'to agree again does not release it');
select story.be('hu');
select story.release(1);
select is(story.shown(1) ->> 'supports', '2', 'Hu does, and those who supported it still do');
select public.hide_spot(story.id(4));
select throws_ok($$ select story.shown(4) $$, 'PT404', 'spot_unknown', 'Hu hides another');
select story.release(4);

-- joined -----------------------------------------------------------------------------------------------------------

select story.be('wang');
select story.back(5);
select story.be('lin');
select story.back(5);
select throws_ok($$ select public.join_suggestions(story.id(5), story.id(1)) $$, 'PT404', 'not_found', 'residents join nothing');
select story.be('mei');
select throws_ok($$ select public.join_suggestions(story.id(5), story.id(5)) $$, 'PT422', 'join_wrong', 'nothing is joined to itself');
select throws_ok($$ select public.join_suggestions(story.id(5), story.id(2)) $$, 'PT409', 'spot_not_shown', 'nor to what nobody sees');
select is(public.join_suggestions(story.id(5), story.id(1)) ->> 'result', 'joined', 'Mei joins the two of the same spot');
select is(public.join_suggestions(story.id(5), story.id(1)) ->> 'result', 'again', 'once');
select throws_ok($$ select public.join_suggestions(story.id(4), story.id(5)) $$, 'PT409', 'spot_joined', 'nothing is joined to what is joined');
select is(story.shown(1) ->> 'supports', '2', 'Wang and Zhao count once, Lin not for her own, and Zhao''s own suggestion is the support he gave before');
select is(story.shown(5) ->> 'moved_to', story.id(1)::text, 'the page of the one leads to the other');
select story.be('qian');
select is(story.back(5), 'true', 'and so does a support that comes late');
select is(story.shown(1) ->> 'supports', '3', 'to the one that is there');

-- taken apart ------------------------------------------------------------------------------------------------------

select story.be('qian');
select throws_ok($$ select story.part(5) $$, 'PT404', 'not_found', 'residents take nothing apart');
select story.be('tan');
select is(story.back(1), 'true', 'Tan supports the page of both, by the address of Lin''s');
select story.be('mei');
select throws_ok($$ select story.part(4) $$, 'PT409', 'spot_not_joined', 'what is joined to nothing cannot be taken apart');
select is((story.desk(1) -> 'joined' -> 0 ->> 'id') || (story.desk(1) -> 'joined' -> 0 ->> 'was_shown') || (story.desk(1) -> 'joined' -> 0 ->> 'supports'),
  story.id(5)::text || 'true3', 'the desk shows what was joined, and how many supports it has of its own');
select is((select array_agg(k order by k) from jsonb_object_keys(story.desk(1) -> 'joined' -> 0) k)::text,
  '{by,id,joined_at,landmark,lang,own,subdistrict_code,supports,was_shown,words}', 'and not by whom it is');
select story.be(null);
insert into public.user_roles (user_id, role) select id, 'publisher' from story.people where name in ('zhao', 'lin');
select story.be(who), throws_ok($$ select story.part(5) $$, 'PT403', 'own_suggestion', who || ', who suggested one of the two, leaves it to a colleague')
from unnest(array['zhao', 'lin']) who;
select story.be(null);
delete from public.user_roles where user_id in (select id from story.people where name in ('zhao', 'lin'));
select story.be('hu');
select is(story.part(5, story.id(60)), 'true', 'Hu takes the two apart, and the page of the second is back');
select is(story.part(5, story.id(60)), 'true', 'the form that was sent twice is one taking apart');
select throws_ok($$ select story.part(5) $$, 'PT409', 'spot_not_joined', 'and another form finds it done');
select is((story.shown(1) ->> 'supports') || (story.shown(1) ->> 'joined'), '30', 'Lin''s has Wang and Zhao again, and Tan, who named it');
select is(story.shown(5) ->> 'supports', '3', 'Zhao''s has Wang and Lin again, and Qian, who named it');
select is((select string_agg((j ->> 'act') || (j ->> 'main'), ' ' order by (j ->> 'id')::int) from jsonb_array_elements(story.desk(1) -> 'joinings') j),
  'jointrue parttrue', 'the desk remembers both at the one');
select is((select string_agg((j ->> 'act') || (j ->> 'main'), ' ' order by (j ->> 'id')::int) from jsonb_array_elements(story.desk(5) -> 'joinings') j),
  'joinfalse partfalse', 'and at the other');
select is(public.join_suggestions(story.id(5), story.id(1), story.id(61)) ->> 'result', 'joined', 'joined again');
select story.part(5);
select is(public.join_suggestions(story.id(5), story.id(1), story.id(61)) ->> 'result', 'joined', 'the form of the joining, arriving late, is answered as then');
select is(story.shown(5) ->> 'id', story.id(5)::text, 'and joins nothing anew');
select public.join_suggestions(story.id(5), story.id(1));
select story.be('zhao');
select is(story.back(1, false), 'false', 'Zhao takes back what he said');
select is(story.shown(1) ->> 'supported', 'false', 'here and by his own suggestion');
select is(story.shown(1) ->> 'supports', '3', 'and Wang, Tan and Qian are left');
select is(story.back(1), 'true', 'he says it again');
select is(story.shown(1) ->> 'supports', '4', 'and counts again');
select public.set_spot_publish(story.id(5), false);
select public.set_spot_publish(story.id(5), true);
select story.be('mei');
select is(story.part(5), 'false', 'what Zhao meanwhile did not want to be read is not shown when it is taken apart');
select throws_ok($$ select story.shown(5) $$, 'PT404', 'spot_unknown', 'before an editor has released it again');
select story.release(5);
select is(story.shown(5) ->> 'supports', '3', 'then with all who wanted it');
select public.join_suggestions(story.id(5), story.id(1));

-- answered ---------------------------------------------------------------------------------------------------------

select story.be('mei');
select is((select s -> 'spot' ->> 'supports' from jsonb_array_elements(public.suggestion_queue()) s where s ->> 'id' = story.id(1)::text), '4', 'the queue says how many support it');
select throws_ok($$ select story.answer(5, 'refused', 'no') $$, 'PT409', 'spot_joined', 'the joined one has no answer of its own');
select throws_ok($$ select story.answer(1, 'accepted') $$, 'PT422', 'suggestion_answer_missing', 'what everybody reads is answered in words');
select is(story.answer(1, 'accepted', 'We will plant it in spring.'), 'answered', 'Mei answers');
select story.be('guest');
select is(story.shown(1) ->> 'answer', 'We will plant it in spring.', 'everybody reads the answer');
select story.be('hu');
select throws_ok($$ select story.part(5) $$, 'PT409', 'spot_joined_answered', 'what both were told can no longer be taken apart');
select story.be('zhao');
select is((select s ->> 'answer' from jsonb_array_elements(public.my_suggestions()) s where s ->> 'id' = story.id(5)::text), 'We will plant it in spring.', 'Zhao reads it in his own list');
select story.be(null);
select results_eq(
  $$ select p.name, n.kind from public.notices n join story.people p on p.id = n.recipient_id order by 1 $$,
  $$ values ('lin', 'suggestion_answered'), ('qian', 'spot_answered'), ('tan', 'spot_answered'), ('wang', 'spot_answered'), ('zhao', 'suggestion_answered') $$,
  'all five are told, each once');

-- the end ----------------------------------------------------------------------------------------------------------

select story.be('zhao');
select is(jsonb_array_length(public.export_my_data() -> 'data' -> 'spot_supports'), 1, 'Zhao takes along what he supports');
select story.be('qian');
select public.delete_my_account('delete');
select story.be(null);
select is((select supports from public.spots where id = story.id(1)), 3, 'a support goes with its account');
update public.place_suggestions set answered_at = private.clock() - interval '401 days' where id in (story.id(1), story.id(5));
select public.run_due();
select is((select count(*)::int || '/' || count(u.user_id)::int from public.spot_supports u where u.spot_id in (story.id(1), story.id(5))), '2/0',
  'and is nobody''s 400 days after the answer: those of Wang, who gave two, and of Tan');
select is((select count(*)::int || '/' || max(s.supports) from private.spot_people(story.id(1)), public.spots s where s.id = story.id(1)), '3/3',
  'while the number stays, with Zhao, whose own suggestion it is');
select story.be('zhao');
select public.delete_my_account('delete');
select story.be(null);
select is((select supports from public.spots where id = story.id(1)), 2, 'who goes with his account');
select story.be('lin');
select public.delete_my_account('delete');
select story.be('guest');
select throws_ok($$ select story.shown(1) $$, 'PT404', 'spot_unknown', 'what Lin suggested goes with her account');
