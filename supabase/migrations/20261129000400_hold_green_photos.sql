-- Photos in the green part: of a place, of what somebody saw live, of what somebody suggests. Each is sent by an account and held
-- for a day under the id of its form; the write that the form makes takes it. As with the photos of reports, the bytes that were
-- sent are never kept, only `<name>/large.webp` and `<name>/small.webp` in one private bucket. docs/decisions/0028-photos-in-the-green-part.md


-- what is held, and what is used ---------------------------------------------------------------------------------

create table public.green_photos (
  name uuid primary key,
  user_id uuid references auth.users (id) on delete cascade,
  form_id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  begun_at timestamptz not null,
  stored_at timestamptz,
  bytes int check (bytes between 1 and 10000000),
  width int check (width between 1 and 2048),
  height int check (height between 1 and 2048),
  uses smallint not null default 0 check (uses >= 0),
  constraint green_photos_stored_whole check (num_nonnulls(stored_at, bytes, width, height) in (0, 4)),
  constraint green_photos_stored_before_used check (uses = 0 or stored_at is not null)
);

create index green_photos_user_id on public.green_photos (user_id, form_id, sha256);
create index green_photos_unused on public.green_photos (begun_at) where uses = 0;

alter table public.green_photos enable row level security;
-- Written and read through the doors below alone.
comment on table public.green_photos is
  'Photos that were sent for a place, a sighting or a suggestion. One that nothing uses is removed, with its files: after a day, or with its last use.';
comment on column public.green_photos.name is 'The folder of the two pictures in the bucket green-photos, and the address of the photo.';
comment on column public.green_photos.user_id is 'Who sent it; it goes with the account. Null = put up by an editor, as an editor.';
comment on column public.green_photos.form_id is 'The id that was made with the form.';
comment on column public.green_photos.sha256 is 'SHA-256 of the bytes as they were sent: sent again it is the same photo.';
comment on column public.green_photos.uses is 'How many rows show it. Kept by triggers of the tables that refer to it.';

create function private.count_green_photo() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    update public.green_photos g set uses = g.uses + 1 where g.name = new.name;
  else
    update public.green_photos g set uses = g.uses - 1 where g.name = old.name;
    delete from public.green_photos g where g.name = old.name and g.uses = 0;
  end if;
  return null;
end
$$;
comment on function private.count_green_photo() is 'For tables with a `name` that refers to a photo: what nothing uses any more is removed.';

create function private.throw_away_green_photo() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.storage_trash (bucket_id, name, since)
  select 'green-photos', o, private.clock() from private.photo_objects(old.name) o
  on conflict do nothing;
  return null;
end
$$;
comment on function private.throw_away_green_photo() is 'When a photo''s row goes, whatever the reason, its files go too.';

create trigger throw_away_green_photo after delete on public.green_photos
for each row execute function private.throw_away_green_photo();


-- the bucket -----------------------------------------------------------------------------------------------------

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('green-photos', 'green-photos', false, 5242880, array['image/webp'])
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

create function private.photo_of_object(object_name text) returns uuid
language sql immutable set search_path = '' as $$
  select case when object_name ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/(large|small)\.webp$' then left(object_name, 36)::uuid end
$$;
comment on function private.photo_of_object(text) is 'The photo that an object is a picture of; null for any other name.';

create function private.is_public_green_photo(name uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select false
$$;
comment on function private.is_public_green_photo(uuid) is 'Everybody may look at this photo. Nothing shows one yet; whatever does replaces this.';

create function private.sees_green_photo(name uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select private.is_public_green_photo(sees_green_photo.name) or exists (
    select from public.green_photos g
    where g.name = sees_green_photo.name and g.stored_at is not null and g.user_id = (select auth.uid())
  )
$$;
comment on function private.sees_green_photo(uuid) is 'The caller may look at this photo: it is public, or it is theirs.';

grant execute on function private.photo_of_object(text), private.is_public_green_photo(uuid), private.sees_green_photo(uuid)
to anon, authenticated;

-- As in the other buckets: each policy names the operation; nobody lists, changes or deletes.
create policy green_photos_insert on storage.objects for insert to authenticated
with check (
  bucket_id = 'green-photos'
  and storage.allow_only_operation('storage.object.upload')
  and private.storage_granted(bucket_id, name, 'upload')
);
create policy green_photos_select on storage.objects for select to anon, authenticated
using (
  bucket_id = 'green-photos'
  and storage.allow_any_operation(array['storage.object.get_authenticated'])
  and private.sees_green_photo(private.photo_of_object(name))
);


-- the doors ------------------------------------------------------------------------------------------------------

create function public.hold_green_photo(form_id uuid, sha256 text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  photo uuid := gen_random_uuid();
begin
  if me is null then
    perform private.refuse('PT401', 'sign_in_needed');
  elsif private.is_suspended() then
    perform private.refuse('PT403', 'suspended');
  elsif hold_green_photo.form_id is null then
    perform private.refuse('PT422', 'id_missing', 'id');
  elsif hold_green_photo.sha256 is null or hold_green_photo.sha256 !~ '^[0-9a-f]{64}$' then
    perform private.refuse('PT422', 'photos_wrong', 'photos');
  end if;
  if exists (
    select from public.green_photos g
    where g.user_id = me and g.form_id = hold_green_photo.form_id and g.sha256 = hold_green_photo.sha256 and g.stored_at is not null
  ) then
    return jsonb_build_object('state', 'arrived');
  end if;
  perform private.count_photo('green:' || me, 60);
  -- A form may be tried with several photos.
  if (select count(*) from public.green_photos g where g.user_id = me and g.form_id = hold_green_photo.form_id) >= 12 then
    perform private.refuse('PT422', 'green_photos_many', 'photos');
  end if;
  insert into public.green_photos (name, user_id, form_id, sha256, begun_at)
  values (photo, me, hold_green_photo.form_id, hold_green_photo.sha256, private.clock());
  insert into private.storage_grants (bucket_id, name, verb, expires_at)
  select 'green-photos', o, 'upload', private.clock() + interval '60 seconds' from private.photo_objects(photo) o;
  return jsonb_build_object('state', 'wanted', 'name', photo);
end
$$;
comment on function public.hold_green_photo(uuid, text) is
  'Somebody with an account sends a photo with a form: {state: arrived} or {state: wanted, name}: for a minute <name>/large.webp and <name>/small.webp may be stored. Sixty an hour, twelve a form. Codes: sign_in_needed, suspended, id_missing, photos_wrong, green_photos_many, too_many.';

create function public.green_photo_stored(name uuid, bytes int, width int, height int) returns void
language plpgsql security definer set search_path = '' as $$
declare
  g public.green_photos;
begin
  select * into g from public.green_photos t
  where t.name = green_photo_stored.name and t.user_id = (select auth.uid()) and t.stored_at is null;
  if g.name is null then
    perform private.refuse('PT404', 'not_found');
  end if;
  -- Nothing is there because somebody says so.
  if exists (
    select from private.photo_objects(g.name) o
    where not exists (select from storage.objects s where s.bucket_id = 'green-photos' and s.name = o)
  ) then
    perform private.refuse('PT409', 'photo_not_stored', 'photos');
  end if;
  perform pg_advisory_xact_lock(hashtextextended('green photo:' || g.form_id || g.sha256, 0));
  delete from private.storage_grants t where t.bucket_id = 'green-photos' and t.name in (select private.photo_objects(g.name));
  if exists (
    select from public.green_photos t
    where t.user_id = g.user_id and t.form_id = g.form_id and t.sha256 = g.sha256 and t.stored_at is not null
  ) then
    delete from public.green_photos t where t.name = g.name; -- The same photo was sent twice at once; the first one stays.
    return;
  end if;
  update public.green_photos t
  set stored_at = private.clock(), bytes = green_photo_stored.bytes, width = green_photo_stored.width, height = green_photo_stored.height
  where t.name = g.name;
end
$$;
comment on function public.green_photo_stored(uuid, int, int, int) is
  'Both pictures of a photo are stored: its form may now name it. Codes: not_found, photo_not_stored.';

create function public.held_green_photos(form_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(g.sha256 order by g.stored_at, g.sha256), '[]')
  from public.green_photos g
  where g.user_id = (select auth.uid()) and g.form_id = held_green_photos.form_id and g.stored_at is not null
$$;
comment on function public.held_green_photos(uuid) is 'The photos that the caller sent with this form: [sha256].';

create function public.green_photo_is_public(name uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select private.is_public_green_photo(green_photo_is_public.name)
$$;
comment on function public.green_photo_is_public(uuid) is 'Whether everybody may look at this photo, so that caches may keep it for a minute.';

grant execute on function
  public.hold_green_photo(uuid, text), public.green_photo_stored(uuid, int, int, int), public.held_green_photos(uuid)
to authenticated;
grant execute on function public.green_photo_is_public(uuid) to anon, authenticated;

create function private.held_green_photo(form_id uuid, sha256 text) returns public.green_photos
language plpgsql stable security definer set search_path = '' as $$
declare
  g public.green_photos;
begin
  select * into g from public.green_photos t
  where t.user_id = (select auth.uid()) and t.form_id = held_green_photo.form_id and t.sha256 = held_green_photo.sha256
    and t.stored_at is not null;
  if g.name is null then
    perform private.refuse('PT422', 'green_photo_gone', 'photos');
  end if;
  return g;
end
$$;
comment on function private.held_green_photo(uuid, text) is 'A photo that the caller sent with this form. Code: green_photo_gone.';


-- sweeping -------------------------------------------------------------------------------------------------------

create function private.end_green_photos() returns void
language plpgsql security definer set search_path = '' as $$
declare
  moment timestamptz := private.clock();
begin
  -- An upload that never ended, and a photo whose form was never sent.
  delete from public.green_photos g where g.name in (
    select o.name from public.green_photos o
    where o.uses = 0 and o.begun_at <= moment - interval '10 minutes'
      and (o.stored_at is null or o.stored_at <= moment - interval '24 hours')
    order by o.begun_at limit 500
    for update skip locked
  );
end
$$;
comment on function private.end_green_photos() is 'Removes the photos that may no longer be kept, at most 500 of a kind a call.';

create function public.sweep_green_photos(removed text[] default '{}') returns text[]
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.storage_trash t where t.bucket_id = 'green-photos' and t.name = any (removed);
  perform private.end_green_photos();
  return array(select t.name from private.storage_trash t where t.bucket_id = 'green-photos' order by t.since limit 200);
end
$$;
comment on function public.sweep_green_photos(text[]) is
  'For the job runner: removes the photos that may no longer be kept, forgets the files it removed, and names the next ones, at most 200.';
grant execute on function public.sweep_green_photos(text[]) to service_role;
