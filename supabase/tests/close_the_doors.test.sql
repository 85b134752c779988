select plan(6);

create table public.forgotten (id int);
create function public.forgotten_door() returns int language sql as 'select 1';

select ok(not has_table_privilege('anon', 'public.forgotten', 'select'), 'a new table is closed to guests');
select ok(not has_table_privilege('authenticated', 'public.forgotten', 'select'), 'a new table is closed to people with an account');
select ok(not has_function_privilege('anon', 'public.forgotten_door()', 'execute'), 'a new function is closed to guests');
select ok(not has_function_privilege('authenticated', 'public.forgotten_door()', 'execute'), 'a new function is closed to people with an account');
select ok(not has_schema_privilege('anon', 'public', 'create'), 'guests create nothing');

set local role anon;
select throws_ok('select * from private.seeds', '42501', null, 'guests read no private table');
reset role;

select * from finish();
