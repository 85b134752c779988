-- Ten wrong tries from anywhere used to shut an account for everybody, its owner included. Now the ten count for one
-- address typed by one visitor; an address as a whole stands two hundred, a visitor as a whole sixty.

create or replace function public.throttle_credentials(kind text, subject text, client text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  span constant interval := interval '15 minutes';
  address text := lower(private.tidy(left(subject, 320)));
  visitor text := left(client, 200);
  wait int;
begin
  if coalesce(kind, '') not in ('sign_in', 'sign_up', 'reset', 'code') then
    perform private.refuse('PT422', 'kind_wrong', 'kind');
  end if;
  wait := greatest(
    private.count_hit('credentials:' || kind, 'pair:' || address || ' ' || visitor, 10, span),
    private.count_hit('credentials:' || kind, 'subject:' || address, 200, span),
    private.count_hit('credentials:' || kind, 'client:' || visitor, 60, span)
  );
  if wait > 0 then
    perform private.refuse('PT429', 'too_many', wait::text);
  end if;
end
$$;
comment on function public.throttle_credentials(text, text, text) is
  'Counts an attempt to sign in, sign up or reset; call it before trying. Code: too_many, with the seconds to wait in detail; kind_wrong.';
