-- Units that do not log in work by e-mail: a work order with one secret link for each thing they may do. A link can be
-- used once, belongs to one dispatch of one case to one unit, and only its hash is kept. docs/decisions/0012-units-by-mail.md


-- who works by mail ----------------------------------------------------------------------------------------------

create table private.unit_mail (
  unit_code text primary key references public.units (code) on delete cascade,
  works_by text not null check (works_by in ('console', 'mail')),
  address text check (char_length(address) <= 254 and address ~ '^[^@[:space:][:cntrl:],;:<>"()]+@[^@[:space:][:cntrl:],;:<>"()]+$'),
  version int not null default 1,
  changed_at timestamptz not null,
  constraint unit_mail_has_an_address check (works_by = 'console' or address is not null)
);

alter table private.unit_mail enable row level security;

comment on table private.unit_mail is 'How a unit works, and where its work orders go. A unit without a row works in the console.';

create table private.unit_mail_changes (
  id bigint generated always as identity primary key,
  unit_code text not null references public.units (code) on delete cascade,
  actor_id uuid references auth.users (id) on delete set null,
  works_by text not null check (works_by in ('console', 'mail')),
  address_masked text,
  changed_at timestamptz not null
);

create index unit_mail_changes_unit_code on private.unit_mail_changes (unit_code, id desc);
create index unit_mail_changes_actor_id on private.unit_mail_changes (actor_id) where actor_id is not null;

alter table private.unit_mail_changes enable row level security;

comment on table private.unit_mail_changes is 'Who said when how a unit works. An address that no longer holds is kept masked alone.';


-- orders and their links -----------------------------------------------------------------------------------------

create table private.work_orders (
  id bigint generated always as identity primary key,
  report_id uuid not null references public.reports (id) on delete cascade,
  event_id bigint not null unique references public.report_events (id) on delete cascade,
  unit_code text not null references public.units (code) on delete cascade,
  letter_id uuid references private.letters (id) on delete set null,
  written_at timestamptz not null,
  sent_at timestamptz
);

create index work_orders_report_id on private.work_orders (report_id);
create index work_orders_unit_code on private.work_orders (unit_code);
create index work_orders_letter_id on private.work_orders (letter_id) where letter_id is not null;

alter table private.work_orders enable row level security;

comment on table private.work_orders is 'What was written to units that work by e-mail: one row a dispatch.';
comment on column private.work_orders.event_id is 'The dispatch. Another one, a recall or an undo ends the order.';
comment on column private.work_orders.letter_id is 'The newest letter with this order, for as long as the queue keeps it.';
comment on column private.work_orders.written_at is 'When the newest letter was queued; sent_at from then on is its own.';

create table private.order_links (
  token_hash bytea primary key,
  order_id bigint not null references private.work_orders (id) on delete cascade,
  act text not null check (act in ('take_on', 'object', 'answer')),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  used_at timestamptz,
  used_for bytea,
  event_id bigint references public.report_events (id) on delete set null,
  constraint order_links_used_for_something check ((used_at is null) = (used_for is null))
);

create index order_links_order_id on private.order_links (order_id);
create index order_links_event_id on private.order_links (event_id) where event_id is not null;
create index order_links_expires_at on private.order_links (expires_at);

alter table private.order_links enable row level security;

comment on table private.order_links is 'The links of work orders. The token itself is in the letter alone.';
comment on column private.order_links.ended_at is 'A newer letter with other links took its place.';
comment on column private.order_links.used_for is 'Hash of what was said with it: the same button pressed twice is the same thing once.';
comment on column private.order_links.event_id is 'What it did.';

insert into private.export_exceptions (relation, reason) values
  ('private.work_orders', 'When a unit was written to about a case; the dispatch itself is exported with the history.'),
  ('private.order_links', 'Hashes of links that a unit got for a case; nothing of the reporter is in it.');
insert into private.letter_templates (template, purpose) values ('work_order', 'service');


-- writing the order ----------------------------------------------------------------------------------------------

create function private.works_by_mail(unit text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from private.unit_mail u where u.unit_code = unit and u.works_by = 'mail')
$$;
comment on function private.works_by_mail(text) is 'Work orders of this unit go out by e-mail.';

create function private.standing_dispatch(report_id uuid) returns public.report_events
language sql stable security definer set search_path = '' as $$
  select e from public.report_events e
  where e.report_id = standing_dispatch.report_id and e.move = 'dispatch' and e.undone_at is null
  order by e.id desc
  limit 1
$$;
comment on function private.standing_dispatch(uuid) is 'The dispatch that a case last went out with, if it was not undone.';

create function private.write_order(dispatch public.report_events, because public.report_events) returns void
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  unit text := dispatch.data ->> 'lead';
  w private.work_orders;
  tokens jsonb := '{}';
  token text;
  act text;
begin
  if not private.works_by_mail(unit) then
    return;
  end if;
  insert into private.work_orders as t (report_id, event_id, unit_code, written_at)
  values (dispatch.report_id, dispatch.id, unit, moment)
  on conflict on constraint work_orders_event_id_key do update set written_at = excluded.written_at
  returning * into w;

  -- One set of links at a time, and one letter.
  update private.order_links l set ended_at = moment where l.order_id = w.id and l.used_at is null and l.ended_at is null;
  delete from private.letters l where l.id = w.letter_id and l.sent_at is null;
  foreach act in array array['take_on', 'object', 'answer'] loop
    token := encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'utf8')), 'hex');
    insert into private.order_links (token_hash, order_id, act, made_at, expires_at)
    values (sha256(convert_to(token, 'utf8')), w.id, act, moment, moment + interval '60 days');
    tokens := tokens || jsonb_build_object(act, token);
  end loop;
  update private.work_orders t set letter_id = private.queue_letter(
    'work_order', address => (select u.address from private.unit_mail u where u.unit_code = unit), lang => 'zh',
    report_id => dispatch.report_id, event_id => because.id, secret => jsonb_build_object('links', tokens),
    -- Not before it can no longer be undone.
    ready_at => greatest(because.created_at + interval '2 minutes', moment)
  )
  where t.id = w.id;
end
$$;
comment on function private.write_order(public.report_events, public.report_events) is
  'Makes new links for a dispatch and queues the letter with them, because of the second event (which takes it back when it is undone). Nothing for a unit that works in the console.';

create function private.order_work() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.write_order(case when new.move = 'dispatch' then new else private.standing_dispatch(new.report_id) end, new);
  return null;
end
$$;
comment on function private.order_work() is 'What gives a unit work is written to one that works by e-mail, in the same transaction.';

create trigger order_work after insert on public.report_events
for each row when (new.move in ('dispatch', 'return_answer', 'send_on')) execute function private.order_work();

create function private.order_sent() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update private.work_orders w set sent_at = new.sent_at where w.letter_id = new.id;
  return null;
end
$$;
comment on function private.order_sent() is 'Remembers that an order left when its letter is deleted.';

create trigger order_sent after update of sent_at on private.letters
for each row when (new.template = 'work_order' and new.sent_at is not null) execute function private.order_sent();

-- Colleagues have names: what a unit does without one came through a link.
create function private.note_by_mail() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.data := new.data || '{"by": "mail"}';
  return new;
end
$$;
comment on function private.note_by_mail() is 'Marks what a unit did through the link of a work order.';

create trigger note_by_mail before insert on public.report_events
for each row when (new.party = 'handler' and new.actor_id is null and new.move <> 'undone') execute function private.note_by_mail();


-- what a link can do ---------------------------------------------------------------------------------------------

create function private.order_stands(w private.work_orders, r public.reports) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce(r.lead_unit_code = w.unit_code and w.event_id = (private.standing_dispatch(r.id)).id, false)
$$;
comment on function private.order_stands(private.work_orders, public.reports) is 'The unit still has the case, by the very dispatch that the order was written for.';

create function private.in_hand(r public.reports) returns boolean
language sql immutable set search_path = '' as $$
  select r.status in ('dispatched', 'in_progress', 'deferred')
$$;
comment on function private.in_hand(public.reports) is 'The lead unit has something to do.';

create function private.order_state(l private.order_links, w private.work_orders, r public.reports) returns text
language sql stable security definer set search_path = '' as $$
  select case
    when not private.order_stands(w, r) then 'over'
    when not private.works_by_mail(w.unit_code) then 'console'
    when l.used_at is not null then 'used'
    when l.ended_at is not null then 'replaced'
    when l.expires_at <= private.clock() then 'expired'
    when l.act = 'answer' and r.status = 'dispatched' then 'take_on_first'
    when not exists (select from public.report_moves m where m.move = l.act and m.from_status = r.status and m.by = 'handler') then 'not_now'
    when l.act = 'object' and r.objections >= 2 then 'final'
    else 'open'
  end
$$;
comment on function private.order_state(private.order_links, private.work_orders, public.reports) is
  'What a link can still do: open, or why not: over (given to somebody else, recalled, ended), console (the unit works there now), used, replaced, expired, take_on_first, not_now, final (no third objection).';

create function private.order_link(token text) returns private.order_links
language plpgsql stable security definer set search_path = '' as $$
declare
  l private.order_links;
begin
  select * into l from private.order_links t where t.token_hash = sha256(convert_to(left(token, 200), 'utf8'));
  if l.token_hash is null then
    perform private.refuse('PT404', 'order_unknown', 'token');
  end if;
  return l;
end
$$;
comment on function private.order_link(text) is 'The link that a token is of. Code: order_unknown.';

create function private.order_facts(w private.work_orders, r public.reports) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'version', r.version, 'status', r.status, 'category_code', r.category_code, 'subdistrict_code', r.subdistrict_code,
    'landmark', r.landmark, 'place', r.place, 'lat', r.lat, 'lng', r.lng, 'description', nullif(r.description, ''), 'lang', r.lang,
    'received_at', r.received_at, 'happened_at', r.happened_at, 'time_pattern', r.time_pattern, 'due_at', r.due_at,
    'overdue', private.is_overdue(r), 'urgent', r.urgent_at is not null, 'mediation', r.mediation,
    'answers', coalesce((
      select jsonb_agg(
        jsonb_build_object(
          'label_zh', q.label_zh, 'label_en', q.label_en, 'value', r.answers ->> q.code,
          'value_zh', o.option ->> 'label_zh', 'value_en', o.option ->> 'label_en'
        ) order by q.position
      )
      from public.category_questions q
      left join lateral (
        select c.option from jsonb_array_elements(q.options) c (option) where c.option ->> 'code' = r.answers ->> q.code limit 1
      ) o on true
      where q.category_code = r.category_code and r.answers ? q.code
    ), '[]'),
    'added', coalesce((
      select jsonb_agg(jsonb_build_object('at', e.created_at, 'text', e.public_text, 'lang', e.public_lang) order by e.id)
      from public.report_events e
      where e.report_id = r.id and e.party = 'reporter' and e.public_text is not null and e.undone_at is null
    ), '[]'),
    -- What the moderator says to the unit: with the dispatch, or about an answer that was not enough.
    'notes', coalesce((
      select jsonb_agg(jsonb_build_object('at', e.created_at, 'text', e.internal_text) order by e.id)
      from public.report_events e
      where e.report_id = r.id and e.id >= w.event_id and e.move in ('dispatch', 'return_answer')
        and e.internal_text is not null and e.undone_at is null
    ), '[]'),
    'photos', coalesce((
      select jsonb_agg(p.sha256 order by p.position) from public.report_photos p where p.report_id = r.id and p.arrived_at is not null
    ), '[]')
  )
$$;
comment on function private.order_facts(private.work_orders, public.reports) is
  'A case as the unit that has it may read it without an account: nobody''s name, identity or contact.';

create function public.work_order(token text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  l private.order_links := private.order_link(token);
  w private.work_orders;
  r public.reports;
  state text;
begin
  select * into w from private.work_orders t where t.id = l.order_id;
  select * into r from public.reports t where t.id = w.report_id;
  state := private.order_state(l, w, r);
  return jsonb_build_object(
    'act', l.act, 'unit_code', w.unit_code, 'code', r.code, 'state', state,
    'may_renew', state in ('used', 'replaced', 'expired', 'not_now') and private.in_hand(r)
  )
    -- A unit that has lost the case, and a link that has done its work, show nothing of it.
    || case when state in ('open', 'take_on_first') then private.order_facts(w, r) else '{}' end;
end
$$;
comment on function public.work_order(text) is
  'What the link of a work order would do: {act, unit_code, code, state, may_renew} and, while it can be used, the case. Changes nothing. Code: order_unknown.';
grant execute on function public.work_order(text) to anon, authenticated;

create function public.allow_order_photo(token text, sha256 text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  l private.order_links := private.order_link(token);
  w private.work_orders;
  r public.reports;
  photo uuid;
begin
  select * into w from private.work_orders t where t.id = l.order_id;
  select * into r from public.reports t where t.id = w.report_id;
  select p.name into photo from public.report_photos p
  where p.report_id = r.id and p.sha256 = allow_order_photo.sha256 and p.arrived_at is not null;
  if photo is null or private.order_state(l, w, r) not in ('open', 'take_on_first') then
    perform private.refuse('PT404', 'not_found');
  end if;
  perform private.grant_photo(photo, 'read');
  return photo;
end
$$;
comment on function public.allow_order_photo(text, text) is
  'The folder of a photo of the case, to be read for a minute, while the link can be used. Codes: order_unknown, not_found.';
grant execute on function public.allow_order_photo(text, text) to anon, authenticated;

create function public.act_on_order(token text, version int, details jsonb default '{}') returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  l private.order_links := private.order_link(token);
  w private.work_orders;
  r public.reports;
  m public.report_moves;
  -- In which language the button was written says nothing.
  said bytea := sha256(convert_to((coalesce(details, '{}') - 'public_lang')::text, 'utf8'));
  state text;
  moved record;
begin
  select * into w from private.work_orders t where t.id = l.order_id;
  -- Two clicks at once: the second waits, and finds the link used.
  select * into r from public.reports t where t.id = w.report_id for update;
  l := private.order_link(token);
  if l.used_for = said then
    return (select jsonb_build_object('status', e.to_status) from public.report_events e where e.id = l.event_id);
  end if;
  state := private.order_state(l, w, r);
  if state <> 'open' then
    perform private.refuse('PT409', 'order_' || state, 'token');
  elsif r.version is distinct from act_on_order.version then
    perform private.refuse('PT409', 'conflict', 'version');
  end if;
  select * into m from public.report_moves c where c.move = l.act and c.from_status = r.status and c.by = 'handler';
  moved := private.make_move(r, m, private.read_details(act_on_order.details, m), null, w.unit_code);
  update private.order_links t set used_at = private.clock(), used_for = said, event_id = moved.written
  where t.token_hash = l.token_hash;
  return jsonb_build_object('status', (moved.r).status);
end
$$;
comment on function public.act_on_order(text, int, jsonb) is
  'A unit does by its link what its handler could do: take on, object, answer; once, and the same again is the same answer. {status}. Codes: order_unknown, order_used, order_replaced, order_expired, order_over, order_console, order_take_on_first, order_not_now, order_final, conflict, those of the details.';
grant execute on function public.act_on_order(text, int, jsonb) to anon, authenticated;

create function private.order_waits(w private.work_orders) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from private.letters l where l.id = w.letter_id and l.sent_at is null and l.stuck_at is null)
$$;
comment on function private.order_waits(private.work_orders) is 'Its letter is on its way: another one would only end the links of this one.';

create function public.renew_order(token text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  l private.order_links := private.order_link(token);
  w private.work_orders;
  r public.reports;
  e public.report_events;
  wait int;
begin
  select * into w from private.work_orders t where t.id = l.order_id;
  select * into r from public.reports t where t.id = w.report_id for update;
  if not private.order_stands(w, r) then
    perform private.refuse('PT409', 'order_over', 'token');
  elsif not private.works_by_mail(w.unit_code) then
    perform private.refuse('PT409', 'order_console', 'token');
  elsif not private.in_hand(r) then
    perform private.refuse('PT409', 'order_nothing_to_do', 'token');
  elsif private.order_waits(w) then
    return;
  end if;
  wait := private.count_hit('renew_order', w.id::text, 5, interval '1 day');
  if wait > 0 then
    perform private.refuse('PT429', 'too_many', wait::text);
  end if;
  e := private.standing_dispatch(r.id);
  perform private.write_order(e, e);
end
$$;
comment on function public.renew_order(text) is
  'New links for the same order, by letter to the unit''s own address and nowhere else; the old ones end. Codes: order_unknown, order_over, order_console, order_nothing_to_do, too_many.';
grant execute on function public.renew_order(text) to anon, authenticated;


-- saying who works by mail ---------------------------------------------------------------------------------------

create function public.unit_ways() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  admin boolean := private.has_role('admin');
begin
  if not admin and not private.has_role('moderator') then
    perform private.refuse('PT404', 'not_found');
  end if;
  return (
    select jsonb_agg(jsonb_build_object(
      'code', u.code, 'works_by', coalesce(m.works_by, 'console'), 'version', coalesce(m.version, 0),
      'address', case when admin then m.address else private.mask_email(m.address) end,
      'handlers', (select count(*) from public.user_roles r where r.role = 'handler' and r.unit_code = u.code),
      'changes', case when admin then coalesce((
        select jsonb_agg(jsonb_build_object(
          'at', c.changed_at, 'works_by', c.works_by, 'address', c.address_masked, 'actor_name', p.display_name
        ) order by c.id desc)
        from (select * from private.unit_mail_changes h where h.unit_code = u.code order by h.id desc limit 20) c
        left join public.profiles p on p.user_id = c.actor_id
      ), '[]') else '[]' end
    ) order by u.kind, u.code)
    from public.units u left join private.unit_mail m on m.unit_code = u.code
    where u.active
  );
end
$$;
comment on function public.unit_ways() is
  'How each unit works: [{code, works_by: console | mail, version, address, handlers, changes}]; for administrators with addresses and changes, for moderators masked. Code: not_found.';
grant execute on function public.unit_ways() to authenticated;

create function public.set_unit_way(unit_code text, works_by text, address text, version int) returns int
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  said jsonb := jsonb_build_object('works_by', works_by, 'email', address);
  way text;
  email text;
  u private.unit_mail;
  open_case uuid;
  e public.report_events;
begin
  if not private.has_role('admin')
    or not exists (select from public.units t where t.code = set_unit_way.unit_code and t.active)
  then
    perform private.refuse('PT404', 'not_found');
  end if;
  way := private.read_word(said, 'works_by', 'console', 'mail');
  email := private.read_text(said, 'email', 254);
  if way is null then
    perform private.refuse('PT422', 'works_by_wrong', 'works_by');
  elsif way = 'mail' and email is null then
    perform private.refuse('PT422', 'email_missing', 'email');
  elsif email !~ '^[^@[:space:][:cntrl:],;:<>"()]+@[^@[:space:][:cntrl:],;:<>"().]+(\.[^@[:space:][:cntrl:],;:<>"().]+)+$' then
    perform private.refuse('PT422', 'email_wrong', 'email');
  end if;

  -- One row a unit from its first change on, so that two administrators wait for each other.
  insert into private.unit_mail (unit_code, works_by, version, changed_at)
  values (set_unit_way.unit_code, 'console', 0, moment)
  on conflict do nothing;
  select * into u from private.unit_mail t where t.unit_code = set_unit_way.unit_code for update;
  if u.works_by = way and u.address is not distinct from email then
    return u.version;
  elsif u.version is distinct from set_unit_way.version then
    perform private.refuse('PT409', 'conflict', 'version');
  end if;
  update private.unit_mail t set works_by = way, address = email, version = u.version + 1, changed_at = moment
  where t.unit_code = u.unit_code;
  insert into private.unit_mail_changes (unit_code, actor_id, works_by, address_masked, changed_at)
  values (u.unit_code, (select auth.uid()), way, private.mask_email(email), moment);

  -- Whoever reads the old mailbox can do nothing any more, and the new one has everything that is open.
  update private.order_links l set ended_at = moment
  from private.work_orders w
  where w.unit_code = u.unit_code and l.order_id = w.id and l.used_at is null and l.ended_at is null;
  delete from private.letters l using private.work_orders w
  where w.unit_code = u.unit_code and l.id = w.letter_id and l.sent_at is null;
  for open_case in
    select r.id from public.reports r
    where way = 'mail' and r.lead_unit_code = u.unit_code and private.in_hand(r)
    order by r.id
  loop
    e := private.standing_dispatch(open_case);
    perform private.write_order(e, e);
  end loop;
  return u.version + 1;
end
$$;
comment on function public.set_unit_way(text, text, text, int) is
  'An administrator says how a unit works and where its letters go; ends the links of the address before and writes what is open to the new one. The new version. Codes: not_found, works_by_wrong, email_missing, email_wrong, email_long, conflict.';
grant execute on function public.set_unit_way(text, text, text, int) to authenticated;


-- the letter -----------------------------------------------------------------------------------------------------

create function private.order_letter(l private.letters) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'to', u.address, 'code', r.code, 'due_at', r.due_at, 'urgent', r.urgent_at is not null,
    'unit', case l.lang when 'en' then n.name_en else n.name_zh end,
    'subdistrict', case l.lang when 'en' then s.name_en else s.name_zh end,
    'links', (
      select jsonb_object_agg(k.act, k.token) from jsonb_each_text(l.secret -> 'links') k (act, token)
      join private.order_links o on o.token_hash = sha256(convert_to(k.token, 'utf8'))
      where private.order_state(o, w, r) in ('open', 'take_on_first')
    )
  )
  from private.work_orders w
  join public.reports r on r.id = w.report_id
  join private.unit_mail u on u.unit_code = w.unit_code and u.works_by = 'mail'
  join public.units n on n.code = w.unit_code
  join public.subdistricts s on s.code = r.subdistrict_code
  where w.letter_id = l.id and private.order_stands(w, r) and private.in_hand(r)
$$;
comment on function private.order_letter(private.letters) is
  'What the letter of a work order says, looked up when it leaves, with the unit''s address of now and the links that can still be used; null when it must not be sent any more. No words of the case: a letter cannot be taken back.';

alter function private.addressed(private.letters) rename to addressed_to_people;

create function private.addressed(l private.letters) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  letter jsonb := private.addressed_to_people(l);
  said jsonb;
begin
  if l.template <> 'work_order' then
    return letter;
  end if;
  said := private.order_letter(l);
  return case when said is not null then letter || jsonb_build_object('to', said ->> 'to', 'params', (letter -> 'params') || (said - 'to')) end;
end
$$;
comment on function private.addressed(private.letters) is
  'The letter with its address and what must be looked up at the last moment; null when it must not be sent any more.';
comment on function private.addressed_to_people(private.letters) is 'The same for every letter but a work order.';
