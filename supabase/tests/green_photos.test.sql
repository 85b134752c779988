-- Photos in the green part: Mei is a publisher, Mo a moderator, Lin and Fang are residents, Sun is suspended; a guest has no account.
-- docs/decisions/0028-photos-in-the-green-part.md explains it in words.
select plan(159);

create schema story;
grant usage on schema story to public;
create table story.people (name text primary key, id uuid not null default gen_random_uuid());
grant select on story.people to public;
insert into story.people (name) select unnest(array['lin', 'fang', 'mei', 'mo', 'sun']);
insert into auth.users (id, email, raw_user_meta_data, created_at) select id, name || '@pictures.example', '{}', now() from story.people;
insert into public.user_roles (user_id, role)
select p.id, r.role::public.user_role from (values ('mei', 'publisher'), ('mo', 'moderator')) r (name, role) join story.people p using (name);
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
create function story.id(n int) returns uuid language sql as $$ select ('00000000-0000-4000-9d00-' || lpad(n::text, 12, '0'))::uuid $$;
create function story.sha(n int) returns text language sql as $$ select lpad(to_hex(n), 64, 'a') $$;
create function story.put(photo uuid) returns void language sql security definer as $$
  insert into storage.objects (bucket_id, name) select 'green-photos', o from private.photo_objects(photo) o $$;
create function story.name(who text, form int, n int) returns uuid language sql security definer as $$
  select g.name from public.green_photos g where g.form_id = story.id(form) and g.sha256 = story.sha(n)
    and g.user_id is not distinct from (select p.id from story.people p where p.name = who) $$;
create function story.holds(who text, form int, n int) returns text language plpgsql as $$
declare
  said jsonb;
begin
  perform story.be(who);
  said := public.hold_green_photo(story.id(form), story.sha(n));
  if said ->> 'state' = 'wanted' then
    perform story.put((said ->> 'name')::uuid);
    perform public.green_photo_stored((said ->> 'name')::uuid, 900, 90, 60);
  end if;
  perform story.be(null);
  return said ->> 'state';
end $$;
create function story.sees(who text, photo uuid) returns boolean language plpgsql as $$
declare
  seen boolean;
begin
  perform story.be(who);
  perform set_config('storage.operation', 'storage.object.get_authenticated', true);
  seen := exists (select from storage.objects o where o.bucket_id = 'green-photos' and o.name = photo || '/small.webp');
  perform story.be(null);
  return seen;
end $$;
create function story.trashed(photo uuid) returns boolean language sql security definer as $$
  select exists (select from private.storage_trash t where t.bucket_id = 'green-photos' and t.name = photo || '/large.webp') $$;
create function story.sweeps() returns text[] language sql security definer as $$ select public.sweep_green_photos() $$;
create function story.park() returns uuid language sql security definer as $$ select id from public.places where slug = 'chaoyang-park' $$;
create function story.version() returns int language sql security definer as $$ select version from public.places where id = story.park() $$;
create function story.facts(more jsonb default '{}') returns jsonb language sql as $$
  select '{"alt_zh": "东门", "alt_en": "The east gate", "credit": "Mei", "licence": "cc_by", "taken_on": "2026-05-01"}'::jsonb || more $$;
create function story.adds(who text, form int, n int, more jsonb default '{}') returns text language plpgsql as $$
declare
  said jsonb;
begin
  perform story.be(who);
  said := public.add_place_photo(story.park(), story.sha(n), story.facts(more), story.id(form));
  perform story.be(null);
  return said ->> 'result';
end $$;
create function story.checks(who text, form int, photo uuid, seen uuid default null) returns text language plpgsql as $$
declare
  said jsonb;
begin
  perform story.be(who);
  said := public.check_place_photo(story.park(), photo, seen, story.id(form));
  perform story.be(null);
  return said ->> 'result';
end $$;
create function story.photo(n int) returns public.place_photos language sql security definer as $$
  select f from public.place_photos f where f.place_id = story.park() order by f.position offset n - 1 limit 1 $$;
create function story.changes(who text, form int, n int, more jsonb, version int default null) returns text language plpgsql as $$
declare
  id uuid := (story.photo(n)).id;
  said jsonb;
begin
  version := coalesce(version, story.version());
  perform story.be(who);
  said := public.change_place_photo(story.park(), id, version, story.facts('{"state": "published"}' || more), story.id(form));
  perform story.be(null);
  return said ->> 'result';
end $$;
create function story.page() returns jsonb language sql as $$ select public.place_page('chaoyang-park') -> 'photos' $$;
create function story.listed() returns text language sql as $$
  select r ->> 'photo' from jsonb_array_elements(public.search_places('Chaoyang Park') -> 'rows') r where r ->> 'slug' = 'chaoyang-park'
$$;
grant execute on all functions in schema story to public;
select story.at('0');


-- holding --------------------------------------------------------------------------------------------------------

select story.be('guest');
select throws_ok($$ select public.hold_green_photo(story.id(1), story.sha(1)) $$, '42501', null, 'a guest sends none');
select story.be('sun');
select throws_ok($$ select public.hold_green_photo(story.id(1), story.sha(1)) $$, 'PT403', 'suspended', 'nor does Sun');
select story.be('lin');
select throws_ok($$ select public.hold_green_photo(null, story.sha(1)) $$, 'PT422', 'id_missing', 'a form has an id');
select throws_ok($$ select public.hold_green_photo(story.id(1), 'x') $$, 'PT422', 'photos_wrong', 'and a photo its digest');
select is(public.hold_green_photo(story.id(9), story.sha(9)) ->> 'state', 'wanted', 'Lin begins to send one');
select story.be(null);
select story.be('lin');
select throws_ok(format('select public.green_photo_stored(%L, 9, 9, 9)', story.name('lin', 9, 9)), 'PT409', 'photo_not_stored',
  'nothing is there because somebody says so');
select story.be('fang');
select throws_ok(format('select public.green_photo_stored(%L, 9, 9, 9)', story.name('lin', 9, 9)), 'PT404', 'not_found', 'and it is not Fang''s to say');
select is(story.holds('lin', 1, 1), 'wanted', 'Lin sends one');
select is(story.holds('lin', 1, 1), 'arrived', 'the same again is there');
select story.be('lin');
select is(public.held_green_photos(story.id(1)), to_jsonb(array[story.sha(1)]), 'her form has it');
select story.be('fang');
select is(public.held_green_photos(story.id(1)), '[]', 'Fang''s has not, under the same id');
select is(array[story.sees('lin', story.name('lin', 1, 1)), story.sees('fang', story.name('lin', 1, 1)), story.sees('mei', story.name('lin', 1, 1)),
  story.sees('guest', story.name('lin', 1, 1))], array[true, false, false, false], 'she sees it, and nobody else');
select story.holds('fang', 2, n) from generate_series(1, 12) n;
select throws_ok($$ select story.holds('fang', 2, 13) $$, 'PT422', 'green_photos_many', 'twelve tries a form');
select story.be(null);
select story.at('11 minutes');
select story.sweeps();
select ok(story.name('lin', 9, 9) is null and story.name('lin', 1, 1) is not null, 'what never arrived is swept, what did is kept');
create table story.lins as select story.name('lin', 1, 1) as name;
select story.at('1 day 1 minute');
select story.sweeps();
select ok(story.name('lin', 1, 1) is null and story.trashed((select name from story.lins)), 'for a day, then its files go');


-- photos of places -----------------------------------------------------------------------------------------------

select is(story.holds('mei', 20, 20), 'wanted', 'Mei, a publisher, sends a photo');
select story.be(null);
create table story.meis as select story.name('mei', 20, 20) as name;
grant select on story.meis to public;
select throws_ok(format('select story.adds(%L, 20, 20, %L)', 'mei', more), 'PT422', code, why) from (values
  ('{"alt_zh": " "}', 'photo_alt_missing', 'not without what it shows'),
  ('{"alt_en": null}', 'photo_alt_missing', 'in both languages'),
  ('{"credit": ""}', 'photo_credit_missing', 'nor without its author'),
  ('{"licence": "mine"}', 'photo_licence_missing', 'nor without a licence'),
  ('{"taken_on": "2036-01-01"}', 'taken_on_wrong', 'nor from the future')
) v (more, code, why);
select story.be(null);
select throws_ok($$ select story.adds('mei', 20, 21) $$, 'PT422', 'green_photo_gone', 'nor one that did not come with it');
select throws_ok($$ select story.adds('mo', 20, 20) $$, 'PT422', 'green_photo_gone', 'nor one that a colleague sent');
select throws_ok($$ select story.adds('lin', 20, 20) $$, 'PT404', 'not_found', 'a resident puts up none');
select is(story.adds('mei', 20, 20), 'waiting', 'Mei puts it beside the park');
select is(story.adds('mei', 20, 20), 'waiting', 'the same form again gets the same answer');
select throws_ok($$ select story.adds('mei', 20, 20, '{"credit": "Mo"}') $$, 'PT409', 'write_differs', 'with other words it is refused');
select story.be(null);
select is((select count(*)::int from public.place_photos f where f.place_id = story.park()), 1, 'and it is there once');
select is(story.page(), '[]', 'but nobody reads of it before somebody has looked at it');
select is(story.listed(), null, 'nor do lists show it');
select is(array[story.sees('guest', m.name), story.sees('lin', m.name), story.sees('mei', m.name), story.sees('mo', m.name)], array[false, false, true, true],
  'or sees it, but editors') from story.meis m;
select throws_ok($$ select story.changes('mei', 25, 1, '{}') $$, 'PT409', 'photo_unchecked', 'it is not shown by a change of what is said of it');
select is(story.changes('mei', 26, 1, '{"state": "withdrawn", "credit": "Mei"}'), 'changed', 'which may be made');
select throws_ok(format('select public.save_green(story.id(27), %L, story.park(), story.version(), %L, %L)', 'place',
  jsonb_build_object('photos', jsonb_build_array(to_jsonb(story.photo(1)) || '{"state": "published"}')), 'x'), 'PT404', 'not_found', 'nor by a guest''s sheet');
select story.be('mei');
select throws_ok(format('select public.save_green(story.id(27), %L, story.park(), story.version(), %L, %L)', 'place',
  jsonb_build_object('photos', jsonb_build_array(to_jsonb(story.photo(1)) || '{"state": "published"}')), 'x'), 'PT422', 'field_wrong', 'nor by the sheet of the place');
select story.be(null);
select throws_ok($$ select story.checks('lin', 120, (select name from story.meis)) $$, 'PT404', 'not_found', 'a resident does not say that nobody is in it');
select throws_ok($$ select story.checks('mei', 120, (select name from story.meis), story.id(1)) $$, 'PT409', 'cover_changed', 'nor who saw another picture');
select throws_ok($$ select story.checks('mei', null, (select name from story.meis)) $$, 'PT422', 'id_missing', 'nor a form without its id');
select is(story.checks('mei', 120, (select name from story.meis)), 'changed', 'Mei looks: nobody can be recognised');
select is(story.checks('mei', 120, (select name from story.meis)), 'changed', 'pressed twice it is said once');
select throws_ok($$ select story.checks('mo', 121, (select name from story.meis)) $$, 'PT409', 'photo_shown_already', 'and a colleague has nothing to add');
select story.be('guest');
select is(story.page() -> 0 ->> 'alt_en', 'The east gate', 'everybody reads what it shows');
select is(story.page() -> 0 -> 'position', null, 'and nothing of the desk');
select is(array[story.sees('guest', (select name from story.meis)), public.green_photo_is_public((select name from story.meis))], array[true, true],
  'and sees it');
select story.be(null);
update public.places set status = 'archived' where id = story.park();
select is(array[story.sees('guest', (select name from story.meis)), story.sees('mo', (select name from story.meis))], array[false, true],
  'of a place that is put away only editors do');
update public.places set status = 'published' where id = story.park();
select story.holds('mo', 21, 21);
select is(story.adds('mo', 21, 21, '{"alt_en": "The lake"}'), 'waiting', 'Mo puts up another');
select is(story.checks('mo', 122, story.name(null, 21, 21)), 'changed', 'and looks at it');
select is(story.changes('mo', 22, 2, '{"alt_en": "The lake", "position": "1"}'), 'changed', 'and before the first');
select is(array[story.page() -> 0 ->> 'alt_en', story.page() -> 1 ->> 'alt_en'], array['The lake', 'The east gate'], 'so it stands there');
select is(story.listed(), story.page() -> 0 ->> 'name', 'and lists show the first');
select throws_ok($$ select story.changes('lin', 23, 1, '{}') $$, 'PT404', 'not_found', 'a resident changes nothing');
select throws_ok($$ select story.changes('mo', 23, 1, '{}', 1) $$, 'PT409', 'changed_meanwhile', 'nor does whoever saw an older state');
select throws_ok($$ select story.changes('mo', 23, 1, '{"state": "gone"}') $$, 'PT422', 'photo_state_missing', 'it is shown or withdrawn');
select is(story.changes('mo', 24, 2, '{"state": "withdrawn"}'), 'changed', 'Mo withdraws Mei''s photo');
select is(jsonb_array_length(story.page()), 1, 'nobody reads of it');
select is(array[story.sees('guest', (select name from story.meis)), story.sees('lin', (select name from story.meis)),
  story.sees('mei', (select name from story.meis))], array[false, false, true], 'or sees it, but editors');


-- taking back ----------------------------------------------------------------------------------------------------

select story.be('mei');
select is(public.take_back_green(story.id(30), (select r.id from public.green_revisions r where r.id = story.id(24)), story.version()) ->> 'result', 'changed',
  'Mei takes that back');
select is(jsonb_array_length(story.page()), 2, 'and it is shown again');
select is(public.take_back_green(story.id(31), story.id(122), story.version()) ->> 'result', 'changed', 'that Mo put one up is taken back too');
select is(story.page() -> 0 ->> 'alt_en', 'The east gate', 'and it is withdrawn');
select is(public.save_green(story.id(32), 'place', story.park(), story.version(), '{"fence_free": true}', 'seen') ->> 'result', 'changed',
  'a change of something else');
select is(jsonb_array_length(story.page()), 1, 'leaves photos alone');
select throws_ok(format('select public.save_green(story.id(33), %L, story.park(), story.version(), %L, %L)', 'place',
  jsonb_build_object('photos', jsonb_build_array(to_jsonb(story.photo(1)) || '{"alt_zh": ""}')), 'x'), 'PT422', 'field_wrong', 'the desk cannot take the words away');


-- the end --------------------------------------------------------------------------------------------------------

select story.be(null);
create table story.mos as select f.name from public.place_photos f where f.place_id = story.park() and f.state = 'withdrawn';
delete from public.user_roles where user_id = (select id from story.people where name = 'mei');
select story.be('mei');
select lives_ok($$ select public.delete_my_account('delete') $$, 'Mei leaves');
select story.be(null);
select is(jsonb_array_length(story.page()), 1, 'what she put up as an editor stays');
select story.at('89 days 23 hours');
select story.sweeps();
select is((select count(*)::int from public.place_photos f where f.place_id = story.park()), 2, 'a withdrawn photo is kept for ninety days');
select story.at('92 days');
select story.sweeps();
select is((select array_agg(f.state::text) from public.place_photos f where f.place_id = story.park()), array['published'], 'and then removed');
select is((select array[story.trashed(m.name), story.trashed((select name from story.meis))] from story.mos m), array[true, false], 'with its files, and no other');
-- photos of what people saw --------------------------------------------------------------------------------------

select story.at('100 days');
create function story.logs(who text, n int, more jsonb default '{}') returns text language plpgsql as $$
declare said text;
begin
  perform story.be(who);
  said := public.log_sighting('{"taxon": "magpie", "seen_on": "2026-05-09", "subdistrict": "110105012", "place": "chaoyang-park", "lang": "en", "agree": true}'
    || jsonb_build_object('id', story.id(n)) || more) ->> 'result';
  perform story.be(null);
  return said;
end $$;
create function story.with(variadic photos int[]) returns jsonb language sql as $$
  select jsonb_build_object('photos', jsonb_agg(story.sha(n))) from unnest(photos) n $$;
create function story.decide(who text, n int, shown boolean, sensitive boolean default false) returns void language plpgsql as $$
begin perform story.be(who); perform public.decide_sighting(story.id(n), shown, sensitive); perform story.be(null); end $$;
create function story.release(who text, photo uuid, shown boolean, nothing boolean default false) returns void language plpgsql as $$
begin perform story.be(who); perform public.decide_sighting_photo(photo, shown, nothing); perform story.be(null); end $$;
create function story.entry(n int) returns jsonb language sql as $$
  select r -> 'photos' from jsonb_array_elements(public.nature_log(size => 100) -> 'rows') r where r ->> 'id' = story.id(n)::text $$;
create function story.begins(who text, form int, photo uuid, rectangles jsonb default '[{"x": 9, "y": 9, "width": 20, "height": 20}]', seen uuid default null)
returns jsonb language plpgsql as $$
declare said jsonb;
begin
  perform story.be(who);
  said := public.allow_green_cover(photo, seen, story.id(form), rectangles);
  perform story.be(null);
  return said;
end $$;
create function story.begun(form int) returns uuid language sql security definer as $$
  select b.name from private.begun_covers b where b.form_id = story.id(form) $$;
create function story.ends(who text, cover uuid) returns void language plpgsql as $$
begin perform story.be(who); perform public.green_cover_stored(cover); perform story.be(null); end $$;
create function story.covering() returns uuid language plpgsql security definer as $$
begin return (select c.name from public.green_covers c join story.magpie m on m.one = c.original); end $$;
create function story.uncovers(who text, photo uuid, seen uuid, form int default null) returns text language plpgsql as $$
declare said text;
begin
  perform story.be(who);
  said := public.uncover_green_photo(photo, seen, story.id(form)) ->> 'photo';
  perform story.be(null);
  return said;
end $$;
create function story.due() returns jsonb language sql security definer as $$ select public.run_due() $$;
grant execute on all functions in schema story to public;

select story.holds('lin', 40, 40), story.holds('lin', 40, 41), story.holds('lin', 40, 42);
select throws_ok($$ select story.logs('lin', 40, story.with(40, 41, 42)) $$, 'PT422', 'green_photos_many', 'two photos an entry');
select throws_ok($$ select story.logs('lin', 40, story.with(43)) $$, 'PT422', 'green_photo_gone', 'none that did not come with it');
select throws_ok($$ select story.logs('lin', 40, '{"photos": ["x"]}') $$, 'PT422', 'photos_wrong', 'nor one without its digest');
select throws_ok($$ select story.logs('lin', 40, story.with(40) || '{"credit": "call 13800138000"}') $$, 'PT422', 'sighting_contact', 'and no phone beside it');
select is(story.logs('lin', 40, story.with(41, 40) || '{"credit": "Lin"}'), 'created', 'Lin logs a magpie with two photos');
select is(story.logs('lin', 40, story.with(40, 41) || '{"credit": "Lin"}'), 'again', 'the same form again is the same');
select throws_ok($$ select story.logs('lin', 40, story.with(40)) $$, 'PT409', 'sighting_differs', 'with other photos it is another');
create table story.magpie as select story.name('lin', 40, 40) as one, story.name('lin', 40, 41) as two;
grant select on story.magpie to public;
select is(array[story.sees('lin', one), story.sees('mo', one), story.sees('fang', one), story.sees('mei', one), story.sees('guest', one)],
  array[true, true, false, false, false], 'she and Mo, a moderator, see it') from story.magpie;
select story.decide('mo', 40, true);
select is(story.entry(40), '[]', 'that the entry is shown shows no photo');
select throws_ok($$ select story.release('mei', (select one from story.magpie), true) $$, 'PT404', 'sighting_unknown', 'only moderators release one');
select throws_ok($$ select story.release('mo', (select one from story.magpie), null) $$, 'PT422', 'sighting_undecided', 'one way or the other');
select lives_ok($$ select story.release('mo', (select one from story.magpie), true) $$, 'Mo releases the first');
select story.release('mo', (select two from story.magpie), false);
select is(story.entry(40) -> 0 ->> 'credit', 'Lin', 'and it stands there with the name she chose');
select is(jsonb_array_length(story.entry(40)), 1, 'the other does not');
select is(array[story.sees('guest', one), story.sees('guest', two), public.green_photo_is_public(one), public.green_photo_is_public(two)],
  array[true, false, true, false], 'everybody sees the one, nobody the other') from story.magpie;
select story.decide('mo', 40, true, true);
select is(story.entry(40), '[]', 'marked as sensitive, the entry shows its photo no longer');
select is(story.sees('guest', one), false, 'nor does its address') from story.magpie;
select throws_ok($$ select story.release('mo', (select one from story.magpie), true) $$, 'PT422', 'nature_nothing_identifies_missing',
  'it takes a tick that nothing tells where it is');
select story.release('mo', (select one from story.magpie), true, true);
select is(jsonb_array_length(story.entry(40)), 1, 'with it, it is shown');
-- covered: Mo covers a face, before and after everybody sees the photo
select throws_ok($$ select story.begins('mei', 70, (select one from story.magpie)) $$, 'PT404', 'not_found', 'of sightings only moderators cover parts');
select throws_ok($$ select story.begins('lin', 70, (select one from story.magpie)) $$, 'PT404', 'not_found', 'and not their finder');
select throws_ok(format('select story.begins(%L, 70, (select one from story.magpie), %L)', 'mo', wrong), 'PT422', code, why) from (values
  ('[{"x": 80, "y": 0, "width": 20, "height": 9}]', 'rectangles_wrong', 'nothing outside the picture'),
  ('[]', 'nothing_covered', 'and not nothing')) w (wrong, code, why);
select is(story.begins('mo', 70, (select one from story.magpie)) ->> 'state', 'wanted', 'Mo begins');
select throws_ok(format('select story.ends(%L, %L)', 'mo', story.begun(70)), 'PT409', 'photo_not_stored', 'nothing is there because he says so');
select story.be(null);
select story.put(story.begun(70));
select throws_ok(format('select story.ends(%L, %L)', 'mei', story.begun(70)), 'PT404', 'not_found', 'nor is it Mei''s to say');
select ok(story.sees('guest', one) and not story.sees('guest', story.begun(70)), 'until then everybody sees the one as received') from story.magpie;
select lives_ok(format('select story.ends(%L, %L)', 'mo', story.begun(70)), 'Mo covers a face');
create table story.face as select c.name from public.green_covers c join story.magpie m on m.one = c.original;
grant select on story.face to public;
select is(array[story.sees('guest', f.name), story.sees('guest', m.one), story.sees('mo', m.one), story.sees('lin', m.one), story.sees('mei', m.one)],
  array[true, false, true, true, false], 'everybody sees the covered picture; the other is for Mo and Lin') from story.magpie m, story.face f;
select is(array[public.green_photo_is_public(f.name), public.green_photo_is_public(m.one)], array[true, false], 'for caches too') from story.magpie m, story.face f;
select is(story.entry(40) -> 0 ->> 'name', name::text, 'and the entry leads there') from story.face;
select is(story.begins('mo', 70, (select one from story.magpie)) ->> 'state', 'covered', 'the same form again is the same covering');
select throws_ok($$ select story.begins('mo', 70, (select one from story.magpie), '[{"x": 1, "y": 1, "width": 2, "height": 2}]') $$, 'PT409', 'write_differs',
  'with other rectangles it is refused');
select throws_ok($$ select story.begins('mo', 71, (select one from story.magpie)) $$, 'PT409', 'cover_changed', 'who has not seen it does not cover it anew');
select is(story.begins('mo', 71, (select one from story.magpie), seen => (select name from story.face)) ->> 'state', 'wanted', 'who has, does');
select story.be(null);
select story.put(story.begun(71));
select story.be('mo');
select is((select array_agg(c.original) from public.green_covers c), array[(select one from story.magpie)], 'Mo reads what is covered');
select is(public.green_photo_desk((select one from story.magpie)) ->> 'cover', (select name::text from story.face), 'and which picture others see');
select story.be('mei');
select is((select count(*)::int from public.green_covers c), 0, 'Mei does not, of a sighting');
select story.be(null);
select story.ends('mo', story.begun(71));
select is(array[story.sees('guest', f.name), story.sees('guest', c.name), story.trashed(f.name), story.trashed(c.name)], array[false, true, true, false],
  'the new one takes the place of the first, whose files go') from story.face f, story.magpie m join public.green_covers c on c.original = m.one;
select story.release('mo', (select one from story.magpie), false);
select is(array[story.sees('guest', m.one), story.sees('guest', c.name)], array[false, false], 'taken back, neither is seen')
from story.magpie m join public.green_covers c on c.original = m.one;
select story.release('mo', (select one from story.magpie), true, true);
select throws_ok($$ select story.uncovers('mo', (select one from story.magpie), (select name from story.face)) $$, 'PT409', 'cover_changed', 'only what one sees is uncovered');
select throws_ok($$ select story.uncovers('lin', (select one from story.magpie), story.covering()) $$, 'PT404', 'not_found', 'and not by its finder');
select story.be(null);
create table story.second as select story.covering() as name;
select is(story.uncovers('mo', (select one from story.magpie), (select name from story.second), 72), (select one::text from story.magpie), 'Mo uncovers it');
select is(story.uncovers('mo', (select one from story.magpie), (select name from story.second), 72), (select one::text from story.magpie), 'once');
select is(array[story.sees('guest', m.one), story.sees('guest', s.name), story.trashed(s.name)], array[true, false, true], 'and everybody sees it as received')
from story.magpie m, story.second s;
select story.begins('mo', 73, (select one from story.magpie));
select story.be(null);
select story.put(story.begun(73));
create table story.third as select story.begun(73) as name;
select story.at('100 days 11 minutes');
select story.sweeps();
select ok(story.trashed((select name from story.third)), 'a covering that never ended is swept');
select story.be(null);
select story.begins('mo', 74, (select one from story.magpie));
select story.be(null);
select story.put(story.begun(74));
select story.ends('mo', story.begun(74));
select story.at('100 days');
create table story.last as select story.covering() as name;
select story.decide('mo', 40, false);
select is(array[story.sees('guest', m.one), story.sees('guest', l.name)], array[false, false], 'what is refused takes its photos along') from story.magpie m, story.last l;
select story.decide('mo', 40, true);
select story.holds('mo', 44, 44);
select is(story.logs('mo', 44, story.with(44)), 'created', 'Mo saw one as well');
select throws_ok($$ select story.release('mo', story.name('mo', 44, 44), true) $$, 'PT403', 'own_sighting', 'and does not release his own');
select story.be('lin');
select is(jsonb_array_length(public.export_my_data() -> 'data' -> 'sighting_photos'), 2, 'Lin takes hers along');
select story.be(null);
select story.at('191 days');
select story.sweeps();
select is(array[story.trashed(one), story.trashed(two)], array[false, true], 'what was not released goes after ninety days') from story.magpie;
select story.be('lin');
select public.withdraw_sighting(story.id(40));
select story.be(null);
select is(array[story.trashed(m.one), story.trashed(l.name)], array[true, true], 'what she takes back goes at once, covered and as received')
from story.magpie m, story.last l;
select story.holds('fang', 45, 45);
select is(story.logs('fang', 45, story.with(45) || '{"seen_on": "2026-11-01"}'), 'created', 'Fang logs one');
create table story.fangs as select story.name('fang', 45, 45) as one;
select story.be('fang');
select lives_ok($$ select public.delete_my_account('delete') $$, 'and leaves');
select story.be(null);
select is(story.trashed(one), true, 'with her photo') from story.fangs;
-- photos with a suggestion ---------------------------------------------------------------------------------------

create function story.suggests(who text, n int, place text, more jsonb, photos jsonb) returns text language plpgsql as $$
declare said text;
begin
  perform story.be(who);
  said := public.suggest_place_with_photos(
    '{"kind": "other", "words": "the gate is new", "subdistrict": "110105012", "landmark": "by the bridge", "lang": "en"}'
      || jsonb_build_object('id', story.id(n), 'place', place) || more, photos) ->> 'result';
  perform story.be(null);
  return said;
end $$;
create function story.of(more jsonb, variadic photos int[]) returns jsonb language sql as $$
  select jsonb_build_object('sha256', jsonb_agg(story.sha(n))) || more from unnest(photos) n $$;
create function story.shows(who text, form int, photo uuid, more jsonb default '{}') returns text language plpgsql as $$
declare said text;
begin
  perform story.be(who);
  said := public.show_suggestion_photo(photo, '{"alt_zh": "新门", "alt_en": "The new gate"}' || more, story.id(form)) ->> 'result';
  perform story.be(null);
  return said;
end $$;
create function story.read_photos() returns int language sql as $$ select count(*)::int from public.suggestion_photos $$;
grant execute on all functions in schema story to public;

select story.holds('lin', 50, 50), story.holds('lin', 50, 51), story.holds('lin', 50, 52);
select throws_ok($$ select story.suggests('lin', 50, 'chaoyang-park', '{}', story.of('{}', 50, 51, 52)) $$, 'PT422', 'green_photos_many', 'two photos a suggestion');
select throws_ok($$ select story.suggests('lin', 50, 'chaoyang-park', '{}', story.of('{}', 59)) $$, 'PT422', 'green_photo_gone', 'none that did not come with it');
select is((select count(*)::int from public.place_suggestions s where s.id = story.id(50)), 0, 'and then nothing is suggested');
select throws_ok($$ select story.suggests('lin', 50, 'chaoyang-park', '{}', story.of('{"credit": "lin@example.org"}', 50)) $$, 'PT422', 'photo_name_contact',
  'nor an address as a name');
select is(story.suggests('lin', 50, 'chaoyang-park', '{}', story.of('{"offered": true, "credit": "Lin"}', 51, 50)), 'created', 'Lin suggests something with two photos');
select is(story.suggests('lin', 50, 'chaoyang-park', '{}', story.of('{"offered": true, "credit": "Lin"}', 50, 51)), 'again', 'the same form again is the same');
select throws_ok($$ select story.suggests('lin', 50, 'chaoyang-park', '{}', story.of('{}', 50)) $$, 'PT409', 'suggestion_differs', 'with other photos it is another');
select story.holds('lin', 53, 53);
select is(story.suggests('lin', 53, null, '{"kind": "spot"}', story.of('{}', 53)), 'created', 'a spot has photos too');
create table story.gates as select story.name('lin', 50, 50) as one, story.name('lin', 50, 51) as two, story.name('lin', 53, 53) as spot;
grant select on story.gates to public;
insert into auth.users (id, email, raw_user_meta_data, created_at) select gen_random_uuid(), 'wen@pictures.example', '{}', now();
insert into story.people (name, id) select 'wen', u.id from auth.users u where u.email = 'wen@pictures.example';
select is(array[story.sees('lin', one), story.sees('mo', one), story.sees('wen', one), story.sees('guest', one)], array[true, true, false, false],
  'she and editors see them') from story.gates;
select story.be('lin');
select is(story.read_photos(), 3, 'she finds them beside her suggestions');
select story.be('wen');
select is(story.read_photos(), 0, 'Wen finds none');
select story.be('mo');
select is(story.read_photos(), 3, 'Mo, an editor, finds all');
select story.be(null);
select throws_ok($$ select story.shows('lin', 60, (select one from story.gates)) $$, 'PT404', 'not_found', 'only an editor puts one on a page');
select throws_ok($$ select story.shows('mo', 60, (select spot from story.gates)) $$, 'PT404', 'not_found', 'and not of a spot that has no page');
select throws_ok($$ select story.shows('mo', 60, (select one from story.gates), '{"alt_zh": ""}') $$, 'PT422', 'photo_alt_missing', 'nor without what it shows');
select throws_ok($$ select story.begins('wen', 80, (select one from story.gates)) $$, 'PT404', 'not_found', 'nor does anybody else cover parts of it');
select is(story.begins('mo', 80, (select one from story.gates)) ->> 'state', 'wanted', 'Mo covers a number plate first');
select story.be(null);
select story.put(story.begun(80));
select story.ends('mo', story.begun(80));
create table story.plate as select c.name from public.green_covers c join story.gates g on g.one = c.original;
grant select on story.plate to public;
select is(array[story.sees('guest', p.name), story.sees('wen', g.one), story.sees('mo', p.name), story.sees('lin', p.name)], array[false, false, true, true],
  'which shows it to nobody yet') from story.gates g, story.plate p;
select is(story.shows('mo', 60, (select one from story.gates), '{"credit": "Mo", "licence": "cc0"}'), 'waiting', 'and puts it beside the park');
select is(story.shows('mo', 60, (select one from story.gates), '{"credit": "Mo", "licence": "cc0"}'), 'waiting', 'the same form again gets the same answer');
select is(story.sees('guest', name), false, 'still nobody sees it') from story.plate;
select throws_ok(format('select story.checks(%L, 123, %L)', 'mo', one), 'PT409', 'cover_changed', 'Mo does not show it as he saw it before it was covered') from story.gates;
select is(story.checks('mo', 124, g.one, p.name), 'changed', 'he shows it covered') from story.gates g, story.plate p;
select throws_ok($$ select story.shows('mo', 61, (select one from story.gates)) $$, 'PT409', 'photo_shown_already', 'once');
select is((select array[p ->> 'credit', p ->> 'licence'] from jsonb_array_elements(story.page()) p where p ->> 'alt_en' = 'The new gate'), array['Lin', 'cc_by'],
  'with the name and the licence that she chose');
select is(array[story.sees('guest', p.name), story.sees('guest', g.one), story.sees('guest', g.two)], array[true, false, false],
  'everybody sees the covered picture of that one, and no other') from story.gates g, story.plate p;
select is((select p ->> 'name' from jsonb_array_elements(story.page()) p where p ->> 'alt_en' = 'The new gate'), name::text, 'where the page leads') from story.plate;
select story.holds('mo', 54, 54);
select is(story.suggests('mo', 54, 'chaoyang-park', '{}', story.of('{"offered": true}', 54)), 'created', 'Mo suggests something himself');
select throws_ok($$ select story.shows('mo', 62, story.name('mo', 54, 54)) $$, 'PT403', 'own_suggestion', 'and does not publish it himself');
select throws_ok($$ select story.begins('mo', 81, story.name('mo', 54, 54)) $$, 'PT403', 'own_green_photo', 'nor covers it, for a colleague has to look');
select story.holds('wen', 55, 55);
select is(story.suggests('wen', 55, 'chaoyang-park', '{}', story.of('{}', 55)), 'created', 'Wen offers none');
select throws_ok($$ select story.shows('mo', 63, story.name('wen', 55, 55)) $$, 'PT409', 'photo_not_offered', 'so nobody publishes it');
select story.be('lin');
select is(jsonb_array_length(public.export_my_data() -> 'data' -> 'suggestion_photos'), 3, 'Lin takes hers along');
select lives_ok($$ select public.delete_my_account('delete') $$, 'and leaves');
select story.be(null);
select is(array[story.trashed(g.one), story.trashed(g.two), story.trashed(g.spot), story.trashed(p.name)], array[true, true, true, true], 'with all of them')
from story.gates g, story.plate p;
select is((select count(*)::int from jsonb_array_elements(story.page()) p where p ->> 'alt_en' = 'The new gate'), 0, 'also from the page of the place');
select * from finish();
