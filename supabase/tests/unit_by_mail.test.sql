-- Units by e-mail: the office of 麦子店 does not log in. Mu moderates, An administers, Hao handles for 望京 in the console,
-- guests report.
select plan(130);

create schema stage;
grant usage on schema stage to public;
create function stage.person(who text) returns text language sql as $$
  select case who when 'An' then '00000000-0000-4000-8000-00000000000a' when 'Mu' then '00000000-0000-4000-8000-00000000000d'
    when 'Hao' then '00000000-0000-4000-8000-00000000000e' else '' end $$;
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
create view stage.links as select * from private.order_links;
create view stage.changes as select * from private.unit_mail_changes;
grant select on all tables in schema stage to public;
create function stage.as_mu(n int, name text, details jsonb default '{}') returns bigint language plpgsql as $$
declare e bigint;
begin
  perform stage.be('Mu');
  e := public.move_report(stage.id(n), name, (select version from stage.cases c where c.id = stage.id(n)), details) ->> 'event_id';
  perform stage.be('');
  return e;
end $$;
-- The orders that leave now, as their office gets them.
create table stage.letters_got (n bigint generated always as identity, letter jsonb);
grant all on stage.letters_got to public;
create function stage.deliver() returns int language plpgsql security definer as $$
declare
  l jsonb;
  n int := 0;
begin
  for l in select * from jsonb_array_elements(public.claim_letters(100)) loop
    perform public.letter_sent((l ->> 'id')::uuid);
    if l ->> 'template' = 'work_order' then
      insert into stage.letters_got (letter) values (l);
      n := n + 1;
    end if;
  end loop;
  return n;
end $$;
create function stage.got() returns jsonb language sql security definer as $$ select letter from stage.letters_got order by n desc limit 1 $$;
create function stage.link(act text) returns text language sql security definer as $$ select stage.got() #>> array['params', 'links', act] $$;
create function stage.state(link text) returns text language sql as $$ select public.work_order(link) ->> 'state' $$;
create function stage.act(link text, details jsonb default '{}', n int default 1) returns text language sql as $$
  select public.act_on_order(link, (select version from stage.cases c where c.id = stage.id(n)), details) ->> 'status' $$;
create function stage.way(works_by text, address text default null) returns int language plpgsql as $$
begin
  return public.set_unit_way('110105012', works_by, address,
    (select (u ->> 'version')::int from jsonb_array_elements(public.unit_ways()) u where u ->> 'code' = '110105012'));
end $$;
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

insert into auth.users (id, email, created_at) select stage.person(n)::uuid, lower(n) || '@test.example', now() from unnest(array['An', 'Mu', 'Hao']) n;
insert into public.user_roles (user_id, role, unit_code) values (stage.person('An')::uuid, 'admin', null),
  (stage.person('Mu')::uuid, 'moderator', null), (stage.person('Hao')::uuid, 'handler', '110105026');

select stage.at('0');

-- Who says how a unit works.
select stage.be('Mu');
select throws_ok($$ select public.set_unit_way('110105012', 'mail', 'x@unit.example', 0) $$, 'PT404', 'not_found', 'a moderator does not say where letters go');
select stage.be('An');
select throws_ok(format($$ select public.set_unit_way('110105012', %L, %L, 0) $$, way, address), 'PT422', code, code) from (values
  ('mail', null, 'email_missing'), ('mail', 'not whole', 'email_wrong'), ('mail', 'a@nodot', 'email_wrong'),
  ('pigeon', 'a@unit.example', 'works_by_wrong'), ('mail', repeat('a', 250) || '@unit.example', 'email_long')) w (way, address, code);
select throws_ok($$ select public.set_unit_way('no-unit', 'mail', 'a@unit.example', 0) $$, 'PT404', 'not_found', 'there must be such a unit');
select is(public.set_unit_way('110105012', 'mail', 'office@unit.example', 0), 1, 'an administrator does');
select is(public.set_unit_way('110105012', 'mail', 'office@unit.example', 0), 1, 'and the same again is the same');
select throws_ok($$ select public.set_unit_way('110105012', 'console', null, 0) $$, 'PT409', 'conflict', 'but not over what a colleague said meanwhile');
select is((select u ->> 'address' from jsonb_array_elements(public.unit_ways()) u where u ->> 'code' = '110105012'), 'office@unit.example', 'an administrator sees the address');
select is((select u #>> '{changes,0,address}' from jsonb_array_elements(public.unit_ways()) u where u ->> 'code' = '110105012'), 'o***@unit.example', 'and who changed what, masked');
select is((select count(*)::int from stage.changes), 1, 'of which there was one');
select stage.be('Mu');
select is((select u ->> 'address' from jsonb_array_elements(public.unit_ways()) u where u ->> 'code' = '110105012'), 'o***@unit.example', 'a moderator sees it masked');
select stage.be('Hao');
select throws_ok($$ select public.unit_ways() $$, 'PT404', 'not_found', 'a handler does not');

-- A dispatch is written to whoever works by mail.
select stage.be('');
select public.submit_report(jsonb_build_object('id', stage.id(n), 'key', lpad(to_hex(n), 32, 'a'), 'category', 'air.fume', 'description', 'smoke at six',
  'landmark', 'east gate', 'subdistrict', '110105012', 'answers', '{"meal_time": "dinner"}'::jsonb,
  'contact_email', 'guest@contact.example', 'contact_ok', true, 'lang', 'zh'), 'c' || n) from generate_series(1, 3) n;
select stage.as_mu(n, 'accept') from generate_series(1, 3) n;
select stage.as_mu(2, 'dispatch', '{"lead": "110105026"}');
select is((select count(*)::int from stage.orders), 0, 'a unit that works in the console gets no order');
select stage.as_mu(1, 'dispatch', '{"lead": "110105012", "internal_text": "please look at dinner time"}');
select is((select count(*)::int from stage.orders), 1, 'one that works by mail does, in the same transaction');
select is(stage.traces((select secret #>> '{links,answer}' from stage.letters where template = 'work_order')), '{private.letters}', 'the link stands in the letter alone');
select is(stage.deliver(), 0, 'while the dispatch can be undone nothing is sent');
select stage.at('2 minutes 1 second');
select is(stage.deliver(), 1, 'then the order leaves');
select is(stage.got() ->> 'to', 'office@unit.example', 'to the unit');
select is(stage.got() #>> '{params,unit}', (select name_zh from public.units where code = '110105012'), 'with its name');
select is((select array_agg(k order by k) from jsonb_object_keys(stage.got() #> '{params,links}') k), array['answer', 'object', 'take_on'], 'and a link for each step');
select is(substring(stage.got()::text from 'smoke|east gate|guest@|dinner'), null, 'and no word of the case, since a letter cannot be taken back');
select is(stage.traces(stage.link('answer')), '{}', 'and nowhere once it was sent');
select isnt((select sent_at from stage.orders), null, 'that it left is remembered');

-- What a link shows and does.
select stage.be('');
select is(stage.state(stage.link('take_on')), 'open', 'opening a link shows what it would do');
select is(stage.state(stage.link('take_on')), 'open', 'and changes nothing, however often a mail programme looks');
select is(public.work_order(stage.link('take_on')) ->> 'description', 'smoke at six', 'the unit reads the words');
select is(public.work_order(stage.link('take_on')) #>> '{notes,0,text}', 'please look at dinner time', 'what the moderator says to it');
select is(public.work_order(stage.link('take_on')) #>> '{answers,0,value}', 'dinner', 'and the answers');
select is(strpos(public.work_order(stage.link('take_on'))::text, 'contact'), 0, 'and nothing of the contact, although calling is allowed');
reset role;
insert into public.report_photos (report_id, sha256, position, arrived_at, name, bytes, width, height)
values (stage.id(1), repeat('e', 64), 1, private.clock(), '00000000-0000-4000-8000-0000000000ee', 9, 9, 9);
select stage.be('');
select is(public.work_order(stage.link('take_on')) -> 'photos', jsonb_build_array(repeat('e', 64)), 'and which photos there are');
select is(public.allow_order_photo(stage.link('take_on'), repeat('e', 64)), '00000000-0000-4000-8000-0000000000ee', 'which it may open');
select throws_ok($$ select public.allow_order_photo(stage.link('take_on'), repeat('f', 64)) $$, 'PT404', 'not_found', 'but no other');
select throws_ok($$ select public.allow_order_photo('x', repeat('e', 64)) $$, 'PT404', 'order_unknown', 'nor without a link');
select is(stage.state(stage.link('answer')), 'take_on_first', 'one cannot answer what one has not taken on');
select throws_ok($$ select stage.act(stage.link('answer'), '{"answer_kind": "fixed", "public_text": "done"}') $$, 'PT409', 'order_take_on_first', 'not by the button either');
select throws_ok($$ select public.work_order('x') $$, 'PT404', 'order_unknown', 'a link that we did not make opens nothing');
select throws_ok($$ select public.act_on_order('x', 1) $$, 'PT404', 'order_unknown', 'does nothing');
select throws_ok($$ select public.renew_order('x') $$, 'PT404', 'order_unknown', 'and asks for nothing');
select throws_ok($$ select public.act_on_order(stage.link('take_on'), 1) $$, 'PT409', 'conflict', 'what was seen must still hold');
select is(stage.act(stage.link('take_on')), 'in_progress', 'the unit takes it on');
select is((select unit_code || ' ' || party || ' ' || (data ->> 'by') from stage.events where report_id = stage.id(1) and move = 'take_on'), '110105012 handler mail', 'the event says who, and that it came by mail');
select is(stage.act(stage.link('take_on')), 'in_progress', 'a second click is the same click');
select is((select count(*)::int from stage.events where report_id = stage.id(1) and move = 'take_on'), 1, 'and does nothing twice');
select is(public.work_order(stage.link('take_on')) - array['act', 'unit_code', 'code'], '{"state": "used", "may_renew": true}', 'a used link shows nothing of the case');
select throws_ok($$ select public.allow_order_photo(stage.link('take_on'), repeat('e', 64)) $$, 'PT404', 'not_found', 'nor its photos');
select throws_ok($$ select stage.act(stage.link('answer'), '{"public_text": "done"}') $$, 'PT422', 'answer_kind_missing', 'an answer has a kind');
select throws_ok($$ select stage.act(stage.link('answer'), '{"answer_kind": "fixed"}') $$, 'PT422', 'public_text_missing', 'and words');
select throws_ok($$ select stage.act(stage.link('object')) $$, 'PT422', 'internal_text_missing', 'an objection has a reason');
select is(stage.act(stage.link('answer'), '{"answer_kind": "fixed", "public_text": "cleaned", "public_lang": "zh"}'), 'resolved', 'the unit answers');
select is((public.report_page(stage.id(1), lpad('1', 32, 'a')) -> 'events')::text ~ 'cleaned', true, 'and the reporter reads it');
select throws_ok($$ select stage.act(stage.link('answer'), '{"answer_kind": "fixed", "public_text": "something else"}') $$, 'PT409', 'order_used', 'a link says one thing once');
select is(stage.state(stage.link('object')), 'not_now', 'what is answered is not objected to');
select throws_ok($$ select public.renew_order(stage.link('object')) $$, 'PT409', 'order_nothing_to_do', 'and there is nothing to ask a letter for');

-- The answer was poor: the unit is written to again, and the old links end.
select stage.at('1 hour');
create temporary table old as select stage.link('object') as object, stage.link('answer') as answer;
grant select on old to public;
select stage.as_mu(1, 'return_answer', '{"internal_text": "look at lunch too"}');
select is(stage.deliver(), 0, 'what can still be undone is not written about');
select stage.at('1 hour 3 minutes');
select is(stage.deliver(), 1, 'a returned answer is');
select is((select array_agg(k order by k) from jsonb_object_keys(stage.got() #> '{params,links}') k), array['answer', 'object'], 'with the links that can be used now');
select is(stage.state(object), 'replaced', 'the old ones are replaced') from old;
select throws_ok($$ select stage.act((select object from old), '{"internal_text": "not ours"}') $$, 'PT409', 'order_replaced', 'and do nothing');
select is(public.work_order(stage.link('answer')) #>> '{notes,1,text}', 'look at lunch too', 'the new one says why');

-- A letter that was lost, and one that is too old.
select is((select count(*)::int from stage.letters where template = 'work_order' and sent_at is null), 0, 'nothing waits');
select lives_ok($$ select public.renew_order(stage.link('answer')) from generate_series(1, 3) $$, 'whoever holds a link can ask for a new letter');
select is((select count(*)::int from stage.letters where template = 'work_order' and sent_at is null), 1, 'and gets one, however often it is asked for');
select is(stage.state(stage.link('answer')), 'replaced', 'which ends the links before it');
select is(stage.deliver(), 1, 'it leaves');
select is(stage.got() ->> 'to', 'office@unit.example', 'to the unit''s address and nowhere else');
do $$ begin for n in 1..4 loop perform public.renew_order(stage.link('answer')); perform stage.deliver(); end loop; end $$;
select throws_ok($$ select public.renew_order(stage.link('answer')) $$, 'PT429', 'too_many', 'five a day are enough');
select stage.at('61 days');
select is(stage.state(stage.link('answer')), 'expired', 'after sixty days a link has run out');
select throws_ok($$ select stage.act(stage.link('answer'), '{"answer_kind": "fixed", "public_text": "late"}') $$, 'PT409', 'order_expired', 'and does nothing');
select lives_ok($$ select public.renew_order(stage.link('answer')) $$, 'but a new one can be asked for');
select is(stage.deliver(), 1, 'which comes');
select is(stage.state(stage.link('answer')), 'open', 'and opens');

-- The case moves away, and back.
select stage.as_mu(1, 'recall', '{"internal_text": "to the other office"}');
select is(public.work_order(stage.link('answer')) - array['act', 'unit_code', 'code'], '{"state": "over", "may_renew": false}', 'a recall ends every link');
select stage.as_mu(1, 'dispatch', '{"lead": "110105026"}');
select throws_ok($$ select stage.act(stage.link('answer'), '{"answer_kind": "fixed", "public_text": "late"}') $$, 'PT409', 'order_over', 'so does another dispatch');
select throws_ok($$ select public.renew_order(stage.link('answer')) $$, 'PT409', 'order_over', 'and no new ones are sent');
select stage.as_mu(1, 'recall', '{"internal_text": "back"}');
select stage.as_mu(1, 'dispatch', '{"lead": "110105012"}');
select is(stage.state(stage.link('answer')), 'over', 'a link belongs to one dispatch: the next has its own');
select stage.as_mu(1, 'recall', '{"internal_text": "wrong"}');
select stage.at('61 days 1 hour');
select is(stage.deliver(), 0, 'an order that ended before it left is not sent');

-- An undone dispatch is written to nobody.
create temporary table undone as select stage.as_mu(3, 'dispatch', '{"lead": "110105012"}') as event_id;
grant select on undone to public;
select stage.be('Mu');
select lives_ok($$ select public.undo_move(stage.id(3), (select event_id from undone)) $$, 'a dispatch is undone');
select stage.be('');
select stage.at('61 days 2 hours');
select is(stage.deliver(), 0, 'and nobody is written to');

-- Objections: by the link, with a reason, twice.
select stage.as_mu(3, 'dispatch', '{"lead": "110105012"}');
select stage.at('61 days 3 hours');
select stage.deliver();
select is(stage.act(stage.link('object'), '{"internal_text": "belongs to the water office"}', 3), 'objected', 'the unit objects');
select is((select internal_text from stage.events where report_id = stage.id(3) and move = 'object'), 'belongs to the water office', 'the reason is there for colleagues');
select is(strpos(public.report_page(stage.id(3), lpad('3', 32, 'a'))::text, 'water office'), 0, 'and not for the reporter');
select stage.as_mu(3, 'dispatch', '{"lead": "110105012"}');
select stage.at('61 days 4 hours');
select stage.deliver();
select is(stage.act(stage.link('object'), '{"internal_text": "still not ours"}', 3), 'objected', 'and once more');
select stage.as_mu(3, 'dispatch', '{"lead": "110105012"}');
select stage.at('61 days 5 hours');
select stage.deliver();
select is((select array_agg(k order by k) from jsonb_object_keys(stage.got() #> '{params,links}') k), array['answer', 'take_on'], 'the third dispatch is final and has no such link');

-- Another address, and back to the console.
create temporary table before as select stage.link('take_on') as take_on;
grant select on before to public;
select stage.be('An');
select is(stage.way('mail', 'desk@unit.example'), 2, 'the unit has another address');
select stage.be('');
select is(stage.state(take_on), 'replaced', 'whoever reads the old mailbox can do nothing any more') from before;
select is(stage.deliver(), 1, 'what is open is written');
select is(stage.got() ->> 'to', 'desk@unit.example', 'to the new one');
select is(stage.act(stage.link('take_on'), '{}', 3), 'in_progress', 'where it is taken on');
select stage.be('An');
select is(stage.way('console'), 3, 'the unit works in the console again');
select stage.be('');
select is(stage.state(stage.link('answer')), 'console', 'the links say so');
select throws_ok($$ select stage.act(stage.link('answer'), '{"answer_kind": "fixed", "public_text": "x"}', 3) $$, 'PT409', 'order_console', 'and do nothing');
select throws_ok($$ select public.renew_order(stage.link('answer')) $$, 'PT409', 'order_console', 'and ask for nothing');

-- Looking after orders: what a moderator sees of a letter, and does about it.
select stage.be('An');
select is(stage.way('mail', 'office@unit.example'), 4, 'the unit works by e-mail once more');
select stage.be('Mu');
select is(public.case_order(stage.id(2)), null, 'a case of a unit that works in the console has no letter');
select is(public.case_order(stage.id(3)) - array['written_at', 'sent_at', 'expires_at', 'acts'],
  '{"unit_code": "110105012", "state": "queued", "to": "o***@unit.example", "may_send": true}', 'a moderator sees where the letter is, and the address masked');
select is(public.case_order(stage.id(3)) #>> '{acts,0,act}', 'take_on', 'and what the unit did by its links');
select lives_ok($$ select public.resend_order(stage.id(3)) $$, 'asks for another');
reset role;
select is((select count(*)::int from stage.letters where template = 'work_order' and sent_at is null), 1, 'and while one waits there is no second');
select stage.deliver();
select stage.be('Mu');
select is(public.case_order(stage.id(3)) ->> 'state', 'sent', 'then it was sent');
select is(public.waiting_orders() #>> '{0,why}', 'late', 'and the case, two months old, is late for another reason');
select public.resend_order(stage.id(3));
select is(public.case_order(stage.id(3)) ->> 'state', 'queued', 'a letter that was sent can be sent again');
reset role;
select public.letter_failed(id, 'timeout') from stage.letters where template = 'work_order' and sent_at is null;
select stage.be('Mu');
select is(public.case_order(stage.id(3)) ->> 'state', 'failed', 'one that did not leave is tried again');
reset role;
select public.letter_failed(id, 'address_refused') from stage.letters where template = 'work_order' and sent_at is null;
select stage.be('Mu');
select is(public.case_order(stage.id(3)) ->> 'state', 'stuck', 'one that nobody takes is stuck');
select is(public.waiting_orders() #>> '{0,why}', 'unsent', 'and stands in the list');
select is(public.waiting_orders() #>> '{0,report_id}', stage.id(3)::text, 'with its case');
select stage.be('Hao');
select throws_ok($$ select public.waiting_orders() $$, 'PT404', 'not_found', 'which a handler does not see');
select throws_ok($$ select public.case_order(stage.id(3)) $$, 'PT404', 'not_found', 'nor the letter of a case');
select throws_ok($$ select public.resend_order(stage.id(3)) $$, 'PT404', 'not_found', 'nor sends one');
select stage.be('Mu');
select throws_ok($$ select public.resend_order(stage.id(2)) $$, 'PT409', 'order_nothing_to_do', 'nor is anything sent to a unit that works in the console');
select is(public.stuck_letters() #>> '{stuck,0,template}', 'work_order', 'the stuck letter is in the queue of letters too');
select is(substring(public.stuck_letters()::text from 'links|office@'), null, 'without its links or its address');

-- The daily letter: working days from nine o'clock, once, to moderators who want e-mail.
reset role;
create function stage.told() returns int language sql security definer as $$ select (public.run_due() ->> 'stuck_orders_told')::int $$;
create function stage.daily() returns jsonb language sql security definer as $$
  select jsonb_agg(l) from jsonb_array_elements(public.claim_letters(100)) l where l ->> 'template' = 'stuck_orders' $$;
grant execute on function stage.told(), stage.daily() to public;
select stage.be('Mu');
select stage.at('63 days'); -- Tuesday 26 January 2027, nine o'clock
select is(stage.told(), 0, 'whoever does not want e-mail gets none');
select public.record_consents(array['account', 'email_notices']);
select stage.at('62 days 23 hours');
select is(stage.told(), 0, 'before nine nobody is written to');
select stage.at('67 days');
select is(stage.told(), 0, 'nor on a Saturday');
select stage.at('63 days');
select is(stage.told(), 1, 'on a working day from nine on Mu is');
select is(stage.told(), 0, 'once');
create temporary table daily as select stage.daily() as letters;
select is(letters #>> '{0,to}', 'mu@test.example', 'to her') from daily;
select is(letters #>> '{0,params,orders,0,why}', 'unsent', 'with what is stuck, and why') from daily;
select is(substring(letters::text from 'smoke|east gate|guest@'), null, 'and no word of it') from daily;
select stage.at('64 days');
select is(stage.told(), 1, 'and the day after again');
select stage.as_mu(3, 'recall', '{"internal_text": "seen to"}');
select is(stage.daily(), null, 'but not when it was seen to before the letter left');
select stage.be('Mu');
select is(public.waiting_orders(), '[]', 'and then nothing is stuck');
select stage.as_mu(3, 'dispatch', '{"lead": "110105012"}');
select stage.at('217 days'); -- a Tuesday again
select stage.deliver();
select stage.be('Mu');
select is(public.waiting_orders() #>> '{0,why}', 'late', 'an order that was sent and not answered in time is late');
reset role;
select isnt((select count(*)::int from stage.links where expires_at <= private.clock() - interval '90 days'), 0, 'there are links that ran out long ago');
select is(stage.told() > 0, true, 'what is late is told');
reset role;
update public.profiles set suspended_at = private.clock() where user_id = stage.person('Mu')::uuid;
select is(stage.daily(), null, 'though not to somebody who was suspended meanwhile');
select is((select count(*)::int from stage.links where expires_at <= private.clock() - interval '90 days'), 0, 'which the runner then forgets');
select * from finish();
