-- The life of a report as a table: who may take it from where to where, and what they must say.
-- move_report reads this table and nothing else decides; docs/decisions/0001 explains it in words.

create table public.report_moves (
  move text not null check (move ~ '^[a-z_]+$'),
  from_status public.report_status not null,
  by public.report_party not null,
  to_status public.report_status,
  assist boolean not null default false,
  needs text[] not null default '{}',
  tells_reporter text,
  tells_units text,
  tells_moderators text,
  primary key (move, from_status, by)
);

create index report_moves_from on public.report_moves (from_status, by);

alter table public.report_moves enable row level security;
create policy report_moves_select on public.report_moves for select to anon, authenticated using (true);
grant select on public.report_moves to anon, authenticated;

comment on table public.report_moves is 'Every move a report can make. What is not here cannot happen.';
comment on column public.report_moves.to_status is
  'null = back to whoever asked: submitted for a moderator (closed, when the time has lapsed), in_progress for a handler.';
comment on column public.report_moves.assist is 'Handlers of an assisting unit may do it too, not only those of the lead unit.';
comment on column public.report_moves.needs is 'Keys of details that must not be blank.';
comment on column public.report_moves.tells_reporter is
  'The kind of the notice, null = none. The same for the units on the case and for the moderators. Nobody is told of their own act.';

-- One line a move: its statuses, who, where to ('=' stays, 'asker' goes back), what it needs, whom it tells.
insert into public.report_moves (move, from_status, by, to_status, assist, needs, tells_reporter, tells_units, tells_moderators)
select
  m.move, f::public.report_status, m.by::public.report_party,
  case m.goes when '=' then f when 'asker' then null else m.goes end::public.report_status,
  m.assist, string_to_array(m.needs, ' '), m.reporter, m.units, m.moderators
from (
  values
    -- screening
    ('accept', 'submitted', 'moderator', 'accepted', false, '', 'accepted', null, null),
    ('ask', 'submitted', 'moderator', 'needs_info', false, 'public_text', 'asked', null, null),
    ('merge', 'submitted accepted dispatched in_progress deferred reopened', 'moderator', 'merged', false, 'target public_text', 'merged', 'recalled', null),
    ('redirect', 'submitted accepted dispatched in_progress deferred reopened', 'moderator', 'redirected', false, 'channel public_text', 'redirected', 'recalled', null),
    ('refuse', 'submitted accepted', 'moderator', 'refused', false, 'public_text', 'refused', null, null),
    -- dispatching
    ('dispatch', 'accepted objected reopened', 'moderator', 'dispatched', false, 'lead', 'dispatched', 'dispatched', null),
    ('recall', 'dispatched in_progress deferred reopened objected', 'moderator', 'accepted', false, 'internal_text', null, 'recalled', null),
    ('take_on', 'dispatched', 'handler', 'in_progress', false, '', 'taken_on', null, null),
    ('object', 'dispatched in_progress', 'handler', 'objected', false, 'internal_text', null, null, 'objected'),
    -- handling
    ('ask', 'in_progress', 'handler', 'needs_info', false, 'public_text', 'asked', null, null),
    ('supply', 'needs_info', 'reporter', 'asker', false, 'public_text', null, 'information_added', null),
    ('answer', 'in_progress deferred', 'handler', 'resolved', false, 'answer_kind public_text', 'answered', null, null),
    ('defer', 'in_progress', 'handler', 'deferred', false, 'public_text until', 'deferred', null, null),
    ('allow_deferral', 'in_progress deferred', 'moderator', '=', false, 'internal_text', null, 'deferral_allowed', null),
    ('resume', 'deferred', 'handler', 'in_progress', false, '', 'resumed', null, null),
    ('resume', 'deferred', 'clock', 'in_progress', false, '', 'resumed', 'resumed', null),
    ('send_on', 'dispatched in_progress deferred', 'reporter', '=', false, '', null, 'sent_on', null),
    ('send_on', 'resolved', 'reporter', 'in_progress', false, '', null, 'sent_on', null),
    -- closing
    ('call_back', 'resolved', 'reporter', 'closed', false, 'solved', null, 'closed', null),
    ('record_callback', 'resolved', 'moderator', 'closed', false, 'reached solved', 'closed', 'closed', null),
    ('reopen', 'resolved', 'reporter', 'reopened', false, 'public_text', null, null, 'reopened'),
    ('return_answer', 'resolved', 'moderator', 'in_progress', false, 'internal_text', 'returned', 'returned', null),
    ('close', 'reopened', 'moderator', 'closed', false, 'public_text outcome', 'closed', 'closed', null),
    ('lapse', 'needs_info', 'clock', 'asker', false, '', 'lapsed', 'lapsed', null),
    ('lapse', 'resolved', 'clock', 'closed', false, '', 'closed', 'closed', null),
    -- leaving and coming back
    ('withdraw', 'submitted needs_info accepted dispatched in_progress objected deferred', 'reporter', 'withdrawn', false, '', null, 'withdrawn', null),
    ('resubmit', 'closed', 'reporter', 'submitted', false, 'public_text', null, null, null),
    ('reinstate', 'merged redirected refused closed', 'moderator', 'accepted', false, 'internal_text', 'reinstated', null, null),
    -- alongside
    ('add_information', 'submitted needs_info accepted dispatched in_progress objected deferred resolved reopened', 'reporter', '=', false, 'public_text', null, 'information_added', null),
    ('add_note', 'submitted needs_info accepted dispatched in_progress objected deferred resolved reopened closed merged redirected refused withdrawn', 'moderator', '=', false, 'internal_text', null, null, null),
    ('add_note', 'submitted needs_info accepted dispatched in_progress objected deferred resolved reopened closed merged redirected refused withdrawn', 'handler', '=', true, 'internal_text', null, null, null),
    ('mark_urgent', 'submitted needs_info accepted dispatched in_progress objected deferred resolved reopened', 'moderator', '=', false, 'duty_number called_at called_whom', null, 'marked_urgent', null),
    ('escalate', 'dispatched', 'clock', '=', false, '', null, 'escalated', 'escalated'),
    ('translate', 'submitted needs_info accepted dispatched in_progress objected deferred resolved reopened closed merged redirected refused withdrawn', 'moderator', '=', false, 'event_id public_text_translation', null, null, null),
    ('translate', 'submitted needs_info accepted dispatched in_progress objected deferred resolved reopened closed merged redirected refused withdrawn', 'handler', '=', false, 'event_id public_text_translation', null, null, null)
) as m (move, froms, by, goes, assist, needs, reporter, units, moderators)
cross join unnest(string_to_array(m.froms, ' ')) as f;
