-- Units by e-mail: the office of 麦子店 does not log in. Mu moderates, An administers, a guest reports.
select plan(34);

create schema stage;
grant usage on schema stage to public;
create function stage.person(who text) returns text language sql as $$
  select case who when 'An' then '00000000-0000-4000-8000-00000000000a' when 'Mu' then '00000000-0000-4000-8000-00000000000d' else '' end $$;
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
create view stage.cases as select * from public.reports;
create view stage.letters as select * from private.letters;
create view stage.events as select * from public.report_events;
create view stage.orders as select * from private.work_orders;
grant select on all tables in schema stage to public;
create function stage.as_mu(n int, name text, details jsonb default '{}') returns bigint language plpgsql as $$
declare e bigint;
begin
  perform stage.be('Mu');
  e := public.move_report(stage.id(n), name, (select version from stage.cases c where c.id = stage.id(n)), details) ->> 'event_id';
  perform stage.be('');
  return e;
end $$;
create function stage.claim() returns jsonb language sql security definer as $$ select public.claim_letters(50) $$;
create function stage.sent(claimed jsonb) returns int language sql security definer as $$
  select public.letter_sent((l ->> 'id')::uuid) from jsonb_array_elements(claimed) l; select jsonb_array_length(claimed) $$;
create function stage.act(link text, details jsonb default '{}', n int default 1) returns text language sql as $$
  select public.act_on_order(link, (select version from stage.cases c where c.id = stage.id(n)), details) ->> 'status' $$;
create function stage.traces(word text) returns text[] language plpgsql security definer as $$
declare
  t record;
  n int;
  found text[] := '{}';
begin
  for t in
    select c.oid::regclass as name from pg_class c join pg_namespace s on s.oid = c.relnamespace
    where c.relkind = 'r' and s.nspname in ('public', 'private', 'auth', 'storage')
  loop
    execute format('select count(*) from %s t where to_jsonb(t)::text like $1', t.name) into n using '%' || word || '%';
    if n > 0 then found := found || t.name::text; end if;
  end loop;
  return found;
end $$;
grant execute on all functions in schema stage to public;

insert into auth.users (id, email, created_at) select stage.person(n)::uuid, lower(n) || '@test.example', now() from unnest(array['An', 'Mu']) n;
insert into public.user_roles (user_id, role) values (stage.person('An')::uuid, 'admin'), (stage.person('Mu')::uuid, 'moderator');

select stage.at('0');
select stage.be('Mu');
select throws_ok($$ select public.set_unit_way('110105012', 'mail', 'x@unit.example') $$, 'PT404', 'not_found', 'a moderator does not say where letters go');
select throws_ok($$ select public.unit_ways() $$, 'PT404', 'not_found', 'nor sees the addresses');
select stage.be('An');
select throws_ok(format($$ select public.set_unit_way('110105012', %L, %L) $$, way, address), 'PT422', code, code) from (values
  ('mail', null, 'email_missing'), ('mail', 'not whole', 'email_wrong'), ('pigeon', 'a@unit.example', 'works_by_wrong')) w (way, address, code);
select lives_ok($$ select public.set_unit_way('110105012', 'mail', 'office@unit.example') $$, 'an administrator does');
select is((select u ->> 'address' from jsonb_array_elements(public.unit_ways()) u where u ->> 'code' = '110105012'), 'office@unit.example', 'and sees it');

select stage.be('');
select public.submit_report(jsonb_build_object('id', stage.id(n), 'key', lpad(to_hex(n), 32, 'a'), 'category', 'air.fume', 'description', 'smoke at six',
  'landmark', 'east gate', 'subdistrict', '110105012', 'contact_email', 'guest@contact.example', 'contact_ok', true, 'lang', 'zh'), 'c' || n) from generate_series(1, 2) n;
select stage.as_mu(n, 'accept') from generate_series(1, 2) n;
select stage.as_mu(2, 'dispatch', '{"lead": "110105026"}');
select is((select count(*)::int from stage.orders), 0, 'a unit that works in the console gets no order');
select stage.as_mu(1, 'dispatch', '{"lead": "110105012"}');
select is(stage.claim(), '[]', 'while the dispatch can be undone nothing is sent');
select stage.at('2 minutes 1 second');
create temporary table got as select l as letter from jsonb_array_elements(stage.claim()) l where l ->> 'template' = 'work_order';
grant all on got to public;
select is(letter ->> 'to', 'office@unit.example', 'then the order goes to the unit') from got;
select is(letter #>> '{params,description}', 'smoke at six', 'with the words') from got;
select is(strpos(letter::text, 'guest@contact'), 0, 'and without the contact') from got;
reset role;
create function stage.link(act text) returns text language sql security definer as $$ select letter #>> array['params', 'links', act] from got limit 1 $$;
grant execute on function stage.link(text) to public;
select stage.be('');
select is(stage.traces(stage.link('answer')), '{private.letters}', 'the link is in the letter alone');
select stage.sent(jsonb_agg(letter)) from got;
select is(stage.traces(stage.link('answer')), '{}', 'and nowhere once it was sent');

select is(public.work_order(stage.link('take_on')) ->> 'state', 'open', 'opening a link changes nothing');
select is(public.work_order(stage.link('answer')) ->> 'state', 'take_on_first', 'one cannot answer what one has not taken on');
select throws_ok($$ select stage.act(stage.link('answer'), '{"answer_kind": "fixed", "public_text": "done"}') $$, 'PT409', 'order_take_on_first', 'not by the button either');
select throws_ok($$ select public.work_order('x') $$, 'PT404', 'order_unknown', 'a link that we did not make opens nothing');
select throws_ok($$ select public.act_on_order(stage.link('take_on'), 1) $$, 'PT409', 'conflict', 'what was seen must still hold');
select is(stage.act(stage.link('take_on')), 'in_progress', 'the unit takes it on');
select is((select unit_code || ' ' || party || ' ' || (data ->> 'by') from stage.events where report_id = stage.id(1) and move = 'take_on'), '110105012 handler mail', 'the event says who, and that it came by mail');
select throws_ok($$ select stage.act(stage.link('take_on')) $$, 'PT409', 'order_used', 'a link works once');
select is(public.work_order(stage.link('take_on')) - array['act', 'unit_code', 'code', 'state'], '{}', 'and shows nothing of the case afterwards');
select throws_ok($$ select stage.act(stage.link('answer'), '{"public_text": "done"}') $$, 'PT422', 'answer_kind_missing', 'an answer has a kind');
select is(stage.act(stage.link('answer'), '{"answer_kind": "fixed", "public_text": "cleaned"}'), 'resolved', 'the unit answers');
select is((public.report_page(stage.id(1), lpad('1', 32, 'a')) -> 'events')::text ~ 'cleaned', true, 'and the reporter reads it');

-- Another round: the answer was poor, and the unit asks for new links.
select stage.at('1 hour');
select stage.as_mu(1, 'return_answer', '{"internal_text": "poor"}');
select throws_ok($$ select stage.act(stage.link('answer'), '{"answer_kind": "fixed", "public_text": "again"}') $$, 'PT409', 'order_used', 'the old link stays used');
select is(public.renew_order(stage.link('answer')) ->> 'result', 'asked', 'new ones can be asked for');
select throws_ok($$ select public.work_order(stage.link('object')) $$, 'PT404', 'order_unknown', 'which end the old ones');
update got set letter = l from jsonb_array_elements(stage.claim()) l where l ->> 'template' = 'work_order';
select is(letter ->> 'to', 'office@unit.example', 'and go to the unit''s address alone') from got;
select stage.sent(jsonb_agg(letter)) from got;
select stage.as_mu(1, 'recall', '{"internal_text": "to the other office"}');
select is(public.work_order(stage.link('answer')) ->> 'state', 'over', 'a recall ends every link');
select stage.as_mu(1, 'dispatch', '{"lead": "110105026"}');
select throws_ok($$ select stage.act(stage.link('answer'), '{"answer_kind": "fixed", "public_text": "late"}') $$, 'PT409', 'order_over', 'so does another dispatch');
select throws_ok($$ select public.renew_order(stage.link('answer')) $$, 'PT409', 'order_over', 'and no new ones are sent');

select stage.as_mu(1, 'recall', '{"internal_text": "back"}');
select stage.as_mu(1, 'dispatch', '{"lead": "110105012"}');
select stage.as_mu(1, 'recall', '{"internal_text": "wrong"}');
select stage.at('2 hours');
select is((select count(*)::int from jsonb_array_elements(stage.claim()) l where l ->> 'template' = 'work_order'), 0, 'an order that ended before it left is not sent');
select * from finish();
