-- The daily letter to moderators about work orders that are stuck, the end of old links, and the state of the queue of letters.


-- the daily letter -----------------------------------------------------------------------------------------------

insert into private.letter_templates (template, purpose) values ('stuck_orders', 'notices');

create function private.tell_stuck_orders() returns int
language plpgsql security definer set search_path = '' as $$
declare
  here timestamp := private.clock() at time zone 'Asia/Shanghai';
  person uuid;
  written int := 0;
begin
  if extract(hour from here) < 9 or not private.is_working_day(here::date)
    or not exists (select from private.waiting_orders(1))
  then
    return 0;
  end if;
  for person in
    select r.user_id from public.user_roles r
    join public.consents c on c.user_id = r.user_id and c.purpose = 'email_notices' and c.withdrawn_at is null
    where r.role = 'moderator'
      and not exists (select from public.profiles p where p.user_id = r.user_id and p.suspended_at is not null)
    order by r.user_id
  loop
    if private.queue_letter(
      'stuck_orders', recipient_id => person, dedupe => 'stuck_orders:' || here::date || ':' || person
    ) is not null then
      written := written + 1;
    end if;
  end loop;
  return written;
end
$$;
comment on function private.tell_stuck_orders() is
  'On working days from nine o''clock (Beijing): one letter to each moderator who wants e-mail, when orders are stuck or late. How many letters.';

alter function private.addressed(private.letters) rename to addressed_with_orders;

create function private.addressed(l private.letters) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  letter jsonb := private.addressed_with_orders(l);
  orders jsonb;
begin
  if l.template <> 'stuck_orders' or letter is null then
    return letter;
  end if;
  -- Whoever stopped being a moderator since it was queued is not told.
  if not exists (
    select from public.user_roles r
    where r.user_id = l.recipient_id and r.role = 'moderator'
      and not exists (select from public.profiles p where p.user_id = r.user_id and p.suspended_at is not null)
  ) then
    return null;
  end if;
  select jsonb_agg(jsonb_build_object(
    'code', o.code, 'report_id', o.report_id, 'why', o.why, 'since', o.since,
    'unit', case l.lang when 'en' then u.name_en else u.name_zh end,
    'category', case l.lang when 'en' then c.name_en else c.name_zh end
  ) order by o.since, o.report_id)
  into orders
  from private.waiting_orders(50) o
  join public.units u on u.code = o.unit_code
  join public.categories c on c.code = o.category_code;
  -- Nobody is told of what somebody has seen to meanwhile.
  return case when orders is not null then jsonb_set(letter, '{params,orders}', orders) end;
end
$$;
comment on function private.addressed(private.letters) is
  'The letter with its address and what must be looked up at the last moment; null when it must not be sent any more.';
comment on function private.addressed_with_orders(private.letters) is 'The same for every letter but the daily one about stuck orders.';


-- what happens without a person ----------------------------------------------------------------------------------

create function private.end_order_links() returns int
language plpgsql security definer set search_path = '' as $$
declare
  ended int;
begin
  delete from private.order_links t
  where t.token_hash in (
    select l.token_hash from private.order_links l where l.expires_at <= private.clock() - interval '90 days' limit 500
  );
  get diagnostics ended = row_count;
  return ended;
end
$$;
comment on function private.end_order_links() is 'Links that ran out ninety days ago are forgotten; until then they say in words that they have.';

alter function public.run_due() rename to run_following;
alter function public.run_following() set schema private;
revoke execute on function private.run_following() from service_role;
comment on function private.run_following() is 'The clock''s moves, the end of what is kept, letters and following; or busy.';

create function public.run_due() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  done jsonb := private.run_following();
begin
  if done ? 'busy' then
    return done;
  end if;
  return done || jsonb_build_object('stuck_orders_told', private.tell_stuck_orders(), 'order_links_ended', private.end_order_links());
end
$$;
comment on function public.run_due() is
  'Moves what is due, tells followers and moderators, removes what may no longer be kept and writes the letters that are due, at most 500 of a kind a call. For the job runner only.';
grant execute on function public.run_due() to service_role;


-- the queue of letters -------------------------------------------------------------------------------------------

create or replace function public.stuck_letters() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
begin
  perform private.sees_letters();
  return jsonb_build_object(
    'waiting', (
      select count(*) from (
        select from private.letters l where l.sent_at is null and l.stuck_at is null limit 1000
      ) q
    ),
    'oldest', (select min(l.created_at) from private.letters l where l.sent_at is null and l.stuck_at is null),
    -- Each letter that waits is in one of these: not tried yet, in somebody's hands, or to be tried again.
    'queued', (
      select count(*) from (
        select from private.letters l where l.sent_at is null and l.stuck_at is null and l.attempts = 0 limit 1000
      ) q
    ),
    'leased', (
      select count(*) from (
        select from private.letters l
        where l.sent_at is null and l.stuck_at is null and l.attempts > 0 and l.last_error is null and l.due_at > moment
        limit 1000
      ) q
    ),
    'failed', (
      select count(*) from (
        select from private.letters l
        where l.sent_at is null and l.stuck_at is null and l.attempts > 0 and (l.last_error is not null or l.due_at <= moment)
        limit 1000
      ) q
    ),
    'sent_day', (
      select count(*) from (select from private.letters l where l.sent_at > moment - interval '1 day' limit 1000) q
    ),
    'stuck', coalesce((
      select jsonb_agg(
        jsonb_build_object(
          'id', l.id, 'template', l.template, 'lang', l.lang, 'attempts', l.attempts, 'last_error', l.last_error,
          'created_at', l.created_at, 'stuck_at', l.stuck_at,
          'to', private.mask_email(coalesce(
            l.address,
            (select u.email from auth.users u where u.id = l.recipient_id),
            (select c.email from public.report_contacts c where l.to_contact and c.report_id = l.report_id)
          ))
        ) order by l.stuck_at, l.id
      )
      from (select * from private.letters s where s.stuck_at is not null order by s.stuck_at limit 100) l
    ), '[]')
  );
end
$$;
comment on function public.stuck_letters() is
  'The queue of letters, for moderators and administrators: {waiting, of these queued, leased, failed (each at most 1000), oldest, sent_day, stuck: [{id, template, lang, to (masked), attempts, last_error, created_at, stuck_at}]}. Never what a letter says. Code: not_found.';
