-- Rules of the house that a machine can remember, for every object of ours.
select plan(9);

create temporary view ours as
select c.oid, n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('public', 'private') and c.relkind in ('r', 'p')
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e');
create temporary view doors as
select p.oid, n.nspname as schema, p.proname as name, p.prosecdef as definer, p.proconfig as config
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname in ('public', 'private') and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e');

select is_empty($$ select schema, name from ours where not (select relrowsecurity from pg_class where oid = ours.oid) $$,
  'every table has row-level security');
select is_empty($$ select schema, name from ours where obj_description(oid, 'pg_class') is null $$, 'every table says what it is');
select is_empty($$ select schema, name from doors where obj_description(oid, 'pg_proc') is null $$, 'every function says what it does');
select is_empty(
  $$ select schema, name from doors where config is null or not exists (select from unnest(config) c where c ~ '^search_path=(""|)$') $$,
  'every function has an empty search_path');
select is_empty(
  $$ select tablename, policyname from pg_policies where schemaname = 'public'
     and policyname not in (tablename || '_select', tablename || '_insert', tablename || '_update', tablename || '_delete') $$,
  'every policy is named for its table and command');
select is_empty($$ select tablename, policyname from pg_policies where schemaname = 'public' and cmd = 'ALL' $$,
  'no policy is for every command at once');
select is_empty(
  $$ select c.conrelid::regclass, c.conname from pg_constraint c join ours on ours.oid = c.conrelid
     where c.contype = 'f' and c.confdeltype = 'a' $$,
  'every foreign key says what happens on delete');
select is_empty(
  $$ select c.conrelid::regclass, c.conname from pg_constraint c join ours on ours.oid = c.conrelid
     where c.contype = 'f' and not exists (
       select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1]
     ) $$,
  'every foreign key has an index');
select is_empty(
  $$ select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('public', 'private') and p.proacl is not null
       and exists (select from aclexplode(p.proacl) a where a.grantee = 0)
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') $$,
  'no function is open to everybody without a name');
select * from finish();
