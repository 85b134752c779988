-- Notes of a call to 12345: Lin reports as a guest with a key, Chen from an account; Mu moderates, Hao handles for 麦子店.
select plan(22);

create schema stage;
grant usage on schema stage to public;
create function stage.be(who text) returns text language plpgsql as $$
declare
  id text := case who
    when 'Chen' then '00000000-0000-4000-8000-00000000000c' when 'Mu' then '00000000-0000-4000-8000-00000000000d'
    when 'Hao' then '00000000-0000-4000-8000-00000000000e' else '' end;
  role text := case when id = '' then 'anon' else 'authenticated' end;
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', nullif(id, ''), 'role', role)::text, true),
    set_config('request.jwt.claim.sub', id, true), set_config('request.jwt.claim.role', role, true), set_config('role', role, true);
  return who;
end $$;
create function stage.id(n int) returns uuid language sql as $$ select ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid $$;
create function stage.report(n int) returns text language sql as $$
  select public.submit_report(jsonb_build_object('id', stage.id(n), 'key', repeat('a', 32), 'category', 'air.fume',
    'description', 'Smoke', 'lat', 39.95, 'lng', 116.466, 'subdistrict', '110105012'), 'client of ' || n) ->> 'result' $$;
create function stage.note(n int, key text, order_number text, result text, note int) returns void language sql as $$
  select public.note_hotline(stage.id(n), key, order_number, result, stage.id(1000 + note)) $$;
create function stage.notes(n int, key text default null) returns int language sql as $$
  select jsonb_array_length(public.hotline_notes_of(stage.id(n), key)) $$;
grant execute on all functions in schema stage to public;

insert into auth.users (id, email, created_at) values
  ('00000000-0000-4000-8000-00000000000c', 'chen@test.example', now()), ('00000000-0000-4000-8000-00000000000d', 'mu@test.example', now()),
  ('00000000-0000-4000-8000-00000000000e', 'hao@test.example', now());
insert into public.user_roles (user_id, role, unit_code) values
  ('00000000-0000-4000-8000-00000000000d', 'moderator', null), ('00000000-0000-4000-8000-00000000000e', 'handler', '110105012');

-- the holder of the key
select stage.be('guest');
select is(stage.report(1), 'created', 'Lin reports');
select is(stage.notes(1, repeat('a', 32)), 0, 'and has no notes');
select lives_ok($$ select stage.note(1, repeat('a', 32), ' 2026112412345 ', null, 1) $$, 'Lin notes the order number');
select lives_ok($$ select stage.note(1, repeat('a', 32), null, 'They came and looked.', 2) $$, 'and later the result');
select lives_ok($$ select stage.note(1, repeat('a', 32), '2026112412345', ' ', 1) $$, 'the same form again is no fault');
select throws_ok($$ select stage.note(1, repeat('a', 32), 'other', null, 1) $$, 'PT409', 'write_differs', 'with another number it is');
select is(public.hotline_notes_of(stage.id(1), repeat('a', 32)) #>> '{0,order_number}', '2026112412345', 'and changes nothing');
select is(stage.notes(1, repeat('a', 32)), 2, 'there are two notes');
select throws_ok($$ select stage.note(1, repeat('b', 32), 'x', null, 3) $$, 'PT404', 'not_found', 'a wrong key notes nothing');
select throws_ok($$ select stage.notes(1, repeat('b', 32)) $$, 'PT404', 'not_found', 'and reads nothing');
select throws_ok($$ select stage.note(1, repeat('a', 32), ' ', '', 3) $$, 'PT422', 'hotline_missing', 'an empty note is none');
select throws_ok($$ select stage.note(1, repeat('a', 32), repeat('9', 41), null, 3) $$, 'PT422', 'order_number_long', 'nor is a number without end');
select throws_ok($$ select stage.note(1, repeat('a', 32), null, repeat('长', 1001), 3) $$, 'PT422', 'hotline_result_long', 'nor a result without end');
select throws_ok($$ select public.note_hotline(stage.id(1), repeat('a', 32), 'x', null, null) $$, 'PT422', 'id_missing', 'a note has an id');
select throws_ok($$ select count(*) from public.hotline_notes $$, '42501', null, 'the table itself is closed');
select lives_ok($$ select stage.note(1, repeat('a', 32), 'n' || n, null, 100 + n) from generate_series(1, 18) n $$, 'twenty notes are room enough');
select throws_ok($$ select stage.note(1, repeat('a', 32), 'x', null, 3) $$, 'PT409', 'hotline_many', 'and the end of it');

-- the others
select stage.be('Chen');
select is(stage.report(2), 'created', 'Chen reports from an account');
select lives_ok($$ select stage.note(2, null, 'C-1', null, 500) $$, 'and notes without a key');
select stage.be('Mu');
select is(stage.notes(2), 1, 'a moderator reads the note');
select throws_ok($$ select stage.note(2, null, 'x', null, 501) $$, 'PT404', 'not_found', 'and writes none');
select stage.be('Hao');
select throws_ok($$ select stage.notes(2) $$, 'PT404', 'not_found', 'a handler does not read it: the number leads to who called');

select * from finish();
