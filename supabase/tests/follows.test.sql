-- Following: what is told to whom, and what nobody is told. Fang follows from an account, Lin reports, a guest follows by
-- e-mail, Mu moderates and follows too, Hao handles for 麦子店.
select plan(82);

create schema stage;
grant usage on schema stage to public;

create function stage.person(who text) returns text language sql as $$
  select case who
    when 'Lin' then '00000000-0000-4000-8000-00000000000a' when 'Fang' then '00000000-0000-4000-8000-00000000000f'
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
-- Tuesday, nine in the morning.
create function stage.at(since interval) returns text language sql as $$
  select set_config('app.now', (timestamptz '2026-11-24 09:00:00+08' + since)::text, true) $$;
create function stage.id(n int) returns uuid language sql as $$ select ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid $$;
create function stage.report(n int, more jsonb default '{}') returns text language sql as $$
  select public.submit_report(jsonb_build_object(
    'id', stage.id(n), 'key', lpad(to_hex(n), 32, 'a'), 'category', 'air.fume', 'description', 'secret words', 'lat', 39.95, 'lng', 116.466,
    'landmark', 'secret gate', 'subdistrict', '110105012', 'publish', true, 'lang', 'zh') || more, 'client of ' || n) ->> 'result' $$;
create view stage.cases as select * from public.reports;
create view stage.follows as select * from public.follows;
create view stage.letters as select * from private.letters;
create view stage.notices as select * from public.notices;
create view stage.news as select * from private.follow_news;
create view stage.shown as select * from public.published_reports;
grant select on all tables in schema stage to public;
create function stage.move(n int, name text, details jsonb default '{}') returns bigint language sql as $$
  select (public.move_report(stage.id(n), name, (select version from stage.cases c where c.id = stage.id(n)), details) ->> 'event_id')::bigint $$;
create function stage.as_(who text, n int, name text, details jsonb default '{}') returns bigint language plpgsql as $$
declare e bigint;
begin perform stage.be(who); e := stage.move(n, name, details); perform stage.be(''); return e; end $$;
create function stage.due() returns jsonb language plpgsql security definer as $$ begin perform public.run_due(); return public.run_due(); end $$;
create function stage.claim() returns jsonb language sql security definer as $$ select public.claim_letters(50) $$;
create function stage.sent(claimed jsonb) returns int language sql security definer as $$
  select public.letter_sent((l ->> 'id')::uuid) from jsonb_array_elements(claimed) l; select jsonb_array_length(claimed) $$;
create function stage.follow(n int, more jsonb) returns text language sql as $$
  select public.follow(jsonb_build_object('id', stage.id(n)) || more) ->> 'result' $$;
create function stage.by_mail(n int, more jsonb, email text default 'guest@mail.example', client text default 'c') returns text language sql as $$
  select public.follow_by_mail(jsonb_build_object('id', stage.id(n), 'email', email, 'lang', 'en') || more, client) ->> 'result' $$;
create function stage.token(purpose text, n int) returns text language sql security definer as $$ select private.stop_token(purpose, stage.id(n)) $$;
create function stage.told(who text) returns text language sql security definer as $$
  select string_agg(n.kind, ' ' order by n.id) from public.notices n where n.recipient_id = stage.person(who)::uuid and n.kind ~ '^followed' $$;
create function stage.forget() returns void language sql security definer as $$ delete from public.notices; delete from private.letters $$;
grant execute on all functions in schema stage to public;

insert into auth.users (id, email, raw_user_meta_data, created_at)
select stage.person(n)::uuid, lower(n) || '@test.example', '{"lang": "en"}', now() from unnest(array['Lin', 'Fang', 'Mu', 'Hao']) n;
insert into public.user_roles (user_id, role, unit_code) values
  (stage.person('Mu')::uuid, 'moderator', null), (stage.person('Hao')::uuid, 'handler', '110105012');


-- what may be followed -------------------------------------------------------------------------------------------

select stage.at('0');
select stage.be('Lin');
select is(stage.report(1), 'created', 'Lin reports');
select stage.report(2, '{"publish": false}');
select stage.as_('Mu', n, 'accept') from generate_series(1, 2) n;
select stage.be('Fang');
select is(stage.follow(101, jsonb_build_object('report', stage.id(1))), 'created', 'a public report can be followed');
select is(stage.follow(101, jsonb_build_object('report', stage.id(1))), 'again', 'the same request again is the same');
select is(stage.follow(102, jsonb_build_object('report', stage.id(1))), 'there', 'whoever follows it already follows it once');
select throws_ok(format($$ select stage.follow(101, '{"subdistrict": "110105012"}') $$), 'PT409', 'follow_differs', 'one id is one follow');
select throws_ok(format($$ select stage.follow(103, %L) $$, jsonb_build_object('report', stage.id(2))), 'PT404', 'not_found', 'a private report cannot be followed');
select throws_ok(format($$ select stage.follow(103, %L) $$, jsonb_build_object('report', stage.id(99))), 'PT404', 'not_found', 'and looks like one that is not there');
select is(stage.follow(104, '{"subdistrict": "110105012", "group": "air", "pace": "weekly"}'), 'created', 'a subdistrict can be followed');
select is(stage.follow(105, '{"lat": 39.9495, "lng": 116.4665, "radius_m": 500, "label": "home"}'), 'created', 'and a circle');
select throws_ok(format($$ select stage.follow(106, %L) $$, wrong), 'PT422', code, code || ': ' || wrong) from (values
  ('{}', 'follow_wrong'), ('{"subdistrict": "110105012", "lat": 39.9, "lng": 116.4}', 'follow_wrong'), ('{"lat": 39.9}', 'follow_wrong'),
  ('{"subdistrict": "x"}', 'subdistrict_unknown'), ('{"subdistrict": "110105012", "category": "x.y"}', 'category_unknown'),
  ('{"subdistrict": "110105012", "pace": "at_once"}', 'pace_wrong'), ('{"subdistrict": "110105012", "pace": "hourly"}', 'pace_wrong'),
  ('{"lat": 39.95, "lng": 116.46, "radius_m": 5000}', 'radius_m_wrong'), ('{"lat": 31.2, "lng": 121.4}', 'circle_outside')) w (wrong, code);
select is((select count(*)::int from public.follows), 3, 'Fang reads her follows');
select is((select lat || ' ' || lng from public.follows where lat is not null), '39.9501 116.46625', 'the middle of a circle is moved to that of its square before it is kept');
select stage.be('Mu');
select is((select count(*)::int from public.follows), 0, 'a moderator reads nobody''s follows');
select is(public.my_follows(), '[]', 'nor through the door');
select throws_ok(format($$ select public.stop_follow(%L) $$, stage.id(105)), 'PT404', 'not_found', 'nor stops them');
select stage.follow(107, jsonb_build_object('report', stage.id(1)));
select stage.follow(108, '{"subdistrict": "110105012"}');
select stage.be('Lin');
select stage.follow(109, '{"subdistrict": "110105012"}');
select stage.be('');
select throws_ok($$ select public.follow('{}') $$, '42501', null, 'without an account there is another door');


-- a followed report ----------------------------------------------------------------------------------------------

select stage.at('1 hour');
select stage.as_('Mu', 1, 'dispatch', '{"lead": "110105012"}');
select stage.as_('Hao', 1, 'take_on');
select stage.at('2 hours');
select stage.due();
select is(stage.told('Fang'), null, 'moves that the public does not see are not told');
select stage.as_('Hao', 1, 'answer', '{"answer_kind": "fixed", "public_text": "secret answer"}');
select stage.at('2 hours 1 minute');
select stage.due();
select is(stage.told('Fang'), null, 'while a move can be undone nothing is told');
select stage.at('2 hours 3 minutes');
select stage.due();
select is(stage.told('Fang'), 'followed_answered', 'then whoever follows hears that there is an answer');
select is((select params from stage.notices where kind = 'followed_answered' and recipient_id = stage.person('Fang')::uuid), '{"category_code": "air.fume"}', 'in codes, without the report''s own code');
select is(stage.told('Mu'), 'followed_answered', 'a moderator who follows hears of what others did');
select is(stage.told('Lin'), null, 'the reporter hears as the reporter alone');
select stage.forget();

select stage.at('1 day');
create temporary table undone as select stage.as_('Mu', 1, 'return_answer', '{"internal_text": "poor"}') as event;
grant select on undone to public;
select stage.be('Mu');
select lives_ok(format($$ select public.undo_move(%L, (select event from undone)) $$, stage.id(1)), 'a move is undone');
select stage.be('');
select stage.at('1 day 1 hour');
select stage.due();
select is(stage.told('Fang'), null, 'and what was undone is no news');
select stage.as_('Mu', 1, 'record_callback', '{"reached": "yes", "solved": "yes"}');
select stage.at('1 day 2 hours');
select stage.due();
select is(stage.told('Fang'), 'followed_closed', 'what others did is told');
select is(stage.told('Mu'), null, 'one''s own act is not');
select stage.be('Mu');
select lives_ok(format($$ select public.hide_report(%L, (select version from stage.cases where id = %L), 'names somebody') $$, stage.id(1), stage.id(1)), 'it is hidden');
select stage.be('Fang');
select is(stage.told('Fang'), null, 'what was told of it leaves the inbox');
select is((select f ->> 'report' from jsonb_array_elements(public.my_follows()) f where f ->> 'kind' = 'report'), null, 'and the list says no more about it');
select stage.forget();


-- new reports of an area -----------------------------------------------------------------------------------------

select stage.at('2 days');
select stage.be('Lin');
select stage.report(3);
select stage.report(4, '{"lat": 39.98, "lng": 116.466, "subdistrict": "110105026"}');
select stage.report(5, '{"category": "noise.construction", "lat": 39.9502, "lng": 116.4661}');
select stage.report(6);
select stage.be('');
create temporary table accepted as select n, stage.as_('Mu', n, 'accept') as event from generate_series(3, 6) n;
grant select on accepted to public;
select stage.be('Mu');
select public.undo_move(stage.id(n), event) from accepted where n = 6;
select stage.be('');
select is((select count(*)::int from stage.shown where report_id = stage.id(6)), 0, 'one is taken back at once');
select stage.at('2 days 8 hours');
select stage.due();
select is(stage.told('Fang'), null, 'news of an area wait for the evening');
select stage.at('2 days 9 hours 1 minute');
select stage.due();
select is(stage.told('Fang'), 'followed_new', 'then there is one notice for the circle');
select is((select params - 'follow' from stage.notices where recipient_id = stage.person('Fang')::uuid), '{"count": 2, "label": "home"}', 'with the reports within 500 metres, of any category, and not with what was taken back');
select is(stage.told('Lin'), null, 'nobody hears of their own reports, even if they follow the subdistrict');
select is(stage.told('Mu'), null, 'nor of what they made public themselves');
select stage.be('Fang');
select is((select jsonb_array_length(f -> 'lately') from jsonb_array_elements(public.my_follows()) f where f ->> 'kind' = 'circle'), 2, 'the list shows what was told lately');
select stage.be('');
select stage.at('3 days 10 hours');
select stage.due();
select is(stage.told('Fang'), 'followed_new', 'nothing is told twice');
select stage.at('5 days 9 hours 1 minute');
select stage.due();
select is(stage.told('Fang'), 'followed_new followed_new', 'the weekly one comes on Sunday evening');
select is((select params - 'follow' from stage.notices where recipient_id = stage.person('Fang')::uuid order by id desc limit 1),
  '{"count": 1, "group_code": "air", "subdistrict_code": "110105012"}', 'with what fits its group and subdistrict');
select stage.forget();

select stage.be('Fang');
select throws_ok(format($$ select public.set_follow_pace(%L, 'at_once') $$, stage.id(104)), 'PT422', 'pace_wrong', 'an area is a digest');
select lives_ok(format($$ select public.set_follow_pace(%L, 'daily') $$, stage.id(104)), 'daily or weekly');
select lives_ok(format($$ select public.stop_follow(%L) $$, stage.id(105)), 'Fang stops the circle');
select is((select count(*)::int from public.follows), 2, 'and does not see it any more');
select lives_ok(format($$ select public.resume_follow(%L) $$, stage.id(105)), 'she takes that back');
select lives_ok(format($$ select public.stop_follow(%L) $$, stage.id(105)), 'and stops it again');
select is((select jsonb_array_length(public.export_my_data() -> 'data' -> 'follows')), 3, 'her export has them all');
select stage.at('6 days 10 hours');
select stage.due();
select is((select count(*)::int from stage.follows where id = stage.id(105)), 0, 'a day later the place is forgotten');


-- by e-mail ------------------------------------------------------------------------------------------------------

select stage.forget();
select stage.at('7 days');
select stage.be('');
select is(stage.by_mail(201, '{"subdistrict": "110105012"}'), 'asked', 'a guest asks to follow by e-mail');
select is(stage.by_mail(201, '{"subdistrict": "110105012"}'), 'asked', 'twice with one form');
create temporary table got as select stage.claim() as letters;
grant all on got to public;
select is((select jsonb_agg(l ->> 'template') from jsonb_array_elements(letters) l), '["follow_confirm"]', 'one letter asks the owner of the address') from got;
select is(letters #>> '{0,params,subdistrict}', (select name_en from public.subdistricts where code = '110105012'), 'it says what is asked') from got;
select is(letters #> '{0,token}', 'null', 'and has nothing to stop yet') from got;
select stage.sent(letters) from got;
select is(public.follow_link(stage.token('confirm', 201)) ->> 'confirmed', 'false', 'opening the link changes nothing');
select throws_ok($$ select public.follow_link('confirm.x') $$, 'PT404', 'letter_link_unknown', 'a link that we did not make opens nothing');
select throws_ok(format($$ select public.confirm_follow(%L) $$, stage.token('follows', 201)), 'PT404', 'letter_link_unknown', 'the link that stops does not confirm');
select is(public.confirm_follow(stage.token('confirm', 201)) ->> 'confirmed', 'true', 'the button confirms');
select is(public.confirm_follow(stage.token('confirm', 201)) ->> 'confirmed', 'true', 'again is the same');
select is(stage.by_mail(202, '{"subdistrict": "110105012"}', 'GUEST@mail.example'), 'asked', 'asking for what one has is answered in the same words');
select is(stage.claim(), '[]', 'and writes no letter');
select stage.by_mail(210 + n, '{"lat": 39.95, "lng": 116.46}', 'other@mail.example', 'client ' || n) from generate_series(1, 8) n;
select is(stage.sent(stage.claim()), 5, 'nobody is sent more than five of these letters a day, whoever asks');
select throws_ok($$ select stage.by_mail(230 + n, '{"subdistrict": "110105012"}', n || '@mail.example', 'one client') from generate_series(1, 11) n $$, 'PT429', 'too_many', 'nor does one visitor ask for more than ten an hour');
select stage.at('9 days 1 minute');
select stage.due();
select is((select count(*)::int from stage.follows where email = 'other@mail.example'), 0, 'what nobody confirms is gone after 48 hours');
select throws_ok(format($$ select public.confirm_follow(%L) $$, stage.token('confirm', 211)), 'PT404', 'follow_gone', 'and its link says so');

select stage.be('');
select stage.report(7, '{"contact_email": "guest@mail.example"}');
select stage.be('Lin');
select stage.report(8);
select stage.as_('Mu', n, 'accept') from generate_series(7, 8) n;
select stage.at('9 days 9 hours 1 minute');
select stage.due();
truncate got;
insert into got select stage.claim();
select is((select jsonb_agg(jsonb_array_length(l #> '{params,reports}')) from jsonb_array_elements(letters) l where l ->> 'template' = 'follow_digest'), '[1]', 'the guest hears of the new report, and not of their own') from got;
select is((select l ->> 'token' from jsonb_array_elements(letters) l where l ->> 'template' = 'follow_digest'), stage.token('follows', 201), 'with the link that stops this') from got;
select is(strpos(letters::text, 'secret'), 0, 'and no word of the case') from got;
select is(public.stop_letters(stage.token('follows', 201)) ->> 'stopped', 'true', 'the guest stops it');
select is((select count(*)::int from stage.follows where id = stage.id(201) and stopped_at is null), 0, 'and it is stopped');

-- A report that was merged: whoever follows it follows the main case, as far as that is public.
select stage.be('');
select is(stage.by_mail(203, jsonb_build_object('report', stage.id(8)), 'bird@mail.example'), 'asked', 'a guest asks to follow a report');
select is(public.confirm_follow(stage.token('confirm', 203)) #>> '{report,id}', stage.id(8)::text, 'and confirms');
select stage.sent(stage.claim());
select stage.at('10 days');
select stage.as_('Mu', 8, 'merge', jsonb_build_object('target', stage.id(3), 'public_text', 'the same'));
select stage.as_('Mu', 3, 'dispatch', '{"lead": "110105012"}');
select stage.as_('Hao', 3, 'take_on');
select stage.as_('Hao', 3, 'answer', '{"answer_kind": "fixed", "public_text": "secret answer"}');
select is(public.follow_link(stage.token('confirm', 203)) #>> '{report,id}', stage.id(3)::text, 'it was merged into a public one');
select stage.at('10 days 3 minutes');
select stage.due();
truncate got;
insert into got select stage.claim();
select is((select l -> 'params' ->> 'report' || ' ' || (l -> 'params' ->> 'kind') from jsonb_array_elements(letters) l where l ->> 'template' = 'follow_report_moved'),
  stage.id(3) || ' followed_answered', 'whoever follows it hears of the main case') from got;
select is((select l ->> 'to' from jsonb_array_elements(letters) l where l ->> 'template' = 'follow_report_moved'), 'bird@mail.example', 'by letter') from got;
select stage.at('120 days');
select stage.due();
select is((select count(*)::int from stage.follows where id = stage.id(101)), 0, 'a follow ends three months after its report');
select * from finish();
