-- The name that a person chose stands beside what they did: it may not turn the words of others, and emptiness is no name.
select plan(4);

create schema story;
grant usage on schema story to public;
create table story.people (name text primary key, id uuid not null default gen_random_uuid());
grant select on story.people to public;
insert into story.people (name) values ('lin'), ('bo');
insert into auth.users (id, email, raw_user_meta_data, created_at)
select id, name || '@names.example', jsonb_build_object('display_name', case name when 'lin' then U&'  Lin\202E ' else U&'\200B\200B' end), now()
from story.people;

select is(display_name, 'Lin', 'at sign-up a mark that turns the line is left out') from public.profiles
where user_id = (select id from story.people where name = 'lin');
select is(display_name, '', 'what nobody can see is no name') from public.profiles
where user_id = (select id from story.people where name = 'bo');

select set_config('request.jwt.claims', jsonb_build_object('sub', id, 'role', 'authenticated')::text, true),
  set_config('request.jwt.claim.sub', id::text, true), set_config('role', 'authenticated', true)
from story.people where name = 'lin';
update public.profiles set display_name = U&'\2067林 Lin\2069' where user_id = (select id from story.people where name = 'lin');
update public.profiles set display_name = 'not mine' where user_id = (select id from story.people where name = 'bo');
reset role;

select is(display_name, '林 Lin', 'a name of one''s own may be changed, and is tidied') from public.profiles
where user_id = (select id from story.people where name = 'lin');
select is(display_name, '', 'that of somebody else may not') from public.profiles
where user_id = (select id from story.people where name = 'bo');

select * from finish();
