/**
 * What hosted Supabase provides before the first migration runs: the request roles, and leave to enter the
 * schemas the API works in. It stands here and not in a migration, because the hosted schemas belong to others.
 * The API's own blanket GRANT is switched off (see embedded.ts); what is not granted by hand stays closed.
 */
export const bootstrapSql = `
do $$ begin
  if not exists (select from pg_roles where rolname = 'anon') then create role anon nologin; end if;
  if not exists (select from pg_roles where rolname = 'authenticated') then create role authenticated nologin; end if;
  if not exists (select from pg_roles where rolname = 'service_role') then create role service_role nologin bypassrls; end if;
end $$;
create schema if not exists extensions;
grant usage on schema public, auth, storage, extensions to anon, authenticated, service_role;
grant all on all tables in schema storage to anon, authenticated, service_role;
grant execute on all functions in schema auth, storage to anon, authenticated, service_role;
`;
