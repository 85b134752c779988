-- Whoever's account changes hears of it by letter, so that a change which was not theirs does not stay unseen. Triggers
-- see every way a change can come: our pages, the auth service's own, an operator.

insert into private.letter_templates (template, purpose) values
  ('password_changed', 'service'), ('address_changed', 'service'), ('address_taken', 'service');

create function private.tell_of_new_password() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- A password set while the account is being opened is no news.
  if new.email_confirmed_at < private.clock() - interval '1 minute' then
    perform private.queue_letter('password_changed', recipient_id => new.id);
  end if;
  return null;
end
$$;
comment on function private.tell_of_new_password() is 'A changed password is written of to the account''s address.';

create trigger tell_of_new_password after update of encrypted_password on auth.users
for each row when (coalesce(old.encrypted_password, '') <> '' and old.encrypted_password is distinct from new.encrypted_password)
execute function private.tell_of_new_password();

create function private.tell_old_address() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  begin
    perform private.queue_letter(
      'address_changed', address => old.email,
      lang => (select p.lang from public.profiles p where p.user_id = new.id),
      params => jsonb_build_object('new_address', private.mask_email(new.email))
    );
  exception when check_violation then
    null; -- An address that no letter can go to must not keep its owner from changing it.
  end;
  return null;
end
$$;
comment on function private.tell_old_address() is
  'The change of an address is written of to the old one; letters to the account go to the new one from now on.';

create trigger tell_old_address after update of email on auth.users
for each row when (old.email is not null and new.email is not null and lower(old.email) <> lower(new.email))
execute function private.tell_old_address();
