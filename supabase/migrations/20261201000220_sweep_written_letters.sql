-- Without a mail server letters are files of the demonstration. The runner asks whose they still are, so that the letters of
-- an account, a contact or a follow that was deleted go as well. Asked rather than remembered: a list of deleted addresses
-- would be the very thing that was to go. docs/decisions/0008-mail.md

create function public.addresses_in_use(addresses text[]) returns text[]
language sql stable security definer set search_path = '' as $$
  with asked as (
    select distinct lower(a.address) as address from unnest(addresses[1:1000]) as a (address)
  )
  select coalesce(array_agg(a.address order by a.address), '{}')
  from asked a
  where exists (select from auth.users u where lower(u.email) = a.address)
    or a.address in (select lower(c.email) from public.report_contacts c where c.email is not null)
    or exists (select from public.follows f where lower(f.email) = a.address)
    or exists (select from private.unit_mail m where lower(m.address) = a.address)
    or a.address in (select lower(l.address) from private.letters l where l.address is not null)
$$;
comment on function public.addresses_in_use(text[]) is
  'Of these e-mail addresses, at most 1000, those that belong to an account, a contact, a follow, a unit or a waiting letter. For the job runner alone.';
grant execute on function public.addresses_in_use(text[]) to service_role;
