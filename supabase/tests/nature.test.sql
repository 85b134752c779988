-- The nature log: Lin and Fang are residents, Mo moderates, Sun moderated and is suspended; a guest has no account.
-- docs/decisions/0023-blooms-and-nature.md explains it in words.
select plan(45);

create schema story;
grant usage on schema story to public;
create table story.people (name text primary key, id uuid not null default gen_random_uuid());
grant select on story.people to public;
insert into story.people (name) select unnest(array['lin', 'fang', 'mo', 'sun']);
insert into auth.users (id, email, raw_user_meta_data, created_at) select id, name || '@nature.example', '{}', now() from story.people;
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
  select set_config('app.now', (timestamptz '2026-05-10 09:00:00+08' + since)::text, true) $$;
create function story.id(n int) returns uuid language sql as $$ select ('00000000-0000-4000-9c00-' || lpad(n::text, 12, '0'))::uuid $$;
create function story.logs(who text, n int, more jsonb) returns text language plpgsql as $$
declare said text;
begin
  perform story.be(who);
  said := public.log_sighting('{"taxon": "magpie", "seen_on": "2026-05-09", "subdistrict": "110105012", "place": "chaoyang-park", "lang": "en", "agree": true}'
    || jsonb_build_object('id', story.id(n)) || more) ->> 'result';
  perform story.be(null);
  return said;
end $$;
create function story.decide(who text, n int, shown boolean, sensitive boolean default false) returns void language plpgsql as $$
begin perform story.be(who); perform public.decide_sighting(story.id(n), shown, sensitive); perform story.be(null); end $$;
create function story.shown(n int) returns jsonb language sql as $$
  select r from jsonb_array_elements(public.nature_log(size => 100) -> 'rows') r where r ->> 'id' = story.id(n)::text $$;
create function story.due() returns jsonb language sql security definer as $$ select public.run_due() $$;
grant execute on all functions in schema story to public;
select story.at('0');

select is((select count(*)::int from public.taxa where protection is not null and protection_source is null), 0, 'no protection without a source');
select throws_ok($$ insert into public.taxa (code, group_name, name_zh, name_en, name_latin, protection) values ('x', 'bird', '鸟', 'Bird', 'Avis avis', 'national') $$, '23514', null, 'nor can there be one');

-- logging --------------------------------------------------------------------------------------------------------

select is(story.logs('lin', 1, '{"words": "Two of them by the lake"}'), 'created', 'Lin logs two magpies');
select is(story.logs('lin', 1, '{"words": "Two of them by the lake"}'), 'again', 'the same form again is the same');
select throws_ok($$ select story.logs('lin', 1, '{"words": "Three"}') $$, 'PT409', 'sighting_differs', 'with other words it is another');
select throws_ok($$ select story.logs('fang', 1, '{"words": "Two of them by the lake"}') $$, 'PT409', 'sighting_differs', 'and nobody takes another''s form');
select is(story.logs('lin', 2, '{"taxon": "long_eared_owl", "words": "On a cypress"}'), 'created', 'she logs an owl, which is protected');
select is(story.logs('fang', 3, '{"taxon": null, "taxon_words": "a nest of something"}'), 'created', 'Fang has no word for what she saw');
select throws_ok(format('select story.logs(%L, 9, %L)', 'fang', more), 'PT422', code, why) from (values
  ('{"taxon": null}', 'taxon_missing', 'nothing was seen'),
  ('{"taxon_words": "a bird"}', 'taxon_missing', 'two things at once'),
  ('{"taxon": "dragon"}', 'taxon_missing', 'an unknown taxon'),
  ('{"subdistrict": "110105099"}', 'subdistrict_unknown', 'an unknown subdistrict'),
  ('{"place": "nowhere"}', 'place_unknown', 'an unknown place'),
  ('{"words": "call 13800138000"}', 'sighting_contact', 'a phone'),
  ('{"agree": false}', 'agree_missing', 'no consent to show it'),
  ('{"seen_on": "2026-05-11"}', 'sighting_day', 'tomorrow'),
  ('{"seen_on": "2025-05-01"}', 'sighting_day', 'more than a year ago'),
  ('{"id": null}', 'sighting_wrong', 'no id')) w (more, code, why);
select throws_ok($$ select story.logs('sun', 9, '{}') $$, 'PT403', 'suspended', 'Sun is suspended and logs nothing');
select throws_ok($$ select story.logs('guest', 9, '{}') $$, '42501', null, 'a guest signs in first');

-- looked at before it is shown -----------------------------------------------------------------------------------

select is(story.shown(1), null, 'nobody reads it yet');
select throws_ok($$ select story.decide('lin', 1, true) $$, 'PT404', 'sighting_unknown', 'Lin cannot show it herself');
select throws_ok($$ select story.decide('sun', 1, true) $$, 'PT404', 'sighting_unknown', 'nor can Sun');
select story.be('lin');
select is((select count(*)::int from public.sightings), 0, 'Lin reads no rows');
select is(jsonb_array_length(public.my_sightings()), 2, 'but her own list');
select is(public.my_sightings() #>> '{0,status}', 'waiting', 'which says that they wait');
select story.be('mo');
select is((select count(*)::int from public.sightings where status = 'waiting' and id in (story.id(1), story.id(2), story.id(3))), 3, 'Mo sees what waits');
select throws_ok($$ select user_id from public.sightings $$, '42501', null, 'and not who saw it');
select story.be(null);
select lives_ok($$ select story.decide('mo', n, true) from generate_series(1, 2) n $$, 'Mo shows two');
select lives_ok($$ select story.decide('mo', 3, true, true) $$, 'and the nest, as coarse as a protected species');
select story.logs('mo', 4, '{}');
select throws_ok($$ select story.decide('mo', 4, true) $$, 'PT403', 'own_sighting', 'Mo judges none of Mo''s own');
select story.be('guest');
select is(story.shown(1) #>> '{place,slug}', 'chaoyang-park', 'of the magpies a guest reads the place');
select is(story.shown(1) ->> 'day', '2026-05-09', 'and the day');
select ok(story.shown(2) -> 'place' = 'null' and story.shown(2) -> 'day' = 'null' and story.shown(2) ->> 'month' = '2026-05', 'of the owl only the subdistrict and the month');
select ok(story.shown(3) -> 'place' = 'null' and story.shown(3) -> 'day' = 'null', 'and so of the nest');
select throws_ok($$ select count(*) from public.sightings $$, '42501', null, 'there is no other way to it');
select ok(public.nature_log()::text !~ (select string_agg(id::text, '|') from story.people), 'nobody reads who saw it');
select is(jsonb_array_length(public.nature_log('bird', '110105012', story.id(2), 1) -> 'rows'), 1, 'the list goes on after a row, by group and subdistrict');
select story.be('lin');
select is((select r #>> '{place,slug}' from jsonb_array_elements(public.my_sightings()) r where r ->> 'id' = story.id(2)::text), 'chaoyang-park', 'its finder still knows where');
select throws_ok(format('select public.withdraw_sighting(%L)', story.id(3)), 'PT404', 'sighting_unknown', 'Lin takes back nobody else''s');
select lives_ok(format('select public.withdraw_sighting(%L)', story.id(1)), 'but her own');
select story.be(null);
select ok(story.shown(1) is null and not exists (select from public.sightings s where s.id = story.id(1) and num_nonnulls(s.words, s.taxon_code, s.place_id) > 0), 'its words are gone at once');
select is(story.logs('lin', 1, '{"words": "Two of them by the lake"}'), 'again', 'and the old form does not bring it back');
select story.decide('mo', 3, false);
select is(story.shown(3), null, 'Mo may think again');
select story.at('91 days');
select story.due();
select is((select count(*)::int from public.sightings where id in (story.id(1), story.id(3))), 0, 'what was taken back or refused is not kept');
select * from finish();
