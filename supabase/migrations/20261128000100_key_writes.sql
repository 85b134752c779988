-- Every write a person makes has an id, made with its form. The same id with the same content gets the same answer, with
-- other content it is refused, and twins at one moment are one. Doors that have had such an id of their own keep it;
-- these remember it here. docs/decisions/0021-keys-of-writes.md


-- what was written -----------------------------------------------------------------------------------------------

create table private.write_keys (
  id uuid primary key,
  door text not null,
  user_id uuid references auth.users (id) on delete cascade,
  content_hash bytea not null,
  answer jsonb not null default '{}',
  written_at timestamptz not null
);

create index write_keys_user_id on private.write_keys (user_id);
create index write_keys_written_at on private.write_keys (written_at);

alter table private.write_keys enable row level security;

comment on table private.write_keys is
  'The ids of forms that were carried out, with a hash of who sent what, and the answer, for ninety days. A refused form leaves none: its row goes with the transaction.';

insert into private.export_exceptions (relation, reason) values
  ('private.write_keys', 'ids of forms and hashes, against sending twice; gone after ninety days and with the account');

create function private.written(write_id uuid, door text, key text, content jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  -- Whoever sends it belongs to what is sent: the answer to one is never told to another. A form that was posted by the
  -- browser ends its lines with two characters, one that was sent by a script with one.
  said bytea := sha256(convert_to(
    jsonb_build_array(door, coalesce(me::text, lower(key)))::text
      || replace(normalize(content::text, nfc), '\r\n', '\n'),
    'utf8'
  ));
  known private.write_keys;
begin
  if write_id is null then
    return null;
  end if;
  -- A twin waits here until the first has ended: then it finds its answer, or, where it was refused, takes its place.
  insert into private.write_keys (id, door, user_id, content_hash, written_at)
  values (write_id, written.door, me, said, private.clock())
  on conflict do nothing;
  if found then
    return null;
  end if;
  select * into known from private.write_keys w where w.id = write_id;
  if known.content_hash <> said then
    perform private.refuse('PT409', 'write_differs', 'write_id');
  end if;
  return known.answer;
end
$$;
comment on function private.written(uuid, text, text, jsonb) is
  'The answer that this form got before; null when it comes for the first time (from then on it is known), or has no id. Code: write_differs.';

create function private.keep_answer(write_id uuid, answer jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  update private.write_keys w set answer = keep_answer.answer where w.id = write_id;
  return answer;
end
$$;
comment on function private.keep_answer(uuid, jsonb) is 'Gives the answer back, and remembers it for the form with this id.';

create function private.forget_writes() returns int
language plpgsql security definer set search_path = '' as $$
declare
  gone int;
begin
  delete from private.write_keys w
  where w.id in (
    select k.id from private.write_keys k
    where k.written_at <= private.clock() - interval '90 days'
    order by k.written_at limit 5000
    for update skip locked
  );
  get diagnostics gone = row_count;
  return gone;
end
$$;
comment on function private.forget_writes() is
  'Ninety days are longer than a phone keeps what it could not send; then the keys of writes go, at most 5,000 a call.';

alter function public.run_due() rename to run_figures;
alter function public.run_figures() set schema private;
revoke execute on function private.run_figures() from service_role;
comment on function private.run_figures() is 'The clock''s moves, followers, letters, the end of what is kept, queues and figures; or busy.';

create function public.run_due() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  done jsonb := private.run_figures();
begin
  if not done ? 'busy' then
    perform private.forget_writes();
  end if;
  return done;
end
$$;
comment on function public.run_due() is
  'Moves what is due, tells followers, removes what may no longer be kept, writes the letters that are due and adds up queues and figures, at most 500 of a kind a call. For the job runner only.';
grant execute on function public.run_due() to service_role;


-- the doors ------------------------------------------------------------------------------------------------------
-- What each does stands, under its name, in `private`; whoever changes a rule changes it there.

alter function public.move_report(uuid, text, int, jsonb, text) set schema private;
revoke execute on function private.move_report(uuid, text, int, jsonb, text) from anon, authenticated;
create function public.move_report(
  report_id uuid, move text, version int, details jsonb default '{}', key text default null, write_id uuid default null
) returns jsonb
language sql security definer set search_path = '' as $$
  select coalesce(
    private.written(write_id, 'move_report', key, jsonb_build_array(report_id, move, version, details)),
    private.keep_answer(write_id, private.move_report(report_id, move, version, details, key))
  )
$$;
comment on function public.move_report(uuid, text, int, jsonb, text, uuid) is
  'The one door through which a person moves a report: {status, outcome, version, event_id, undo_until}. The same write_id again is the same move. Codes in docs/error-codes.md.';
grant execute on function public.move_report(uuid, text, int, jsonb, text, uuid) to anon, authenticated;

alter function public.undo_move(uuid, bigint, text) set schema private;
revoke execute on function private.undo_move(uuid, bigint, text) from anon, authenticated;
create function public.undo_move(
  report_id uuid, event_id bigint, key text default null, write_id uuid default null
) returns jsonb
language sql security definer set search_path = '' as $$
  select coalesce(
    private.written(write_id, 'undo_move', key, jsonb_build_array(report_id, event_id)),
    private.keep_answer(write_id, private.undo_move(report_id, event_id, key))
  )
$$;
comment on function public.undo_move(uuid, bigint, text, uuid) is
  'Takes back the caller''s own newest move within two minutes and restores the case exactly. Codes: not_found, suspended, undo_too_late, write_differs.';
grant execute on function public.undo_move(uuid, bigint, text, uuid) to anon, authenticated;

alter function public.set_publish(uuid, boolean, text) set schema private;
revoke execute on function private.set_publish(uuid, boolean, text) from anon, authenticated;
create function public.set_publish(
  report_id uuid, publish boolean, key text default null, write_id uuid default null
) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if private.written(write_id, 'set_publish', key, jsonb_build_array(report_id, publish)) is null then
    perform private.set_publish(report_id, publish, key);
  end if;
end
$$;
comment on function public.set_publish(uuid, boolean, text, uuid) is
  'The reporter lets others see the problem, or takes that back, at any time. Codes: suspended, not_found, publish_unknown, reporter_left.';
grant execute on function public.set_publish(uuid, boolean, text, uuid) to anon, authenticated;

alter function public.release_report(uuid, int, jsonb) set schema private;
revoke execute on function private.release_report(uuid, int, jsonb) from authenticated;
create function public.release_report(
  report_id uuid, version int, details jsonb default '{}', write_id uuid default null
) returns jsonb
language sql security definer set search_path = '' as $$
  select coalesce(
    private.written(write_id, 'release_report', null, jsonb_build_array(report_id, version, details)),
    private.keep_answer(write_id, private.release_report(report_id, version, details))
  )
$$;
comment on function public.release_report(uuid, int, jsonb, uuid) is
  'A moderator says what the public may see of a case: {public_text, public_lang, answers, landmark, answer, answer_text, answer_lang, precision, checked}. What is left out is not shown. Lifts a hiding. {version}. Codes in docs/error-codes.md.';
grant execute on function public.release_report(uuid, int, jsonb, uuid) to authenticated;

alter function public.hide_report(uuid, int, text) set schema private;
revoke execute on function private.hide_report(uuid, int, text) from authenticated;
create function public.hide_report(report_id uuid, version int, reason text, write_id uuid default null) returns jsonb
language sql security definer set search_path = '' as $$
  select coalesce(
    private.written(write_id, 'hide_report', null, jsonb_build_array(report_id, version, reason)),
    private.keep_answer(write_id, private.hide_report(report_id, version, reason))
  )
$$;
comment on function public.hide_report(uuid, int, text, uuid) is
  'A moderator takes a case out of the public''s sight until it is released again. {version}. Codes: not_found, own_report, conflict, internal_text_missing, not_public.';
grant execute on function public.hide_report(uuid, int, text, uuid) to authenticated;

alter function public.withhold_photo(uuid, int, text) set schema private;
revoke execute on function private.withhold_photo(uuid, int, text) from authenticated;
create function public.withhold_photo(
  report_id uuid, version int, sha256 text, write_id uuid default null
) returns jsonb
language sql security definer set search_path = '' as $$
  select coalesce(
    private.written(write_id, 'withhold_photo', null, jsonb_build_array(report_id, version, sha256)),
    private.keep_answer(write_id, private.withhold_photo(report_id, version, sha256))
  )
$$;
comment on function public.withhold_photo(uuid, int, text, uuid) is
  'A moderator decides that a photo is not for the public, or takes a released one back. {version}. Codes: not_found, own_report, conflict.';
grant execute on function public.withhold_photo(uuid, int, text, uuid) to authenticated;

alter function public.unlink_site(uuid, uuid) set schema private;
revoke execute on function private.unlink_site(uuid, uuid) from authenticated;
create function public.unlink_site(report_id uuid, site_id uuid, write_id uuid default null) returns jsonb
language sql security definer set search_path = '' as $$
  select coalesce(
    private.written(write_id, 'unlink_site', null, jsonb_build_array(report_id, site_id)),
    private.keep_answer(write_id, private.unlink_site(report_id, site_id))
  )
$$;
comment on function public.unlink_site(uuid, uuid, uuid) is
  'Takes a case from the site that it was said to be about. Codes: suspended, not_found, own_report, lead_only, move_not_allowed, site_not_linked.';
grant execute on function public.unlink_site(uuid, uuid, uuid) to authenticated;

alter function public.change_site(uuid, text, int, jsonb) set schema private;
revoke execute on function private.change_site(uuid, text, int, jsonb) from authenticated;
create function public.change_site(
  site_id uuid, act text, version int, details jsonb default '{}', write_id uuid default null
) returns jsonb
language sql security definer set search_path = '' as $$
  select coalesce(
    private.written(write_id, 'change_site', null, jsonb_build_array(site_id, act, version, details)),
    private.keep_answer(write_id, private.change_site(site_id, act, version, details))
  )
$$;
comment on function public.change_site(uuid, text, int, jsonb, uuid) is
  'For moderators: edit, archive, restore, merge (details.into) or split, as {site_id, root_id, version}. Codes: suspended, not_found, site_moderator, act_wrong, site_conflict, move_not_allowed, site_unknown, and those of private.read_site.';
grant execute on function public.change_site(uuid, text, int, jsonb, uuid) to authenticated;

alter function public.set_follow_pace(uuid, text) set schema private;
revoke execute on function private.set_follow_pace(uuid, text) from authenticated;
create function public.set_follow_pace(id uuid, pace text, write_id uuid default null) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if private.written(write_id, 'set_follow_pace', null, jsonb_build_array(id, pace)) is null then
    perform private.set_follow_pace(id, pace);
  end if;
end
$$;
comment on function public.set_follow_pace(uuid, text, uuid) is
  'How often the caller hears of it; what waits is told at the new time. Codes: suspended, not_found, pace_wrong.';
grant execute on function public.set_follow_pace(uuid, text, uuid) to authenticated;

alter function public.stop_follow(uuid) set schema private;
revoke execute on function private.stop_follow(uuid) from authenticated;
create function public.stop_follow(id uuid, write_id uuid default null) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if private.written(write_id, 'stop_follow', null, jsonb_build_array(id)) is null then
    perform private.stop_follow(id);
  end if;
end
$$;
comment on function public.stop_follow(uuid, uuid) is
  'The caller follows this no more. Again is the same. Codes: suspended, not_found.';
grant execute on function public.stop_follow(uuid, uuid) to authenticated;

alter function public.resume_follow(uuid) set schema private;
revoke execute on function private.resume_follow(uuid) from authenticated;
create function public.resume_follow(id uuid, write_id uuid default null) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if private.written(write_id, 'resume_follow', null, jsonb_build_array(id)) is null then
    perform private.resume_follow(id);
  end if;
end
$$;
comment on function public.resume_follow(uuid, uuid) is
  'Takes back a stop, for a day. Codes: suspended, not_found, follow_many.';
grant execute on function public.resume_follow(uuid, uuid) to authenticated;

alter function public.retry_letter(uuid) set schema private;
revoke execute on function private.retry_letter(uuid) from authenticated;
create function public.retry_letter(id uuid, write_id uuid default null) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if private.written(write_id, 'retry_letter', null, jsonb_build_array(id)) is null then
    perform private.retry_letter(id);
  end if;
end
$$;
comment on function public.retry_letter(uuid, uuid) is
  'A stuck letter is tried again from the beginning. Codes: not_found, letter_gone.';
grant execute on function public.retry_letter(uuid, uuid) to authenticated;

alter function public.drop_letter(uuid) set schema private;
revoke execute on function private.drop_letter(uuid) from authenticated;
create function public.drop_letter(id uuid, write_id uuid default null) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if private.written(write_id, 'drop_letter', null, jsonb_build_array(id)) is null then
    perform private.drop_letter(id);
  end if;
end
$$;
comment on function public.drop_letter(uuid, uuid) is
  'A stuck letter is given up. Codes: not_found, letter_gone.';
grant execute on function public.drop_letter(uuid, uuid) to authenticated;

alter function public.renew_order(text) set schema private;
revoke execute on function private.renew_order(text) from anon, authenticated;
create function public.renew_order(token text, write_id uuid default null) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if private.written(write_id, 'renew_order', token, jsonb_build_array()) is null then
    perform private.renew_order(token);
  end if;
end
$$;
comment on function public.renew_order(text, uuid) is
  'New links for the same order, by letter to the unit''s own address and nowhere else; the old ones end. Codes: order_unknown, order_over, order_console, order_nothing_to_do, too_many.';
grant execute on function public.renew_order(text, uuid) to anon, authenticated;

alter function public.resend_order(uuid) set schema private;
revoke execute on function private.resend_order(uuid) from authenticated;
create function public.resend_order(report_id uuid, write_id uuid default null) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if private.written(write_id, 'resend_order', null, jsonb_build_array(report_id)) is null then
    perform private.resend_order(report_id);
  end if;
end
$$;
comment on function public.resend_order(uuid, uuid) is
  'A moderator writes to the unit again, with new links; while a letter waits to leave this does nothing. Codes: not_found, order_nothing_to_do, too_many.';
grant execute on function public.resend_order(uuid, uuid) to authenticated;


-- doors with a key of their own -----------------------------------------------------------------------------------

create or replace function public.note_hotline(report_id uuid, key text, order_number text, result text, note_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports := private.lock_report(note_hotline.report_id, note_hotline.key);
  given jsonb := jsonb_build_object('order_number', note_hotline.order_number, 'result', note_hotline.result);
  number text := private.read_text(given, 'order_number', 40);
  words text := private.read_text(given, 'result', 1000, 'hotline_result');
  there public.hotline_notes;
begin
  if not private.is_reporter(r, note_hotline.key) then
    perform private.refuse('PT404', 'not_found');
  elsif note_id is null then
    perform private.refuse('PT422', 'id_missing', 'note_id');
  elsif number is null and words is null then
    perform private.refuse('PT422', 'hotline_missing', 'order_number');
  end if;
  select * into there from public.hotline_notes n where n.id = note_id;
  if there.id is not null then
    -- The same form again. What it said the first time stands; another report's note is nobody's business here.
    if (there.report_id, there.order_number, there.result) is distinct from (r.id, number, words) then
      perform private.refuse('PT409', 'write_differs', 'note_id');
    end if;
    return;
  elsif r.reporter_left_at is not null then
    perform private.refuse('PT409', 'reporter_left');
  elsif (select count(*) from public.hotline_notes n where n.report_id = r.id) >= 20 then
    perform private.refuse('PT409', 'hotline_many');
  end if;
  insert into public.hotline_notes (id, report_id, order_number, result, noted_at)
  values (note_id, r.id, number, words, private.clock());
end
$$;

create or replace function public.replace_report_key(report_id uuid, old_key text, new_key text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports;
begin
  select * into r from public.reports t where t.id = replace_report_key.report_id for update;
  if private.key_fits(r, replace_report_key.new_key) then
    -- The same form again: it was replaced a moment ago, by whoever knows the new one.
    return;
  elsif r.id is null or not private.key_fits(r, replace_report_key.old_key) then
    perform private.refuse('PT404', 'not_found');
  end if;
  if coalesce(new_key, '') !~* '^[0-9a-f]{32}$' then
    perform private.refuse('PT422', 'key_wrong', 'new_key');
  end if;
  update public.reports t set key_hash = private.hash_key(new_key) where t.id = r.id;
end
$$;
