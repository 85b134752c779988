-- The case and what belongs to it. Only functions write here; this file says what is kept and who may read it.


-- words ----------------------------------------------------------------------------------------------------------

create type public.report_status as enum (
  'submitted', 'needs_info', 'accepted', 'dispatched', 'in_progress', 'objected', 'deferred', 'resolved', 'reopened',
  'closed', 'merged', 'redirected', 'refused', 'withdrawn'
);
create type public.report_outcome as enum ('solved', 'not_solved', 'unverified', 'no_information', 'unanswered');
create type public.report_party as enum ('reporter', 'moderator', 'handler', 'clock');
create type public.report_time_pattern as enum ('once', 'daily', 'workdays', 'weekends', 'nights', 'irregular');
create type public.answer_kind as enum (
  'fixed', 'scheduled', 'inspected_nothing_found', 'not_a_violation', 'cannot_now', 'not_ours'
);
create type public.unit_part as enum ('lead', 'assist');
create type public.callback_word as enum ('yes', 'no', 'no_answer');
create type public.report_stage as enum ('open', 'answered', 'closed');


-- reports --------------------------------------------------------------------------------------------------------

create table public.reports (
  id uuid primary key,
  code text not null unique check (code ~ '^CY-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$'),

  -- Who sent it and with what: granted to nobody.
  key_hash bytea not null,
  content_hash bytea not null,
  author_id uuid references auth.users (id) on delete set null,

  -- What was said. Never changed after receipt.
  lang text not null check (lang in ('zh', 'en')),
  category_code text not null references public.categories (code) on delete restrict,
  description text not null check (char_length(description) <= 4000),
  lat double precision check (lat between -90 and 90),
  lng double precision check (lng between -180 and 180),
  subdistrict_code text not null references public.subdistricts (code) on delete restrict,
  subdistrict_guessed boolean not null default false,
  outside boolean not null default false,
  landmark text check (char_length(landmark) <= 200),
  place text check (char_length(place) <= 200),
  happened_at timestamptz,
  time_pattern public.report_time_pattern,
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object'),
  danger_answered text check (char_length(danger_answered) <= 40),
  photos_declared smallint not null default 0 check (photos_declared between 0 and 4),
  received_at timestamptz not null,

  -- What the reporter allows. The first two end when the reporter leaves.
  publish boolean not null default false,
  contact_ok boolean not null default false,
  mediation boolean not null default false,
  reporter_left_at timestamptz,

  -- Where it stands.
  status public.report_status not null default 'submitted',
  outcome public.report_outcome,
  version int not null default 1 check (version > 0),
  lead_unit_code text references public.units (code) on delete restrict,
  limit_days int check (limit_days between 1 and 365),
  asked_by public.report_party,
  objections smallint not null default 0,
  deferrals smallint not null default 0,
  deferred_days int not null default 0,
  deferred_until date,
  deferral_allowed boolean not null default false,
  reopenings smallint not null default 0,
  merged_into uuid references public.reports (id) on delete set null,
  urgent_at timestamptz,
  escalated_at timestamptz,

  -- Clocks.
  photos_complete_at timestamptz,
  stage_since timestamptz not null,
  stage_due_at timestamptz,
  stage_due_provisional boolean not null default false,
  counts_from timestamptz not null,
  due_at timestamptz,
  due_provisional boolean not null default false,
  accepted_at timestamptz,
  answered_at timestamptz,
  ended_at timestamptz,
  published_at timestamptz,
  updated_at timestamptz not null,

  constraint reports_point_is_whole check ((lat is null) = (lng is null)),
  constraint reports_have_a_place check (lat is not null or landmark is not null),
  constraint reports_say_something check (description <> '' or photos_declared > 0),
  constraint reports_outcome_when_closed check ((status = 'closed') = (outcome is not null)),
  constraint reports_asked_when_waiting check ((status = 'needs_info') = (asked_by is not null)),
  constraint reports_merged_has_target check (merged_into is null or (status = 'merged' and merged_into <> id)),
  constraint reports_led_when_with_a_unit check (
    (status in ('dispatched', 'in_progress', 'objected', 'deferred', 'resolved')) <= (lead_unit_code is not null)
  ),
  constraint reports_ended_has_time check (
    (status in ('closed', 'merged', 'redirected', 'refused', 'withdrawn')) = (ended_at is not null)
  )
);

-- Queues, oldest first, read by keyset. Staff see nothing whose photos are still on their way.
create index reports_queue on public.reports (status, stage_since, id) where photos_complete_at is not null;
create index reports_unit_queue on public.reports (lead_unit_code, status, stage_since, id);
create index reports_open on public.reports (stage_since, id)
where status not in ('closed', 'merged', 'redirected', 'refused', 'withdrawn');
create index reports_author_id on public.reports (author_id, received_at desc) where author_id is not null;
create index reports_merged_into on public.reports (merged_into) where merged_into is not null;
create index reports_category_code on public.reports (category_code, received_at desc);
create index reports_subdistrict_code on public.reports (subdistrict_code);
create index reports_photos_missing on public.reports (received_at) where photos_complete_at is null;
-- What the clock looks for.
create index reports_stage_due on public.reports (status, stage_due_at)
where status in ('needs_info', 'resolved', 'dispatched', 'deferred');

alter table public.reports enable row level security;

comment on table public.reports is
  'One case (一件反映). No contact in it. Only submit_report, move_report, undo_move, claim_report and run_due write here.';
comment on column public.reports.key_hash is 'SHA-256 of the key that the reporter''s page carries. The key itself is kept nowhere.';
comment on column public.reports.content_hash is 'SHA-256 of what was sent, so that the same form sent twice is one report.';
comment on column public.reports.outside is 'The point is outside the schematic outline, but by no more than a kilometre.';
comment on column public.reports.counts_from is 'When the whole limit began: receipt, or the reopening, resubmission or end of mediation.';
comment on column public.reports.asked_by is 'Who waits for the reporter''s words. The case goes back to them.';
comment on column public.reports.deferred_days is 'Working days granted by all deferrals together.';
comment on column public.reports.deferral_allowed is 'A moderator agreed to one deferral beyond the limit.';
comment on column public.reports.answered_at is 'The first answer. Later ones do not count again.';
comment on column public.reports.published_at is 'When the public copy was first made, kept while it is hidden.';


-- contact --------------------------------------------------------------------------------------------------------

create table public.report_contacts (
  report_id uuid primary key references public.reports (id) on delete cascade,
  email text check (char_length(email) <= 254),
  phone text check (char_length(phone) <= 30),
  constraint report_contacts_hold_something check (email is not null or phone is not null)
);

alter table public.report_contacts enable row level security;

comment on table public.report_contacts is
  'Apart from the case and granted to nobody: a forgotten column grant cannot leak it. Doors: reveal_contact, report_page (masked).';


-- photos ---------------------------------------------------------------------------------------------------------

create table public.report_photos (
  report_id uuid not null references public.reports (id) on delete cascade,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  position smallint not null check (position between 1 and 4),
  arrived_at timestamptz,
  primary key (report_id, sha256),
  unique (report_id, position)
);

alter table public.report_photos enable row level security;

comment on table public.report_photos is 'The manifest: which photos were promised, and which have arrived.';


-- units on a case ------------------------------------------------------------------------------------------------

create table public.report_units (
  id bigint generated always as identity primary key,
  report_id uuid not null references public.reports (id) on delete cascade,
  unit_code text not null references public.units (code) on delete restrict,
  part public.unit_part not null,
  since timestamptz not null,
  until timestamptz
);

create unique index report_units_one_lead on public.report_units (report_id) where until is null and part = 'lead';
create unique index report_units_once on public.report_units (report_id, unit_code) where until is null;
create index report_units_report_id on public.report_units (report_id);
create index report_units_unit_code on public.report_units (unit_code) where until is null;
create index report_units_all_of_unit on public.report_units (unit_code);

alter table public.report_units enable row level security;

comment on table public.report_units is 'Which unit led or assisted from when until when. A row without an end is the present.';


-- events ---------------------------------------------------------------------------------------------------------

create table public.report_events (
  id bigint generated always as identity primary key,
  report_id uuid not null references public.reports (id) on delete cascade,
  party public.report_party not null,
  actor_id uuid references auth.users (id) on delete set null,
  unit_code text references public.units (code) on delete restrict,
  move text not null,
  from_status public.report_status,
  to_status public.report_status not null,
  public_text text,
  public_lang text check (public_lang in ('zh', 'en')),
  public_text_translation text,
  internal_text text,
  email_text text,
  answer_kind public.answer_kind,
  data jsonb not null default '{}' check (jsonb_typeof(data) = 'object'),
  before jsonb,
  created_at timestamptz not null,
  undone_at timestamptz
);

create index report_events_report_id on public.report_events (report_id, id);
create index report_events_actor_id on public.report_events (actor_id) where actor_id is not null;
create index report_events_unit_code on public.report_events (unit_code) where unit_code is not null;

alter table public.report_events enable row level security;

comment on table public.report_events is
  'Append-only. Words for the public, for colleagues and for the e-mail are three columns, so that none slips into another.';
comment on column public.report_events.before is 'The case as it was before the move, for undo. Granted to nobody.';
comment on column public.report_events.actor_id is 'Who did it. Granted to nobody; moderators see a name through report_case.';
comment on column public.report_events.public_text_translation is 'On a translate event: the words of the event in data.event_id in the other language.';

-- History is not edited. The one exception is the mark that a move was undone, set once; and the account of
-- somebody who deleted it disappears by the foreign key.
create function private.keep_event() returns trigger
language plpgsql set search_path = '' as $$
begin
  if old.undone_at is not null and new.undone_at is distinct from old.undone_at
    or (to_jsonb(new) - array['undone_at', 'actor_id']) <> (to_jsonb(old) - array['undone_at', 'actor_id'])
    or new.actor_id is not null and new.actor_id is distinct from old.actor_id
  then
    raise exception 'report_events is append-only' using errcode = '55000';
  end if;
  return new;
end
$$;
comment on function private.keep_event() is 'Refuses every change to an event but the mark that it was undone.';

create trigger keep_event before update on public.report_events
for each row execute function private.keep_event();


-- callbacks ------------------------------------------------------------------------------------------------------

create table public.callbacks (
  report_id uuid not null references public.reports (id) on delete cascade,
  round smallint not null check (round > 0),
  event_id bigint not null references public.report_events (id) on delete cascade,
  party public.report_party not null,
  reached public.callback_word not null check (reached in ('yes', 'no')),
  solved public.callback_word not null,
  satisfied public.callback_word not null,
  words text check (char_length(words) <= 4000),
  created_at timestamptz not null,
  primary key (report_id, round)
);

create index callbacks_event_id on public.callbacks (event_id);

alter table public.callbacks enable row level security;

comment on table public.callbacks is 'Reached? Solved? Satisfied? One row a round; a case that comes back has another.';


-- looks at a contact ---------------------------------------------------------------------------------------------

create table public.contact_reveals (
  id bigint generated always as identity primary key,
  report_id uuid not null references public.reports (id) on delete cascade,
  actor_id uuid references auth.users (id) on delete set null,
  unit_code text references public.units (code) on delete restrict,
  reason text not null check (char_length(reason) between 1 and 500),
  revealed_at timestamptz not null
);

create index contact_reveals_report_id on public.contact_reveals (report_id, id);
create index contact_reveals_actor_id on public.contact_reveals (actor_id) where actor_id is not null;
create index contact_reveals_unit_code on public.contact_reveals (unit_code) where unit_code is not null;

alter table public.contact_reveals enable row level security;

comment on table public.contact_reveals is 'Who looked at a reporter''s contact, when and why. The reporter sees it, without the colleague''s name.';


-- notices --------------------------------------------------------------------------------------------------------

create table public.notices (
  id bigint generated always as identity primary key,
  recipient_id uuid not null references auth.users (id) on delete cascade,
  report_id uuid not null references public.reports (id) on delete cascade,
  event_id bigint not null references public.report_events (id) on delete cascade,
  kind text not null check (kind ~ '^[a-z_]+$'),
  params jsonb not null default '{}' check (jsonb_typeof(params) = 'object'),
  ready_at timestamptz not null,
  read_at timestamptz,
  created_at timestamptz not null,
  unique (recipient_id, event_id)
);

create index notices_inbox on public.notices (recipient_id, ready_at desc, id desc);
create index notices_report_id on public.notices (report_id);
create index notices_event_id on public.notices (event_id);

alter table public.notices enable row level security;

comment on table public.notices is 'The inbox. A notice waits until its move can no longer be undone. It holds codes, never words from a case.';


-- the public copy ------------------------------------------------------------------------------------------------

create table public.published_reports (
  report_id uuid primary key references public.reports (id) on delete cascade,
  category_code text not null references public.categories (code) on delete restrict,
  subdistrict_code text not null references public.subdistricts (code) on delete restrict,
  lat double precision,
  lng double precision,
  precision public.location_precision not null,
  month date not null check (extract(day from month) = 1),
  stage public.report_stage not null,
  published_at timestamptz not null,
  constraint published_reports_point_is_whole check ((lat is null) = (lng is null)),
  constraint published_reports_subdistrict_has_no_point check (precision <> 'subdistrict' or lat is null)
);

create index published_reports_latest on public.published_reports (published_at desc, report_id);
create index published_reports_category_code on public.published_reports (category_code);
create index published_reports_subdistrict_code on public.published_reports (subdistrict_code);

alter table public.published_reports enable row level security;

comment on table public.published_reports is
  'The only table about reports that the public reads. A stub: category, coarse place, month, stage; no words, no photo, no code.';


-- figures --------------------------------------------------------------------------------------------------------

create table public.daily_figures (
  day date primary key,
  received int not null default 0,
  answered int not null default 0,
  ended int not null default 0,
  closed int not null default 0,
  solved int not null default 0
);

alter table public.daily_figures enable row level security;

comment on table public.daily_figures is
  'Counts by Beijing day, kept as cases move, so that no page ever counts cases. Open cases = all received − all ended.';


-- predicates -----------------------------------------------------------------------------------------------------

create function private.has_case(report_id uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  units text[] := private.my_units();
begin
  return units <> '{}' and exists (
    select from public.report_units u
    where u.report_id = has_case.report_id and u.until is null and u.unit_code = any (units)
  );
end
$$;
comment on function private.has_case(uuid) is 'A unit of the caller leads or assists in this case now.';

create function private.sees_report(report_id uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from public.reports r where r.id = sees_report.report_id and r.photos_complete_at is not null)
    and (private.has_role('moderator') or private.has_case(sees_report.report_id));
end
$$;
comment on function private.sees_report(uuid) is 'The caller may read this case as staff: any moderator, or a handler whose unit has it now.';

create function private.is_author(report_id uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from public.reports r where r.id = is_author.report_id and r.author_id = (select auth.uid()));
end
$$;
comment on function private.is_author(uuid) is 'The report belongs to the caller''s account.';

grant execute on function private.has_case(uuid), private.sees_report(uuid), private.is_author(uuid) to authenticated;


-- policies and grants --------------------------------------------------------------------------------------------
-- Nobody writes through the API: there is no insert, update or delete policy but the read mark of a notice.

create policy reports_select on public.reports for select to authenticated
using (photos_complete_at is not null and ((select private.has_role('moderator')) or private.has_case(id)));

grant select (
  id, code, lang, category_code, description, lat, lng, subdistrict_code, subdistrict_guessed, outside, landmark, place,
  happened_at, time_pattern, answers, danger_answered, photos_declared, received_at, publish, contact_ok, mediation,
  reporter_left_at, status, outcome, version, lead_unit_code, limit_days, asked_by, objections, deferrals, deferred_days,
  deferred_until, deferral_allowed, reopenings, merged_into, urgent_at, escalated_at, photos_complete_at, stage_since,
  stage_due_at, stage_due_provisional, counts_from, due_at, due_provisional, accepted_at, answered_at, ended_at,
  published_at, updated_at
) on public.reports to authenticated;

create policy report_photos_select on public.report_photos for select to authenticated
using (private.sees_report(report_id));
grant select on public.report_photos to authenticated;

create policy report_units_select on public.report_units for select to authenticated
using (private.sees_report(report_id));
grant select on public.report_units to authenticated;

create policy report_events_select on public.report_events for select to authenticated
using (private.sees_report(report_id));
grant select (
  id, report_id, party, unit_code, move, from_status, to_status, public_text, public_lang, public_text_translation,
  internal_text, email_text, answer_kind, data, created_at, undone_at
) on public.report_events to authenticated;

create policy callbacks_select on public.callbacks for select to authenticated
using (private.sees_report(report_id));
grant select on public.callbacks to authenticated;

create policy contact_reveals_select on public.contact_reveals for select to authenticated
using (
  private.is_author(report_id)
  or ((select private.has_role('moderator')) and private.sees_report(report_id))
);
grant select (id, report_id, unit_code, reason, revealed_at) on public.contact_reveals to authenticated;

create policy notices_select on public.notices for select to authenticated
using (recipient_id = (select auth.uid()) and ready_at <= (select private.clock()));
create policy notices_update on public.notices for update to authenticated
using (recipient_id = (select auth.uid()) and ready_at <= (select private.clock()))
with check (recipient_id = (select auth.uid()));
grant select on public.notices to authenticated;
grant update (read_at) on public.notices to authenticated;

create policy published_reports_select on public.published_reports for select to anon, authenticated using (true);
grant select on public.published_reports to anon, authenticated;
