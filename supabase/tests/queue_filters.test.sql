-- A moderator narrows a queue. Mei screens four reports: fumes and dust, a loudspeaker, and one that has waited too long.
select plan(10);

insert into auth.users (id, email, created_at) values ('00000000-0000-4000-8000-0000000000a1', 'mei@test.example', now());
insert into public.user_roles (user_id, role) values ('00000000-0000-4000-8000-0000000000a1', 'moderator');

create function pg_temp.tell(n int, more jsonb) returns void language sql as $$
  select public.submit_report(
    '{"category": "air.fume", "description": "smoke", "subdistrict": "110105012", "landmark": "by the gate"}'::jsonb || more
    || jsonb_build_object('id', '00000000-0000-4000-8000-00000000000' || n, 'key', repeat('b7', 16)), null
  )
$$;
select set_config('app.now', '2026-09-01T02:00:00Z', true);
select pg_temp.tell(4, '{}');
select set_config('app.now', '2026-11-24T02:00:00Z', true);
select pg_temp.tell(1, '{"lat": 39.948, "lng": 116.467}');
select pg_temp.tell(2, '{"category": "air.dust", "lat": 39.9482, "lng": 116.467}');
select pg_temp.tell(3, '{"category": "noise.loudspeaker", "subdistrict": "110105001", "place": "chaoyang-park"}');

select set_config('request.jwt.claims', '{"sub": "00000000-0000-4000-8000-0000000000a1", "role": "authenticated"}', true);
select set_config('request.jwt.claim.sub', '00000000-0000-4000-8000-0000000000a1', true);
set local role authenticated;

create function pg_temp.seen(filters jsonb) returns text language sql as $$
  select coalesce(string_agg(right(row ->> 'id', 1), ' ' order by right(row ->> 'id', 1)), 'none')
  from jsonb_array_elements(public.report_queue('screen', filters => filters)) row
$$;

select is(pg_temp.seen('{}'), '1 2 3 4', 'without filters she sees all four');
select is(pg_temp.seen('{"group_code": "air"}'), '1 2 4', 'the air group holds fumes and dust');
select is(pg_temp.seen('{"group_code": "noise"}'), '3', 'the noise group holds the loudspeaker');
select is(pg_temp.seen('{"group_code": "nothing"}'), 'none', 'an unknown group holds nothing');
select is(pg_temp.seen('{"overdue": true}'), '4', 'what waited too long');
select is(pg_temp.seen('{"overdue": false, "group_code": "air", "subdistrict_code": "110105012"}'), '1 2', 'filters narrow together');
select is(pg_temp.seen('{"place": "chaoyang-park"}'), '3', 'the one that named a park');
select is(pg_temp.seen('{"place": "chaoyang-park", "group_code": "air"}'), 'none', 'of which none is about the air');
select throws_ok($$select public.report_queue('screen', filters => '{"overdue": "yes"}')$$, 'PT422', 'overdue_wrong', 'a flag is true or false');

-- The report of September has no point, only the same landmark.
select is(
  (
    select o -> 'distance_m' from jsonb_array_elements(public.report_case('00000000-0000-4000-8000-000000000001') -> 'others') o
    where o ->> 'id' = '00000000-0000-4000-8000-000000000004'
  ),
  'null', 'how far away a report without a point is, nobody knows'
);

select * from finish();
