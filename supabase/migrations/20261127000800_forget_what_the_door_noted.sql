-- The auth service notes who signed in, with address and id, and keeps it when the account goes. Whoever deletes an account
-- was told that nobody can tell any more that it was them: these notes go too.
-- docs/decisions/0005-my-data.md

create function private.forget_door_notes() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- The table is the auth service's own; an installation may have none.
  if to_regclass('auth.audit_log_entries') is not null then
    execute 'delete from auth.audit_log_entries where position($1 in payload::text) > 0 or position($2 in payload::text) > 0'
    using old.id::text, coalesce(nullif(old.email, ''), old.id::text);
  end if;
  return null;
end
$$;
comment on function private.forget_door_notes() is 'What the auth service noted of an account (sign-ins, codes) goes with the account.';

create trigger forget_door_notes after delete on auth.users
for each row execute function private.forget_door_notes();
