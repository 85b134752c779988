-- Photos: who may store one, who may look at it, and what becomes of the rest. Lin reports as a guest with a key, Chen
-- from an account; Mu moderates; Hao handles for 麦子店 and has Lin's case, Wei for 望京 and has not. Every "cannot" stands beside its "can".
select plan(85);

create schema stage;
grant usage on schema stage to public;

create function stage.be(who text) returns text language plpgsql as $$
declare
  id text := case who
    when 'Chen' then '00000000-0000-4000-8000-00000000000c' when 'Mu' then '00000000-0000-4000-8000-00000000000d'
    when 'Hao' then '00000000-0000-4000-8000-00000000000e' when 'Wei' then '00000000-0000-4000-8000-00000000000f' else '' end;
  role text := case when id = '' then 'anon' else 'authenticated' end;
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', nullif(id, ''), 'role', role)::text, true),
    set_config('request.jwt.claim.sub', id, true), set_config('request.jwt.claim.role', role, true), set_config('role', role, true);
  return who;
end $$;
create function stage.doing(operation text) returns text language sql as $$ select set_config('storage.operation', 'storage.object.' || operation, true) $$;
create function stage.at(minutes numeric) returns text language sql as $$
  select set_config('app.now', (timestamptz '2026-11-24 09:00:00+08' + minutes * interval '1 minute')::text, true) $$;
create function stage.hash(n int) returns text language sql as $$ select encode(sha256(convert_to('photo ' || n, 'utf8')), 'hex') $$;
create function stage.id(n int) returns uuid language sql as $$ select ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid $$;
create function stage.report(n int, key text, variadic photos int[]) returns text language sql as $$
  select public.submit_report(jsonb_build_object(
    'id', stage.id(n), 'key', key, 'category', 'air.fume', 'description', 'Smoke', 'lat', 39.95, 'lng', 116.466, 'subdistrict', '110105012',
    'photo_sha256', (select jsonb_agg(stage.hash(p)) from unnest(photos) p)), 'client of ' || n) ->> 'result' $$;
-- What the storage service does for an upload, as the visitor; then both pictures are there.
create function stage.store(name uuid) returns void language sql as $$
  select stage.doing('upload');
  insert into storage.objects (bucket_id, name) values ('report-photos', store.name || '/large.webp'), ('report-photos', store.name || '/small.webp') $$;
create function stage.send(n int, key text, photo int) returns text language plpgsql as $$
declare
  answer jsonb := public.allow_photo_upload(stage.id(n), key, stage.hash(photo));
begin
  if answer ->> 'state' = 'arrived' then return 'arrived before'; end if;
  perform stage.store((answer ->> 'name')::uuid);
  return public.photo_arrived(stage.id(n), key, (answer ->> 'name')::uuid, 90000, 1600, 1200) ->> 'state';
end $$;
create function stage.hold(n int, key text, photo int) returns text language plpgsql as $$
declare
  answer jsonb := public.hold_photo(stage.id(n), key, stage.hash(photo), 'client of ' || n);
begin
  if answer ->> 'state' = 'arrived' then return 'held before'; end if;
  perform stage.store((answer ->> 'name')::uuid);
  return public.photo_arrived(stage.id(n), key, (answer ->> 'name')::uuid, 90000, 1600, 1200) ->> 'state';
end $$;
create function stage.seen(photo uuid) returns int language sql as $$
  select count(*)::int from storage.objects where bucket_id = 'report-photos' and name = photo || '/large.webp' $$;
create function stage.photo(n int, photo int) returns uuid language sql security definer as $$
  select p.name from public.report_photos p where p.report_id = stage.id(n) and p.sha256 = stage.hash(photo) $$;
grant execute on all functions in schema stage to public;

insert into auth.users (id, email, created_at) values
  ('00000000-0000-4000-8000-00000000000c', 'chen@test.example', now()), ('00000000-0000-4000-8000-00000000000d', 'mu@test.example', now()),
  ('00000000-0000-4000-8000-00000000000e', 'hao@test.example', now()), ('00000000-0000-4000-8000-00000000000f', 'wei@test.example', now());
insert into public.user_roles (user_id, role, unit_code) values
  ('00000000-0000-4000-8000-00000000000d', 'moderator', null),
  ('00000000-0000-4000-8000-00000000000e', 'handler', '110105012'), ('00000000-0000-4000-8000-00000000000f', 'handler', '110105026');
select stage.at(0);

-- the bucket
select ok((select not public from storage.buckets where id = 'report-photos'), 'the bucket is private');
select is((select allowed_mime_types from storage.buckets where id = 'report-photos'), array['image/webp'], 'it takes what our server makes and nothing else');
select cmp_ok((select file_size_limit from storage.buckets where id = 'report-photos'), '<=', 5242880::bigint, 'and no more than 5 MB of it');
select policies_are('storage', 'objects', array['green_photos_insert', 'green_photos_select', 'released_photos_insert', 'released_photos_select', 'report_photos_insert', 'report_photos_select'], 'objects may be stored and read; no policy lets anybody change or delete one');

-- sending
select stage.be('guest');
select is(stage.report(1, repeat('a', 32), 1, 2), 'created', 'Lin sends a report with two photos to follow');
select is(public.photo_wanted(stage.id(1), repeat('a', 32), stage.hash(1)), true, 'a promised photo is wanted');
select throws_ok($$ select public.photo_wanted(stage.id(1), repeat('b', 32), stage.hash(1)) $$, 'PT404', 'not_found', 'with another key there is no such report');
select throws_ok($$ select public.photo_wanted(stage.id(1), null, stage.hash(1)) $$, 'PT404', 'not_found', 'nor without a key');
select throws_ok($$ select public.photo_wanted(stage.id(9), repeat('a', 32), stage.hash(1)) $$, 'PT404', 'not_found', 'nor for a report that does not exist');
select throws_ok($$ select public.photo_wanted(stage.id(1), repeat('a', 32), 'smoke.jpg') $$, 'PT422', 'photos_wrong', 'a file name is no digest');
select throws_ok($$ select public.allow_photo_upload(stage.id(1), repeat('b', 32), stage.hash(1)) $$, 'PT404', 'not_found', 'a wrong key opens no upload');
select stage.doing('upload');
select throws_ok($$ insert into storage.objects (bucket_id, name) values ('report-photos', gen_random_uuid() || '/large.webp') $$, '42501', null, 'nobody stores anything without leave');
create temp table leave on commit drop as select (public.allow_photo_upload(stage.id(1), repeat('a', 32), stage.hash(1)) ->> 'name')::uuid as name;
select throws_ok($$ insert into storage.objects (bucket_id, name) select 'report-photos', name || '/other.webp' from leave $$, '42501', null, 'the leave is for two names');
select throws_ok($$ insert into storage.objects (bucket_id, name) select 'other', name || '/large.webp' from leave $$, '42501', null, 'in one bucket');
select stage.doing('upload_signed');
select throws_ok($$ insert into storage.objects (bucket_id, name) select 'report-photos', name || '/large.webp' from leave $$, '42501', null, 'by a plain upload, not by a signed address');
select stage.at(1);
select stage.doing('upload');
select throws_ok($$ insert into storage.objects (bucket_id, name) select 'report-photos', name || '/large.webp' from leave $$, '42501', null, 'for sixty seconds');
select stage.at(0.9);
select throws_ok($$ select public.photo_arrived(stage.id(1), repeat('a', 32), (select name from leave), 9, 9, 9) $$, 'PT409', 'photo_not_stored', 'a photo is not there because somebody says so');
select lives_ok($$ select stage.store(name) from leave $$, 'within the minute it is stored');
select throws_ok($$ select stage.store(name) from leave $$, '23505', null, 'a name is given once');
select throws_ok($$ select public.photo_arrived(stage.id(1), repeat('b', 32), (select name from leave), 9, 9, 9) $$, 'PT404', 'not_found', 'a stranger cannot say that it arrived');
select is(public.photo_arrived(stage.id(1), repeat('a', 32), (select name from leave), 90000, 1600, 1200),
  '{"state": "arrived", "complete": false}', 'Lin can; one photo is still missing');
select throws_ok($$ select public.photo_arrived(stage.id(1), repeat('a', 32), (select name from leave), 9, 9, 9) $$, 'PT404', 'not_found', 'an upload ends once');
select is(public.photo_wanted(stage.id(1), repeat('a', 32), stage.hash(1)), false, 'what has arrived is not wanted again');
select is(public.allow_photo_upload(stage.id(1), repeat('a', 32), stage.hash(1)), '{"state": "arrived"}', 'and opens no second upload');
reset role;
select is((select photos_complete_at from reports where id = stage.id(1)), null, 'staff do not see a case whose photos are on their way');
select stage.be('guest');
select is(stage.send(1, repeat('a', 32), 2), 'arrived', 'the second photo arrives');
reset role;
select is((select photos_complete_at from reports where id = stage.id(1)), private.clock(), 'and the case is complete');
select results_eq($$ select position::int, bytes, width, height from report_photos where report_id = stage.id(1) order by 1 $$,
  $$ values (1, 90000, 1600, 1200), (2, 90000, 1600, 1200) $$, 'the manifest says what is there');

-- how many
select stage.be('guest');
select is(stage.send(1, repeat('a', 32), 3), 'arrived', 'a photo that was not promised may follow');
select is(stage.send(1, repeat('a', 32), 4), 'arrived', 'and a fourth');
select throws_ok($$ select stage.send(1, repeat('a', 32), 5) $$, 'PT422', 'photos_too_many', 'but no fifth');
select is(stage.send(1, repeat('a', 32), 4), 'arrived before', 'while one that is there may be sent again');
reset role;
select is((select photos_complete_at from reports where id = stage.id(1)), private.clock(), 'what follows does not hide the case again');

-- the same photo twice at once
select stage.be('guest');
select is(stage.report(2, repeat('a', 32), 6), 'created', 'a second report');
create temp table racers on commit drop as
  select (public.allow_photo_upload(stage.id(2), repeat('a', 32), stage.hash(6)) ->> 'name')::uuid as name from generate_series(1, 2);
select is((select count(distinct name)::int from racers), 2, 'two tabs may send the same photo, each under a name of its own');
select lives_ok($$ select stage.store(name) from racers $$, 'both store it');
select results_eq($$ select public.photo_arrived(stage.id(2), repeat('a', 32), name, 90000, 1600, 1200) ->> 'state' from racers $$,
  $$ values ('arrived'), ('arrived') $$, 'and both are told that it arrived');
reset role;
select is((select count(*)::int from report_photos where report_id = stage.id(2)), 1, 'it is there once');
select is((select count(*)::int from private.storage_trash), 2, 'and the other one is thrown away');

-- an account
select stage.be('Chen');
select is(stage.report(3, repeat('c', 32), 7), 'created', 'Chen reports from an account');
select is(stage.send(3, null, 7), 'arrived', 'the account is enough to send the photo');
select is(public.allow_photo_read(stage.id(3), null, stage.hash(7)), stage.photo(3, 7), 'and to look at it');
select throws_ok($$ select public.allow_photo_read(stage.id(1), null, stage.hash(1)) $$, 'PT404', 'not_found', 'somebody else''s is not there');

-- looking
select stage.at(10);
select stage.be('guest');
select stage.doing('get_authenticated');
select is(stage.seen(stage.photo(1, 1)), 0, 'nobody reads a photo without leave, even who knows its name');
select throws_ok($$ select public.allow_photo_read(stage.id(1), repeat('b', 32), stage.hash(1)) $$, 'PT404', 'not_found', 'a wrong key opens nothing');
select throws_ok($$ select public.allow_photo_read(stage.id(1), repeat('a', 32), stage.hash(7)) $$, 'PT404', 'not_found', 'nor does the right key for another report''s photo');
select is(public.allow_photo_read(stage.id(1), repeat('a', 32), stage.hash(1)), stage.photo(1, 1), 'Lin asks for hers');
select is(stage.seen(stage.photo(1, 1)), 1, 'and reads it');
select is(stage.seen(stage.photo(1, 2)), 0, 'and only it');
select stage.doing('list');
select is(stage.seen(stage.photo(1, 1)), 0, 'the leave does not list');
select stage.doing('sign');
select is(stage.seen(stage.photo(1, 1)), 0, 'nor make a signed address');
select stage.doing('get_authenticated');
with gone as (delete from storage.objects returning 1) select is((select count(*)::int from gone), 0, 'and a delete finds nothing');
with changed as (update storage.objects set name = 'x' returning 1) select is((select count(*)::int from changed), 0, 'neither does an update');
select stage.at(11);
select is(stage.seen(stage.photo(1, 1)), 0, 'after sixty seconds it is closed again');

select stage.be('Mu');
select is(public.allow_photo_read(stage.id(1), null, stage.hash(1)), stage.photo(1, 1), 'a moderator is told the name');
select is(stage.seen(stage.photo(1, 1)), 1, 'and reads it by the policy');
select stage.doing('list');
select is(stage.seen(stage.photo(1, 1)), 0, 'but lists nothing either');
select stage.be('Hao');
select stage.doing('get_authenticated');
select throws_ok($$ select public.allow_photo_read(stage.id(1), null, stage.hash(1)) $$, 'PT404', 'not_found', 'a handler is not told before the case is theirs');
select is(stage.seen(stage.photo(1, 1)), 0, 'and reads nothing');
reset role;
insert into report_units (report_id, unit_code, part, since) values (stage.id(1), '110105012', 'lead', private.clock());
select stage.be('Hao');
select is(public.allow_photo_read(stage.id(1), null, stage.hash(1)), stage.photo(1, 1), 'when the unit has the case, its handler is');
select is(stage.seen(stage.photo(1, 1)), 1, 'and reads it');
select stage.be('Wei');
select is(stage.seen(stage.photo(1, 1)), 0, 'another unit''s handler does not');
reset role;
update report_units set until = private.clock() where report_id = stage.id(1);
select stage.be('Hao');
select is(stage.seen(stage.photo(1, 1)), 0, 'nor does the first one once the case has gone on');

-- a form that came back with errors
select stage.be('guest');
select is(stage.hold(4, repeat('d', 32), 8), 'held', 'its photo is kept');
select is(stage.hold(4, repeat('d', 32), 8), 'held before', 'once');
select is(public.held_photos(stage.id(4), repeat('d', 32)), jsonb_build_array(stage.hash(8)), 'and listed for that form');
select is(public.held_photos(stage.id(4), repeat('e', 32)), '[]', 'for no other');
select throws_ok($$ select public.allow_photo_read(stage.id(4), repeat('d', 32), stage.hash(8)) $$, 'PT404', 'not_found', 'it is not shown before it is sent');
select throws_ok($$ select stage.hold(1, repeat('a', 32), 8) $$, 'PT409', 'report_differs', 'a report that exists holds nothing more');
select is(stage.report(4, repeat('d', 32), 8), 'created', 'the mended form is sent');
select is(public.photo_wanted(stage.id(4), repeat('d', 32), stage.hash(8)), false, 'and its photo is there at once');
reset role;
select isnt((select photos_complete_at from reports where id = stage.id(4)), null, 'so that the case is complete');

-- giving up, closing, sweeping
select stage.be('guest');
select stage.report(6, repeat('a', 32), 9);
select throws_ok($$ select public.give_up_photos(stage.id(6), repeat('b', 32)) $$, 'PT404', 'not_found', 'a stranger cannot give up somebody''s photos');
select lives_ok($$ select public.give_up_photos(stage.id(6), repeat('a', 32)) $$, 'the reporter can');
reset role;
select is((select photos_complete_at from reports where id = stage.id(6)), private.clock(), 'and staff read the report without them');
select stage.be('guest');
select is(stage.send(6, repeat('a', 32), 9), 'arrived', 'a late photo is still taken');
select stage.report(9, repeat('a', 32), 13, 14);
select stage.send(9, repeat('a', 32), 14);
select public.give_up_photos(stage.id(9), repeat('a', 32));
select is(stage.send(9, repeat('a', 32), 15), 'arrived', 'and so is another one in its place');
reset role;
select results_eq($$ select position::int, sha256 from report_photos where report_id = stage.id(9) order by 1 $$,
  $$ values (1, stage.hash(15)), (2, stage.hash(14)) $$, 'each photo has a place of its own');
select stage.be('guest');
select stage.report(7, repeat('a', 32), 10);
select public.move_report(stage.id(7), 'withdraw', 1, '{}', repeat('a', 32));
select throws_ok($$ select stage.send(7, repeat('a', 32), 10) $$, 'PT409', 'photos_closed', 'but not for a report that was withdrawn');
select throws_ok('select public.sweep_photos()', '42501', null, 'only the job runner sweeps');
select stage.hold(8, repeat('f', 32), 11);
select public.allow_photo_upload(stage.id(2), repeat('a', 32), stage.hash(12)) ->> 'state';
reset role;
select stage.at(1500);
delete from private.storage_trash;
delete from reports where id = stage.id(6);
select is((select count(*)::int from private.storage_trash), 2, 'when a report goes, its files are marked');
set local role service_role;
select is(cardinality(public.sweep_photos()), 6, 'after a day the sweep finds them, the form that was never sent, and the upload that never ended');
select is(cardinality(public.sweep_photos(public.sweep_photos())), 0, 'and forgets what was removed');
reset role;
select is((select count(*)::int from private.storage_grants), 0, 'no grant is left');
select is((select count(*)::int from report_photos where name is not null), 9, 'and no photo of a report was touched');

select * from finish();
