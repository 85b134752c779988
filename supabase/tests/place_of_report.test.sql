-- A report keeps the green place that it names: Lin and Wang report, Mei is a moderator, Zhao handles for 麦子店, Qian for 望京.
select plan(17);

create schema story;
grant usage on schema story to public;
create table story.people (name text primary key, id uuid not null default gen_random_uuid());
grant select on story.people to public;
insert into story.people (name) select unnest(array['lin', 'wang', 'mei', 'zhao', 'qian']);
insert into auth.users (id, email, raw_user_meta_data, created_at) select id, name || '@place.example', '{}', now() from story.people;
insert into public.user_roles (user_id, role, unit_code)
select p.id, r.role::public.user_role, r.unit
from (values ('mei', 'moderator', null), ('zhao', 'handler', '110105012'), ('qian', 'handler', '110105026')) r (name, role, unit)
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
create function story.id(n int) returns uuid language sql as $$ select ('0e000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid $$;
create function story.send(n int, more jsonb) returns text language sql as $$
  select public.submit_report(jsonb_build_object('id', story.id(n), 'key', repeat('ab', 16), 'category', (select code from public.categories where active and precision = 'exact' order by code limit 1), 'description', 'look',
    'subdistrict', '110105012', 'landmark', 'by the gate') || more, 'story') ->> 'result'
$$;
create function story.shown(slug text) returns text language sql as $$
  select coalesce(string_agg(r ->> 'report_id', ' ' order by r ->> 'report_id'), '') from jsonb_array_elements(public.place_page(slug) -> 'reports') r
  where r ->> 'report_id' like '0e000000%'
$$;
grant execute on all functions in schema story to public;

insert into public.places (slug, code, kind, name_zh, name_en, name_pinyin, source, data_quality, status) values
  ('story-open', '33332', 'park', '甲园', 'Garden A', 'jia yuan', 'us', 'unchecked', 'published'),
  ('story-draft', '33333', 'park', '乙园', 'Garden B', 'yi yuan', 'us', 'unchecked', 'draft');
select is((select count(distinct precision)::int from public.categories where code in
  ((select code from public.categories where precision = 'exact' and active order by code limit 1),
   (select code from public.categories where precision <> 'exact' and active order by code limit 1))), 2,
  'there are categories of either precision');

select story.be('lin');
select is(story.send(1, jsonb_build_object('place', 'story-open', 'publish', true,
  'category', (select code from public.categories where precision = 'exact' and active order by code limit 1))), 'created', 'Lin names a place');
select is(story.send(1, jsonb_build_object('place', 'story-open', 'publish', true,
  'category', (select code from public.categories where precision = 'exact' and active order by code limit 1))), 'again', 'twice is once');
select story.be('wang');
select is(story.send(2, jsonb_build_object('place', 'story-open', 'publish', true,
  'category', (select code from public.categories where precision <> 'exact' and active order by code limit 1))), 'created',
  'Wang names it too, in a category that must stay coarse');
select is(story.send(3, '{"place": "story-draft"}'), 'created', 'a draft is not named, and that is no reason to refuse a report');
select is(story.send(4, '{"place": "the bench by the pond"}'), 'created', 'nor are words of one''s own');
select story.be(null);
select is((select string_agg(right(l.report_id::text, 1), ' ' order by l.report_id) from public.report_places l join public.places p on p.id = l.place_id
  where p.slug = 'story-open'), '1 2', 'both keep the place they named');
select is((select count(*)::int from public.report_places where report_id in (story.id(3), story.id(4))), 0, 'the others keep words alone');
select is((select place from public.reports where id = story.id(4)), 'the bench by the pond', 'as they wrote them');
select is(story.shown('story-open'), '', 'before a moderator accepts it, the page shows nothing');

select story.be('mei');
select public.move_report(story.id(1), 'accept', 1);
select public.move_report(story.id(2), 'accept', 1);
select public.move_report(story.id(1), 'dispatch', 2, '{"lead": "110105012"}');
select is((select count(*)::int from public.report_places where report_id in (story.id(1), story.id(2))), 2, 'a moderator sees which place');
select story.be('zhao');
select is((select count(*)::int from public.report_places where report_id = story.id(1)), 1, 'the unit that has the case too');
select story.be('qian');
select is((select count(*)::int from public.report_places where report_id = story.id(1)), 0, 'another unit does not');
select story.be('guest');
select is(story.shown('story-open'), story.id(1)::text, 'the page shows the exact one, never the coarse one');

select story.be('lin');
select is(public.export_my_data() -> 'data' -> 'report_places' -> 0 ->> 'report_id', story.id(1)::text, 'Lin takes it along');
select public.delete_my_account('delete');
select story.be(null);
select is((select count(*)::int from public.report_places where report_id = story.id(1)), (select count(*)::int from public.reports where id = story.id(1) and forgotten_at is null),
  'and the place is gone when only a record is left');
update public.reports set forgotten_at = now() where id = story.id(2);
select is((select count(*)::int from public.report_places where report_id = story.id(2)), 0, 'as it is when the report''s time is over');
