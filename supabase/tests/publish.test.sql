-- What strangers may see, told with names. Lin and a guest report; Mei moderates, Mo is her colleague who also reports;
-- Hao handles for 麦子店. Every canary is a word that may not be seen before somebody released it, or never.
select plan(75);

create schema story;
grant usage on schema story to public;
create table story.people (name text primary key, id uuid not null default gen_random_uuid());
create table story.reports (name text primary key, id uuid not null default gen_random_uuid());
grant select on story.people, story.reports to public;
insert into story.people (name) select unnest(array['lin', 'mei', 'mo', 'hao']);
insert into auth.users (id, email, raw_user_meta_data, created_at)
select id, name || '@test.example', jsonb_build_object('display_name', name), now() from story.people;
insert into public.user_roles (user_id, role, unit_code)
select p.id, r.role::public.user_role, r.unit
from (values ('mei', 'moderator', null), ('mo', 'moderator', null), ('hao', 'handler', '110105012')) as r (name, role, unit)
join story.people p using (name);

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
create function story.it(name text) returns uuid language sql stable as $$ select id from story.reports r where r.name = it.name $$;
create function story.key() returns text language sql immutable as $$ select repeat('b7', 16) $$;
create function story.row(report text) returns public.reports language sql stable security definer as $$
  select r from public.reports r where r.id = story.it(report)
$$;
create function story.tell(report text, by text, category text, more jsonb default '{}') returns void language plpgsql as $$
begin
  perform story.be(null);
  insert into story.reports (name) values (report);
  perform story.be(by);
  perform public.submit_report(
    jsonb_build_object(
      'category', category, 'description', 'CANARY words of ' || report, 'lat', 39.948, 'lng', 116.467, 'landmark', 'CANARY gate',
      'subdistrict', '110105012', 'publish', true
    ) || more || jsonb_build_object('id', story.it(report), 'key', story.key()),
    null
  );
end
$$;
create function story.does(name text, report text, move text, details jsonb default '{}') returns bigint language plpgsql as $$
declare
  r public.reports := story.row(report);
begin
  perform story.be(name);
  return (public.move_report(r.id, move, r.version, details) ->> 'event_id')::bigint;
end
$$;
create function story.release(name text, report text, details jsonb) returns text language plpgsql as $$
declare
  r public.reports := story.row(report);
begin
  perform story.be(name);
  perform public.release_report(r.id, r.version, details);
  return 'released';
exception when others then
  return sqlstate || ' ' || sqlerrm;
end
$$;
create function story.hide(name text, report text, reason text) returns text language plpgsql as $$
declare
  r public.reports := story.row(report);
begin
  perform story.be(name);
  perform public.hide_report(r.id, r.version, reason);
  return 'hidden';
exception when others then
  return sqlstate || ' ' || sqlerrm;
end
$$;
-- What anybody sees of it.
create function story.seen(report text) returns jsonb language plpgsql as $$
begin
  perform story.be('anybody');
  return (select to_jsonb(p) from public.published_reports p where p.report_id = story.it(report));
end
$$;
grant execute on all functions in schema story to public;

select set_config('app.now', '2026-11-24T14:05:06Z', true);


-- from nothing to a stub ------------------------------------------------------------------------------------------

select story.tell('bins', 'lin', 'waste.overflow');
select story.tell('fumes', 'guest', 'air.fume');
select story.tell('party', 'lin', 'noise.neighbour');
select story.tell('private', 'lin', 'waste.overflow', '{"publish": false}');
select story.tell('mine', 'mo', 'waste.overflow');

select is(story.seen('bins'), null, 'a report that nobody read is not public');
select story.does('mei', n, 'accept') from unnest(array['bins', 'fumes', 'party', 'private', 'mine']) n;
select is(story.seen('bins') ->> 'lat', '39.948', 'an accepted one is, where its category shows the place exactly');
select is(story.seen('bins') - array['report_id', 'category_code', 'group_code', 'subdistrict_code', 'lat', 'lng', 'square', 'precision', 'month', 'stage', 'published_at', 'changed_at', 'people', 'tie'],
  '{"day": null, "landmark": null, "answers": null, "public_text": null, "excerpt": null, "public_lang": null, "answer_kind": null, "answer_text": null, "answer_lang": null, "released_at": null, "aged": null}',
  'and the stub holds nothing else');
select is(story.seen('fumes') ->> 'lat', '39.9483', 'a restaurant is shown by the middle of its square of the grid');
select is(story.seen('fumes') ->> 'published_at', '2026-11-23T16:00:00+00:00', 'and only by the day');
select is(story.seen('party') ->> 'lat', null, 'a neighbour has no point');
select is(story.seen('private'), null, 'who did not agree is not public');


-- words -----------------------------------------------------------------------------------------------------------

select is(story.release('mei', 'bins', '{"public_text": "Full bins by the gate.", "public_lang": "en"}'), 'PT422 checked_missing', 'words go out only after a check');
select is(story.release('mei', 'bins', '{"public_text": "Full bins by the gate.", "public_lang": "en", "landmark": true, "checked": true}'), 'released', 'a moderator releases an edited text');
select is(story.seen('bins') ->> 'public_text', 'Full bins by the gate.', 'it is what the public reads');
select is(story.seen('bins') ->> 'landmark', 'CANARY gate', 'with the landmark, since the place is exact');
select is(story.seen('bins') ->> 'day', '2026-11-24', 'and the day');
select is(story.release('mei', 'fumes', '{"landmark": true}'), 'PT422 landmark_exact_only', 'where the place is coarse there is no landmark');
select is(story.release('mei', 'fumes', '{"public_text": "Smoke at night.", "public_lang": "en", "checked": true}'), 'released', 'but words');
select is(story.seen('fumes') ->> 'day', null, 'and no day');
select is(story.seen('fumes') ->> 'released_at', '2026-11-23T16:00:00+00:00', 'nor the hour of the release');
select is(story.release('mei', 'fumes', '{"precision": "exact"}'), 'PT422 precision_finer', 'a place never becomes finer');
select is(story.release('mei', 'bins', '{"public_text": "Full bins.", "checked": true, "precision": "rounded"}'), 'released', 'but coarser');
select is(story.seen('bins') ->> 'lat', '39.9483', 'and then it is');
select is(story.seen('bins') ->> 'landmark', null, 'without the landmark');
select is(story.seen('bins') ->> 'day', null, 'and without the day');
select is(story.release('mei', 'bins', '{"public_text": "Full bins.", "checked": true, "precision": "exact"}'), 'PT422 precision_finer', 'and not back');
select is(story.release('mei', 'private', '{"public_text": "x", "checked": true}'), 'PT409 not_public', 'without consent nothing is released');
select is(story.release('mo', 'mine', '{"public_text": "x", "checked": true}'), 'PT403 own_report', 'nobody releases their own');
select is(story.release('hao', 'bins', '{"public_text": "x", "checked": true}'), 'PT404 not_found', 'nor does a unit');
select is(story.release('lin', 'bins', '{"public_text": "x", "checked": true}'), 'PT404 not_found', 'nor the reporter');
select story.be('mei');
select throws_ok(format('select public.release_report(%L, 1)', story.it('bins')), 'PT409', 'conflict', 'nor who did not see the newest version');


-- an answer -------------------------------------------------------------------------------------------------------

select is(story.release('mei', 'bins', '{"answer": true}'), 'PT409 answer_missing', 'there is no answer to release yet');
select story.does('mei', 'bins', 'dispatch', '{"lead": "110105012"}');
select story.does('hao', 'bins', 'take_on');
select is(story.seen('bins') ->> 'public_text', 'Full bins.', 'what is released stays while the case moves');
select story.does('hao', 'bins', 'answer', '{"answer_kind": "fixed", "public_text": "CANARY answer, Lin"}');
select is(story.seen('bins') ->> 'stage', 'answered', 'the stage follows');
select is(story.seen('bins') ->> 'answer_kind', null, 'the answer does not go out by itself');
select is(story.release('mei', 'bins', '{"public_text": "Full bins.", "answer_text": "Emptied.", "answer_lang": "en", "checked": true}'), 'released', 'a moderator releases it');
select is(story.seen('bins') ->> 'answer_text', 'Emptied.', 'in the words that were released');
select is(story.seen('bins') ->> 'answer_kind', 'fixed', 'with its kind');
select story.does('mei', 'bins', 'return_answer', '{"internal_text": "CANARY not good enough"}');
select is(story.seen('bins') ->> 'answer_text', null, 'an answer that was sent back is shown no more');
select story.does('hao', 'bins', 'answer', '{"answer_kind": "cannot_now", "public_text": "CANARY other answer"}');
select is(story.seen('bins') ->> 'answer_text', null, 'and another answer needs another release');
select is(story.seen('bins')::text ~ 'CANARY', false, 'nothing that was not released is there');


-- hiding, merging, taking back ------------------------------------------------------------------------------------

select is(story.hide('mei', 'bins', ' '), 'PT422 internal_text_missing', 'hiding needs a reason');
select is(story.hide('mei', 'bins', 'names a person'), 'hidden', 'a moderator hides it');
select is(story.seen('bins'), null, 'and it is gone');
select is(story.hide('mei', 'bins', 'again'), 'PT409 not_public', 'once is enough');
select is(story.release('mei', 'bins', '{"public_text": "Full bins, redacted.", "checked": true}'), 'released', 'a release shows it again');
select is(story.seen('bins') ->> 'precision', 'rounded', 'no finer than it was');
select story.be('mo');
select is((select count(*) from public.report_releases), 3::bigint, 'moderators see what was decided of the reports of others');
select story.be('lin');
select is((select count(*) from public.report_releases), 0::bigint, 'nobody else does');

select story.does('mei', 'fumes', 'merge', jsonb_build_object('target', story.it('mine'), 'public_text', 'the same'));
select is(story.seen('fumes'), null, 'what was merged is public no more');
select is(public.public_address(story.it('fumes')), story.it('mine'), 'its address leads to the other one');
select is(public.public_address(story.it('bins')), null, 'an address of its own leads nowhere else');
select story.be('mei');
select lives_ok(format('select public.undo_move(%L, %s)', story.it('fumes'),
  (select max(id) from public.report_events where report_id = story.it('fumes'))), 'the merge is undone');
select is(story.seen('fumes') ->> 'public_text', 'Smoke at night.', 'and everything is as it was');
select story.does('mei', 'fumes', 'merge', jsonb_build_object('target', story.it('private'), 'public_text', 'the same'));
select story.be('anybody');
select is(public.public_address(story.it('fumes')), null, 'an address never leads to a private case');

select throws_ok(format('select public.set_publish(%L, false, %L)', story.it('fumes'), repeat('0', 32)), 'PT404', 'not_found', 'a stranger takes nothing back');
select story.does('mei', 'party', 'dispatch', '{"lead": "110105012"}');
select story.be('lin');
select lives_ok(format('select public.set_publish(%L, false)', story.it('party')), 'the reporter takes it back');
select is(story.seen('party'), null, 'and it is gone at once');
select story.be('mei');
select throws_ok(format('select public.undo_move(%L, %s)', story.it('party'),
  (select max(id) from public.report_events where report_id = story.it('party') and move = 'dispatch')), 'PT409', 'undo_too_late', 'no undo brings it back');
select story.be('lin');
select lives_ok(format('select public.set_publish(%L, true)', story.it('bins')), 'agreeing twice changes nothing');
select lives_ok(format('select public.set_publish(%L, false)', story.it('bins')), 'taken back');
select lives_ok(format('select public.set_publish(%L, true)', story.it('bins')), 'and agreed again');
select is(story.seen('bins') ->> 'public_text', null, 'it begins with the stub: somebody has to look again');
select is(story.seen('bins') ->> 'precision', 'rounded', 'and no finer than before');
select story.be('anybody');
select throws_ok('select open from public.report_cells', '42501', null, 'the counts of the squares are nobody''s to read');


-- the list and the map --------------------------------------------------------------------------------------------

select story.be(null);
insert into public.published_reports (report_id, category_code, group_code, subdistrict_code, lat, lng, precision, month, stage, published_at, changed_at)
select r.id, c.code, c.group_code, '110105026', 39.99 + r.i * 0.0001, 116.47, 'exact', '2026-11-01',
  (enum_range(null::public.report_stage))[1 + r.i % 3], m.at, m.at
from (
  select t.id, (row_number() over (order by t.id))::int as i from public.reports t
  where not exists (select from public.published_reports p where p.report_id = t.id)
) r
join public.categories c on c.code = 'water.litter'
cross join (select '2026-11-20T00:00:00Z'::timestamptz as at) m;
create function story.recounted() returns boolean language sql as $$
  with counted as (
    select z::smallint, g.code, private.tile_x(p.lng, z) as x, private.tile_y(p.lat, z) as y,
      count(*) filter (where p.stage = 'open')::int as open, count(*) filter (where p.stage = 'answered')::int as answered,
      count(*) filter (where p.stage = 'closed')::int as closed
    from public.published_reports p
    cross join generate_series(8, 16) z
    -- Each group, and all of them together.
    cross join lateral (values (''), (p.group_code)) as g (code)
    where p.lat is not null group by 1, 2, 3, 4
  ),
  kept as (
    select c.z, c.group_code, c.x, c.y, c.open, c.answered, c.closed from public.report_cells c
    where (c.open, c.answered, c.closed) <> (0, 0, 0)
  )
  select not exists (select * from counted except select * from kept) and not exists (select * from kept except select * from counted)
$$;
select ok(story.recounted(), 'the squares count what is public');
delete from public.published_reports where subdistrict_code = '110105026' and stage = 'open';
update public.published_reports set stage = 'closed', lat = lat + 0.01 where subdistrict_code = '110105026';
select ok(story.recounted(), 'and follow every change');
select story.be('anybody');
select is(jsonb_array_length(public.public_list('{"group": "water"}') -> 'rows'), (select count(*)::int from public.published_reports where group_code = 'water'), 'the list is narrowed by group');
select is(public.public_list('{"category": "water.litter", "stage": "open"}') -> 'rows', '[]', 'by category and stage');
select is(jsonb_array_length(public.public_list('{"subdistrict": "110105012"}') -> 'rows'), (select count(*)::int from public.published_reports where subdistrict_code = '110105012'), 'by subdistrict');
select is(public.public_list('{"days": 3, "category": "water.litter"}') -> 'rows', '[]', 'and by time');
select is(public.public_list('{"days": "yesterday", "stage": 7, "category": null}') -> 'rows', public.public_list() -> 'rows', 'what is not understood is passed over');
create temporary table walked on commit drop as
with recursive walk as (
  select public.public_list('{}', null, null, 1) as page, 0 as n
  union all
  select public.public_list('{}', (page #>> '{rows,0,published_at}')::timestamptz, (page #>> '{rows,0,report_id}')::uuid, 1), n + 1
  from walk where (page ->> 'more')::boolean
)
select page #>> '{rows,0,report_id}' as id, n from walk;
select is(
  (select array_agg(id order by n) from walked),
  (select array_agg(report_id::text order by published_at desc, report_id desc) from public.published_reports),
  'page by page the list shows everything once');
select is(public.public_map(array[116.3, 39.8, 116.7, 40.2], 11) -> 'cells', '[]', 'so few reports are shown one by one');
select is(
  (select count(*)::int from jsonb_array_elements(public.public_map(array[116.3, 39.8, 116.7, 40.2], 11) -> 'points')),
  (select count(*)::int from public.published_reports where lat is not null), 'those that have a point');
select is(public.public_map(array[116.3, 39.8, 116.7, 40.2], 11, '{"category": "water.litter"}') #>> '{points,0,category}', 'water.litter', 'narrowed by category too');
select is(public.public_map(array[116.6, 40.1, 116.7, 40.2], 15) -> 'points', '[]', 'and only what is in sight');
select throws_ok($$ select public.public_map(array[116.3, 39.8], 11) $$, 'PT422', 'bbox_wrong', 'half a rectangle is none');
select throws_ok($$ select public.public_map(array[116.3, 'NaN', 116.7, 40.2]::float8[], 11) $$, 'PT422', 'bbox_wrong', 'nor is what is no number');

select * from finish();
