-- What the public sees of a photo. A moderator covers what must not be seen, looks at the covered picture and releases it;
-- our server makes two new pictures from the one that was received, and stores them under a name that is nobody's guess.
-- As with words (docs/decisions/0004): photo_releases is the decision, published_photos is what is shown, worked out from
-- it in the transaction that changes either. docs/decisions/0013-released-photos.md says why.


-- the decision ---------------------------------------------------------------------------------------------------

create function private.are_rectangles(rectangles jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select jsonb_typeof(rectangles) = 'array' and jsonb_array_length(rectangles) <= 20 and not exists (
    select from jsonb_array_elements(case jsonb_typeof(rectangles) when 'array' then rectangles else '[]' end) e
    where jsonb_typeof(e) <> 'object'
      or (select array_agg(k order by k) from jsonb_object_keys(case jsonb_typeof(e) when 'object' then e else '{}' end) k)
        is distinct from array['height', 'width', 'x', 'y']
      or exists (
        select from jsonb_each_text(case jsonb_typeof(e) when 'object' then e else '{}' end) v
        where v.value !~ '^[0-9]{1,4}$' or v.value::int > 2048 or v.key in ('width', 'height') and v.value::int < 1
      )
  )
$$;
comment on function private.are_rectangles(jsonb) is
  'At most twenty {x, y, width, height} in whole pixels of the large picture.';

create table public.photo_releases (
  report_id uuid not null references public.reports (id) on delete cascade,
  sha256 text not null,
  shown boolean not null,
  rectangles jsonb not null default '[]' check (private.are_rectangles(rectangles)),
  alt_zh text check (char_length(alt_zh) between 1 and 300),
  alt_en text check (char_length(alt_en) between 1 and 300),
  nothing_identifies boolean not null default false,
  form_id uuid,
  name uuid unique,
  dark_since timestamptz,
  decided_by uuid references auth.users (id) on delete set null,
  decided_at timestamptz not null,
  primary key (report_id, sha256),
  foreign key (report_id, sha256) references public.report_photos (report_id, sha256) on delete cascade,
  constraint photo_releases_named_while_shown check (name is null or shown)
);

create index photo_releases_decided_by on public.photo_releases (decided_by) where decided_by is not null;
create index photo_releases_dark_since on public.photo_releases (dark_since) where name is not null and dark_since is not null;

alter table public.photo_releases enable row level security;
create policy photo_releases_select on public.photo_releases for select to authenticated
using ((select private.has_role('moderator')) and private.sees_report(report_id) and not private.is_author(report_id));
grant select (report_id, sha256, shown, rectangles, alt_zh, alt_en, nothing_identifies, name, decided_at)
on public.photo_releases to authenticated;

comment on table public.photo_releases is
  'What a moderator decided about one photo: shown with these parts covered, or not for the public. No row: nobody has looked yet.';
comment on column public.photo_releases.rectangles is 'What is covered, in pixels of the large picture as it was received. Kept, so that it can be done again.';
comment on column public.photo_releases.nothing_identifies is 'It was ticked that the photo shows no door, sign or view that tells where it is.';
comment on column public.photo_releases.form_id is 'Of the form that was sent: sent again it is the same release. Granted to nobody.';
comment on column public.photo_releases.name is
  'Of the covered picture: its public address and its folder in the bucket released-photos. Each release has a new one; null when there is no covered picture any more.';
comment on column public.photo_releases.dark_since is
  'Since when the covered picture exists and nobody may see it. After ten minutes, when no undo can bring it back, it is swept. Granted to nobody.';


-- what is shown --------------------------------------------------------------------------------------------------

create table public.published_photos (
  name uuid primary key references public.photo_releases (name) on delete cascade,
  report_id uuid not null references public.published_reports (report_id) on delete cascade,
  position smallint not null check (position between 1 and 4),
  width int not null check (width between 1 and 2048),
  height int not null check (height between 1 and 2048),
  alt_zh text,
  alt_en text,
  unique (report_id, position)
);

alter table public.published_photos enable row level security;
create policy published_photos_select on public.published_photos for select to anon, authenticated using (true);
grant select on public.published_photos to anon, authenticated;

comment on table public.published_photos is
  'The photos that everybody may see, covered. Goes with its report''s public row and with the decision; holds no time and nothing of the photo as it was sent.';
comment on column public.published_photos.name is '/photos/<name>.webp';

create table private.photo_queue (
  report_id uuid primary key references public.published_reports (report_id) on delete cascade,
  since timestamptz not null
);

create index photo_queue_since on private.photo_queue (since, report_id);

alter table private.photo_queue enable row level security;

comment on table private.photo_queue is
  'Public cases with a photo that nobody has decided about, or whose released picture is gone. Kept beside the photos, so that the queue costs what is in it.';

create function private.keep_public_photos(report_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  how public.location_precision;
begin
  select p.precision into how from public.published_reports p where p.report_id = keep_public_photos.report_id;
  if how is null then
    return; -- Its photos went with the public row.
  end if;
  delete from public.published_photos t
  where t.report_id = keep_public_photos.report_id and not exists (
    select from public.photo_releases d where d.name = t.name and (how = 'exact' or d.nothing_identifies)
  );
  insert into public.published_photos (name, report_id, position, width, height, alt_zh, alt_en)
  select d.name, d.report_id, p.position, p.width, p.height, d.alt_zh, d.alt_en
  from public.photo_releases d
  join public.report_photos p on p.report_id = d.report_id and p.sha256 = d.sha256
  where d.report_id = keep_public_photos.report_id and d.name is not null and (how = 'exact' or d.nothing_identifies)
  on conflict (name) do nothing;

  if exists (
    select from public.report_photos p
    left join public.photo_releases d on d.report_id = p.report_id and d.sha256 = p.sha256
    where p.report_id = keep_public_photos.report_id and p.arrived_at is not null
      and (d.shown is null or d.shown and not exists (select from public.published_photos t where t.name = d.name))
  ) then
    insert into private.photo_queue (report_id, since) values (keep_public_photos.report_id, private.clock())
    on conflict do nothing;
  else
    delete from private.photo_queue q where q.report_id = keep_public_photos.report_id;
  end if;
end
$$;
comment on function private.keep_public_photos(uuid) is
  'Makes and removes the public photos of a case that is public, from the decisions and the precision of its place, and says whether a moderator has to look.';

create function private.keep_photos_of_new() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.keep_public_photos(i.report_id)
  from inserted i where exists (select from public.report_photos p where p.report_id = i.report_id);
  return null;
end
$$;
comment on function private.keep_photos_of_new() is 'A case that becomes public again shows again what was released, while it is there.';

create trigger keep_photos_of_new after insert on public.published_reports
referencing new table as inserted for each statement execute function private.keep_photos_of_new();

create function private.keep_photos_of() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.keep_public_photos(case tg_op when 'DELETE' then old.report_id else new.report_id end);
  return null;
end
$$;
comment on function private.keep_photos_of() is 'A place that became coarser, a photo that came, a photo or a decision that went.';

create trigger keep_photos_of after update of precision on public.published_reports
for each row when (new.precision is distinct from old.precision) execute function private.keep_photos_of();
create trigger keep_photos_of after insert or delete or update of arrived_at on public.report_photos
for each row execute function private.keep_photos_of();
create trigger keep_photos_of after delete or update of name on public.photo_releases
for each row execute function private.keep_photos_of();

create function private.note_dark_photo() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    update public.photo_releases d set dark_since = null where d.name = new.name;
  else
    update public.photo_releases d set dark_since = private.clock() where d.name = old.name;
  end if;
  return null;
end
$$;
comment on function private.note_dark_photo() is 'Since when a covered picture is kept that nobody may see.';

create trigger note_dark_photo after insert or delete on public.published_photos
for each row execute function private.note_dark_photo();

create function private.throw_away_released_photo() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.storage_trash (bucket_id, name, since)
  select 'released-photos', o, private.clock() from private.photo_objects(old.name) o
  on conflict do nothing;
  return null;
end
$$;
comment on function private.throw_away_released_photo() is 'A covered picture that no decision stands for any more is thrown away.';

create trigger throw_away_released_photo after delete on public.photo_releases
for each row when (old.name is not null) execute function private.throw_away_released_photo();
create trigger throw_away_replaced_photo after update of name on public.photo_releases
for each row when (old.name is not null and new.name is distinct from old.name)
execute function private.throw_away_released_photo();


-- the bucket -----------------------------------------------------------------------------------------------------

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('released-photos', 'released-photos', false, 5242880, array['image/webp'])
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

create table private.photo_renditions (
  name uuid primary key,
  report_id uuid not null,
  version int not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  rectangles jsonb not null,
  alt_zh text,
  alt_en text,
  nothing_identifies boolean not null,
  form_id uuid not null,
  begun_at timestamptz not null
);

create index photo_renditions_begun_at on private.photo_renditions (begun_at);

alter table private.photo_renditions enable row level security;

comment on table private.photo_renditions is
  'Covered pictures that are being made: begun by a moderator, released when both are stored, swept after ten minutes.';

insert into private.export_exceptions (relation, reason) values
  ('private.photo_renditions', 'A covered picture for the seconds in which it is made; then it stands in photo_releases.'),
  ('public.published_photos', 'A copy of what is public of photo_releases, which is exported.'),
  ('private.photo_queue', 'That a moderator has to look at photos of a public report; the photos themselves are exported.');

create function private.is_published_photo(object_name text) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  if object_name !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/(large|small)\.webp$' then
    return false;
  end if;
  return exists (select from public.published_photos p where p.name = left(object_name, 36)::uuid);
end
$$;
comment on function private.is_published_photo(text) is 'Everybody may look at this object: a moderator released it and nobody took it back.';
grant execute on function private.is_published_photo(text) to anon, authenticated;

-- As with the photos that are received: each policy names the operation, nobody lists, changes or deletes.
create policy released_photos_insert on storage.objects for insert to authenticated
with check (
  bucket_id = 'released-photos'
  and storage.allow_only_operation('storage.object.upload')
  and private.storage_granted(bucket_id, name, 'upload')
);
create policy released_photos_select on storage.objects for select to anon, authenticated
using (
  bucket_id = 'released-photos'
  and storage.allow_any_operation(array['storage.object.get_authenticated'])
  and private.is_published_photo(name)
);


-- the doors ------------------------------------------------------------------------------------------------------

create function private.note_photo(r public.reports, party public.report_party, move text, photo int) returns int
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.report_events (report_id, party, actor_id, move, from_status, to_status, data, created_at)
  values (r.id, party, (select auth.uid()), move, r.status, r.status, jsonb_build_object('photo', photo), private.clock());
  update public.reports t set version = t.version + 1, updated_at = private.clock()
  where t.id = r.id
  returning t.version into r.version;
  return r.version;
end
$$;
comment on function private.note_photo(public.reports, public.report_party, text, int) is
  'Writes down what was decided about the nth photo of a case. Returns the new version.';

create function private.read_rectangles(details jsonb, width int, height int) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  given jsonb := coalesce(nullif(details -> 'rectangles', 'null'), '[]');
begin
  if not private.are_rectangles(given) or exists (
    select from jsonb_to_recordset(given) as e (x int, y int, width int, height int)
    where e.x + e.width > read_rectangles.width or e.y + e.height > read_rectangles.height
  ) then
    perform private.refuse('PT422', 'rectangles_wrong', 'rectangles');
  end if;
  return given;
end
$$;
comment on function private.read_rectangles(jsonb, int, int) is 'What is to be covered of a picture of this size, in whole pixels. Code: rectangles_wrong.';

create function private.may_show_photo(r public.reports, nothing_identifies boolean) returns void
language plpgsql stable security definer set search_path = '' as $$
declare
  d public.report_releases;
begin
  select * into d from public.report_releases t where t.report_id = r.id;
  if not private.may_be_public(r) or d.report_id is null or d.hidden_at is not null then
    perform private.refuse('PT409', 'not_public');
  elsif d.precision <> 'exact' and not may_show_photo.nothing_identifies then
    perform private.refuse('PT422', 'nothing_identifies_missing', 'nothing_identifies');
  end if;
end
$$;
comment on function private.may_show_photo(public.reports, boolean) is
  'Refuses where no photo of a case may be shown now. Codes: not_public, nothing_identifies_missing.';

create function public.allow_photo_release(
  report_id uuid, version int, sha256 text, form_id uuid, details jsonb default '{}'
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports := private.publishing_case(
    allow_photo_release.report_id, (select t.version from public.reports t where t.id = allow_photo_release.report_id)
  );
  d jsonb := coalesce(details, '{}');
  p public.report_photos;
  was public.photo_releases;
  n private.photo_renditions;
begin
  select * into p from public.report_photos t
  where t.report_id = r.id and t.sha256 = allow_photo_release.sha256 and t.arrived_at is not null;
  if p.sha256 is null then
    perform private.refuse('PT404', 'not_found', 'sha256');
  elsif allow_photo_release.form_id is null then
    perform private.refuse('PT422', 'id_missing', 'form_id');
  elsif jsonb_typeof(d) <> 'object' or pg_column_size(d) > 20000 then
    perform private.refuse('PT422', 'details_wrong', 'details');
  end if;
  n.rectangles := private.read_rectangles(d, p.width, p.height);
  n.alt_zh := private.read_text(d, 'alt_zh', 300);
  n.alt_en := private.read_text(d, 'alt_en', 300);
  n.nothing_identifies := private.read_flag(d, 'nothing_identifies');

  -- The same form sent again is the same release; with other content it is not.
  select * into was from public.photo_releases t where t.report_id = r.id and t.sha256 = p.sha256;
  if was.form_id = allow_photo_release.form_id and was.name is not null then
    if (was.rectangles, was.alt_zh, was.alt_en, was.nothing_identifies)
      is distinct from (n.rectangles, n.alt_zh, n.alt_en, n.nothing_identifies)
    then
      perform private.refuse('PT409', 'conflict', 'form_id');
    end if;
    return jsonb_build_object('state', 'released', 'version', r.version);
  end if;
  if r.version is distinct from allow_photo_release.version then
    perform private.refuse('PT409', 'conflict', 'version');
  end if;
  perform private.may_show_photo(r, n.nothing_identifies);

  n.name := gen_random_uuid();
  insert into private.photo_renditions (
    name, report_id, version, sha256, rectangles, alt_zh, alt_en, nothing_identifies, form_id, begun_at
  )
  values (
    n.name, r.id, r.version, p.sha256, n.rectangles, n.alt_zh, n.alt_en, n.nothing_identifies,
    allow_photo_release.form_id, private.clock()
  );
  insert into private.storage_grants (bucket_id, name, verb, expires_at)
  select 'released-photos', o, 'upload', private.clock() + interval '60 seconds' from private.photo_objects(n.name) o;
  return jsonb_build_object('state', 'wanted', 'name', n.name, 'original', p.name);
end
$$;
comment on function public.allow_photo_release(uuid, int, text, uuid, jsonb) is
  'A moderator begins to release a photo: {rectangles, alt_zh, alt_en, nothing_identifies}. {state: wanted, name, original}: for a minute the covered <name>/large.webp and <name>/small.webp may be stored; or {state: released} when this form was sent before. Codes in docs/error-codes.md.';

create function public.release_photo(name uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  n private.photo_renditions;
  r public.reports;
  p public.report_photos;
begin
  select * into n from private.photo_renditions t where t.name = release_photo.name;
  if n.name is null then
    perform private.refuse('PT404', 'not_found');
  end if;
  r := private.publishing_case(n.report_id, n.version);
  select * into p from public.report_photos t where t.report_id = r.id and t.sha256 = n.sha256 and t.arrived_at is not null;
  if p.sha256 is null then
    perform private.refuse('PT404', 'not_found');
  end if;
  perform private.may_show_photo(r, n.nothing_identifies);
  -- Nothing is there because somebody says so.
  if exists (
    select from private.photo_objects(n.name) o
    where not exists (select from storage.objects s where s.bucket_id = 'released-photos' and s.name = o)
  ) then
    perform private.refuse('PT409', 'photo_not_stored', 'photos');
  end if;

  delete from private.photo_renditions t where t.name = n.name;
  delete from private.storage_grants g
  where g.bucket_id = 'released-photos' and g.name in (select private.photo_objects(n.name));
  delete from public.published_photos t where t.report_id = r.id and t.position = p.position;
  insert into public.photo_releases as t (
    report_id, sha256, shown, rectangles, alt_zh, alt_en, nothing_identifies, form_id, name, decided_by, decided_at
  )
  values (
    r.id, n.sha256, true, n.rectangles, n.alt_zh, n.alt_en, n.nothing_identifies, n.form_id, n.name, (select auth.uid()),
    private.clock()
  )
  on conflict on constraint photo_releases_pkey do update set
    shown = true, rectangles = excluded.rectangles, alt_zh = excluded.alt_zh, alt_en = excluded.alt_en,
    nothing_identifies = excluded.nothing_identifies, form_id = excluded.form_id, name = excluded.name, dark_since = null,
    decided_by = excluded.decided_by, decided_at = excluded.decided_at;
  perform private.keep_public_photos(r.id);
  return jsonb_build_object('version', private.note_photo(r, 'moderator', 'release_photo', p.position));
end
$$;
comment on function public.release_photo(uuid) is
  'Shows a covered picture that is stored, in place of an earlier one. {version}. Codes: not_found, own_report, conflict, not_public, nothing_identifies_missing, photo_not_stored.';

create function public.withhold_photo(report_id uuid, version int, sha256 text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports := private.publishing_case(withhold_photo.report_id, withhold_photo.version);
  p public.report_photos;
begin
  select * into p from public.report_photos t
  where t.report_id = r.id and t.sha256 = withhold_photo.sha256 and t.arrived_at is not null;
  if p.sha256 is null then
    perform private.refuse('PT404', 'not_found', 'sha256');
  end if;
  delete from public.published_photos t where t.report_id = r.id and t.position = p.position;
  -- What was covered is kept for the next time.
  insert into public.photo_releases as t (report_id, sha256, shown, decided_by, decided_at)
  values (r.id, p.sha256, false, (select auth.uid()), private.clock())
  on conflict on constraint photo_releases_pkey do update set
    shown = false, form_id = null, name = null, dark_since = null, decided_by = excluded.decided_by,
    decided_at = excluded.decided_at;
  perform private.keep_public_photos(r.id);
  return jsonb_build_object('version', private.note_photo(r, 'moderator', 'withhold_photo', p.position));
end
$$;
comment on function public.withhold_photo(uuid, int, text) is
  'A moderator decides that a photo is not for the public, or takes a released one back. {version}. Codes: not_found, own_report, conflict.';

grant execute on function
  public.allow_photo_release(uuid, int, text, uuid, jsonb), public.release_photo(uuid), public.withhold_photo(uuid, int, text)
to authenticated;

create or replace function public.set_publish(report_id uuid, publish boolean, key text default null) returns void
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports := private.lock_report(set_publish.report_id, set_publish.key);
begin
  if not private.is_reporter(r, set_publish.key) then
    perform private.refuse('PT404', 'not_found');
  elsif set_publish.publish is null then
    perform private.refuse('PT422', 'publish_unknown', 'publish');
  elsif r.reporter_left_at is not null then
    perform private.refuse('PT409', 'reporter_left');
  elsif r.publish = set_publish.publish then
    return;
  end if;
  r.publish := set_publish.publish;
  if not r.publish then
    -- Taken back is taken back: whoever agrees again begins with the stub, and a moderator looks again.
    update public.report_releases t set
      public_text = null, public_lang = null, answers = false, landmark = false, answer_event_id = null,
      answer_text = null, answer_lang = null, released_at = null
    where t.report_id = r.id;
    delete from public.photo_releases t where t.report_id = r.id;
  end if;
  perform private.note_publishing(r, 'reporter', case when r.publish then 'agree' else 'take_back' end, null);
end
$$;


-- sweeping -------------------------------------------------------------------------------------------------------

create function public.sweep_released_photos(removed text[] default '{}') returns text[]
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
begin
  delete from private.storage_trash t where t.bucket_id = 'released-photos' and t.name = any (removed);
  -- A release that never ended.
  with ended as (
    delete from private.photo_renditions n
    where n.name in (
      select o.name from private.photo_renditions o
      where o.begun_at <= moment - interval '10 minutes'
      order by o.begun_at limit 500
      for update skip locked
    )
    returning n.name
  )
  insert into private.storage_trash (bucket_id, name, since)
  select 'released-photos', o, moment from ended, private.photo_objects(ended.name) o
  on conflict do nothing;
  -- Pictures of a case that was hidden, merged or ended otherwise; a trigger throws them away.
  update public.photo_releases d set name = null, dark_since = null
  where (d.report_id, d.sha256) in (
    select o.report_id, o.sha256 from public.photo_releases o
    where o.name is not null and o.dark_since <= moment - interval '10 minutes'
    order by o.dark_since limit 500
    for update skip locked
  );
  return array(
    select t.name from private.storage_trash t where t.bucket_id = 'released-photos' order by t.since limit 200
  );
end
$$;
comment on function public.sweep_released_photos(text[]) is
  'For the job runner: forgets the covered pictures it removed, and names the next ones, at most 200.';
grant execute on function public.sweep_released_photos(text[]) to service_role;


-- a photo that comes later ---------------------------------------------------------------------------------------

create function private.note_added_photo() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports;
begin
  select * into r from public.reports t where t.id = new.report_id;
  -- The photos that were promised came before staff could read the case; of these it knows.
  if r.photos_complete_at is not null then
    insert into public.report_events (report_id, party, actor_id, move, from_status, to_status, data, created_at)
    values (
      r.id, 'reporter', r.author_id, 'add_photo', r.status, r.status, jsonb_build_object('photo', new.position),
      private.clock()
    );
  end if;
  return null;
end
$$;
comment on function private.note_added_photo() is 'Tells staff of a photo that arrived after the case was before them.';

create trigger note_added_photo after insert on public.report_photos
for each row when (new.arrived_at is not null) execute function private.note_added_photo();
create trigger note_late_photo after update of arrived_at on public.report_photos
for each row when (old.arrived_at is null and new.arrived_at is not null) execute function private.note_added_photo();

-- Cases that are public now and have photos: nobody could look at them before.
select private.keep_public_photos(p.report_id)
from public.published_reports p where exists (select from public.report_photos f where f.report_id = p.report_id);
