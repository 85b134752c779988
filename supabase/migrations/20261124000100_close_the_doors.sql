-- Nothing is open unless a later migration opens it by name: no table, sequence or function is reachable
-- through the API because it exists. On hosted Supabase these defaults are generous, so they are taken back.
alter default privileges revoke all on tables from public, anon, authenticated;
alter default privileges revoke all on sequences from public, anon, authenticated;
alter default privileges revoke execute on functions from public, anon, authenticated;
alter default privileges in schema public revoke all on tables from anon, authenticated;
alter default privileges in schema public revoke all on sequences from anon, authenticated;
alter default privileges in schema public revoke execute on functions from anon, authenticated;
revoke create on schema public from public;

create schema if not exists extensions;
create extension if not exists pgcrypto with schema extensions;
create extension if not exists pg_trgm with schema extensions;
create extension if not exists btree_gist with schema extensions;
create extension if not exists unaccent with schema extensions;
-- The extensions' own functions are harmless and are called from definer and invoker functions alike.
grant usage on schema extensions to anon, authenticated, service_role;
grant execute on all functions in schema extensions to anon, authenticated, service_role;

create schema private;
comment on schema private is 'Helpers and tables that the API never shows; functions here are granted one by one.';
revoke all on schema private from public;
grant usage on schema private to anon, authenticated, service_role;

-- Every rule that depends on the time asks this clock, so that a test can say what time it is.
-- The API gives nobody a way to set app.now; only a session of the database's owner can.
create function private.clock() returns timestamptz
language sql stable set search_path = '' as $$
  select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now())
$$;
comment on function private.clock() is 'The present, or the moment a test has set in app.now.';
grant execute on function private.clock() to anon, authenticated, service_role;

-- Which reference files were applied, and in which version; read by the embedded backend when it starts.
create table private.seeds (
  name text primary key,
  hash text not null,
  applied_at timestamptz not null default now()
);
alter table private.seeds enable row level security;
comment on table private.seeds is 'Reference data files that were applied, with the hash of their text.';
