-- Letters: who is written to, when, and what is never sent. Lin has an account and wants e-mail, Chen has one and does
-- not; two guests left an address, one left none. Mu moderates and wants e-mail too, Hao handles for 麦子店.
select plan(74);

create schema stage;
grant usage on schema stage to public;

create function stage.person(who text) returns text language sql as $$
  select case who
    when 'Lin' then '00000000-0000-4000-8000-00000000000a' when 'Chen' then '00000000-0000-4000-8000-00000000000c'
    when 'Mu' then '00000000-0000-4000-8000-00000000000d' when 'Hao' then '00000000-0000-4000-8000-00000000000e' else '' end $$;
create function stage.be(who text) returns text language plpgsql as $$
declare
  id text := stage.person(who);
  role text := case when who = 'the runner' then 'service_role' when id = '' then 'anon' else 'authenticated' end;
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', nullif(id, ''), 'role', role)::text, true),
    set_config('request.jwt.claim.sub', id, true), set_config('request.jwt.claim.role', role, true), set_config('role', role, true);
  return who;
end $$;
create function stage.at(since interval) returns text language sql as $$
  select set_config('app.now', (timestamptz '2026-11-24 09:00:00+08' + since)::text, true) $$;
create function stage.id(n int) returns uuid language sql as $$ select ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid $$;
create function stage.report(n int, email text default null) returns text language sql as $$
  select public.submit_report(jsonb_strip_nulls(jsonb_build_object(
    'id', stage.id(n), 'key', lpad(to_hex(n), 32, 'a'), 'category', 'air.fume', 'description', 'secret words', 'lat', 39.95, 'lng', 116.466,
    'landmark', 'secret gate', 'subdistrict', '110105012', 'contact_email', email, 'lang', 'en')), 'client of ' || n) ->> 'result' $$;
create view stage.cases as select * from public.reports;
create view stage.letters as select * from private.letters;
create view stage.consents as select * from public.consents;
grant select on all tables in schema stage to public;
create function stage.move(n int, name text, details jsonb default '{}') returns bigint language sql as $$
  select (public.move_report(stage.id(n), name, (select version from stage.cases c where c.id = stage.id(n)), details) ->> 'event_id')::bigint $$;
create function stage.as_mu(n int, name text, details jsonb default '{}') returns bigint language plpgsql as $$
declare e bigint;
begin perform stage.be('Mu'); e := stage.move(n, name, details); perform stage.be(''); return e; end $$;
create function stage.due() returns jsonb language sql security definer as $$ select public.run_due() $$;
create function stage.claim(n int default 20) returns jsonb language sql security definer as $$ select public.claim_letters(n) $$;
create function stage.tos(claimed jsonb) returns text[] language sql as $$ select coalesce(array_agg(l ->> 'to' order by l ->> 'to'), '{}') from jsonb_array_elements(claimed) l $$;
create function stage.sent(claimed jsonb) returns text[] language sql security definer as $$
  select public.letter_sent((l ->> 'id')::uuid) from jsonb_array_elements(claimed) l; select stage.tos(claimed) $$;
create function stage.consent(who text, yes boolean) returns void language plpgsql as $$
begin
  perform stage.be(who);
  perform public.record_consents(case when yes then array['account', 'email_notices'] else array['account'] end);
  perform stage.be('');
end $$;
create function stage.token(purpose text, id uuid) returns text language sql security definer as $$ select private.stop_token(purpose, id) $$;
grant execute on all functions in schema stage to public;

insert into auth.users (id, email, raw_user_meta_data, created_at)
select stage.person(n)::uuid, lower(n) || '@test.example', '{"lang": "en"}', now() from unnest(array['Lin', 'Chen', 'Mu', 'Hao']) n;
insert into public.user_roles (user_id, role, unit_code) values
  (stage.person('Mu')::uuid, 'moderator', null), (stage.person('Hao')::uuid, 'handler', '110105012');

select stage.at('0');
select stage.consent(n, true) from unnest(array['Lin', 'Mu']) n;
select stage.be('Lin');
select is(stage.report(1), 'created', 'Lin reports with an account');
select stage.report(2);
select stage.be('Chen');
select stage.report(3, 'chen@contact.example');
select stage.be('');
select stage.report(4, 'guest@contact.example');
select stage.report(5);
select stage.report(6, 'other@contact.example');

select stage.be('the runner');
select is(
  public.addresses_in_use(array['LIN@test.example', 'guest@contact.example', 'nobody@test.example', null]),
  '{guest@contact.example,lin@test.example}', 'an address belongs to an account or a contact, or to nobody'
);
select is(public.addresses_in_use('{}'), '{}', 'and none is none');
select stage.be('');


-- accounts -------------------------------------------------------------------------------------------------------

select stage.as_mu(1, 'accept');
select stage.as_mu(3, 'accept');
select stage.due();
select is(stage.claim(), '[]', 'while a move can be undone nobody is written to');
select stage.at('2 minutes 1 second');
select is((stage.due() ->> 'letters_written')::int, 1, 'then a letter is written to whoever wants e-mail');
create temporary table got as select stage.claim() as letters;
grant all on got to public;
select is(stage.tos(letters), '{lin@test.example}', 'to Lin, not to Chen, who did not agree, and not to Mu, who did it') from got;
select is(letters #>> '{0,template}', 'notices', 'it is a digest') from got;
select is(letters #>> '{0,lang}', 'en', 'in her language') from got;
select is(letters #>> '{0,params,notices,0,kind}', 'accepted', 'it says what happened') from got;
select is(letters #>> '{0,params,notices,0,category}', (select name_en from public.categories where code = 'air.fume'), 'and to what') from got;
select is(strpos(letters::text, 'secret'), 0, 'and no word of the case') from got;
select is(stage.claim(), '[]', 'while one runner has it no other gets it');
select stage.at('7 minutes 2 seconds');
select is(stage.tos(stage.claim()), '{lin@test.example}', 'a runner who dies loses it after five minutes');
select is(stage.sent(letters), '{lin@test.example}', 'it is sent') from got;
select results_eq($$ select params, secret, address, sent_at is not null from stage.letters $$, $$ values ('{}'::jsonb, '{}'::jsonb, null::text, true) $$, 'and emptied');
select stage.at('1 day');
select is(stage.claim(), '[]', 'once');

select stage.at('2 days');
select stage.as_mu(1, 'dispatch', '{"lead": "110105012"}');
select stage.as_mu(2, 'accept');
select stage.at('2 days 3 minutes');
select stage.due();
select is(jsonb_array_length(stage.claim() #> '{0,params,notices}'), 2, 'several notices are one letter');
select stage.sent(jsonb_agg(jsonb_build_object('id', id))) from stage.letters where sent_at is null;
select stage.as_mu(2, 'dispatch', '{"lead": "110105012"}');
select stage.at('2 days 6 minutes');
select is((stage.due() ->> 'letters_written')::int, 0, 'not more than one in 15 minutes');
select stage.be('Hao');
select stage.move(1, 'take_on');
select stage.move(1, 'ask', '{"public_text": "which door?"}');
select stage.be('');
select stage.at('2 days 9 minutes');
select is((stage.due() ->> 'letters_written')::int, 1, 'unless an answer of hers is needed');
select is(jsonb_array_length(stage.claim() #> '{0,params,notices}'), 3, 'then all that waits goes with it');
select stage.sent(jsonb_agg(jsonb_build_object('id', id))) from stage.letters where sent_at is null;

select stage.at('3 days');
select stage.be('Lin');
select stage.move(1, 'supply', '{"public_text": "the left one"}');
select stage.be('Hao');
select stage.move(1, 'answer', '{"answer_kind": "fixed", "public_text": "done"}');
select stage.move(2, 'take_on');
select stage.at('3 days 3 minutes');
select stage.be('Lin');
select lives_ok($$ update public.notices set read_at = private.clock() $$, 'Lin reads her inbox');
select stage.be('');
select is((stage.due() ->> 'letters_written')::int, 0, 'what was read is not written about');

select stage.at('4 days');
select stage.be('Hao');
select stage.move(2, 'ask', '{"public_text": "which door?"}');
select stage.be('');
select stage.at('4 days 3 minutes');
select is((stage.due() ->> 'letters_written')::int, 1, 'a letter is queued');
select stage.consent('Lin', false);
select is(stage.claim(), '[]', 'who withdraws the consent gets not even what is queued');
select is((select count(*)::int from stage.letters where sent_at is null), 0, 'it is gone');
select stage.consent('Lin', true);

-- Undone before it was ready: of everything only the undoing is left.
select stage.at('5 days');
create temporary table undone as select stage.as_mu(3, 'refuse', '{"public_text": "no"}') as event;
grant select on undone to public;
select stage.be('Mu');
select lives_ok(format($$ select public.undo_move(%L, (select event from undone)) $$, stage.id(3)), 'a move is undone');
select stage.be('');
select stage.at('5 days 1 hour');
select stage.due();
select is(stage.claim(), '[]', 'and nobody hears of it');

-- Staff: Mu hears of an objection; suspended Mu does not.
select stage.at('6 days');
select stage.as_mu(3, 'dispatch', '{"lead": "110105012"}');
select stage.be('Hao');
select stage.move(3, 'object', '{"internal_text": "not ours"}');
select stage.be('');
select stage.at('6 days 3 minutes');
select stage.due();
select is(stage.tos(stage.claim()), '{mu@test.example}', 'a moderator who wants e-mail hears of an objection');
select stage.sent(jsonb_agg(jsonb_build_object('id', id))) from stage.letters where sent_at is null;
select stage.as_mu(3, 'dispatch', '{"lead": "110105012"}');
select stage.be('Hao');
select stage.move(3, 'object', '{"internal_text": "still not ours"}');
reset role;
update public.profiles set suspended_at = private.clock() where user_id = stage.person('Mu')::uuid;
select stage.at('6 days 1 hour');
select stage.due();
select is(stage.claim(), '[]', 'a suspended one does not');
update public.profiles set suspended_at = null where user_id = stage.person('Mu')::uuid;
delete from private.letters;
delete from private.unmailed_notices;


-- guests ---------------------------------------------------------------------------------------------------------

select stage.at('10 days');
select stage.as_mu(n, 'accept') from generate_series(4, 6) n;
select is(stage.claim(), '[]', 'guests too wait until nothing can be undone');
select stage.at('10 days 2 minutes');
truncate got;
insert into got select stage.claim();
select is(stage.tos(letters), '{guest@contact.example,other@contact.example}', 'whoever left an address hears of an accepted report') from got;
select is(letters #>> '{0,params,status}', 'accepted', 'by its status') from got;
select is(strpos(letters::text, 'secret') + strpos(letters::text, lpad('4', 32, 'a')), 0, 'without a word, a place or the key') from got;
select stage.sent(letters) from got;

select stage.at('11 days');
select stage.as_mu(4, 'dispatch', '{"lead": "110105012"}');
select stage.at('11 days 1 minute');
select stage.be('Hao');
create temporary table taken as select stage.move(4, 'take_on') as event;
grant select on taken to public;
select stage.be('');
select stage.at('11 days 2 minutes 10 seconds');
select is(stage.claim(), '[]', 'moves that follow one another are one letter, when the last one stands');
select stage.be('Hao');
select lives_ok(format($$ select public.undo_move(%L, (select event from taken)) $$, stage.id(4)), 'the last one is undone');
select stage.be('');
select is(stage.claim() #>> '{0,params,status}', 'dispatched', 'and the one before is told');
select stage.sent(jsonb_agg(jsonb_build_object('id', id))) from stage.letters where sent_at is null;

select stage.as_mu(6, 'refuse', '{"public_text": "secret reason"}');
select stage.at('12 days');
reset role;
update public.report_contacts set email = 'moved@contact.example' where report_id = stage.id(6);
select is(stage.tos(stage.claim()), '{moved@contact.example}', 'the address is the one of now');
delete from public.report_contacts where report_id = stage.id(6);
select is((select count(*)::int from stage.letters where report_id = stage.id(6) and sent_at is null), 0, 'with the contact goes what was queued');

-- Merged: the guest hears of the main case by their own report, and no more once it came apart.
select stage.at('13 days');
select stage.be('');
select stage.report(7, 'seven@contact.example');
select stage.as_mu(7, 'merge', jsonb_build_object('target', stage.id(4), 'public_text', 'the same'));
select stage.at('14 days');
select stage.sent(stage.claim());
select stage.be('Hao');
select stage.move(4, 'take_on');
select stage.be('');
select stage.at('15 days');
truncate got;
insert into got select stage.claim();
select is(stage.tos(letters), '{guest@contact.example,seven@contact.example}', 'a guest whose report was merged hears of the main case') from got;
select is((select count(*)::int from got, jsonb_array_elements(letters) l where l ->> 'to' like 'seven@%' and l ->> 'report_id' = stage.id(7)::text), 1, 'by their own report');
select stage.sent(letters) from got;


-- what does not leave --------------------------------------------------------------------------------------------

reset role;
delete from private.letters;
insert into private.letter_templates values ('note', 'service');
select stage.at('20 days');
create function stage.queue(dedupe text, address text default 'unit@example.org') returns uuid language sql security definer as $$
  select private.queue_letter('note', address => $2, params => '{"n": 1}', secret => '{"code": "246810"}', dedupe => $1) $$;
select isnt(stage.queue('a'), null, 'any function may queue a letter to an address');
select is(stage.queue('a'), null, 'the same one once');
select throws_ok(format($$ select stage.queue('x', %L) $$, a), '23514', null, 'not to ' || to_json(a)) from unnest(array[
  'a@b', E'a@b.example\r\nBcc: c@d.example', 'a@b.example, c@d.example', 'A <a@b.example>', '@b.example']) with ordinality q (a, n) where n > 1;
reset role;
select throws_ok($$ select private.queue_letter('unknown', address => 'a@b.example') $$, '23503', null, 'no letter of an unknown kind');
create function stage.fail(code text) returns jsonb language sql security definer as $$
  select public.letter_failed((c #>> '{0,id}')::uuid, code) from (select public.claim_letters(1) as c) q;
  select jsonb_build_object('attempts', attempts, 'wait', extract(epoch from due_at - private.clock()), 'error', last_error, 'stuck', stuck_at is not null, 'secret', secret)
  from private.letters where template = 'note' $$;
select ok(f ->> 'stuck' = 'false' and (f ->> 'wait')::numeric between 45 and 75 and f ->> 'error' = 'timeout', 'a failed letter waits about a minute') from (select stage.fail('timeout') as f) q;
select is(stage.claim(), '[]', 'and is not taken meanwhile');
select stage.at('20 days' + n * interval '7 hours'), stage.fail('Bad code <a@b>') from generate_series(1, 6) n;
select is((select last_error from stage.letters), 'unknown', 'what the mail server said is not kept, only a short code');
select stage.at('23 days');
select is((stage.fail('timeout') ->> 'stuck'), 'true', 'after eight tries it is stuck');
select is(stage.claim(), '[]', 'and not tried again');

select stage.be('Lin');
select throws_ok($$ select public.stuck_letters() $$, 'PT404', 'not_found', 'what is stuck is not for everybody');
select throws_ok($$ select public.retry_letter(gen_random_uuid()) $$, 'PT404', 'not_found', 'nor to try again');
select throws_ok($$ select public.drop_letter(gen_random_uuid()) $$, 'PT404', 'not_found', 'nor to give up');
select stage.be('Mu');
select is(public.stuck_letters() #>> '{stuck,0,to}', 'u***@example.org', 'a moderator sees it, with a masked address');
select lives_ok($$ select public.retry_letter((public.stuck_letters() #>> '{stuck,0,id}')::uuid) $$, 'and lets it be tried again');
select throws_ok($$ select public.drop_letter(gen_random_uuid()) $$, 'PT404', 'letter_gone', 'one that is not stuck cannot be given up');
reset role;
select is(stage.fail('address_refused') ->> 'stuck', 'true', 'an address that the mail server does not know is stuck at once');
select stage.be('Mu');
select lives_ok($$ select public.drop_letter((public.stuck_letters() #>> '{stuck,0,id}')::uuid) $$, 'a moderator gives it up');
select is(public.stuck_letters() -> 'stuck', '[]', 'then it is gone');
reset role;


-- stopping -------------------------------------------------------------------------------------------------------

select stage.be('');
select is(public.letter_link(stage.token('notices', stage.person('Lin')::uuid)), '{"purpose": "notices", "stopped": false}', 'opening the link changes nothing');
select is(public.stop_letters(stage.token('notices', stage.person('Lin')::uuid)), '{"purpose": "notices", "stopped": true}', 'using it ends the consent');
select is((select count(*)::int from stage.consents where user_id = stage.person('Lin')::uuid and purpose = 'email_notices' and withdrawn_at is null), 0, 'and that is kept');
select is(public.stop_letters(stage.token('report', stage.id(4))) ->> 'stopped', 'true', 'a guest stops the letters about a report');
select stage.at('30 days');
select stage.as_mu(4, 'recall', '{"internal_text": "back"}');
select stage.as_mu(4, 'refuse', '{"public_text": "no"}');
select stage.at('31 days');
select is(stage.tos(stage.claim()), '{seven@contact.example}', 'and gets none any more; the one whose report was merged does');
select throws_ok(format($$ select public.stop_letters(%L) $$, t), 'PT404', 'letter_link_unknown', 'no link: ' || left(coalesce(t, 'null'), 40)) from unnest(array[
  'notices.' || stage.person('Chen') || '.' || repeat('0', 32), '', 'x']) t;
select is((select count(*)::int from stage.consents where user_id = stage.person('Mu')::uuid and purpose = 'email_notices' and withdrawn_at is null), 1, 'nobody else''s consent was touched');


-- the end --------------------------------------------------------------------------------------------------------

reset role;
delete from private.letters;
select stage.queue('b');
select stage.at('37 days 23 hours');
select is((stage.due() ->> 'letters_deleted')::int, 0, 'a letter that cannot leave is kept for a week');
select stage.at('38 days 1 hour');
select is((stage.due() ->> 'letters_deleted')::int, 1, 'then it is old news');
select stage.queue('c');
select is(stage.sent(stage.claim()), '{unit@example.org}', 'one that left');
select stage.at('68 days 2 hours');
select is((stage.due() ->> 'letters_deleted')::int, 1, 'is forgotten after thirty days');
select * from finish();
