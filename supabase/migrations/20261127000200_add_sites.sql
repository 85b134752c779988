-- Reported sites (被反映点位): a restaurant, a building site or a machine that gathers reports. docs/decisions/0007-sites.md.
-- Nobody reads or writes these tables directly; the doors in 20261127000210_show_sites.sql decide who sees what.


-- words ----------------------------------------------------------------------------------------------------------

create type public.site_kind as enum (
  'restaurant', 'shop', 'market', 'construction_site', 'workshop', 'machine', 'waste_point', 'outfall', 'car_park', 'other'
);
create type public.site_act as enum ('make', 'edit', 'archive', 'restore', 'merge', 'split', 'link', 'unlink', 'forget');

create function private.holds_contact(words text) returns boolean
language sql immutable parallel safe set search_path = '' as $$
  select coalesce(
    w ~ '[^[:space:]@]@[^[:space:]@]+\.' or w ~ '([0-9][ .()-]*){7}' or w ~* '(微信|wechat|weixin|qq)[^[:alnum:]]{0,3}[a-z0-9_-]{5}',
    false
  )
  -- A date is not a telephone number, however it is written.
  from (
    select regexp_replace(normalize(words, nfkc), '[0-9]{4}[-./年][0-9]{1,2}[-./月][0-9]{1,2}', ' ', 'g') as w
  ) t
$$;
comment on function private.holds_contact(text) is
  'The words hold what looks like an e-mail address, a telephone number or the name of a chat account.';


-- sites ----------------------------------------------------------------------------------------------------------

create table public.sites (
  id uuid primary key,
  version int not null default 1 check (version > 0),
  kind public.site_kind not null,
  name_zh text check (char_length(name_zh) between 1 and 80),
  name_en text check (char_length(name_en) between 1 and 120),
  landmark text check (char_length(landmark) between 1 and 200),
  subdistrict_code text not null references public.subdistricts (code) on delete restrict,
  lat double precision check (lat between -90 and 90),
  lng double precision check (lng between -180 and 180),
  note text check (char_length(note) between 1 and 1000),
  merged_into uuid references public.sites (id) on delete cascade,
  root_id uuid not null references public.sites (id) on delete cascade,
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  forgotten_at timestamptz,
  -- Of this site with all that were merged into it; kept by a trigger on report_sites.
  reports int not null default 0,
  active_at timestamptz not null,
  spot point generated always as (private.spot(lat, lng)) stored,
  names text[] not null generated always as (array[private.folded(name_zh), private.folded(name_en)]) stored,
  line text not null generated always as (
    '|' || private.folded(name_zh) || '|' || private.folded(name_en) || '|' || private.folded(landmark) || '|'
  ) stored,
  grams tsvector not null generated always as (
    private.bigrams(coalesce(name_zh, '') || coalesce(name_en, '') || coalesce(landmark, ''))
  ) stored,
  constraint sites_have_a_name check (name_zh is not null or name_en is not null or forgotten_at is not null),
  constraint sites_point_is_whole check ((lat is null) = (lng is null)),
  constraint sites_forgotten_is_archived check (forgotten_at is null or archived_at is not null),
  constraint sites_root_stands check ((merged_into is null) = (root_id = id)),
  constraint sites_hold_no_contact check (not private.holds_contact(concat_ws(' | ', name_zh, name_en, landmark, note)))
);

create index sites_latest on public.sites (active_at desc, id desc) where merged_into is null and archived_at is null;
create index sites_kind on public.sites (kind, active_at desc, id desc) where merged_into is null and archived_at is null;
create index sites_here on public.sites (subdistrict_code, active_at desc, id desc) where archived_at is null;
create index sites_archived on public.sites (active_at desc, id desc) where merged_into is null and archived_at is not null;
create index sites_unused on public.sites (updated_at) where reports = 0 and forgotten_at is null;
create index sites_spot on public.sites using gist (spot) where archived_at is null;
-- Written seldom and searched often: no list of what is still to be sorted in.
create index sites_grams on public.sites using gin (grams) with (fastupdate = off);
create index sites_subdistrict_code on public.sites (subdistrict_code);
create index sites_merged_into on public.sites (merged_into) where merged_into is not null;
create index sites_root_id on public.sites (root_id);
create index sites_created_by on public.sites (created_by) where created_by is not null;

alter table public.sites enable row level security;

comment on table public.sites is
  'What gathers reports, as staff name it. It says nothing about guilt, holds no contact and is never public. Granted to nobody.';
comment on column public.sites.merged_into is 'The same site under another name. Links stay where they were made, so that it comes apart exactly.';
comment on column public.sites.root_id is 'The end of the chain of merged_into: itself, when it stands for itself.';
comment on column public.sites.active_at is 'When a report was last linked; when it was made, while there is none.';
comment on column public.sites.forgotten_at is 'Every case of it is forgotten, so its name, place and notes are too.';
comment on column public.sites.names is 'Both names folded, to find them in the words of a case.';
comment on column public.sites.line is 'Names and landmark folded, joined by |, for beginnings and middles.';


-- links ----------------------------------------------------------------------------------------------------------

create table public.report_sites (
  report_id uuid primary key references public.reports (id) on delete cascade,
  site_id uuid not null references public.sites (id) on delete cascade,
  linked_by uuid references auth.users (id) on delete set null,
  linked_at timestamptz not null
);

create index report_sites_site_id on public.report_sites (site_id, report_id);
create index report_sites_linked_by on public.report_sites (linked_by) where linked_by is not null;

alter table public.report_sites enable row level security;

comment on table public.report_sites is 'Which site a report is about: at most one. Granted to nobody.';


-- what happened --------------------------------------------------------------------------------------------------

create table public.site_events (
  id bigint generated always as identity primary key,
  site_id uuid not null references public.sites (id) on delete cascade,
  report_id uuid references public.reports (id) on delete cascade,
  other_site_id uuid references public.sites (id) on delete set null,
  act public.site_act not null,
  actor_id uuid references auth.users (id) on delete set null,
  unit_code text references public.units (code) on delete restrict,
  data jsonb not null default '{}' check (jsonb_typeof(data) = 'object'),
  created_at timestamptz not null,
  constraint site_events_link_a_report check ((act in ('link', 'unlink')) = (report_id is not null))
);

create index site_events_site_id on public.site_events (site_id, id);
create index site_events_report_id on public.site_events (report_id, id) where report_id is not null;
create index site_events_other_site_id on public.site_events (other_site_id) where other_site_id is not null;
create index site_events_actor_id on public.site_events (actor_id) where actor_id is not null;
create index site_events_unit_code on public.site_events (unit_code) where unit_code is not null;

alter table public.site_events enable row level security;

comment on table public.site_events is
  'Append-only: who made, changed, merged and linked what. Beside report_events, which the reporter reads and undo looks at. Granted to nobody.';
comment on column public.site_events.data is 'What was written, for make and edit; emptied when the site is forgotten.';

create function private.keep_site_event() returns trigger
language plpgsql set search_path = '' as $$
begin
  if to_jsonb(new) - array['actor_id', 'other_site_id', 'data'] <> to_jsonb(old) - array['actor_id', 'other_site_id', 'data']
    or new.actor_id is not null and new.actor_id is distinct from old.actor_id
    or new.other_site_id is not null and new.other_site_id is distinct from old.other_site_id
    or new.data <> old.data and new.data <> '{}'
  then
    raise exception 'site_events is append-only' using errcode = '55000';
  end if;
  return new;
end
$$;
comment on function private.keep_site_event() is 'Refuses every change to an event of a site but that words and accounts end.';

create trigger keep_site_event before update on public.site_events
for each row execute function private.keep_site_event();

insert into private.export_exceptions (relation, reason) values
  ('public.sites', 'A place as colleagues name it; the account is that of the colleague who made it.'),
  ('public.report_sites', 'Which place colleagues think a report is about. It says nothing of its reporter, and sites are told to nobody outside.'),
  ('public.site_events', 'What colleagues did to such a link. It says nothing of the reporter.');


-- counting -------------------------------------------------------------------------------------------------------

create function private.count_site(site_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.sites s set
    reports = n.reports, active_at = coalesce(n.last_at, s.created_at)
  from (
    select count(*) as reports, max(l.linked_at) as last_at
    from public.sites t join public.report_sites l on l.site_id = t.id
    where t.root_id = count_site.site_id
  ) n
  where s.id = count_site.site_id;
end
$$;
comment on function private.count_site(uuid) is 'Counts anew what is linked with a site and with all that were merged into it.';

create function private.count_linked() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.count_site(s.root_id) from public.sites s where s.id = coalesce(new.site_id, old.site_id);
  return null;
end
$$;
comment on function private.count_linked() is 'After a link came or went.';

create trigger count_linked after insert or delete on public.report_sites
for each row execute function private.count_linked();


-- the end of what is kept ----------------------------------------------------------------------------------------

create function private.forget_site(site_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
begin
  update public.sites s set
    name_zh = null, name_en = null, landmark = null, lat = null, lng = null, note = null, created_by = null,
    archived_at = coalesce(s.archived_at, moment), forgotten_at = moment, updated_at = moment, version = s.version + 1
  where s.root_id = forget_site.site_id and s.forgotten_at is null;
  update public.site_events e set data = '{}'
  from public.sites s where s.root_id = forget_site.site_id and e.site_id = s.id and e.data <> '{}';
  insert into public.site_events (site_id, act, created_at) values (forget_site.site_id, 'forget', moment);
end
$$;
comment on function private.forget_site(uuid) is
  'Archives a site and leaves of it its kind, subdistrict and dates: it may be a person''s stall, and nothing is left that is about it.';

create function private.forget_place_of_report() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  root uuid;
  unused uuid;
begin
  select s.root_id into root from public.report_sites l join public.sites s on s.id = l.site_id where l.report_id = new.id;
  delete from public.site_events e where e.report_id = new.id;
  delete from public.report_sites l where l.report_id = new.id;
  if root is not null and (select s.reports from public.sites s where s.id = root) = 0 then
    perform private.forget_site(root);
  end if;
  -- A site that nothing was linked with for as long is nobody's business either.
  for unused in
    select s.id from public.sites s
    where s.reports = 0 and s.forgotten_at is null and s.merged_into is null and s.updated_at <= private.clock() - interval '3 years'
    order by s.updated_at limit 20
    for update skip locked
  loop
    perform private.forget_site(unused);
  end loop;
  return null;
end
$$;
comment on function private.forget_place_of_report() is
  'When only a record is left of a report, its link goes, and the site with it if that was its last.';

create trigger forget_place after update of forgotten_at on public.reports
for each row when (old.forgotten_at is null and new.forgotten_at is not null)
execute function private.forget_place_of_report();
