-- What changed among the public reports, told with names. Lin and a guest report in two subdistricts, Mei moderates. A
-- story is one transaction, and what a running transaction changed is told to nobody: `settle` makes it an earlier one.
select plan(31);

create schema story;
grant usage on schema story to public;
create table story.people (name text primary key, id uuid not null default gen_random_uuid());
grant select on story.people to public;
insert into story.people (name) select unnest(array['lin', 'mei']);
insert into auth.users (id, email, raw_user_meta_data, created_at) select id, name || '@changes.example', '{}', now() from story.people;
insert into public.user_roles (user_id, role) select id, 'moderator' from story.people where name = 'mei';
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
create function story.id(n int) returns uuid language sql immutable as $$ select ('0f000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid $$;
create function story.send(n int, category text, subdistrict text) returns void language sql as $$
  select public.submit_report(jsonb_build_object('id', story.id(n), 'key', repeat('ab', 16), 'category', category, 'lat', 39.94812, 'lng', 116.46734,
    'description', 'CANARY words', 'subdistrict', subdistrict, 'landmark', 'CANARY gate', 'publish', true), 'story')
$$;
create function story.version(n int) returns int language sql stable security definer as $$ select version from public.reports where id = story.id(n) $$;
-- What this transaction changed becomes what transaction `n` changed, long ago.
create function story.settle(n int) returns void language sql security definer as $$
  update private.report_changes set xact = n::text::xid8 where xact = pg_current_xact_id()
$$;
create function story.place(n int) returns text language sql stable security definer as $$ select private.change_place(n::text::xid8) $$;
create function story.ids(answer jsonb, what text) returns text language sql immutable as $$
  select coalesce(string_agg(right(coalesce(e ->> 'id', e #>> '{}'), 1), ' ' order by right(coalesce(e ->> 'id', e #>> '{}'), 1)), '')
  from jsonb_array_elements(answer -> what) e
$$;
create function story.said(n int, area text default null) returns text language sql stable as $$
  select story.ids(a, 'reports') || '/' || story.ids(a, 'gone') from public.public_changes(story.place(n), area) a
$$;
grant execute on all functions in schema story to public;

select story.be('lin');
select story.send(1, (select code from public.categories where active and precision = 'exact' order by code limit 1), '110105012');
select story.be('guest');
select story.send(2, (select code from public.categories where active and precision = 'subdistrict' order by code limit 1), '110105026');
select story.send(3, (select code from public.categories where active and precision = 'rounded' order by code limit 1), '110105012');
select is(jsonb_array_length(public.public_changes() -> 'reports'), 0, 'what nobody has accepted is in no list');
select story.be(null);
select is((select count(*)::int from private.report_changes), 0, 'and changes none');

select story.be('mei');
select public.move_report(story.id(1), 'accept', 1);
select public.move_report(story.id(2), 'accept', 1);
select story.be('guest');
select is(story.ids(public.public_changes(), 'reports'), '1 2', 'what was accepted is in the list');
select is(story.ids(public.public_changes(null, '110105026'), 'reports'), '2', 'and in that of its subdistrict');
select is(public.public_changes() ->> 'start', 'true', 'without a place the list begins');
select is(public.public_changes(null, null, 1) ->> 'more', 'true', 'and says when there are older ones');
select is(story.said(1), '/', 'what a transaction that runs has changed is told to nobody');
select is(public.public_changes(story.place(1)) ->> 'after', public.public_changes() ->> 'after', 'and the place stays before it');
select story.settle(10);
select is(story.said(1), '1 2/', 'once it has ended it is told');
select is(story.said(1, '110105026'), '2/', 'to a subdistrict what is its own');
select is(story.said(11), '/', 'to who has read it, no more');
select is(public.public_changes(story.place(1), null, 1) ->> 'more', 'true', 'a page is as long as it was asked for');
select is(story.ids(public.public_changes(public.public_changes(story.place(1), null, 1) ->> 'after'), 'reports'), '2', 'and the next goes on behind it');
select ok(not public.public_changes(story.place(1))::text ~ 'CANARY|CY-|39.94812', 'nothing that was not released leaves, and no place that is sharper than public')
  from (select 1) q where (select precision from public.published_reports where report_id = story.id(1)) <> 'exact'
union all
select ok(not public.public_changes(story.place(1))::text ~ 'CANARY|CY-', 'nothing that was not released leaves')
  where (select precision from public.published_reports where report_id = story.id(1)) = 'exact';
select is((select count(*)::int from jsonb_array_elements(public.public_changes(story.place(1), '110105026') -> 'reports') e where e ? 'lat' or e ? 'day' or e ? 'landmark'), 0,
  'where only the subdistrict is public there is no point, no day and no landmark');

select story.be('mei');
select public.release_report(story.id(1), story.version(1), '{"public_text": "Shown words", "public_lang": "en", "checked": true}');
select story.settle(20);
select is(story.said(11), '1/', 'a release is a change');
select is((select e ->> 'text' from jsonb_array_elements(public.public_changes(story.place(11)) -> 'reports') e), 'Shown words', 'with the words that were released');
select public.hide_report(story.id(1), story.version(1), 'CANARY reason');
select story.settle(30);
select story.be('guest');
select is(story.said(21), '/1', 'a hidden one is gone');
select is(public.public_changes(story.place(21)) -> 'gone', jsonb_build_array(story.id(1)), 'by its id, and nothing else is said of it');
select public.set_publish(report_id => story.id(2), publish => false, key => repeat('ab', 16));
select story.settle(40);
select is(story.said(31), '/2', 'one that the reporter took back is gone');
select is(story.said(31, '110105012'), '/', 'and not told to another subdistrict');
select is(story.said(1), '/1 2', 'who comes from far back hears only how things stand');

select story.be(null);
delete from public.reports where id = story.id(1);
select is((select count(*)::int from private.report_changes where report_id = story.id(1)), 1, 'a deleted report leaves its number alone');

select story.be('guest');
select throws_ok($$select public.public_changes('nonsense')$$, 'PT400', 'changes_place_wrong', 'a place that nobody gave is no place');
select throws_ok($$select public.public_changes(null, '110105999')$$, 'PT422', 'subdistrict_unknown', 'a subdistrict that is none has no list');
select throws_ok($$select public.public_changes('00000000-1')$$, 'PT410', 'changes_start_again', 'one of another server starts again');
select throws_ok($$select public.public_changes(story.place(2147483647))$$, 'PT410', 'changes_start_again', 'so does one that is yet to come');
select throws_ok('select * from private.report_changes', '42501', null, 'the list itself is for nobody');

-- What was noted ninety days ago is swept, and who has not read it starts again.
select story.be(null);
update private.report_changes set noted_at = private.clock() - interval '90 days' where xact < '35';
select is(private.sweep_changes(), 1, 'what changed ninety days ago is swept');
select story.be('guest');
select throws_ok($$select public.public_changes(story.place(30))$$, 'PT410', 'changes_start_again', 'who has not read it starts again');
select is(story.said(31), '/2', 'who has read it goes on');
