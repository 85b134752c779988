-- My data: the export holds what is Lin's and nobody else's; a deleted account leaves no word behind; what is kept ends
-- on its day. Lin and Chen report from accounts, Mu moderates, Hao handles for 麦子店.
select plan(66);

create schema stage;
grant usage on schema stage to public;

create function stage.person(who text) returns text language sql as $$
  select case who
    when 'Lin' then '00000000-0000-4000-8000-00000000000a' when 'Chen' then '00000000-0000-4000-8000-00000000000c'
    when 'Mu' then '00000000-0000-4000-8000-00000000000d' when 'Hao' then '00000000-0000-4000-8000-00000000000e' else '' end $$;
create function stage.be(who text) returns text language plpgsql as $$
declare
  id text := stage.person(who);
  role text := case when id = '' then 'anon' else 'authenticated' end;
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', nullif(id, ''), 'role', role)::text, true),
    set_config('request.jwt.claim.sub', id, true), set_config('request.jwt.claim.role', role, true), set_config('role', role, true);
  return who;
end $$;
create function stage.at(since interval) returns text language sql as $$
  select set_config('app.now', (timestamptz '2026-11-24 09:00:00+08' + since)::text, true) $$;
create function stage.id(n int) returns uuid language sql as $$ select ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid $$;
create function stage.report(n int, words text, category text default 'air.fume', email text default null) returns text language sql as $$
  select public.submit_report(jsonb_strip_nulls(jsonb_build_object(
    'id', stage.id(n), 'key', lpad(to_hex(n), 32, 'a'), 'category', category, 'description', words, 'lat', 39.95, 'lng', 116.466,
    'landmark', words, 'place', words, 'subdistrict', '110105012', 'publish', true, 'contact_ok', email is not null, 'contact_email', email,
    'lang', 'zh')), 'client of ' || n) ->> 'result' $$;
-- What the owner of the database sees, whoever the caller is.
create view stage.cases as select * from public.reports;
grant select on stage.cases to public;
create function stage.move(n int, name text, details jsonb default '{}') returns text language sql as $$
  select public.move_report(stage.id(n), name, (select version from stage.cases c where c.id = stage.id(n)), details) ->> 'status' $$;
create function stage.the_case(n int) returns public.reports language sql security definer as $$ select r from public.reports r where r.id = stage.id(n) $$;
create function stage.count(sql text) returns int language plpgsql security definer as $$
declare n int; begin execute 'select count(*) from ' || sql into n; return n; end $$;
-- Every column of every table, whatever its type, in every schema that is not the database's own.
create function stage.traces(word text) returns text[] language plpgsql security definer as $$
declare
  t record;
  n int;
  found text[] := '{}';
begin
  for t in
    select c.oid::regclass as name from pg_class c join pg_namespace s on s.oid = c.relnamespace
    where c.relkind = 'r' and s.nspname not in ('pg_catalog', 'information_schema', 'stage', 'tap') and s.nspname !~ '^pg_'
  loop
    execute format('select count(*) from %s t where to_jsonb(t)::text ilike $1', t.name) into n using '%' || word || '%';
    if n > 0 then found := found || (t.name || ' ' || n); end if;
  end loop;
  return found;
end $$;
create function stage.due() returns jsonb language sql security definer as $$ select public.run_due() $$;
grant execute on all functions in schema stage to public;

insert into auth.users (id, email, raw_user_meta_data, created_at) values
  (stage.person('Lin')::uuid, 'kanari@test.example', '{"display_name": "Kanari Lin", "lang": "zh", "consents": ["account", "email_notices"]}', now()),
  (stage.person('Chen')::uuid, 'chen@test.example', '{}', now()), (stage.person('Mu')::uuid, 'mu@test.example', '{}', now()),
  (stage.person('Hao')::uuid, 'hao@test.example', '{}', now());
insert into public.user_roles (user_id, role, unit_code) values
  (stage.person('Mu')::uuid, 'moderator', null), (stage.person('Hao')::uuid, 'handler', '110105012');

-- 1 waits · 2 was answered and closed, released and appealed · 3 is dangerous to others and under way · 4 was answered ·
-- 5 is Chen's, for comparison.
select stage.at('0');
select stage.be('Lin');
select is(stage.report(1, 'kanari one', email => 'kanari@contact.example'), 'created', 'Lin reports');
select stage.report(2, 'kanari two', email => 'kanari@contact.example');
select stage.report(3, 'kanari three', (select code from public.categories where public_hazard and active order by code limit 1), 'kanari@contact.example');
select stage.report(4, 'kanari four', email => 'kanari@contact.example');
select stage.be('Chen');
select is(stage.report(5, 'heron five', email => 'heron@contact.example'), 'created', 'Chen reports');
select stage.be('Mu');
select stage.move(n, 'accept') from generate_series(2, 5) n;
select stage.move(n, 'dispatch', '{"lead": "110105012", "internal_text": "secret of colleagues"}') from generate_series(2, 5) n;
select lives_ok(format($$ select public.release_report(%L, (stage.the_case(2)).version, '{"public_text": "kanari in public", "public_lang": "zh", "checked": true}') $$, stage.id(2)),
  'the words are released');
select stage.be('Hao');
select stage.move(n, 'take_on') from generate_series(2, 5) n;
select is(public.reveal_contact(stage.id(2), 'about kanari') ->> 'email', 'kanari@contact.example', 'the contact was looked at');
select stage.move(2, 'answer', '{"answer_kind": "fixed", "public_text": "kanari was answered", "internal_text": "kanari internally"}');
select stage.move(4, 'answer', '{"answer_kind": "fixed", "public_text": "kanari was answered"}');
select stage.move(5, 'answer', '{"answer_kind": "fixed", "public_text": "heron was answered"}');
select stage.be('Lin');
select public.note_hotline(stage.id(2), null, 'kanari-12345', 'kanari at 12345', stage.id(101));
select is(stage.move(2, 'call_back', '{"solved": "no", "words": "kanari not solved"}'), 'closed', 'Lin closes one');
select public.file_appeal(stage.id(102), stage.id(2), 'kanari appeals');
select stage.move(3, 'add_information', '{"public_text": "kanari adds"}');
select stage.be('Chen');
select is(stage.move(5, 'call_back', '{"solved": "yes", "words": "heron is glad"}'), 'closed', 'Chen closes theirs');
reset role;
insert into public.report_events (report_id, party, move, to_status, data, created_at)
values (stage.id(2), 'moderator', 'add_note', 'closed', '{"reachable": true, "called_whom": "kanari by phone"}', private.clock());
insert into public.report_photos (report_id, sha256, position, arrived_at, name, bytes, width, height)
select stage.id(n), repeat(n::text, 64), 1, now(), stage.id(200 + n), 9, 9, 9 from unnest(array[2, 3, 5]) n;


-- export ---------------------------------------------------------------------------------------------------------

create function stage.export() returns jsonb language sql as $$ select public.export_my_data() $$;
grant execute on function stage.export() to public;

select results_eq(
  $$ select relation from private.exported_tables() order by relation $$,
  $$ select unnest(array[
    'appeals', 'blooms', 'callbacks', 'consents', 'contact_reveals', 'follows', 'green_photos', 'hotline_notes', 'notices', 'photo_releases', 'place_suggestions', 'profiles',
    'published_reports', 'report_contacts', 'report_events', 'report_photos', 'report_places', 'report_releases', 'report_units', 'reports', 'sighting_photos', 'sightings', 'spot_supports', 'suggestion_photos', 'user_roles'
  ]) $$,
  'a new table of a person or a report is exported: add it here, or to left_out_of_export() with the reason');
select is_empty(
  $$ select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'private') and c.relkind in ('r', 'p')
       and (
         exists (select from pg_constraint f where f.conrelid = c.oid and f.contype = 'f'
           and f.confrelid in ('auth.users'::regclass, 'public.reports'::regclass))
         or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname in ('report_id', 'user_id', 'author_id', 'recipient_id'))
       )
       and not (n.nspname = 'public' and c.relname in (select relation from private.exported_tables()))
       and n.nspname || '.' || c.relname not in (select relation from private.left_out_of_export()) $$,
  'every table with a person or a report is exported or left out for a reason');
select is_empty($$ select * from private.left_out_of_export() where length(reason) < 20 $$, 'and the reason is told');
select is_empty(
  $$ select relation, a.attname from private.exported_tables() t
     join pg_attribute a on a.attrelid = ('public.' || t.relation)::regclass and a.attnum > 0
     where not a.attname = any (t.left_out) and (a.attname ~ '(hash|internal|_by$|actor)' and a.attname <> 'asked_by') $$,
  'no hash, no internal words and no colleague is a column of the export');

select stage.be('Lin');
create temporary table exported as select stage.export() as e;
select is(e #>> '{account,email}', 'kanari@test.example', 'the account is in it') from exported;
select is(e #>> '{data,profiles,0,display_name}', 'Kanari Lin', 'the profile is in it') from exported;
select is(jsonb_array_length(e #> '{data,consents}'), 2, 'the consents are in it') from exported;
select is(jsonb_array_length(e #> '{data,reports}'), 4, 'all reports are in it') from exported;
select is(jsonb_array_length(e #> '{data,report_contacts}'), 4, 'with their contacts') from exported;
select ok(strpos(e::text, w) > 0, w || ' is in it') from exported, unnest(array[
  'kanari one', 'kanari in public', 'about kanari', 'kanari was answered', 'kanari-12345', 'kanari at 12345', 'kanari not solved',
  'kanari appeals', 'kanari adds'
]) w;
select is(strpos(e::text, w), 0, w || ' is not') from exported, unnest(array[
  'heron', 'secret of colleagues', 'kanari internally', 'key_hash', 'actor_id',
  stage.person('Mu'), stage.person('Hao'), stage.person('Chen')
]) w;
select stage.be('');
select throws_ok($$ select public.export_my_data() $$, '42501', null, 'nobody exports without an account');


-- the end of an account ------------------------------------------------------------------------------------------

select stage.be('Mu');
select throws_ok($$ select public.delete_my_account('delete') $$, 'PT403', 'staff_account', 'staff stay until their roles are taken');
select stage.be('Lin');
select throws_ok($$ select public.delete_my_account('no') $$, 'PT422', 'confirm_wrong', 'the word must be typed');
select throws_ok($$ select public.delete_my_account(null) $$, 'PT422', 'confirm_wrong', 'and not left out');
select is(cardinality(stage.traces('kanari')) > 8, true, 'the bird is all over the database');
select is(public.delete_my_account(' 删除 '), '{"reports": 4, "going_on": 2}', 'Lin deletes the account');
select is((stage.the_case(n)).status::text, s, 'report ' || n || ' is ' || s)
from (values (1, 'withdrawn'), (2, 'closed'), (3, 'in_progress'), (4, 'resolved')) v (n, s);
select is(stage.count(format('auth.users where id = %L', stage.person('Lin'))), 0, 'the account is gone');
select is(stage.count($$public.published_reports where report_id <> stage.id(5)$$), 0, 'and nothing of it is public');
select is(stage.traces('kanari@'), '{}', 'no address of Lin is left anywhere');
select is(stage.traces('Kanari Lin'), '{}', 'nor the name');
select is(stage.traces(format('%s', stage.person('Lin'))), '{}', 'nor the number of the account');
select stage.be('');
select throws_ok(format($$ select public.report_page(%L, %L) $$, stage.id(n), lpad(to_hex(n), 32, 'a')), 'PT404', 'not_found', 'no key opens report ' || n)
from generate_series(1, 4) n;

reset role;
update public.report_units set until = now() where report_id = stage.id(3);
update public.reports set status = 'closed', outcome = 'solved', ended_at = private.clock() where id = stage.id(3);
update public.report_units set until = now() where report_id = stage.id(4);
update public.reports set status = 'closed', outcome = 'unanswered', ended_at = private.clock() where id = stage.id(4);
select stage.at('1 minute');
select is((stage.due() ->> 'reports_forgotten')::int, 0, 'a minute after the end of a case that went on, the end can be undone');
select stage.at('3 minutes');
select is((stage.due() ->> 'reports_forgotten')::int, 2, 'then its words go');
select is(stage.traces('kanari'), '{}', 'and nothing of Lin is left in any column of any table');
select is(stage.count($$private.storage_trash where name like '%0202/%' or name like '%0203/%'$$), 4, 'the files of the photos are on their way out');


-- the end of what is kept ----------------------------------------------------------------------------------------

select stage.at('89 days');
select stage.due();
select is(stage.count('public.report_events where data ? ''lead'''), 4, 'which unit had a case is still counted');
select is(stage.count('public.report_events where report_id <> stage.id(5) and data ? ''reachable'''), 1, 'and whether anybody could be asked');
select is(stage.count('public.report_contacts'), 1, 'after 89 days the contact is there');
select stage.at('91 days');
select stage.due();
select is(stage.count('public.report_contacts'), 0, 'after 90 it is not');
select stage.at('179 days');
select stage.due();
select is(stage.count('public.report_photos'), 1, 'after 179 days the photo is there');
select stage.at('181 days');
select stage.due();
select is(stage.count('public.report_photos') + stage.count($$private.storage_trash where name like '%0205/%'$$), 2, 'after 180 its files are on their way out');
select stage.at('3 years -1 day');
select stage.due();
select is((stage.the_case(5)).description, 'heron five', 'until three years are over the words are there');
select stage.at('3 years 1 day');
select stage.due();
select is(stage.traces('heron five') || stage.traces('heron was') || stage.traces('heron is'), '{}', 'then no word is');
select is((r).author_id is null and (r).lat is null and (r).landmark is null, true, 'nor the person, nor the point') from (select stage.the_case(5) as r) q;
select is(
  row((r).category_code, (r).subdistrict_code, (r).status, (r).outcome, (r).received_at),
  row('air.fume'::text, '110105012'::text, 'closed'::public.report_status, 'solved'::public.report_outcome, timestamptz '2026-11-24 09:00:00+08'),
  'the record is: category, subdistrict, outcome, dates') from (select stage.the_case(5) as r) q;
select throws_ok($$ update public.report_events set public_text = 'other words' $$, '55000', null, 'history is still not edited');
select * from finish();
