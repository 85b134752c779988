-- Codes by e-mail: how often they may be asked for and tried, and who is written to when an account changes. Lin and Chen
-- have accounts, Wang has none; Lin's old password and address are what somebody else would change.
select plan(36);

create schema stage;
grant usage on schema stage to public;
create function stage.person(who text) returns uuid language sql as $$
  select case who when 'Lin' then '00000000-0000-4000-8000-00000000000a' when 'Chen' then '00000000-0000-4000-8000-00000000000c' end::uuid $$;
create function stage.be(who text) returns text language plpgsql as $$
declare
  id text := coalesce(stage.person(who)::text, '');
  role text := case when id = '' then 'anon' else 'authenticated' end;
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', nullif(id, ''), 'role', role)::text, true),
    set_config('request.jwt.claim.sub', id, true), set_config('request.jwt.claim.role', role, true), set_config('role', role, true);
  return who;
end $$;
create function stage.at(since interval) returns text language sql as $$
  select set_config('app.now', (timestamptz '2026-11-24 09:00:00+08' + since)::text, true) $$;
create view stage.letters as select * from private.letters;
create view stage.wishes as select * from private.code_wishes;
grant select on all tables in schema stage to public;
create function stage.claimed(what text) returns text language sql security definer as $$
  select string_agg(l ->> 'to' || ' ' || (l ->> 'lang') || coalesce(' ' || (l #>> '{params,new_address}'), ''), ', ' order by l ->> 'to')
  from jsonb_array_elements(public.claim_letters(20)) l where l ->> 'template' = what $$;
create function stage.change(who text, what text, value text) returns void language plpgsql security definer as $$
begin execute format('update auth.users set %I = $1 where id = $2', what) using value, stage.person(who); end $$;
grant execute on all functions in schema stage to public;

insert into auth.users (id, email, encrypted_password, raw_user_meta_data, created_at, email_confirmed_at) values
  (stage.person('Lin'), 'lin@test.example', 'old hash', '{"lang": "en", "consents": ["account", "email_notices"]}', now(), '2026-11-01'),
  (stage.person('Chen'), 'chen@test.example', 'hash', '{}', now(), '2026-11-01');


-- asking ---------------------------------------------------------------------------------------------------------

select stage.at('0');
select stage.be('a visitor');
select lives_ok($$ select public.ask_code('account', 'lin@test.example', 'phone') $$, 'a visitor asks for a code');
select lives_ok($$ select public.ask_code('account', 'wang@test.example', 'phone') $$, 'for an address without account it is the same');
select is((select count(*) from stage.letters), 0::bigint, 'nothing is written from here: the auth service writes the code');
select stage.at('59 seconds');
select throws_ok($$ select public.ask_code('account', ' LIN@test.example', 'phone') $$, 'PT429', 'code_too_soon', 'a second one not within the minute');
select throws_ok($$ select public.ask_code('account', 'wang@test.example', 'laptop') $$, 'PT429', 'code_too_soon', 'from no other device either, known or not');
select lives_ok($$ select public.ask_code('account', 'other@test.example', 'phone') $$, 'for another address it may');
select stage.at('60 seconds');
select lives_ok($$ select public.ask_code('account', 'lin@test.example', 'phone') $$, 'after a minute it may');
select throws_ok($$ select public.ask_code('love', 'lin@test.example', 'phone') $$, 'PT422', 'kind_wrong', 'for no other purpose');
select throws_ok($$ select public.ask_code('account', '  ', 'phone') $$, 'PT422', 'kind_wrong', 'and not for nobody');

select stage.at('30 minutes' + n * interval '61 seconds'), public.ask_code('account', 'lin@test.example', 'phone') from generate_series(1, 5) n;
select stage.at('30 minutes' + 6 * interval '61 seconds');
select throws_ok($$ select public.ask_code('account', 'lin@test.example', 'phone') $$, 'PT429', 'too_many', 'five in a quarter of an hour from one visitor');
select lives_ok($$ select public.ask_code('account', 'lin@test.example', 'her own phone') $$, 'who keeps nobody else out');
select stage.at('2 days');
select stage.at('2 days' + n * interval '2 minutes'), public.ask_code('account', 'lin@test.example', 'net ' || n) from generate_series(1, 24) n;
select stage.at('2 days 2 hours');
select throws_ok($$ select public.ask_code('account', 'lin@test.example', 'net 25') $$, 'PT429', 'too_many', '24 a day for one address, from wherever');
select stage.at('4 days');
select public.ask_code('account', n || '@test.example', 'sender') from generate_series(1, 30) n;
select throws_ok($$ select public.ask_code('account', 'last@test.example', 'sender') $$, 'PT429', 'too_many', 'thirty an hour from one visitor');
select is((select count(*) from stage.wishes where asked_at < '2026-11-27'), 0::bigint, 'what is a day old has gone');


-- trying ---------------------------------------------------------------------------------------------------------

select stage.at('10 days');
select throws_ok($$ select public.try_code('account', 'lin@test.example', 'phone') $$, 'PT422', 'code_expired', 'nobody asked: there is no code');
select public.ask_code('account', 'lin@test.example', 'phone');
select is(public.try_code('account', 'Lin@Test.example', 'phone'), 4, 'the first try leaves four');
select throws_ok($$ select public.try_code('new_address', 'lin@test.example', 'phone') $$, 'PT422', 'code_expired', 'a code is for what it was asked for');
select is(public.try_code('account', 'lin@test.example', 'net ' || n), 4 - n, 'tries from everywhere count together') from generate_series(1, 4) n;
select throws_ok($$ select public.try_code('account', 'lin@test.example', 'phone') $$, 'PT422', 'code_used_up', 'then none');
select stage.at('10 days 61 seconds');
select public.ask_code('account', 'lin@test.example', 'phone');
select is(public.try_code('account', 'lin@test.example', 'phone'), 4, 'a new code has five of its own');
select stage.at('10 days 10 minutes 61 seconds');
select throws_ok($$ select public.try_code('account', 'lin@test.example', 'phone') $$, 'PT422', 'code_expired', 'after ten minutes it is too old');


-- the new address ------------------------------------------------------------------------------------------------

select stage.at('20 days');
select throws_ok($$ select public.ask_code('new_address', 'lin@new.example', 'phone') $$, 'PT401', 'sign_in_needed', 'a visitor has no address to change');
select stage.be('Lin');
select lives_ok($$ select public.ask_code('new_address', 'lin@new.example', 'phone') $$, 'Lin has');
select lives_ok($$ select public.ask_code('new_address', 'CHEN@test.example', 'phone') $$, 'that Chen has this one already she does not hear');
select lives_ok($$ select public.ask_code('new_address', 'lin@test.example', 'phone') $$, 'nor is her own a surprise');
select stage.be('');
select is(stage.claimed('address_taken'), 'chen@test.example zh', 'Chen does, and nobody else');


reset role;


-- what changed ---------------------------------------------------------------------------------------------------

select stage.change('Lin', 'encrypted_password', 'old hash');
select is(stage.claimed('password_changed'), null, 'the same password is no news');
select stage.change('Lin', 'encrypted_password', 'new hash');
select is(stage.claimed('password_changed'), 'lin@test.example en', 'of a new one Lin hears, in her language');
select stage.change('Lin', 'email', 'LIN@test.example');
select is(stage.claimed('address_changed'), null, 'another spelling is no other address');
select stage.change('Lin', 'email', 'lin@new.example');
select is(stage.claimed('address_changed'), 'LIN@test.example en l***@new.example', 'a new address is told to the old one, and not spelled out');
select is((select private.addressed(l) ->> 'to' from private.letters l where l.template = 'password_changed'), 'lin@new.example', 'what waits goes to the new one');
insert into auth.users (id, email, encrypted_password, created_at, email_confirmed_at) values ('00000000-0000-4000-8000-0000000000ff', 'new@test.example', 'x', now(), private.clock());
update auth.users set encrypted_password = 'y' where email = 'new@test.example';
select is(stage.claimed('password_changed'), null, 'a password set while an account is opened is no news');
update auth.users set email = 'odd "name"@test.example' where email = 'new@test.example';
select lives_ok($$ update auth.users set email = 'even@test.example' where email = 'odd "name"@test.example' $$, 'an address that takes no letters can be left');
