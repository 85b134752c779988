-- Letters: who hears what by e-mail, and when. The queue holds codes; words, addresses and consents are looked up when
-- a letter is taken to be sent. docs/decisions/0008-mail.md


-- kinds of letter ------------------------------------------------------------------------------------------------

create table private.letter_templates (
  template text primary key check (template ~ '^[a-z][a-z_]{1,39}$'),
  purpose text not null check (purpose in ('notices', 'report', 'follows', 'service'))
);

alter table private.letter_templates enable row level security;

comment on table private.letter_templates is
  'Every kind of letter there is; its words are in the namespace letters, in both languages.';
comment on column private.letter_templates.purpose is
  'What the link at its end stops. service = somebody asked for it a minute ago, or it is work between offices: there is no such link.';

insert into private.letter_templates (template, purpose) values ('notices', 'notices'), ('report_moved', 'report');


-- the queue ------------------------------------------------------------------------------------------------------

create table private.letters (
  id uuid primary key default gen_random_uuid(),
  template text not null references private.letter_templates (template) on delete restrict,
  lang text not null check (lang in ('zh', 'en')),

  -- To whom: an account, an address, or the contact of a report.
  recipient_id uuid references auth.users (id) on delete cascade,
  address text check (char_length(address) <= 254 and address ~ '^[^@[:space:][:cntrl:],;:<>"()]+@[^@[:space:][:cntrl:],;:<>"()]+$'),
  to_contact boolean not null default false,

  report_id uuid references public.reports (id) on delete cascade,
  event_id bigint references public.report_events (id) on delete cascade,
  params jsonb not null default '{}' check (jsonb_typeof(params) = 'object' and pg_column_size(params) <= 20000),
  secret jsonb not null default '{}' check (jsonb_typeof(secret) = 'object' and pg_column_size(secret) <= 20000),
  dedupe text unique check (char_length(dedupe) <= 200),
  created_at timestamptz not null,

  due_at timestamptz not null,
  attempts smallint not null default 0,
  last_error text check (last_error ~ '^[a-z0-9_]{1,40}$'),
  stuck_at timestamptz,
  sent_at timestamptz,

  constraint letters_go_to_one check (sent_at is not null or num_nonnulls(recipient_id, address) + to_contact::int = 1),
  constraint letters_to_a_contact_have_a_report check (not to_contact or report_id is not null),
  constraint letters_sent_hold_nothing check (sent_at is null or address is null and params = '{}' and secret = '{}')
);

create index letters_due on private.letters (due_at, id) where sent_at is null and stuck_at is null;
create index letters_stuck on private.letters (stuck_at) where stuck_at is not null;
create index letters_sent_at on private.letters (sent_at) where sent_at is not null;
create index letters_unsent on private.letters (created_at) where sent_at is null;
create index letters_template on private.letters (template);
create index letters_recipient_id on private.letters (recipient_id, created_at desc) where recipient_id is not null;
create index letters_report_id on private.letters (report_id) where report_id is not null;
create index letters_event_id on private.letters (event_id) where event_id is not null;

alter table private.letters enable row level security;

comment on table private.letters is 'E-mail on its way. Codes, never words from a case; emptied when sent, deleted 30 days later.';
comment on column private.letters.secret is 'What must not outlive the sending: a code, a reply link.';
comment on column private.letters.dedupe is 'The same letter is queued once. No personal data in it.';
comment on column private.letters.due_at is 'From when on it may be taken: when it is ready, when a lease has run out, after a failed try.';
comment on column private.letters.stuck_at is 'Given up by the machine; a person decides.';

create table private.unmailed_notices (
  notice_id bigint primary key references public.notices (id) on delete cascade,
  recipient_id uuid not null references auth.users (id) on delete cascade,
  urgent boolean not null,
  ready_at timestamptz not null
);

create index unmailed_notices_recipient_id on private.unmailed_notices (recipient_id);
create index unmailed_notices_ready_at on private.unmailed_notices (ready_at);

alter table private.unmailed_notices enable row level security;

comment on table private.unmailed_notices is
  'Notices for people who want e-mail, until they are in a letter. An undone move deletes its notices, and so these.';

create table private.letter_stops (
  report_id uuid primary key references public.reports (id) on delete cascade,
  stopped_at timestamptz not null
);

alter table private.letter_stops enable row level security;

comment on table private.letter_stops is 'Reports whose guest wants no more letters about them.';

create table private.letter_keys (
  id int primary key default 1 check (id = 1),
  key text not null
);

alter table private.letter_keys enable row level security;

comment on table private.letter_keys is 'One row: the key of the links that stop letters. It never leaves the database.';

insert into private.letter_keys (key)
values (encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'utf8')), 'hex'));


-- what is not exported -------------------------------------------------------------------------------------------

create table private.export_exceptions (
  relation text primary key,
  reason text not null check (char_length(reason) >= 20)
);

alter table private.export_exceptions enable row level security;

comment on table private.export_exceptions is
  'Tables that refer to a person or a report and are not exported, with the reason. A new table of that kind inserts its row here.';

insert into private.export_exceptions (relation, reason) select l.relation, l.reason from private.left_out_of_export() l;
insert into private.export_exceptions (relation, reason) values
  ('private.letters', 'A letter holds codes of what stands in the inbox or on the report, and is emptied when it is sent.'),
  ('private.unmailed_notices', 'Which notices wait for a letter; the notices themselves are exported.'),
  ('private.letter_stops', 'That no letters are wanted about a report without account; nothing else is in it.');

create or replace function private.left_out_of_export() returns table (relation text, reason text)
language sql stable set search_path = '' as $$
  select e.relation, e.reason from private.export_exceptions e
$$;


-- queueing -------------------------------------------------------------------------------------------------------

create function private.queue_letter(
  template text, recipient_id uuid default null, address text default null, lang text default null,
  params jsonb default '{}', report_id uuid default null, ready_at timestamptz default null, dedupe text default null,
  secret jsonb default '{}', event_id bigint default null
) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  queued uuid;
begin
  insert into private.letters as t (
    template, lang, recipient_id, address, to_contact, report_id, event_id, params, secret, dedupe, created_at, due_at
  )
  values (
    queue_letter.template,
    coalesce(
      queue_letter.lang,
      (select p.lang from public.profiles p where p.user_id = queue_letter.recipient_id),
      (select r.lang from public.reports r where r.id = queue_letter.report_id),
      'zh'
    ),
    queue_letter.recipient_id, queue_letter.address,
    queue_letter.recipient_id is null and queue_letter.address is null,
    queue_letter.report_id, queue_letter.event_id, coalesce(queue_letter.params, '{}'), coalesce(queue_letter.secret, '{}'),
    queue_letter.dedupe, moment, coalesce(queue_letter.ready_at, moment)
  )
  on conflict on constraint letters_dedupe_key do nothing
  returning t.id into queued;
  return queued;
end
$$;
comment on function private.queue_letter(text, uuid, text, text, jsonb, uuid, timestamptz, text, jsonb, bigint) is
  'Queues a letter to an account, to an address, or (with neither) to the contact of the report; its id, or null when one with this dedupe is there. params holds codes; secret is emptied with them on sending.';

create function private.keep_for_letter() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.unmailed_notices (notice_id, recipient_id, urgent, ready_at)
  select new.id, new.recipient_id, new.kind in ('asked', 'escalated', 'marked_urgent'), new.ready_at
  where exists (
    select from public.consents c
    where c.user_id = new.recipient_id and c.purpose = 'email_notices' and c.withdrawn_at is null
  );
  return null;
end
$$;
comment on function private.keep_for_letter() is 'A notice of somebody who wants e-mail waits for the next letter.';

create trigger keep_for_letter after insert on public.notices
for each row execute function private.keep_for_letter();

create function private.write_to_guest() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  told record;
begin
  for told in
    select r.id, case when r.id <> new.report_id then m.tells_followers
      when new.move = 'reject_appeal' then 'appeal_rejected'
      when new.move = 'reinstate' and exists (
        select from public.appeals a
        where a.report_id = new.report_id and a.decision = 'upheld' and a.decision_event_id is null
      ) then 'appeal_upheld'
      else m.tells_reporter
    end as kind
    from public.reports r
    join public.report_contacts c on c.report_id = r.id and c.email is not null
    left join public.report_moves m on m.move = new.move and m.from_status = new.from_status and m."by" = new.party
    -- The report itself, and those that are merged into it now.
    where (r.id = new.report_id or r.merged_into = new.report_id)
      -- Whoever has an account hears by notices.
      and r.author_id is null and r.reporter_left_at is null
      and not exists (select from private.letter_stops s where s.report_id = r.id)
  loop
    if told.kind is not null then
      perform private.queue_letter(
        'report_moved',
        params => jsonb_build_object('kind', told.kind, 'status', new.to_status),
        report_id => told.id,
        ready_at => new.created_at + interval '2 minutes',
        event_id => new.id
      );
    end if;
  end loop;
  return null;
end
$$;
comment on function private.write_to_guest() is
  'A public move of the staff or the clock goes to the contacts of reports without account: of this one and of those merged into it, once it can no longer be undone.';

create trigger write_to_guest after insert on public.report_events
for each row when (new.party <> 'reporter' and new.from_status is not null)
execute function private.write_to_guest();

create function private.take_back_letter() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.letters l where l.event_id = new.id and l.sent_at is null;
  return null;
end
$$;
comment on function private.take_back_letter() is 'What was undone is not written to anybody.';

create trigger take_back_letter after update of undone_at on public.report_events
for each row when (old.undone_at is null and new.undone_at is not null)
execute function private.take_back_letter();

create function private.drop_letters_of_contact() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.letters l where l.report_id = old.report_id and l.to_contact and l.sent_at is null;
  return null;
end
$$;
comment on function private.drop_letters_of_contact() is 'With the contact of a report go the letters to it.';

create trigger drop_letters_of_contact after delete on public.report_contacts
for each row execute function private.drop_letters_of_contact();

create function private.gather_notices() returns int
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  person record;
  written int := 0;
begin
  for person in
    select u.recipient_id as id, bool_or(u.urgent) as urgent, array_agg(u.notice_id order by u.notice_id desc) as ready
    from private.unmailed_notices u
    where u.ready_at <= moment
    group by u.recipient_id
    order by min(u.ready_at)
    limit 500
  loop
    -- One letter at a time: while the last one has not left, or was sent just now, the notices go on waiting.
    continue when exists (
      select from private.letters l
      where l.recipient_id = person.id and l.template = 'notices'
        and (l.sent_at is null or l.created_at > moment - interval '15 minutes' and not person.urgent)
    );
    delete from private.unmailed_notices u where u.notice_id = any (person.ready);
    -- Read in the inbox meanwhile: there is nothing to say.
    continue when not exists (
      select from public.notices n where n.id = any (person.ready) and n.read_at is null
    );
    perform private.queue_letter(
      'notices', recipient_id => person.id, params => jsonb_build_object('notices', person.ready[1:200])
    );
    written := written + 1;
  end loop;
  return written;
end
$$;
comment on function private.gather_notices() is 'One letter a person for all their notices that are ready, at most one in 15 minutes unless something urgent is among them.';


-- links that stop letters ----------------------------------------------------------------------------------------

create function private.stop_token(purpose text, id uuid) returns text
language sql stable security definer set search_path = '' as $$
  select stop_token.purpose || '.' || stop_token.id || '.' || left(encode(sha256(convert_to(
    k.key || '.' || stop_token.purpose || '.' || stop_token.id, 'utf8'
  )), 'hex'), 32)
  from private.letter_keys k
$$;
comment on function private.stop_token(text, uuid) is 'The token of the link that stops letters: purpose.id.mac. It says who, and can do nothing but stop.';

create function private.read_stop_token(token text, out purpose text, out id uuid)
language plpgsql stable security definer set search_path = '' as $$
declare
  parts text[] := regexp_match(
    left(token, 200), '^(notices|report|follows)\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[0-9a-f]{32}$'
  );
begin
  if parts is null or private.stop_token(parts[1], parts[2]::uuid) <> token then
    perform private.refuse('PT404', 'letter_link_unknown', 'token');
  end if;
  purpose := parts[1];
  id := parts[2]::uuid;
end
$$;
comment on function private.read_stop_token(text) is 'Whose letters of what purpose a token is about. Code: letter_link_unknown.';


-- the doors of the job runner ------------------------------------------------------------------------------------

create function private.named_notices(ids jsonb, reader uuid, lang text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(
    jsonb_build_object(
      'kind', n.kind, 'code', n.params ->> 'code', 'report_id', n.report_id,
      'category', case named_notices.lang when 'en' then c.name_en else c.name_zh end,
      'desk', r.author_id is distinct from reader
    ) order by n.ready_at, n.id
  ), '[]')
  from jsonb_array_elements_text(ids) i
  join public.notices n on n.id = i::bigint
  join public.reports r on r.id = n.report_id
  join public.categories c on c.code = r.category_code
  where n.recipient_id = reader and n.read_at is null and n.ready_at <= private.clock()
    -- Suspended staff hear nothing of cases; of their own report they hear like anybody.
    and (r.author_id = reader or not exists (
      select from public.profiles p where p.user_id = reader and p.suspended_at is not null
    ))
$$;
comment on function private.named_notices(jsonb, uuid, text) is
  'Those of these notices that are still unread, in codes and with the category''s name: [{kind, code, report_id, category, desk}].';

create function private.addressed(l private.letters) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  kind text := (select t.purpose from private.letter_templates t where t.template = l.template);
  "to" text := l.address;
  more jsonb := '{}';
  r public.reports;
begin
  if l.recipient_id is not null then
    select u.email into "to" from auth.users u where u.id = l.recipient_id;
  end if;
  if l.report_id is not null then
    select * into r from public.reports t where t.id = l.report_id;
    more := (
      select jsonb_build_object('category', case l.lang when 'en' then c.name_en else c.name_zh end)
      from public.categories c where c.code = r.category_code
    );
  end if;

  if l.to_contact then
    -- The contact of now: it may be gone, the guest may have left, stopped the letters, or taken the report into an account.
    select c.email into "to" from public.report_contacts c
    where c.report_id = l.report_id and r.author_id is null and r.reporter_left_at is null
      and not exists (select from private.letter_stops s where s.report_id = l.report_id);
  end if;
  if kind = 'notices' then
    if not exists (
      select from public.consents c
      where c.user_id = l.recipient_id and c.purpose = 'email_notices' and c.withdrawn_at is null
    ) then
      return null;
    end if;
    if l.template = 'notices' then
      more := jsonb_build_object('notices', private.named_notices(l.params -> 'notices', l.recipient_id, l.lang));
      if more -> 'notices' = '[]' then
        return null;
      end if;
    end if;
  end if;

  return case when "to" is not null then jsonb_build_object(
    'id', l.id, 'template', l.template, 'purpose', kind, 'lang', l.lang, 'to', "to", 'report_id', l.report_id,
    'params', l.params || more || l.secret,
    'token', case kind
      when 'notices' then private.stop_token(kind, l.recipient_id)
      when 'report' then private.stop_token(kind, l.report_id)
    end
  ) end;
end
$$;
comment on function private.addressed(private.letters) is
  'The letter with its address and what must be looked up at the last moment; null when it must not be sent any more.';

create function public.claim_letters(n int) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  l private.letters;
  letter jsonb;
  claimed jsonb := '[]';
begin
  for l in
    select t.* from private.letters t
    where t.sent_at is null and t.stuck_at is null and t.due_at <= moment
      -- Of several moves of one case within minutes only the newest is told, once it can no longer be undone.
      and not (t.template = 'report_moved' and t.attempts = 0 and exists (
        select from private.letters newer
        where newer.report_id = t.report_id and newer.template = 'report_moved' and newer.sent_at is null
          and newer.event_id > t.event_id and newer.due_at > moment and newer.attempts = 0
      ))
    order by t.due_at, t.id
    limit least(greatest(n, 0), 100)
    for update skip locked
  loop
    letter := private.addressed(l);
    if letter is null or l.template = 'report_moved' and exists (
      select from private.letters newer
      where newer.report_id = l.report_id and newer.template = 'report_moved' and newer.sent_at is null
        and newer.event_id > l.event_id
    ) then
      delete from private.letters t where t.id = l.id;
    elsif l.attempts >= 8 then
      -- Taken eight times, and nobody ever said what became of it.
      update private.letters t set stuck_at = moment, last_error = coalesce(t.last_error, 'no_answer') where t.id = l.id;
    else
      -- Whoever dies with it in hand loses it after five minutes.
      update private.letters t set attempts = t.attempts + 1, due_at = moment + interval '5 minutes' where t.id = l.id;
      claimed := claimed || letter;
    end if;
  end loop;
  return claimed;
end
$$;
comment on function public.claim_letters(int) is
  'Takes letters that are due, for five minutes: [{id, template, purpose, lang, to, report_id, params, token}]. At least once. For the job runner only.';
grant execute on function public.claim_letters(int) to service_role;

create function public.letter_sent(id uuid) returns void
language sql security definer set search_path = '' as $$
  update private.letters t
  set sent_at = private.clock(), stuck_at = null, last_error = null, address = null, params = '{}', secret = '{}'
  where t.id = letter_sent.id and t.sent_at is null
$$;
comment on function public.letter_sent(uuid) is 'A letter left the house; what was in it is emptied. For the job runner only.';
grant execute on function public.letter_sent(uuid) to service_role;

create function public.letter_failed(id uuid, code text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  said text := case when code ~ '^[a-z0-9_]{1,40}$' then code else 'unknown' end;
begin
  update private.letters t set
    last_error = said,
    stuck_at = case when t.attempts >= 8 or said = 'address_refused' then private.clock() end,
    due_at = private.clock()
      + least(interval '1 minute' * power(2, greatest(t.attempts, 1) - 1), interval '6 hours') * (0.75 + random() / 2)
  where t.id = letter_failed.id and t.sent_at is null;
end
$$;
comment on function public.letter_failed(uuid, text) is
  'A letter did not leave: it waits 1, 2, 4 … minutes, and is stuck after eight tries or when the address is not known. For the job runner only.';
grant execute on function public.letter_failed(uuid, text) to service_role;


-- the doors of the console ---------------------------------------------------------------------------------------

create function private.sees_letters() returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if not (private.has_role('moderator') or private.has_role('admin')) then
    perform private.refuse('PT404', 'not_found');
  end if;
end
$$;
comment on function private.sees_letters() is 'Moderators and administrators look after stuck letters. Code: not_found.';

create function public.stuck_letters() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.sees_letters();
  return jsonb_build_object(
    'waiting', (
      select count(*) from (
        select from private.letters l where l.sent_at is null and l.stuck_at is null limit 1000
      ) q
    ),
    'oldest', (select min(l.created_at) from private.letters l where l.sent_at is null and l.stuck_at is null),
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
  'What did not leave, for moderators and administrators: {waiting (at most 1000), oldest, stuck: [{id, template, lang, to (masked), attempts, last_error, created_at, stuck_at}]}. Code: not_found.';
grant execute on function public.stuck_letters() to authenticated;

create function public.retry_letter(id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.sees_letters();
  update private.letters t set stuck_at = null, attempts = 0, due_at = private.clock()
  where t.id = retry_letter.id and t.stuck_at is not null;
  if not found then
    perform private.refuse('PT404', 'letter_gone', 'id');
  end if;
end
$$;
comment on function public.retry_letter(uuid) is 'A stuck letter is tried again from the beginning. Codes: not_found, letter_gone.';
grant execute on function public.retry_letter(uuid) to authenticated;

create function public.drop_letter(id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.sees_letters();
  delete from private.letters t where t.id = drop_letter.id and t.stuck_at is not null;
  if not found then
    perform private.refuse('PT404', 'letter_gone', 'id');
  end if;
end
$$;
comment on function public.drop_letter(uuid) is 'A stuck letter is given up. Codes: not_found, letter_gone.';
grant execute on function public.drop_letter(uuid) to authenticated;


-- the doors of the link ------------------------------------------------------------------------------------------

create function public.letter_link(token text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  said record := private.read_stop_token(token);
begin
  return jsonb_build_object(
    'purpose', said.purpose,
    'stopped', case said.purpose
      when 'notices' then not exists (
        select from public.consents c where c.user_id = said.id and c.purpose = 'email_notices' and c.withdrawn_at is null
      )
      when 'report' then exists (select from private.letter_stops s where s.report_id = said.id)
        or not exists (select from public.report_contacts c where c.report_id = said.id and c.email is not null)
      else true
    end
  );
end
$$;
comment on function public.letter_link(text) is
  'What the link at the end of a letter would stop: {purpose, stopped}. Changes nothing. Code: letter_link_unknown.';
grant execute on function public.letter_link(text) to anon, authenticated;

create function public.stop_letters(token text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  said record := private.read_stop_token(token);
begin
  if said.purpose = 'notices' then
    update public.consents c set withdrawn_at = greatest(private.clock(), c.given_at)
    where c.user_id = said.id and c.purpose = 'email_notices' and c.withdrawn_at is null;
  elsif said.purpose = 'report' then
    insert into private.letter_stops (report_id, stopped_at)
    select r.id, private.clock() from public.reports r where r.id = said.id
    on conflict do nothing;
  end if;
  return public.letter_link(token);
end
$$;
comment on function public.stop_letters(text) is
  'Stops the letters that a link is about, without sign-in: {purpose, stopped}. Again is the same. Code: letter_link_unknown.';
grant execute on function public.stop_letters(text) to anon, authenticated;


-- what happens without a person ----------------------------------------------------------------------------------

create function private.keep_letters() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
  most constant int := 500;
  written int := private.gather_notices();
  gone int;
  more int;
begin
  delete from private.letters t
  where t.id in (select l.id from private.letters l where l.sent_at <= moment - interval '30 days' limit most);
  get diagnostics gone = row_count;
  -- Old news is worse than none: what could not leave in a week does not leave.
  delete from private.letters t
  where t.id in (
    select l.id from private.letters l where l.sent_at is null and l.created_at <= moment - interval '7 days' limit most
  );
  get diagnostics more = row_count;
  delete from private.unmailed_notices t
  where t.notice_id in (
    select u.notice_id from private.unmailed_notices u where u.ready_at <= moment - interval '7 days' limit most
  );
  return jsonb_build_object('letters_written', written, 'letters_deleted', gone + more);
end
$$;
comment on function private.keep_letters() is
  'Gathers notices into letters; deletes letters 30 days after sending, and after 7 days what could not be sent.';

alter function public.run_due() rename to run_retention;
alter function public.run_retention() set schema private;
revoke execute on function private.run_retention() from service_role;
comment on function private.run_retention() is 'The clock''s moves and the end of what is kept, or busy.';

create function public.run_due() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  done jsonb := private.run_retention();
begin
  return case when done ? 'busy' then done else done || private.keep_letters() end;
end
$$;
comment on function public.run_due() is
  'Moves what is due, removes what may no longer be kept and writes the letters that are due, at most 500 of a kind a call. For the job runner only.';
grant execute on function public.run_due() to service_role;
