-- Rows of reports without gaps, and an index of notices that holds what is asked for.


-- flags behind all else ------------------------------------------------------------------------------------------

-- A moment, or any other value of eight bytes, begins at a multiple of eight. Five flags stood between moments and cost a gap each,
-- twenty bytes in every report. What stands in the rows that are there already goes when they are written anew.
alter table public.reports
  add column publish_ boolean not null default false,
  add column contact_ok_ boolean not null default false,
  add column mediation_ boolean not null default false,
  add column stage_due_provisional_ boolean not null default false,
  add column due_provisional_ boolean not null default false;
update public.reports set
  publish_ = publish, contact_ok_ = contact_ok, mediation_ = mediation, stage_due_provisional_ = stage_due_provisional,
  due_provisional_ = due_provisional;
alter table public.reports
  drop column publish, drop column contact_ok, drop column mediation, drop column stage_due_provisional, drop column due_provisional;
alter table public.reports rename column publish_ to publish;
alter table public.reports rename column contact_ok_ to contact_ok;
alter table public.reports rename column mediation_ to mediation;
alter table public.reports rename column stage_due_provisional_ to stage_due_provisional;
alter table public.reports rename column due_provisional_ to due_provisional;
grant select (publish, contact_ok, mediation, stage_due_provisional, due_provisional) on public.reports to authenticated;


-- notices --------------------------------------------------------------------------------------------------------

-- By their report those of followers are looked for, when it ceases to be public. No report is ever deleted, which would read all.
drop index public.notices_report_id;
create index notices_report_id on public.notices (report_id) where kind ~ '^followed_';
