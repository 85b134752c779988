-- Functions that forbid a kind of plan (`set enable_seqscan = off`) are priced at ten thousand million where a small table has no
-- other one, and PostgreSQL then compiles for a tenth of a second (`jit`, on by default) what reads four rows. Whoever forbids a
-- plan forbids the compiling with it; supabase/tests/conventions.test.ts looks at every function.

do $$
declare
  f regprocedure;
begin
  for f in
    select p.oid::regprocedure
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('public', 'private') and exists (select from unnest(p.proconfig) c where c ~ '^enable_\w+=off$')
  loop
    execute format('alter function %s set jit = off', f);
  end loop;
end
$$;
