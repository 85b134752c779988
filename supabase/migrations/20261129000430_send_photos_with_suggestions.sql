-- Photos with a suggestion: at most two, seen by whoever sent them and by editors. An editor may put one on the page of the place that
-- the suggestion is about, if its sender agreed to that when sending it.

create table public.suggestion_photos (
  name uuid primary key references public.green_photos (name) on delete cascade,
  suggestion_id uuid not null references public.place_suggestions (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  position smallint not null check (position between 1 and 2),
  offered boolean not null,
  credit text check (char_length(credit) between 1 and 60),
  unique (suggestion_id, position)
);

create index suggestion_photos_user_id on public.suggestion_photos (user_id);

alter table public.suggestion_photos enable row level security;
create policy suggestion_photos_select on public.suggestion_photos for select to authenticated
using (user_id = (select auth.uid()) or (select private.is_place_editor()));
grant select (name, suggestion_id, position, offered, credit) on public.suggestion_photos to authenticated;

comment on table public.suggestion_photos is 'Photos that came with a suggestion, for editors. None of them is public, unless an editor puts it on the page of its place.';
comment on column public.suggestion_photos.user_id is 'Granted to nobody. The row goes with the account.';
comment on column public.suggestion_photos.offered is 'Its sender took it and agrees that the page of the place shows it under CC BY 4.0.';
comment on column public.suggestion_photos.credit is 'The name that its sender wants beside it; null = a resident.';

create trigger count_green_photo after insert or delete on public.suggestion_photos
for each row execute function private.count_green_photo();

create or replace function private.sees_green_photo(name uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select private.is_public_green_photo(sees_green_photo.name) or exists (
    select from public.green_photos g
    where g.name = sees_green_photo.name and g.stored_at is not null and g.user_id = (select auth.uid())
  ) or private.has_role('moderator') and exists (select from public.sighting_photos f where f.name = sees_green_photo.name)
    or private.is_place_editor() and (
      exists (select from public.place_photos f where f.name = sees_green_photo.name)
      or exists (select from public.suggestion_photos f where f.name = sees_green_photo.name)
    )
$$;
comment on function private.sees_green_photo(uuid) is
  'The caller may look at this photo: it is public, it is theirs, or it is of a sighting, a place or a suggestion and they look after those.';

create function public.suggest_place_with_photos(suggestion jsonb, photos jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  d jsonb := jsonb_build_object('photos', photos -> 'sha256', 'credit', photos -> 'credit', 'offered', photos -> 'offered');
  named text[];
  name_beside text;
  is_offered boolean;
  said jsonb;
  stood text[];
begin
  if jsonb_typeof(photos) is distinct from 'object' or pg_column_size(photos) > 5000 then
    perform private.refuse('PT422', 'photos_wrong', 'photos');
  end if;
  named := private.read_digests(d, 'photos', 2);
  name_beside := private.read_text(d, 'credit', 60, 'photo_name');
  is_offered := private.read_flag(d, 'offered');
  if private.holds_contact(name_beside) then
    perform private.refuse('PT422', 'photo_name_contact', 'credit');
  end if;
  said := public.suggest_place(suggestion);
  if said ->> 'result' = 'again' then
    stood := array(
      select g.sha256 from public.suggestion_photos f join public.green_photos g on g.name = f.name
      where f.suggestion_id = (said ->> 'id')::uuid order by g.sha256
    );
    if stood is distinct from named then
      perform private.refuse('PT409', 'suggestion_differs', 'id');
    end if;
    return said;
  end if;
  insert into public.suggestion_photos (name, suggestion_id, user_id, position, offered, credit)
  select (private.held_green_photo((said ->> 'id')::uuid, n.sha256)).name, (said ->> 'id')::uuid, me, n.position, is_offered, name_beside
  from unnest(named) with ordinality as n (sha256, position);
  return said;
end
$$;
comment on function public.suggest_place_with_photos(jsonb, jsonb) is
  'What suggest_place does, with photos that were sent with its id: {sha256: at most two, credit?, offered}. Codes of suggest_place; photos_wrong, green_photos_many, green_photo_gone, photo_name_long, photo_name_contact.';
grant execute on function public.suggest_place_with_photos(jsonb, jsonb) to authenticated;

create function private.show_suggestion_photo(photo_name uuid, photo jsonb, write_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  s public.suggestion_photos;
  place uuid;
begin
  perform private.for_editors();
  select f.* into s from public.suggestion_photos f where f.name = show_suggestion_photo.photo_name;
  select t.place_id into place from public.place_suggestions t where t.id = s.suggestion_id;
  if s.name is null or place is null then
    perform private.refuse('PT404', 'not_found');
  elsif s.user_id = (select auth.uid()) then
    perform private.refuse('PT403', 'own_suggestion');
  elsif not s.offered then
    perform private.refuse('PT409', 'photo_not_offered');
  elsif exists (select from public.place_photos f where f.name = s.name and f.place_id = place) then
    perform private.refuse('PT409', 'photo_shown_already');
  end if;
  -- The sender chose name and licence; the editor says what the photo shows.
  return private.put_up_photo(
    place, s.name, photo || jsonb_build_object('credit', coalesce(s.credit, '一位居民 · a resident'), 'licence', 'cc_by'), write_id
  );
end
$$;
comment on function private.show_suggestion_photo(uuid, jsonb, uuid) is 'What show_suggestion_photo does.';

create function public.show_suggestion_photo(photo_name uuid, photo jsonb, write_id uuid default null) returns jsonb
language sql security definer set search_path = '' as $$
  select coalesce(
    private.written(write_id, 'show_suggestion_photo', null, jsonb_build_array(photo_name, photo)),
    private.keep_answer(write_id, private.show_suggestion_photo(photo_name, photo, write_id))
  )
$$;
comment on function public.show_suggestion_photo(uuid, jsonb, uuid) is
  'An editor puts a photo that came with a suggestion on the page of its place: {alt_zh, alt_en, taken_on?}. It goes with its sender''s account. {id, version, result, photo}. Codes of private.read_place_photo; not_found, own_suggestion, photo_not_offered, photo_shown_already, place_photos_full, write_differs.';
grant execute on function public.show_suggestion_photo(uuid, jsonb, uuid) to authenticated;
