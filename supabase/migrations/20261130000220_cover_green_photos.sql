-- A moderator or an editor covers parts of a photo of the green part (a face, a number plate) before everybody sees it. As with the
-- photos of reports the covered picture is another one, under another name; the photo as received is then for nobody but its sender
-- and those who look after it. docs/decisions/0028-photos-in-the-green-part.md

-- what is covered ------------------------------------------------------------------------------------------------

create table public.green_covers (
  original uuid primary key references public.green_photos (name) on delete cascade,
  name uuid not null unique,
  rectangles jsonb not null check (private.are_rectangles(rectangles) and rectangles <> '[]'),
  form_id uuid not null,
  covered_by uuid references auth.users (id) on delete set null,
  covered_at timestamptz not null
);

create index green_covers_covered_by on public.green_covers (covered_by) where covered_by is not null;

alter table public.green_covers enable row level security;
create policy green_covers_select on public.green_covers for select to authenticated
using ((select private.is_place_editor()) and private.sees_green_photo(original));
grant select (original, name, rectangles, covered_at) on public.green_covers to authenticated;

comment on table public.green_covers is
  'Photos of the green part that everybody sees covered, wherever they are shown. No row: as received. Goes with its photo, files and all.';
comment on column public.green_covers.name is
  'Of the covered picture: its folder in the bucket green-photos and its address. Each covering has a new one.';
comment on column public.green_covers.rectangles is 'What is covered, in pixels of the large picture as received. Kept, so that it can be done again.';
comment on column public.green_covers.form_id is 'Of the form that was sent: sent again it is the same covering. Granted to nobody.';
comment on column public.green_covers.covered_by is 'Granted to nobody.';

create table private.begun_covers (
  name uuid primary key,
  original uuid not null references public.green_photos (name) on delete cascade,
  seen uuid,
  rectangles jsonb not null,
  form_id uuid not null,
  begun_at timestamptz not null
);

create index begun_covers_original on private.begun_covers (original);
create index begun_covers_begun_at on private.begun_covers (begun_at);

alter table private.begun_covers enable row level security;
comment on table private.begun_covers is 'Covered pictures that are being made: begun by a moderator or an editor, used when both are stored, swept after ten minutes.';

insert into private.export_exceptions (relation, reason) values
  ('public.green_covers', 'What staff covered of a photo, which is exported itself.'),
  ('private.begun_covers', 'A covered picture for the seconds in which it is made; then it stands in green_covers.');

create function private.throw_away_green_cover() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.storage_trash (bucket_id, name, since)
  select 'green-photos', o, private.clock() from private.photo_objects(old.name) o
  where not exists (select from public.green_covers c where c.name = old.name)
  on conflict do nothing;
  return null;
end
$$;
comment on function private.throw_away_green_cover() is 'A covered picture that nothing stands for any more is thrown away.';

create trigger throw_away_green_cover after delete on public.green_covers
for each row execute function private.throw_away_green_cover();
create trigger throw_away_replaced_cover after update of name on public.green_covers
for each row when (old.name <> new.name) execute function private.throw_away_green_cover();
create trigger throw_away_begun_cover after delete on private.begun_covers
for each row execute function private.throw_away_green_cover();


-- who sees which picture -----------------------------------------------------------------------------------------

create function private.original_of(name uuid) returns uuid
language sql stable security definer set search_path = '' as $$
  select coalesce((select c.original from public.green_covers c where c.name = original_of.name), original_of.name)
$$;
comment on function private.original_of(uuid) is 'The photo that a covered picture was made from; a photo itself is its own.';

create function private.public_name_of(name uuid) returns uuid
language sql stable security definer set search_path = '' as $$
  select coalesce((select c.name from public.green_covers c where c.original = public_name_of.name), public_name_of.name)
$$;
comment on function private.public_name_of(uuid) is 'The picture of a photo that others get: the covered one, where parts are covered.';

create or replace function private.is_public_green_photo(name uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select not exists (select from public.green_covers c where c.original = is_public_green_photo.name) and (
    exists (
      select from public.place_photos f join public.places p on p.id = f.place_id
      where f.name = o.original and f.state = 'published' and p.status = 'published'
    ) or exists (
      select from public.sighting_photos f join public.sightings s on s.id = f.sighting_id
      left join public.taxa t on t.code = s.taxon_code
      where f.name = o.original and f.state = 'shown' and s.status = 'shown'
        and (f.nothing_identifies or t.protection is null and not s.sensitive)
    )
  )
  from (select private.original_of(is_public_green_photo.name) as original) o
$$;
comment on function private.is_public_green_photo(uuid) is
  'Everybody may look at this picture: a published place shows it, or a moderator released it with a sighting that is shown. Of a photo of which parts are covered that is the covered picture, never the one as received.';

create or replace function private.sees_green_photo(name uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select private.is_public_green_photo(sees_green_photo.name) or exists (
    select from public.green_photos g
    where g.name = o.original and g.stored_at is not null and g.user_id = (select auth.uid())
  ) or private.has_role('moderator') and exists (select from public.sighting_photos f where f.name = o.original)
    or private.is_place_editor() and (
      exists (select from public.place_photos f where f.name = o.original)
      or exists (select from public.suggestion_photos f where f.name = o.original)
    )
  from (select private.original_of(sees_green_photo.name) as original) o
$$;

create or replace function private.sighting_card(s public.sightings, whole boolean) returns jsonb
language sql stable set search_path = '' as $$
  -- The one place where it is decided how much of a place is told.
  select jsonb_build_object(
    'id', s.id, 'taxon', t.code, 'group', t.group_name, 'name_zh', coalesce(t.name_zh, s.taxon_words), 'name_en', coalesce(t.name_en, s.taxon_words),
    'latin', t.name_latin, 'protection', t.protection, 'coarse', c.coarse, 'subdistrict', s.subdistrict_code, 'words', s.words, 'lang', s.lang,
    'day', case when whole or not c.coarse then s.seen_on end, 'month', to_char(s.seen_on, 'YYYY-MM'),
    'place', case when whole or not c.coarse then (
      select jsonb_build_object('slug', p.slug, 'name_zh', p.name_zh, 'name_en', p.name_en)
      from public.places p where p.id = s.place_id and p.status = 'published'
    ) end,
    'photos', (
      select coalesce(jsonb_agg(
        jsonb_build_object('name', private.public_name_of(f.name), 'width', g.width, 'height', g.height, 'credit', f.credit)
          || case when whole then jsonb_build_object('state', f.state) else '{}' end
        order by f.position), '[]')
      from public.sighting_photos f join public.green_photos g on g.name = f.name
      where f.sighting_id = s.id and (whole or f.state = 'shown' and (f.nothing_identifies or not c.coarse))
    ),
    'demo', s.demo
  )
  from (values (1)) one (n)
  left join public.taxa t on t.code = s.taxon_code
  cross join lateral (select t.protection is not null or s.sensitive as coarse) c
$$;

create or replace function public.place_page(slug text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select to_jsonb(p) - array['spot', 'needs', 'needs_demo', 'status'] || jsonb_build_object(
    'open', private.is_open(p.hours, private.clock()),
    'subdistricts', (select coalesce(jsonb_agg(s.subdistrict_code order by s.subdistrict_code), '[]')
      from public.place_subdistricts s where s.place_id = p.id),
    'names', (select coalesce(jsonb_agg(jsonb_build_object('name', n.name, 'lang', n.lang) order by n.name collate "C"), '[]')
      from public.place_names n where n.place_id = p.id),
    'facilities', (select coalesce(jsonb_agg(to_jsonb(f) - 'place_id' order by f.facility), '[]')
      from public.place_facilities f where f.place_id = p.id),
    'flowers', (select coalesce(jsonb_agg(to_jsonb(f) - array['place_id', 'position'] || jsonb_build_object('name_zh', w.name_zh, 'name_en', w.name_en)
        order by f.position, f.flower_code), '[]')
      from public.place_flowers f join public.flowers w on w.code = f.flower_code where f.place_id = p.id),
    'photos', (select coalesce(jsonb_agg(to_jsonb(f) - array['id', 'place_id', 'position', 'state', 'withdrawn_at'] || jsonb_build_object('name', private.public_name_of(f.name)) order by f.position, f.id), '[]')
      from public.place_photos f where f.place_id = p.id and f.state = 'published'),
    'reports', private.open_reports_of(p)
  )
  from public.places p where p.slug = place_page.slug and p.status = 'published'
$$;


-- the doors ------------------------------------------------------------------------------------------------------

create function private.photo_to_cover(name uuid) returns public.green_photos
language plpgsql security definer set search_path = '' as $$
declare
  g public.green_photos;
begin
  select * into g from public.green_photos t where t.name = photo_to_cover.name and t.stored_at is not null for update;
  if g.name is null or not (
    private.has_role('moderator') and exists (select from public.sighting_photos f where f.name = g.name)
    or private.is_place_editor() and (
      exists (select from public.place_photos f where f.name = g.name)
      or exists (select from public.suggestion_photos f where f.name = g.name)
    )
  ) then
    perform private.refuse('PT404', 'not_found');
  elsif g.user_id = (select auth.uid()) then
    perform private.refuse('PT403', 'own_green_photo');
  end if;
  return g;
end
$$;
comment on function private.photo_to_cover(uuid) is
  'A photo, held, for somebody who looks after it and did not send it. Codes: not_found, own_green_photo.';

create function public.green_photo_desk(name uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  g public.green_photos := private.photo_to_cover(green_photo_desk.name);
begin
  return jsonb_build_object(
    'name', g.name, 'width', g.width, 'height', g.height,
    'cover', (select c.name from public.green_covers c where c.original = g.name),
    'rectangles', coalesce((select c.rectangles from public.green_covers c where c.original = g.name), '[]'),
    'public', private.is_public_green_photo(private.public_name_of(g.name)),
    'places', (
      select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name_zh', p.name_zh, 'name_en', p.name_en) order by p.id), '[]')
      from public.place_photos f join public.places p on p.id = f.place_id where f.name = g.name and private.is_place_editor()),
    'suggestion', exists (select from public.suggestion_photos f where f.name = g.name) and private.is_place_editor(),
    'sighting', exists (select from public.sighting_photos f where f.name = g.name) and private.has_role('moderator')
  );
end
$$;
comment on function public.green_photo_desk(uuid) is
  'A photo for whoever may cover parts of it: {name, width, height, cover, rectangles, public, places, suggestion, sighting}: what is covered now, and where it is. Codes: not_found, own_green_photo.';

create function public.allow_green_cover(photo uuid, seen uuid, form_id uuid, rectangles jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  g public.green_photos := private.photo_to_cover(allow_green_cover.photo);
  given jsonb;
  was public.green_covers;
  fresh uuid := gen_random_uuid();
begin
  if allow_green_cover.form_id is null then
    perform private.refuse('PT422', 'id_missing', 'form_id');
  elsif pg_column_size(allow_green_cover.rectangles) > 20000 then
    perform private.refuse('PT422', 'rectangles_wrong', 'rectangles');
  end if;
  given := private.read_rectangles(jsonb_build_object('rectangles', allow_green_cover.rectangles), g.width, g.height);
  if given = '[]' then
    perform private.refuse('PT422', 'nothing_covered', 'rectangles');
  end if;
  select * into was from public.green_covers c where c.original = g.name;
  -- The same form sent again is the same covering; with other content it is not.
  if was.form_id = allow_green_cover.form_id then
    if was.rectangles <> given then
      perform private.refuse('PT409', 'write_differs', 'form_id');
    end if;
    return jsonb_build_object('state', 'covered', 'name', was.name);
  elsif was.name is distinct from allow_green_cover.seen then
    perform private.refuse('PT409', 'cover_changed', 'seen');
  end if;
  insert into private.begun_covers (name, original, seen, rectangles, form_id, begun_at)
  values (fresh, g.name, allow_green_cover.seen, given, allow_green_cover.form_id, private.clock());
  insert into private.storage_grants (bucket_id, name, verb, expires_at)
  select 'green-photos', o, 'upload', private.clock() + interval '60 seconds' from private.photo_objects(fresh) o;
  return jsonb_build_object('state', 'wanted', 'name', fresh);
end
$$;
comment on function public.allow_green_cover(uuid, uuid, uuid, jsonb) is
  'Somebody begins to cover parts of a photo; seen = the covered picture that they saw, null for none. {state: wanted, name}: for a minute the covered <name>/large.webp and <name>/small.webp may be stored; or {state: covered, name} when this form was sent before. Codes: not_found, own_green_photo, id_missing, rectangles_wrong, nothing_covered, write_differs, cover_changed.';

create function public.green_cover_stored(name uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  n private.begun_covers;
  g public.green_photos;
begin
  select * into n from private.begun_covers t where t.name = green_cover_stored.name;
  if n.name is null then
    perform private.refuse('PT404', 'not_found');
  end if;
  g := private.photo_to_cover(n.original);
  if (select c.name from public.green_covers c where c.original = g.name) is distinct from n.seen then
    perform private.refuse('PT409', 'cover_changed', 'seen');
  -- Nothing is there because somebody says so.
  elsif exists (
    select from private.photo_objects(n.name) o
    where not exists (select from storage.objects s where s.bucket_id = 'green-photos' and s.name = o)
  ) then
    perform private.refuse('PT409', 'photo_not_stored', 'photos');
  end if;
  insert into public.green_covers as c (original, name, rectangles, form_id, covered_by, covered_at)
  values (g.name, n.name, n.rectangles, n.form_id, (select auth.uid()), private.clock())
  on conflict (original) do update set
    name = excluded.name, rectangles = excluded.rectangles, form_id = excluded.form_id, covered_by = excluded.covered_by,
    covered_at = excluded.covered_at;
  delete from private.begun_covers t where t.name = n.name;
  delete from private.storage_grants s where s.bucket_id = 'green-photos' and s.name in (select private.photo_objects(n.name));
  return jsonb_build_object('name', n.name);
end
$$;
comment on function public.green_cover_stored(uuid) is
  'Both covered pictures are stored: from now on others see these, in place of the photo as received or of an earlier covering. {name}. Codes: not_found, own_green_photo, cover_changed, photo_not_stored.';

create function private.uncover_green_photo(photo uuid, seen uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  g public.green_photos := private.photo_to_cover(uncover_green_photo.photo);
begin
  delete from public.green_covers c where c.original = g.name and c.name = uncover_green_photo.seen;
  if not found then
    perform private.refuse('PT409', 'cover_changed', 'seen');
  end if;
  return jsonb_build_object('photo', g.name);
end
$$;
comment on function private.uncover_green_photo(uuid, uuid) is 'What public.uncover_green_photo does, whichever form it came with.';

create function public.uncover_green_photo(photo uuid, seen uuid, write_id uuid default null) returns jsonb
language sql security definer set search_path = '' as $$
  select coalesce(
    private.written(write_id, 'uncover_green_photo', null, jsonb_build_array(photo, seen)),
    private.keep_answer(write_id, private.uncover_green_photo(photo, seen))
  )
$$;
comment on function public.uncover_green_photo(uuid, uuid, uuid) is
  'Others see a photo as received again; seen = the covered picture that is to go. {photo}. Codes: not_found, own_green_photo, cover_changed, write_differs.';

grant execute on function
  public.green_photo_desk(uuid), public.allow_green_cover(uuid, uuid, uuid, jsonb), public.green_cover_stored(uuid),
  public.uncover_green_photo(uuid, uuid, uuid)
to authenticated;


-- sweeping -------------------------------------------------------------------------------------------------------

create or replace function private.end_green_photos() returns void
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
  -- What a moderator did not show goes when a refused entry does.
  delete from public.sighting_photos f where f.name in (
    select o.name from public.sighting_photos o
    where o.state = 'refused' and o.decided_at <= moment - interval '90 days'
    order by o.decided_at limit 500
    for update skip locked
  );
  -- What an editor withdrew cannot be brought back after this.
  delete from public.place_photos f where f.id in (
    select o.id from public.place_photos o
    where o.state = 'withdrawn' and o.withdrawn_at <= moment - interval '90 days'
    order by o.withdrawn_at limit 500
    for update skip locked
  );
  -- A covering that never ended; a trigger throws its files away.
  delete from private.begun_covers b where b.name in (
    select o.name from private.begun_covers o
    where o.begun_at <= moment - interval '10 minutes'
    order by o.begun_at limit 500
    for update skip locked
  );
end
$$;
