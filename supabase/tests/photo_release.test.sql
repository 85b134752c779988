-- Photos for the public: who decides, what is seen, and how it goes away again. Lin reports as a guest with a key; Mu and Yan
-- moderate, and Yan reported something too; Hao handles for 麦子店. Every "cannot" stands beside its "can".
select plan(89);

create schema stage;
grant usage on schema stage to public;

create function stage.be(who text) returns text language plpgsql as $$
declare
  id text := case who
    when 'Mu' then '00000000-0000-4000-8000-00000000000d' when 'Yan' then '00000000-0000-4000-8000-00000000000c'
    when 'Hao' then '00000000-0000-4000-8000-00000000000e' else '' end;
  role text := case when who = 'runner' then 'service_role' when id = '' then 'anon' else 'authenticated' end;
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', nullif(id, ''), 'role', role)::text, true),
    set_config('request.jwt.claim.sub', id, true), set_config('request.jwt.claim.role', role, true), set_config('role', role, true);
  return who;
end $$;
create function stage.doing(operation text) returns text language sql as $$ select set_config('storage.operation', 'storage.object.' || operation, true) $$;
create function stage.at(minutes numeric) returns text language sql as $$
  select set_config('app.now', (timestamptz '2026-11-27 09:00:00+08' + minutes * interval '1 minute')::text, true) $$;
create function stage.hash(n int) returns text language sql as $$ select encode(sha256(convert_to('photo ' || n, 'utf8')), 'hex') $$;
create function stage.id(n int) returns uuid language sql as $$ select ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid $$;
create function stage.form(n int) returns uuid language sql as $$ select ('00000000-0000-4000-a000-' || lpad(n::text, 12, '0'))::uuid $$;
create function stage.key() returns text language sql as $$ select repeat('a', 32) $$;
create function stage.version(n int) returns int language sql security definer as $$ select version from public.reports where id = stage.id(n) $$;
create function stage.report(n int, category text, publish boolean, variadic photos int[]) returns void language sql as $$
  select public.submit_report(jsonb_build_object(
    'id', stage.id(n), 'key', stage.key(), 'category', category, 'description', 'Look', 'lat', 39.948, 'lng', 116.467, 'subdistrict', '110105012',
    'publish', publish, 'photo_sha256', (select coalesce(jsonb_agg(stage.hash(p)), '[]') from unnest(photos) p)), 'client of ' || n) $$;
-- What the storage service does for an upload, as the visitor.
create function stage.store(bucket text, name uuid) returns void language sql as $$
  select stage.doing('upload');
  insert into storage.objects (bucket_id, name) values (bucket, store.name || '/large.webp'), (bucket, store.name || '/small.webp') $$;
create function stage.send(n int, photo int) returns text language plpgsql as $$
declare
  answer jsonb := public.allow_photo_upload(stage.id(n), stage.key(), stage.hash(photo));
begin
  perform stage.store('report-photos', (answer ->> 'name')::uuid);
  return public.photo_arrived(stage.id(n), stage.key(), (answer ->> 'name')::uuid, 90000, 1600, 1200) ->> 'state';
end $$;
create function stage.moves(who text, n int, move text, details jsonb default '{}') returns bigint language plpgsql as $$
begin
  perform stage.be(who);
  return (public.move_report(stage.id(n), move, stage.version(n), details) ->> 'event_id')::bigint;
end $$;
-- Covers, stores and releases, as our server does; what is refused is told.
create function stage.release(who text, n int, photo int, details jsonb default '{}', form int default 1) returns text language plpgsql as $$
declare
  answer jsonb;
begin
  perform stage.be(who);
  answer := public.allow_photo_release(stage.id(n), stage.version(n), stage.hash(photo), stage.form(form), details);
  if answer ->> 'state' = 'released' then return 'released before'; end if;
  perform stage.store('released-photos', (answer ->> 'name')::uuid);
  perform public.release_photo((answer ->> 'name')::uuid);
  return 'released';
exception when others then
  return sqlstate || ' ' || sqlerrm;
end $$;
create function stage.withhold(who text, n int, photo int) returns text language plpgsql as $$
begin
  perform stage.be(who);
  perform public.withhold_photo(stage.id(n), stage.version(n), stage.hash(photo));
  return 'withheld';
exception when others then
  return sqlstate || ' ' || sqlerrm;
end $$;
create function stage.name(n int, photo int) returns uuid language sql security definer as $$
  select d.name from public.photo_releases d where d.report_id = stage.id(n) and d.sha256 = stage.hash(photo) $$;
-- How many photos of a report anybody sees, and whether anybody can read a file.
create function stage.seen(n int) returns int language plpgsql as $$
begin
  perform stage.be('anybody');
  return (select count(*)::int from public.published_photos p where p.report_id = stage.id(n));
end $$;
create function stage.readable(name uuid) returns boolean language plpgsql as $$
begin
  perform stage.be('anybody'), stage.doing('get_authenticated');
  return exists (select from storage.objects where bucket_id = 'released-photos' and storage.objects.name = readable.name || '/large.webp');
end $$;
create function stage.sweeps(removed text[] default '{}') returns text[] language plpgsql as $$
begin
  perform stage.be('runner');
  return public.sweep_released_photos(removed);
end $$;
create function stage.trashed(name uuid) returns boolean language sql security definer as $$
  select exists (select from private.storage_trash t where t.bucket_id = 'released-photos' and t.name like trashed.name || '/%') $$;
create function stage.waits(n int, who text default 'Mu') returns boolean language plpgsql as $$
begin
  perform stage.be(who);
  return exists (select from jsonb_array_elements(public.report_queue('photos')) q where q ->> 'id' = stage.id(n)::text);
end $$;
create function stage.marked(n int) returns boolean language plpgsql as $$
begin
  perform stage.be('Mu');
  return (select (q ->> 'photo_added')::boolean from jsonb_array_elements(public.report_queue('all_open')) q where q ->> 'id' = stage.id(n)::text);
end $$;
create function stage.last_event(n int) returns text language sql security definer as $$
  select e.party || ' ' || e.move || ' ' || e.data::text from public.report_events e where e.report_id = stage.id(n) order by e.id desc limit 1 $$;
grant execute on all functions in schema stage to public;

insert into auth.users (id, email, created_at) values
  ('00000000-0000-4000-8000-00000000000c', 'yan@test.example', now()), ('00000000-0000-4000-8000-00000000000d', 'mu@test.example', now()),
  ('00000000-0000-4000-8000-00000000000e', 'hao@test.example', now());
insert into public.user_roles (user_id, role, unit_code) values
  ('00000000-0000-4000-8000-00000000000c', 'moderator', null), ('00000000-0000-4000-8000-00000000000d', 'moderator', null),
  ('00000000-0000-4000-8000-00000000000e', 'handler', '110105012');
select stage.at(0);

-- 1 bins, exact, two photos · 2 fumes, rounded · 3 not agreed · 4 Yan's own · 5 bins to merge into 1
select stage.be('Lin');
select stage.report(1, 'waste.overflow', true, 1, 2);
select stage.send(1, 1), stage.send(1, 2);
select stage.report(2, 'air.fume', true, 3);
select stage.send(2, 3);
select stage.report(3, 'waste.overflow', false, 4);
select stage.send(3, 4);
select stage.report(5, 'waste.overflow', true, 6);
select stage.send(5, 6);
select stage.be('Yan');
select stage.report(4, 'waste.overflow', true, 5);
select stage.send(4, 5);

-- the bucket
reset role;
select ok((select not public from storage.buckets where id = 'released-photos'), 'the bucket is private');
select is((select allowed_mime_types from storage.buckets where id = 'released-photos'), array['image/webp'], 'it takes what our server makes and nothing else');

-- before anything is public
select is(stage.release('Mu', 1, 1), 'PT409 not_public', 'before acceptance nothing is shown');
select is(stage.waits(1), false, 'and nobody has to look');
select stage.moves('Mu', n, 'accept') from unnest(array[1, 2, 3, 5]) n;
select stage.moves('Mu', 4, 'accept');
select is(stage.waits(1), true, 'after it, somebody has to look at the photos');
select is(stage.seen(1), 0, 'which nobody sees before that');
select is(stage.waits(3), false, 'not at those of a report that is not to be public');
select is(stage.release('Mu', 3, 4), 'PT409 not_public', 'and they cannot be released');
select is(stage.waits(4, 'Yan'), false, 'nor does anybody look at their own');
select is(stage.waits(4, 'Mu'), true, 'a colleague does');
select is((select q ->> 'n' from jsonb_array_elements(public.report_queues()) q where q ->> 'queue' = 'photos'), '4', 'the queue is counted');

-- who decides
select is(stage.release('Lin', 1, 1), '42501 permission denied for function allow_photo_release', 'the reporter does not release');
select is(stage.release('Hao', 1, 1), 'PT404 not_found', 'nor does a unit');
select is(stage.release('Yan', 4, 5), 'PT403 own_report', 'nor a moderator their own');
select is(stage.withhold('Yan', 4, 5), 'PT403 own_report', 'nor do they keep their own back');
select is(stage.withhold('Hao', 1, 1), 'PT404 not_found', 'a unit keeps nothing back');
select is(stage.release('Mu', 1, 9), 'PT404 not_found', 'there is no such photo');

-- what may be covered
select is(stage.release('Mu', 1, 1, '{"rectangles": "all"}'), 'PT422 rectangles_wrong', 'rectangles are a list');
select is(stage.release('Mu', 1, 1, '{"rectangles": [{"x": 0, "y": 0, "width": 10}]}'), 'PT422 rectangles_wrong', 'each has four numbers');
select is(stage.release('Mu', 1, 1, '{"rectangles": [{"x": -1, "y": 0, "width": 10, "height": 10}]}'), 'PT422 rectangles_wrong', 'none begins outside');
select is(stage.release('Mu', 1, 1, '{"rectangles": [{"x": 0.5, "y": 0, "width": 10, "height": 10}]}'), 'PT422 rectangles_wrong', 'in whole pixels');
select is(stage.release('Mu', 1, 1, '{"rectangles": [{"x": 1591, "y": 0, "width": 10, "height": 10}]}'), 'PT422 rectangles_wrong', 'none ends outside this picture');
select is(stage.release('Mu', 1, 1, '{"rectangles": [{"x": 0, "y": 0, "width": 0, "height": 10}]}'), 'PT422 rectangles_wrong', 'none is empty');
select is(stage.release('Mu', 1, 1, jsonb_build_object('rectangles', (select jsonb_agg('{"x": 0, "y": 0, "width": 9, "height": 9}'::jsonb) from generate_series(1, 21)))), 'PT422 rectangles_wrong', 'twenty at most');
select is(stage.release('Mu', 1, 1, jsonb_build_object('alt_en', repeat('x', 301))), 'PT422 alt_en_long', 'what is seen is said shortly');
select is(stage.seen(1), 0, 'nothing of that was shown');

-- releasing
select is(stage.release('Mu', 1, 1, '{"rectangles": [{"x": 1590, "y": 1190, "width": 10, "height": 10}], "alt_en": "Full bins"}'), 'released', 'a moderator covers and releases');
select is(stage.seen(1), 1, 'everybody sees the photo');
select is(stage.readable(stage.name(1, 1)), true, 'and may read the file');
select is((select to_jsonb(p) - 'name' from public.published_photos p where p.report_id = stage.id(1)),
  jsonb_build_object('report_id', stage.id(1), 'position', 1, 'width', 1600, 'height', 1200, 'alt_zh', null, 'alt_en', 'Full bins'), 'that is all that is public of it');
select is(stage.last_event(1), 'moderator release_photo {"photo": 1}', 'the case tells which photo');
select is(stage.waits(1), true, 'the other still waits');
select is(stage.withhold('Mu', 1, 2), 'withheld', 'a moderator keeps the other back');
select is(stage.waits(1), false, 'then nothing waits');
select is(stage.last_event(1), 'moderator withhold_photo {"photo": 2}', 'and the case tells');
select stage.be('anybody'), stage.doing('list');
select is_empty($$ select name from storage.objects where bucket_id = 'released-photos' $$, 'nobody can list the bucket');
select stage.doing('get_authenticated');
select is_empty($$ select name from storage.objects where bucket_id = 'report-photos' $$, 'and the photos as received stay closed');
select isnt(stage.name(1, 1)::text, left(stage.hash(1), 36), 'the name has nothing of the photo');
select is(stage.release('Mu', 1, 1, '{"rectangles": [{"x": 1590, "y": 1190, "width": 10, "height": 10}], "alt_en": "Full bins"}'), 'released before', 'the same form again is the same release');
select is(stage.release('Mu', 1, 1, '{}'), 'PT409 conflict', 'with other content it is not');
select stage.be('Mu');
select throws_ok(format('select public.allow_photo_release(%L, 1, %L, %L)', stage.id(1), stage.hash(1), stage.form(7)), 'PT409', 'conflict', 'who did not see the newest version looks again');
select is((public.allow_photo_release(stage.id(1), stage.version(1), stage.hash(2), stage.form(8)) ->> 'state'), 'wanted', 'an upload may begin');
select throws_ok(
  $$ select public.release_photo(n.name) from (select (public.allow_photo_release(stage.id(1), stage.version(1), stage.hash(2), stage.form(8)) ->> 'name')::uuid as name) n $$,
  'PT409', 'photo_not_stored', 'a picture is not there because somebody says so');
select throws_ok($$ select public.release_photo(gen_random_uuid()) $$, 'PT404', 'not_found', 'nor is one that was not begun');
select stage.doing('upload');
select throws_ok($$ insert into storage.objects (bucket_id, name) values ('released-photos', gen_random_uuid() || '/large.webp') $$, '42501', null, 'nobody stores anything without leave');

-- where the place is coarse
select is(stage.release('Mu', 2, 3), 'PT422 nothing_identifies_missing', 'where the place is coarse somebody has to say that the photo does not tell it');
select is(stage.release('Mu', 2, 3, '{"nothing_identifies": true}'), 'released', 'then it is released');
select is(stage.seen(2), 1, 'and seen');

-- again, otherwise
create temp table first on commit drop as select stage.name(1, 1) as name;
grant select on first to public;
select is(stage.release('Mu', 1, 1, '{"rectangles": [{"x": 0, "y": 0, "width": 1600, "height": 600}]}', 2), 'released', 'a photo can be covered anew');
select isnt(stage.name(1, 1), first.name, 'under a new name') from first;
select is(stage.readable(first.name), false, 'the old address is gone') from first;
select is(stage.trashed(first.name), true, 'and its files are to be deleted') from first;
select is(stage.seen(1), 1, 'one photo is seen, as before');
select is(cardinality(stage.sweeps()), 2, 'the job runner hears of both files');
select is(cardinality(stage.sweeps(stage.sweeps())), 0, 'and they are forgotten when they are gone');

-- hiding, and showing again
select stage.be('Mu');
select public.hide_report(stage.id(1), stage.version(1), 'names somebody');
select is(stage.seen(1), 0, 'a hidden case shows no photo');
select is(stage.readable(stage.name(1, 1)), false, 'by no address');
select is(stage.release('Mu', 1, 2, '{}', 3), 'PT409 not_public', 'and none can be added');
select stage.be('Mu');
select public.release_report(stage.id(1), stage.version(1), '{"answers": true}');
select is(stage.readable(stage.name(1, 1)), true, 'shown again, the photo is there again');
select stage.be('Mu');
select public.hide_report(stage.id(1), stage.version(1), 'names somebody');
select stage.at(9);
select is(cardinality(stage.sweeps()), 0, 'for ten minutes it could come back');
select stage.at(11);
select is(cardinality(stage.sweeps()), 4, 'then its files go, and those of a release that never ended');
select is(stage.name(1, 1), null, 'and its name');
select stage.be('Mu');
select public.release_report(stage.id(1), stage.version(1), '{"answers": true}');
select is(stage.seen(1), 0, 'a case that is shown again after that has no photo');
select is(stage.waits(1), true, 'and a moderator looks again');
select is((select jsonb_array_length(d.rectangles) from public.photo_releases d where d.sha256 = stage.hash(1)), 1, 'with what was covered before');
select is(stage.release('Mu', 1, 1, '{}', 4), 'released', 'and releases it');

-- moves
select stage.moves('Mu', 5, 'merge', jsonb_build_object('target', stage.id(1), 'public_text', 'Same.')) as event into temp merging;
select stage.release('Mu', 5, 6);
select is(stage.seen(5), 0, 'a merged report shows no photo of its own');
select stage.be('Mu');
select lives_ok($$ select public.undo_move(stage.id(5), (select event from merging)) $$, 'an undone merge');
select is(stage.release('Mu', 5, 6, '{}', 5), 'released', 'lets its photo be released');
select stage.moves('Mu', 5, 'redirect', '{"channel": "12345", "public_text": "Not ours."}') as event into temp redirecting;
select is(stage.readable(stage.name(5, 6)), false, 'a case sent elsewhere shows none');
select stage.be('Mu');
select public.undo_move(stage.id(5), (select event from redirecting));
select is(stage.readable(stage.name(5, 6)), true, 'and an undo brings it back as it was');

-- a place that becomes coarser
select stage.be('Mu');
select public.release_report(stage.id(5), stage.version(5), '{"precision": "rounded"}');
select is(stage.seen(5), 0, 'when the place becomes coarser, a photo that was not looked at for it goes');
select is(stage.waits(5), true, 'and waits for somebody who does');
select is(stage.release('Mu', 5, 6, '{"nothing_identifies": true}', 6), 'released', 'who may release it');

-- taking back
create temp table taken on commit drop as select stage.name(5, 6) as name, stage.name(1, 1) as other;
grant select on taken to public;
select is(stage.withhold('Mu', 5, 6), 'withheld', 'a moderator takes a photo back');
select is(stage.readable(taken.name), false, 'its address is gone') from taken;
select is(stage.trashed(taken.name), true, 'and its files are to be deleted') from taken;
select stage.be('Lin');
select public.set_publish(stage.id(1), false, stage.key());
select is(stage.readable(taken.other), false, 'Lin takes the consent back, and the photo is gone at once') from taken;
select is(stage.trashed(taken.other), true, 'with its files') from taken;
select stage.be('Lin');
select public.set_publish(stage.id(1), true, stage.key());
select is(stage.waits(1), true, 'whoever agrees again begins anew: somebody looks at every photo');

-- added later
select stage.be('Lin');
select is(stage.send(2, 7), 'arrived', 'Lin adds a photo to a case that staff have');
select is(stage.last_event(2), 'reporter add_photo {"photo": 2}', 'the case tells them');
select is(stage.waits(2), true, 'it waits to be looked at');
select is(stage.marked(2), true, 'and is marked in every queue');
select stage.moves('Mu', 2, 'add_note', '{"internal_text": "seen"}');
select is(stage.marked(2), false, 'until somebody does something');
select is(stage.marked(5), false, 'the photos that came with a report mark nothing');

-- the end of what is kept
create temp table kept on commit drop as select stage.name(2, 3) as name;
grant select on kept to public;
reset role;
select is((select count(*)::int from public.published_photos where report_id = stage.id(2)), 1, 'a photo is public');
select private.forget_photos(stage.id(2));
select is((select count(*)::int from public.published_photos where report_id = stage.id(2)), 0, 'until photos are kept no longer');
select is(stage.trashed(kept.name), true, 'then the covered files go with the received ones') from kept;

select * from finish();
