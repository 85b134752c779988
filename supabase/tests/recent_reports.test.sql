-- What is forgotten by indexes and by events as time goes by: Lin and Bo smell the same kitchen, Lin first.
select plan(17);

create function pg_temp.at(days numeric) returns void language sql as $$
  select set_config('app.now', (timestamptz '2026-03-02 09:00:00+08' + days * interval '1 day')::text, true)
$$;
create function pg_temp.id_of(name text) returns uuid language sql immutable as $$ select md5(name)::uuid $$;
create function pg_temp.tell(name text) returns text language sql as $$
  select public.submit_report(jsonb_build_object(
    'id', pg_temp.id_of(name), 'key', md5('key of ' || name), 'category', 'air.fume', 'description', 'smoke', 'lat', 39.948,
    'lng', 116.467, 'landmark', '枣营北里', 'publish', true
  ), name) ->> 'result'
$$;
create function pg_temp.beside(name text) returns int language sql as $$
  select jsonb_array_length(private.other_reports(r)) from public.reports r where r.id = pg_temp.id_of(name)
$$;
create function pg_temp.offered() returns int language sql as $$
  select jsonb_array_length(public.same_problems('air.fume', 39.948, 116.467))
$$;


-- reports of ninety days -----------------------------------------------------------------------------------------

select pg_temp.at(0);
select is(pg_temp.tell('Lin'), 'created', 'Lin reports');
select pg_temp.at(1);
select is(pg_temp.tell('Bo'), 'created', 'Bo reports a day later');
select pg_temp.at(89.9);
select is(private.sweep_recent(), 0, 'before ninety days have gone by nothing has aged');
select is(pg_temp.beside('Bo'), 1, 'and Lin''s report is beside Bo''s');
select pg_temp.at(90.1);
select is(pg_temp.beside('Bo'), 0, 'after ninety days it is not, swept or not');
select is(private.sweep_recent(), 1, 'and is swept');
select is(
  (select array_agg(r.aged order by r.received_at) from public.reports r where r.id in (pg_temp.id_of('Lin'), pg_temp.id_of('Bo'))),
  array[true, null], 'Lin''s has aged, Bo''s has not'
);
select is(pg_temp.beside('Lin'), 1, 'so Bo''s is beside Lin''s');


-- the public copy ------------------------------------------------------------------------------------------------

select pg_temp.at(2);
insert into public.report_releases (report_id, precision) values (pg_temp.id_of('Lin'), 'exact');
create function pg_temp.becomes(status public.report_status) returns void language sql as $$
  update public.reports r set
    status = becomes.status, outcome = case when becomes.status = 'closed' then 'solved'::public.report_outcome end,
    published_at = '2026-03-02 10:00:00+08', accepted_at = '2026-03-02 10:00:00+08',
    ended_at = case when becomes.status = 'closed' then private.clock() end
  where r.id = pg_temp.id_of('Lin');
  select private.keep_public_copy(r) from public.reports r where r.id = pg_temp.id_of('Lin');
$$;
select pg_temp.becomes('closed');
select is(
  (select p.tie from public.published_reports p where p.report_id = pg_temp.id_of('Lin')), private.tie_of(pg_temp.id_of('Lin')),
  'what decides between two of one moment is the beginning of the id'
);
select is(
  (select array_agg(i.id order by i.id) from (select md5(n::text)::uuid as id from generate_series(1, 200) n) i),
  (select array_agg(i.id order by private.tie_of(i.id)) from (select md5(n::text)::uuid as id from generate_series(1, 200) n) i),
  'and sorts as ids do'
);
select pg_temp.at(91);
select is(pg_temp.offered(), 1, 'closed eighty-nine days ago, it may be the same problem');
select pg_temp.at(92.1);
select private.sweep_recent();
select is(
  array[pg_temp.offered(), (select count(*)::int from private.report_changes c where c.noted_at > '2026-05-01')], array[0, 0],
  'after ninety it is not; nobody is told that it changed'
);
select pg_temp.becomes('reopened');
select is(pg_temp.offered(), 1, 'open again, it is');


-- how a case stood before a move ---------------------------------------------------------------------------------

insert into public.report_events (report_id, party, move, from_status, to_status, before, created_at)
select pg_temp.id_of('Bo'), 'moderator', m.move, m.was::public.report_status, m.became::public.report_status, '{"report": {}}', private.clock()
from (
  values ('accept', 'submitted', 'accepted'), ('take_on', 'dispatched', 'in_progress'), ('merge', 'accepted', 'merged')
) as m (move, was, became);
select is(private.sweep_snapshots(), 0, 'on the day of a move nothing is forgotten');
select pg_temp.at(93.2);
select is(private.sweep_snapshots(), 1, 'a day later it is');
select is(
  (select array_agg(e.move order by e.id) from public.report_events e where e.report_id = pg_temp.id_of('Bo') and e.before is not null),
  array['take_on', 'merge'], 'but for what rates and mergers are read from'
);
select is(private.sweep_snapshots(), 0, 'and not again');

select * from finish();
