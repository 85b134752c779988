-- Who goes on without a photo takes back its promise: the report's page then no longer waits for it, and it may still
-- come as any other photo while there are fewer than four.

create or replace function public.give_up_photos(report_id uuid, key text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  r public.reports;
begin
  select * into r from public.reports t where t.id = give_up_photos.report_id for update;
  if r.id is null or not private.is_reporter(r, give_up_photos.key) then
    perform private.refuse('PT404', 'not_found');
  end if;
  delete from public.report_photos p where p.report_id = r.id and p.arrived_at is null;
  perform private.complete_photos(r.id);
end
$$;

create function private.find_photo_position() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from public.report_photos p where p.report_id = new.report_id and p.position = new.position) then
    select min(n) into new.position from generate_series(1, 4) n
    where not exists (select from public.report_photos p where p.report_id = new.report_id and p.position = n);
  end if;
  return new;
end
$$;
comment on function private.find_photo_position() is 'A photo that comes after one was given up takes the free place.';

create trigger find_photo_position before insert on public.report_photos
for each row execute function private.find_photo_position();
