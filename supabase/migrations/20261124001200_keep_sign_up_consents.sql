-- Whoever signs up agrees on the same page, before there is a session: what was agreed to comes with the account.

create function private.keep_sign_up_consents() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  -- Anybody can send anything here; only a short list of well-formed purposes is taken.
  told jsonb := case when jsonb_typeof(new.raw_user_meta_data) = 'object' then new.raw_user_meta_data -> 'consents' end;
begin
  if coalesce(jsonb_typeof(told), '') <> 'array' then
    return new;
  end if;
  insert into public.consents (user_id, purpose, given_at)
  select distinct new.id, c #>> '{}', private.clock()
  from (select jsonb_array_elements(told) as c limit 20) given
  where jsonb_typeof(c) = 'string' and c #>> '{}' ~ '^[a-z][a-z_]{1,39}$'
  on conflict (user_id, purpose) where withdrawn_at is null do nothing;
  return new;
end
$$;
comment on function private.keep_sign_up_consents() is 'Writes down what a new account agreed to on the sign-up page.';

create trigger keep_sign_up_consents after insert on auth.users
for each row execute function private.keep_sign_up_consents();
