-- Units that do not log in work by e-mail: a work order with one secret link for each thing they may do. A link can be
-- used once, belongs to one dispatch of one case to one unit, and only its hash is kept. docs/decisions/0012-units-by-mail.md

create table private.unit_mail (
  unit_code text primary key references public.units (code) on delete cascade,
  works_by text not null check (works_by in ('console', 'mail')),
  address text check (char_length(address) <= 254 and address ~ '^[^@[:space:][:cntrl:],;:<>"()]+@[^@[:space:][:cntrl:],;:<>"()]+$'),
  changed_at timestamptz not null,
  constraint unit_mail_has_an_address check (works_by = 'console' or address is not null)
);

alter table private.unit_mail enable row level security;

comment on table private.unit_mail is 'How a unit works, and where its work orders go. A unit without a row works in the console.';

create table private.work_orders (
  token_hash bytea primary key,
  act text not null check (act in ('take_on', 'object', 'answer')),
  report_id uuid not null references public.reports (id) on delete cascade,
  event_id bigint not null references public.report_events (id) on delete cascade,
  unit_code text not null references public.units (code) on delete cascade,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create index work_orders_report_id on private.work_orders (report_id);
create index work_orders_event_id on private.work_orders (event_id);
create index work_orders_unit_code on private.work_orders (unit_code);
create index work_orders_expires_at on private.work_orders (expires_at);

alter table private.work_orders enable row level security;

comment on table private.work_orders is 'The links of work orders. The token itself is in the letter alone.';
comment on column private.work_orders.event_id is 'The dispatch that the link belongs to. Another dispatch, a recall or an undo ends it.';

insert into private.export_exceptions (relation, reason) values
  ('private.work_orders', 'Hashes of links that a unit got for a case; nothing of the reporter is in it.');
insert into private.letter_templates (template, purpose) values ('work_order', 'service');


-- writing the order ----------------------------------------------------------------------------------------------

create function private.write_order(event public.report_events, unit text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  to_unit text := (select u.address from private.unit_mail u where u.unit_code = unit and u.works_by = 'mail');
  tokens jsonb := '{}';
  token text;
  act text;
begin
  if to_unit is null then
    return;
  end if;
  -- One set of links at a time: those of an earlier letter end.
  delete from private.work_orders w where w.event_id = event.id and w.used_at is null;
  foreach act in array array['take_on', 'object', 'answer'] loop
    token := encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'utf8')), 'hex');
    insert into private.work_orders (token_hash, act, report_id, event_id, unit_code, made_at, expires_at)
    values (sha256(convert_to(token, 'utf8')), act, event.report_id, event.id, unit, moment, moment + interval '60 days');
    tokens := tokens || jsonb_build_object(act, token);
  end loop;
  perform private.queue_letter(
    'work_order', address => to_unit, lang => 'zh', report_id => event.report_id, event_id => event.id,
    params => jsonb_build_object('unit', unit), secret => jsonb_build_object('links', tokens),
    ready_at => greatest(event.created_at + interval '2 minutes', moment)
  );
end
$$;
comment on function private.write_order(public.report_events, text) is
  'Makes the links of a dispatch and queues the letter with them, once the dispatch can no longer be undone. Nothing for a unit that works in the console.';

create function private.order_dispatch() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.write_order(new, new.data ->> 'lead');
  return null;
end
$$;
comment on function private.order_dispatch() is 'A dispatch to a unit that works by e-mail is written to it.';

create trigger order_dispatch after insert on public.report_events
for each row when (new.move = 'dispatch') execute function private.order_dispatch();

-- The event says that it came by mail. It is append-only, so this must be there when it is written.
create function private.note_by_mail() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.party = 'handler' and new.actor_id is null and current_setting('app.by_mail', true) = 'yes' then
    new.data := new.data || '{"by": "mail"}';
  end if;
  return new;
end
$$;
comment on function private.note_by_mail() is 'Marks what a unit did through the link of a work order.';

create trigger note_by_mail before insert on public.report_events
for each row execute function private.note_by_mail();


-- the links ------------------------------------------------------------------------------------------------------

create function private.order_state(w private.work_orders, r public.reports) returns text
language sql stable security definer set search_path = '' as $$
  select case
    when r.lead_unit_code is distinct from w.unit_code or w.event_id is distinct from (
      select max(e.id) from public.report_events e where e.report_id = r.id and e.move = 'dispatch' and e.undone_at is null
    ) then 'over'
    when w.used_at is not null then 'used'
    when w.expires_at <= private.clock() then 'expired'
    when not exists (select from public.report_moves m where m.move = w.act and m.from_status = r.status and m.by = 'handler') then
      case when w.act = 'answer' and r.status = 'dispatched' then 'take_on_first' else 'not_now' end
    when w.act = 'object' and r.objections >= 2 then 'final'
    else 'open'
  end
$$;
comment on function private.order_state(private.work_orders, public.reports) is
  'What a link can still do: open, used, expired, over (given to somebody else, recalled, ended), take_on_first, not_now, final (no third objection).';

create function private.order_of(token text) returns private.work_orders
language plpgsql stable security definer set search_path = '' as $$
declare
  w private.work_orders;
begin
  select * into w from private.work_orders t where t.token_hash = sha256(convert_to(left(token, 200), 'utf8'));
  if w.token_hash is null then
    perform private.refuse('PT404', 'order_unknown', 'token');
  end if;
  return w;
end
$$;
comment on function private.order_of(text) is 'The work order that a link belongs to. Code: order_unknown.';

create function private.order_shown(w private.work_orders, r public.reports) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('act', w.act, 'unit_code', w.unit_code, 'code', r.code, 'state', s.state)
    -- A unit that has lost the case, and a link that has done its work, show nothing of it.
    || case when s.state in ('open', 'take_on_first') then jsonb_build_object(
      'version', r.version, 'status', r.status, 'category_code', r.category_code, 'subdistrict_code', r.subdistrict_code,
      'landmark', r.landmark, 'description', r.description, 'lang', r.lang, 'due_at', r.due_at
    ) else '{}' end
  from (select private.order_state(w, r) as state) s
$$;
comment on function private.order_shown(private.work_orders, public.reports) is
  'What the page behind a link shows: the case without anybody''s identity or contact while the link can be used, else its code alone.';

create function public.work_order(token text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  w private.work_orders := private.order_of(token);
begin
  return (select private.order_shown(w, r) from public.reports r where r.id = w.report_id);
end
$$;
comment on function public.work_order(text) is 'What the link of a work order would do. Changes nothing. Code: order_unknown.';
grant execute on function public.work_order(text) to anon, authenticated;

create function public.act_on_order(token text, version int, details jsonb default '{}') returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  w private.work_orders := private.order_of(token);
  r public.reports;
  m public.report_moves;
  state text;
  moved record;
begin
  -- Two clicks at once: the second waits, and finds the link used.
  select * into r from public.reports t where t.id = w.report_id for update;
  w := private.order_of(token);
  state := private.order_state(w, r);
  if state <> 'open' then
    perform private.refuse('PT409', 'order_' || state, 'token');
  elsif r.version is distinct from act_on_order.version then
    perform private.refuse('PT409', 'conflict', 'version');
  end if;
  select * into m from public.report_moves c where c.move = w.act and c.from_status = r.status and c.by = 'handler';
  perform set_config('app.by_mail', 'yes', true);
  moved := private.make_move(r, m, private.read_details(act_on_order.details, m), null, w.unit_code);
  perform set_config('app.by_mail', '', true);
  update private.work_orders t set used_at = private.clock() where t.token_hash = w.token_hash;
  return jsonb_build_object('status', (moved.r).status);
end
$$;
comment on function public.act_on_order(text, int, jsonb) is
  'A unit does by its link what its handler could do: take on, object, answer; once. {status}. Codes: order_unknown, order_used, order_expired, order_over, order_take_on_first, order_not_now, order_final, conflict, those of the details.';
grant execute on function public.act_on_order(text, int, jsonb) to anon, authenticated;

create function public.renew_order(token text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  w private.work_orders := private.order_of(token);
  r public.reports;
  e public.report_events;
  wait int := private.count_hit('renew_order', w.event_id::text, 5, interval '1 day');
begin
  if wait > 0 then
    perform private.refuse('PT429', 'too_many', wait::text);
  end if;
  select * into r from public.reports t where t.id = w.report_id for update;
  if private.order_state(w, r) = 'over' then
    perform private.refuse('PT409', 'order_over', 'token');
  end if;
  select * into e from public.report_events t where t.id = w.event_id;
  perform private.write_order(e, w.unit_code);
  return '{"result": "asked"}';
end
$$;
comment on function public.renew_order(text) is
  'New links for the same order, by letter to the unit''s own address and nowhere else; the old ones end. Codes: order_unknown, order_over, too_many.';
grant execute on function public.renew_order(text) to anon, authenticated;


-- who works by mail ----------------------------------------------------------------------------------------------

create function public.unit_ways() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not private.has_role('admin') then
    perform private.refuse('PT404', 'not_found');
  end if;
  return (
    select jsonb_agg(jsonb_build_object(
      'code', u.code, 'name_zh', u.name_zh, 'name_en', u.name_en, 'works_by', coalesce(m.works_by, 'console'), 'address', m.address
    ) order by u.kind, u.code)
    from public.units u left join private.unit_mail m on m.unit_code = u.code
    where u.active
  );
end
$$;
comment on function public.unit_ways() is 'How each unit works, for administrators: [{code, name_zh, name_en, works_by: console | mail, address}]. Code: not_found.';
grant execute on function public.unit_ways() to authenticated;

create function public.set_unit_way(unit_code text, works_by text, address text default null) returns void
language plpgsql security definer set search_path = '' as $$
declare
  said jsonb := jsonb_build_object('works_by', works_by, 'email', address);
  way text := private.read_word(said, 'works_by', 'console', 'mail');
  email text := private.read_text(said, 'email', 254);
begin
  if not private.has_role('admin') then
    perform private.refuse('PT404', 'not_found');
  elsif way is null then
    perform private.refuse('PT422', 'works_by_wrong', 'works_by');
  elsif not exists (select from public.units u where u.code = set_unit_way.unit_code and u.active) then
    perform private.refuse('PT404', 'not_found');
  elsif way = 'mail' and email is null then
    perform private.refuse('PT422', 'email_missing', 'email');
  elsif email !~ '^[^@[:space:][:cntrl:],;:<>"()]+@[^@[:space:][:cntrl:],;:<>"().]+(\.[^@[:space:][:cntrl:],;:<>"().]+)+$' then
    perform private.refuse('PT422', 'email_wrong', 'email');
  end if;
  insert into private.unit_mail as t (unit_code, works_by, address, changed_at)
  values (set_unit_way.unit_code, way, email, private.clock())
  on conflict on constraint unit_mail_pkey do update
  set works_by = excluded.works_by, address = excluded.address, changed_at = excluded.changed_at;
end
$$;
comment on function public.set_unit_way(text, text, text) is
  'An administrator says how a unit works and where its letters go. Codes: not_found, works_by_wrong, email_missing, email_wrong, email_long.';
grant execute on function public.set_unit_way(text, text, text) to authenticated;


-- the letter -----------------------------------------------------------------------------------------------------

create function private.order_letter(l private.letters) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'to', u.address, 'code', r.code, 'unit_name', n.name_zh, 'subdistrict', s.name_zh, 'landmark', r.landmark,
    'description', r.description, 'due_at', r.due_at, 'lang', r.lang
  )
  from public.reports r
  join private.unit_mail u on u.unit_code = l.params ->> 'unit' and u.works_by = 'mail'
  join public.units n on n.code = u.unit_code
  join public.subdistricts s on s.code = r.subdistrict_code
  where r.id = l.report_id and r.lead_unit_code = u.unit_code
    -- Links that ended meanwhile are not sent.
    and exists (
      select from private.work_orders w
      where w.event_id = l.event_id and w.token_hash = sha256(convert_to(l.secret #>> '{links,take_on}', 'utf8'))
    )
$$;
comment on function private.order_letter(private.letters) is
  'A work order as its unit may read it, looked up when it leaves, with the unit''s address of now; null when it must not be sent any more. No identity, no contact.';

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
