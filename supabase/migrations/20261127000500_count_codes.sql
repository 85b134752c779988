-- Codes of six digits go out by e-mail and show that somebody reads a mailbox. The auth service makes and checks them; it
-- counts nothing. Here is counted how often they are asked for and tried, whether or not the address has an account.
-- docs/decisions/0002-an-account-and-a-private-link.md


-- codes that were asked for --------------------------------------------------------------------------------------

create table private.code_wishes (
  kind text not null check (kind in ('account', 'new_address')),
  address bytea not null,
  asked_at timestamptz not null,
  tries smallint not null default 0 check (tries between 0 and 5),
  primary key (kind, address)
);

create index code_wishes_asked_at on private.code_wishes (asked_at);

alter table private.code_wishes enable row level security;

comment on table private.code_wishes is
  'The newest code that was asked for an address, and how often one was tried since. The address only as a hash, known or not; a day old it goes with the next wish.';
comment on column private.code_wishes.kind is
  'account = to sign in, to confirm a sign-up, for a new password; new_address = to an address that is to become an account''s.';


-- doors ----------------------------------------------------------------------------------------------------------

create function private.code_address(address text) returns bytea
language sql immutable set search_path = '' as $$
  select sha256(convert_to(lower(coalesce(private.tidy(left(address, 320)), '')), 'utf8'))
$$;
comment on function private.code_address(text) is 'An address as code_wishes knows it, however it was written.';

create function public.ask_code(kind text, address text, client text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  me uuid := (select auth.uid());
  whose text := lower(private.tidy(left(address, 320)));
  visitor text := left(client, 200);
  last_asked timestamptz;
  wait int;
begin
  if coalesce(kind, '') not in ('account', 'new_address') or whose is null then
    perform private.refuse('PT422', 'kind_wrong', 'kind');
  elsif kind = 'new_address' and me is null then
    perform private.refuse('PT401', 'sign_in_needed');
  end if;

  select w.asked_at into last_asked from private.code_wishes w
  where w.kind = ask_code.kind and w.address = private.code_address(ask_code.address)
  for update;
  if last_asked > moment - interval '60 seconds' and last_asked <= moment then
    perform private.refuse(
      'PT429', 'code_too_soon', ceil(extract(epoch from last_asked + interval '60 seconds' - moment))::text
    );
  end if;
  wait := greatest(
    private.count_hit('code:' || kind, 'pair:' || whose || ' ' || visitor, 5, interval '15 minutes'),
    private.count_hit('code:' || kind, 'subject:' || whose, 24, interval '1 day'),
    private.count_hit('code', 'client:' || visitor, 30, interval '1 hour')
  );
  if wait > 0 then
    perform private.refuse('PT429', 'too_many', wait::text);
  end if;

  insert into private.code_wishes as w (kind, address, asked_at)
  values (ask_code.kind, private.code_address(ask_code.address), moment)
  on conflict on constraint code_wishes_pkey do update set asked_at = excluded.asked_at, tries = 0;
  delete from private.code_wishes w where w.asked_at < moment - interval '1 day';

  -- Whoever asks hears the same as ever; whoever has the address hears why no code can come.
  if kind = 'new_address' and exists (select from auth.users u where lower(u.email) = whose and u.id <> me) then
    perform private.queue_letter('address_taken', recipient_id => u.id) from auth.users u where lower(u.email) = whose;
  end if;
end
$$;
comment on function public.ask_code(text, text, text) is
  'Counts the wish for a code before it is sent, for known and unknown addresses alike: 60 seconds apart; 5 in 15 minutes for an address and visitor, 24 a day for an address, 30 an hour for a visitor. Codes: code_too_soon and too_many with the seconds to wait in detail, kind_wrong, sign_in_needed.';
grant execute on function public.ask_code(text, text, text) to anon, authenticated;

create function public.try_code(kind text, address text, client text) returns int
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  tried int;
  wait int := private.count_hit('code_tries', 'client:' || left(client, 200), 60, interval '15 minutes');
begin
  if wait > 0 then
    perform private.refuse('PT429', 'too_many', wait::text);
  end if;
  update private.code_wishes w set tries = w.tries + 1
  where w.kind = try_code.kind and w.address = private.code_address(try_code.address)
    and w.asked_at > moment - interval '10 minutes' and w.tries < 5
  returning w.tries into tried;
  if tried is not null then
    return 5 - tried;
  elsif exists (
    select from private.code_wishes w
    where w.kind = try_code.kind and w.address = private.code_address(try_code.address) and w.tries >= 5
      and w.asked_at > moment - interval '10 minutes'
  ) then
    perform private.refuse('PT422', 'code_used_up', 'code');
  end if;
  perform private.refuse('PT422', 'code_expired', 'code');
end
$$;
comment on function public.try_code(text, text, text) is
  'Counts a try before the code is looked at; how many are left after it. Five for a code, ten minutes long. Codes: code_used_up, code_expired, too_many.';
grant execute on function public.try_code(text, text, text) to anon, authenticated;
