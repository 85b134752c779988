-- How a photo comes in and who may look at it. The bytes that were sent are never kept: the server re-encodes them and
-- stores two pictures, `<name>/large.webp` and `<name>/small.webp`, in one private bucket. A guest has no account that a
-- policy could ask about, so a door looks at the key and opens one unguessable name for sixty seconds.
-- docs/decisions/0003-photos.md says why.


-- the manifest, and what has been stored -------------------------------------------------------------------------

alter table public.report_photos
  add column name uuid unique,
  add column bytes int check (bytes between 1 and 10000000),
  add column width int check (width between 1 and 2048),
  add column height int check (height between 1 and 2048),
  add constraint report_photos_arrived_whole check (
    (arrived_at is not null) = (name is not null and bytes is not null and width is not null and height is not null)
  );

comment on column public.report_photos.sha256 is 'SHA-256 of the bytes as they were sent; the photo''s name in the address.';
comment on column public.report_photos.name is 'The folder of the two pictures in the bucket report-photos.';
comment on column public.report_photos.bytes is 'Size of both pictures together.';
comment on column public.report_photos.width is 'Of the large picture, in pixels, upright.';

create table private.photo_uploads (
  name uuid primary key,
  report_id uuid not null,
  key_hash bytea,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  begun_at timestamptz not null,
  stored_at timestamptz,
  bytes int check (bytes between 1 and 10000000),
  width int check (width between 1 and 2048),
  height int check (height between 1 and 2048),
  constraint photo_uploads_stored_whole check (
    (stored_at is not null) = (bytes is not null and width is not null and height is not null)
  )
);

create index photo_uploads_report_id on private.photo_uploads (report_id, sha256);
create index photo_uploads_begun_at on private.photo_uploads (begun_at);

alter table private.photo_uploads enable row level security;

comment on table private.photo_uploads is
  'Photos on their way. A stored one that belongs to no report yet waits a day for its form to be mended and sent again.';
comment on column private.photo_uploads.report_id is 'No foreign key: a form that came back with errors has an id and no report yet.';
comment on column private.photo_uploads.key_hash is 'Set while there is no report: only the form with this key finds the photo again.';

create table private.storage_grants (
  bucket_id text not null,
  name text not null,
  verb text not null check (verb in ('upload', 'read')),
  expires_at timestamptz not null,
  primary key (bucket_id, name, verb)
);

create index storage_grants_expires_at on private.storage_grants (expires_at);

alter table private.storage_grants enable row level security;

comment on table private.storage_grants is 'Leave to store or to read one object, for sixty seconds. Written by doors, asked by policies.';

create table private.storage_trash (
  bucket_id text not null,
  name text not null,
  since timestamptz not null,
  primary key (bucket_id, name)
);

create index storage_trash_since on private.storage_trash (since);

alter table private.storage_trash enable row level security;

comment on table private.storage_trash is 'Objects that nothing refers to any more. Only the storage API can delete a file; sweep_photos tells the job runner which.';


-- the bucket -----------------------------------------------------------------------------------------------------

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('report-photos', 'report-photos', false, 5242880, array['image/webp'])
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

create function private.photo_objects(name uuid) returns setof text
language sql immutable set search_path = '' as $$
  values (photo_objects.name || '/large.webp'), (photo_objects.name || '/small.webp')
$$;
comment on function private.photo_objects(uuid) is 'The two objects of a photo.';

create function private.storage_granted(bucket text, object_name text, verb text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from private.storage_grants g
    where g.bucket_id = bucket and g.name = object_name and g.verb = storage_granted.verb
      and g.expires_at > private.clock()
  );
end
$$;
comment on function private.storage_granted(text, text, text) is 'Somebody was let at this object in the last minute.';

create function private.sees_photo(object_name text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.report_photos p
    where p.name::text = split_part(object_name, '/', 1) and private.sees_report(p.report_id)
  );
end
$$;
comment on function private.sees_photo(text) is 'The caller may look at this photo as staff: who reads the case sees its photos.';

grant execute on function private.storage_granted(text, text, text) to anon, authenticated;
grant execute on function private.sees_photo(text) to anon, authenticated;

-- A grant belongs to a name and not to a person. So each policy also names the operation: otherwise anybody could list
-- the bucket while a grant lives, or turn it into a signed address that outlives it. No update, no delete.
create policy report_photos_insert on storage.objects for insert to anon, authenticated
with check (
  bucket_id = 'report-photos'
  and storage.allow_only_operation('storage.object.upload')
  and private.storage_granted(bucket_id, name, 'upload')
);
create policy report_photos_select on storage.objects for select to anon, authenticated
using (
  bucket_id = 'report-photos'
  and storage.allow_any_operation(array['storage.object.get_authenticated'])
  and (private.storage_granted(bucket_id, name, 'read') or private.sees_photo(name))
);


-- pieces ---------------------------------------------------------------------------------------------------------

create function private.grant_photo(name uuid, verb text) returns void
language sql security definer set search_path = '' as $$
  insert into private.storage_grants (bucket_id, name, verb, expires_at)
  select 'report-photos', o, grant_photo.verb, private.clock() + interval '60 seconds'
  from private.photo_objects(grant_photo.name) o
  on conflict (bucket_id, name, verb) do update set expires_at = excluded.expires_at
$$;
comment on function private.grant_photo(uuid, text) is 'Opens both objects of a photo for a minute.';

create function private.throw_away_photo(name uuid) returns void
language sql security definer set search_path = '' as $$
  insert into private.storage_trash (bucket_id, name, since)
  select 'report-photos', o, private.clock() from private.photo_objects(throw_away_photo.name) o
  on conflict do nothing
$$;
comment on function private.throw_away_photo(uuid) is 'Marks both objects of a photo for deletion.';

create function private.complete_photos(report_id uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  whole boolean := not exists (
    select from public.report_photos p where p.report_id = complete_photos.report_id and p.arrived_at is null
  );
begin
  if whole then
    update public.reports r set photos_complete_at = private.clock()
    where r.id = complete_photos.report_id and r.photos_complete_at is null;
  end if;
  return whole;
end
$$;
comment on function private.complete_photos(uuid) is 'Shows the case to staff once every promised photo is there. True when none is missing.';

create function private.count_photo(subject text, most int) returns void
language plpgsql security definer set search_path = '' as $$
declare
  wait int := private.count_hit('photo', subject, most, interval '1 hour');
begin
  if wait > 0 then
    perform private.refuse('PT429', 'too_many', wait::text);
  end if;
end
$$;
comment on function private.count_photo(text, int) is 'A photo costs work and room. Code: too_many.';

create function private.photo_state(report_id uuid, key text, sha256 text) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  r public.reports;
  p public.report_photos;
begin
  select * into r from public.reports t where t.id = photo_state.report_id;
  if r.id is null or not private.is_reporter(r, photo_state.key) then
    perform private.refuse('PT404', 'not_found');
  end if;
  if private.is_suspended() then
    perform private.refuse('PT403', 'suspended');
  end if;
  if photo_state.sha256 is null or photo_state.sha256 !~ '^[0-9a-f]{64}$' then
    perform private.refuse('PT422', 'photos_wrong', 'photos');
  end if;
  select * into p from public.report_photos f where f.report_id = r.id and f.sha256 = photo_state.sha256;
  if p.arrived_at is not null then
    return 'arrived';
  end if;
  if r.ended_at is not null or r.reporter_left_at is not null then
    perform private.refuse('PT409', 'photos_closed', 'photos');
  end if;
  if p.sha256 is null and (select count(*) from public.report_photos f where f.report_id = r.id) >= 4 then
    perform private.refuse('PT422', 'photos_too_many', 'photos');
  end if;
  return 'wanted';
end
$$;
comment on function private.photo_state(uuid, text, text) is
  'wanted | arrived, for the reporter. A photo that was not promised may be added while there are fewer than four. Codes: not_found, suspended, photos_wrong, photos_closed, photos_too_many.';


-- doors ----------------------------------------------------------------------------------------------------------

create function public.photo_wanted(report_id uuid, key text, sha256 text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  state text := private.photo_state(photo_wanted.report_id, photo_wanted.key, photo_wanted.sha256);
begin
  perform private.count_photo('report:' || photo_wanted.report_id, 200);
  return state = 'wanted';
end
$$;
comment on function public.photo_wanted(uuid, text, text) is
  'Asked before the bytes are read: true, or false when this photo is there already. Codes: not_found, photos_wrong, photos_closed, photos_too_many, too_many.';

create function public.allow_photo_upload(report_id uuid, key text, sha256 text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  photo uuid := gen_random_uuid();
begin
  if private.photo_state(allow_photo_upload.report_id, allow_photo_upload.key, allow_photo_upload.sha256) = 'arrived' then
    return jsonb_build_object('state', 'arrived');
  end if;
  perform private.count_photo('upload:' || allow_photo_upload.report_id, 100);
  insert into private.photo_uploads (name, report_id, sha256, begun_at)
  values (photo, allow_photo_upload.report_id, allow_photo_upload.sha256, private.clock());
  perform private.grant_photo(photo, 'upload');
  return jsonb_build_object('state', 'wanted', 'name', photo);
end
$$;
comment on function public.allow_photo_upload(uuid, text, text) is
  '{state: arrived} or {state: wanted, name}: for a minute <name>/large.webp and <name>/small.webp may be stored. Codes as photo_wanted.';

create function public.hold_photo(report_id uuid, key text, sha256 text, client text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  photo uuid := gen_random_uuid();
  hash bytea := private.hash_key(hold_photo.key);
begin
  if private.is_suspended() then
    perform private.refuse('PT403', 'suspended');
  end if;
  if hold_photo.report_id is null or coalesce(hold_photo.key, '') !~* '^[0-9a-f]{32}$' then
    perform private.refuse('PT422', 'key_wrong', 'key');
  end if;
  if hold_photo.sha256 is null or hold_photo.sha256 !~ '^[0-9a-f]{64}$' then
    perform private.refuse('PT422', 'photos_wrong', 'photos');
  end if;
  if exists (select from public.reports r where r.id = hold_photo.report_id) then
    perform private.refuse('PT409', 'report_differs', 'id');
  end if;
  if exists (
    select from private.photo_uploads u
    where u.report_id = hold_photo.report_id and u.sha256 = hold_photo.sha256 and u.key_hash = hash and u.stored_at is not null
  ) then
    return jsonb_build_object('state', 'arrived');
  end if;
  perform private.count_photo('client:' || left(coalesce(hold_photo.client, ''), 200), 60);
  -- A form may be tried with several photos; four of them can be sent.
  if (select count(*) from private.photo_uploads u where u.report_id = hold_photo.report_id) >= 12 then
    perform private.refuse('PT422', 'photos_too_many', 'photos');
  end if;
  insert into private.photo_uploads (name, report_id, key_hash, sha256, begun_at)
  values (photo, hold_photo.report_id, hash, hold_photo.sha256, private.clock());
  perform private.grant_photo(photo, 'upload');
  return jsonb_build_object('state', 'wanted', 'name', photo);
end
$$;
comment on function public.hold_photo(uuid, text, text, text) is
  'The same for a form that came back with errors: its photos are kept for a day, so that they need not be chosen again. Codes: key_wrong, photos_wrong, photos_too_many, report_differs, too_many.';

create function public.held_photos(report_id uuid, key text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(distinct u.sha256), '[]')
  from private.photo_uploads u
  where u.report_id = held_photos.report_id and u.stored_at is not null
    and u.key_hash = private.hash_key(left(held_photos.key, 200))
$$;
comment on function public.held_photos(uuid, text) is 'The photos that are kept for this form: [sha256]. Nothing for another key.';

create function public.photo_arrived(report_id uuid, key text, name uuid, bytes int, width int, height int) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports;
  u private.photo_uploads;
  there int;
  same int;
begin
  select * into r from public.reports t where t.id = photo_arrived.report_id for update;
  if r.id is not null and not private.is_reporter(r, photo_arrived.key) then
    perform private.refuse('PT404', 'not_found');
  end if;
  select * into u from private.photo_uploads t
  where t.name = photo_arrived.name and t.report_id = photo_arrived.report_id
    and (t.key_hash is null or t.key_hash = private.hash_key(left(photo_arrived.key, 200)))
  for update;
  if u.name is null or (r.id is null and u.key_hash is null) then
    perform private.refuse('PT404', 'not_found');
  end if;
  -- Nothing is there because somebody says so.
  if exists (
    select from private.photo_objects(u.name) o
    where not exists (select from storage.objects s where s.bucket_id = 'report-photos' and s.name = o)
  ) then
    perform private.refuse('PT409', 'photo_not_stored', 'photos');
  end if;
  u.stored_at := private.clock();
  u.bytes := photo_arrived.bytes;
  u.width := photo_arrived.width;
  u.height := photo_arrived.height;
  if r.id is null then
    update private.photo_uploads t
    set stored_at = u.stored_at, bytes = u.bytes, width = u.width, height = u.height
    where t.name = u.name;
    return jsonb_build_object('state', 'held');
  end if;

  delete from private.photo_uploads t where t.name = u.name;
  update public.report_photos p
  set arrived_at = u.stored_at, name = u.name, bytes = u.bytes, width = u.width, height = u.height
  where p.report_id = r.id and p.sha256 = u.sha256 and p.arrived_at is null;
  if not found then
    select count(*), count(*) filter (where p.sha256 = u.sha256) into there, same
    from public.report_photos p where p.report_id = r.id;
    if same > 0 then
      -- The same photo was sent twice at once; the first one stays.
      perform private.throw_away_photo(u.name);
    elsif there >= 4 then
      perform private.refuse('PT422', 'photos_too_many', 'photos');
    else
      insert into public.report_photos (report_id, sha256, position, arrived_at, name, bytes, width, height)
      values (r.id, u.sha256, there + 1, u.stored_at, u.name, u.bytes, u.width, u.height);
    end if;
  end if;
  return jsonb_build_object('state', 'arrived', 'complete', private.complete_photos(r.id));
end
$$;
comment on function public.photo_arrived(uuid, text, uuid, int, int, int) is
  'Both pictures of a photo are stored: {state: arrived | held, complete}. Codes: not_found, photo_not_stored, photos_too_many.';

create function public.allow_photo_read(report_id uuid, key text, sha256 text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports;
  photo uuid;
begin
  select * into r from public.reports t where t.id = allow_photo_read.report_id;
  select p.name into photo from public.report_photos p
  where p.report_id = r.id and p.sha256 = allow_photo_read.sha256;
  if photo is null then
    perform private.refuse('PT404', 'not_found');
  end if;
  if private.is_reporter(r, allow_photo_read.key) then
    perform private.grant_photo(photo, 'read');
  elsif (select auth.uid()) is null or not private.sees_report(r.id) then
    perform private.refuse('PT404', 'not_found');
  end if;
  return photo;
end
$$;
comment on function public.allow_photo_read(uuid, text, text) is
  'The folder of a photo. The reporter may read it for a minute; staff who see the case read it by policy. Code: not_found.';

create function public.give_up_photos(report_id uuid, key text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports;
begin
  select * into r from public.reports t where t.id = give_up_photos.report_id for update;
  if r.id is null or not private.is_reporter(r, give_up_photos.key) then
    perform private.refuse('PT404', 'not_found');
  end if;
  update public.reports t set photos_complete_at = private.clock()
  where t.id = r.id and t.photos_complete_at is null;
end
$$;
comment on function public.give_up_photos(uuid, text) is
  'The reporter cannot send the missing photos: staff read the report without them. A day later the clock does the same. Code: not_found.';

grant execute on function
  public.photo_wanted(uuid, text, text), public.allow_photo_upload(uuid, text, text), public.hold_photo(uuid, text, text, text),
  public.held_photos(uuid, text), public.photo_arrived(uuid, text, uuid, int, int, int),
  public.allow_photo_read(uuid, text, text), public.give_up_photos(uuid, text)
to anon, authenticated;


-- a form that is mended finds its photos -------------------------------------------------------------------------

create function private.take_held_photo() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  u private.photo_uploads;
begin
  delete from private.photo_uploads t
  where t.name = (
    select h.name from private.photo_uploads h
    join public.reports r on r.id = h.report_id and r.key_hash = h.key_hash
    where h.report_id = new.report_id and h.sha256 = new.sha256 and h.stored_at is not null
    order by h.stored_at
    limit 1
  )
  returning * into u;
  if u.name is not null then
    new.arrived_at := u.stored_at;
    new.name := u.name;
    new.bytes := u.bytes;
    new.width := u.width;
    new.height := u.height;
  end if;
  return new;
end
$$;
comment on function private.take_held_photo() is 'A promised photo that was kept for the form is there at once.';

create trigger take_held_photo before insert on public.report_photos
for each row when (new.arrived_at is null) execute function private.take_held_photo();

create function private.complete_after_taking() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.complete_photos(t.report_id) from (select distinct i.report_id from inserted i) t;
  return null;
end
$$;
comment on function private.complete_after_taking() is 'When all promised photos were kept, the case is complete as it comes in.';

create trigger complete_after_taking after insert on public.report_photos
referencing new table as inserted for each statement execute function private.complete_after_taking();

create function private.throw_away_deleted_photo() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.throw_away_photo(old.name);
  return null;
end
$$;
comment on function private.throw_away_deleted_photo() is 'When a photo''s row goes, alone or with its report, its files go too.';

create trigger throw_away_deleted_photo after delete on public.report_photos
for each row when (old.name is not null) execute function private.throw_away_deleted_photo();


-- sweeping -------------------------------------------------------------------------------------------------------

create function public.sweep_photos(removed text[] default '{}') returns text[]
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
begin
  delete from private.storage_trash t where t.bucket_id = 'report-photos' and t.name = any (removed);
  delete from private.storage_grants g where g.expires_at <= moment;
  -- An upload that never ended, and a photo whose form was never sent.
  with ended as (
    delete from private.photo_uploads u
    where u.name in (
      select o.name from private.photo_uploads o
      where o.begun_at <= moment - interval '10 minutes'
        and (o.stored_at is null or o.stored_at <= moment - interval '24 hours')
      order by o.begun_at
      limit 500
      for update skip locked
    )
    returning u.name
  )
  insert into private.storage_trash (bucket_id, name, since)
  select 'report-photos', o, moment from ended, private.photo_objects(ended.name) o
  on conflict do nothing;
  return array(
    select t.name from private.storage_trash t where t.bucket_id = 'report-photos' order by t.since limit 200
  );
end
$$;
comment on function public.sweep_photos(text[]) is
  'For the job runner: forgets the objects it removed, and names the next ones, at most 200.';
grant execute on function public.sweep_photos(text[]) to service_role;
