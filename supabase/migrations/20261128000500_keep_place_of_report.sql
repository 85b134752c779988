-- A report that names a green place keeps it: the place's page, its editors and the unit find one another.
-- Words that name no published place stay what they are, words.

create table public.report_places (
  report_id uuid primary key references public.reports (id) on delete cascade,
  place_id uuid not null references public.places (id) on delete cascade
);

create index report_places_place_id on public.report_places (place_id, report_id);

alter table public.report_places enable row level security;
create policy report_places_select on public.report_places for select to authenticated
using (private.sees_report(report_id));
grant select on public.report_places to authenticated;

comment on table public.report_places is
  'Which green place a report is about, if its form named one. Public only where the category''s precision is `exact`: a place says where.';

create function private.keep_place_of_report() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.report_places (report_id, place_id)
  select new.id, p.id from public.places p
  where p.slug = new.place and p.status = 'published';
  return null;
end
$$;
comment on function private.keep_place_of_report() is 'The form names a place by its slug; one that is not published, or not there, is kept as words alone.';
create trigger keep_place after insert on public.reports
for each row when (new.place is not null) execute function private.keep_place_of_report();

create function private.forget_green_place_of_report() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.report_places l where l.report_id = new.id;
  return null;
end
$$;
comment on function private.forget_green_place_of_report() is 'When only a record is left of a report, its place goes with its words.';
create trigger forget_green_place after update of forgotten_at on public.reports
for each row when (old.forgotten_at is null and new.forgotten_at is not null)
execute function private.forget_green_place_of_report();

-- What was sent before this was kept.
insert into public.report_places (report_id, place_id)
select r.id, p.id from public.reports r join public.places p on p.slug = r.place and p.status = 'published'
where r.forgotten_at is null;


-- showing --------------------------------------------------------------------------------------------------------

create function private.open_reports_of(place public.places) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(q.report order by q.published_at desc, q.report ->> 'report_id' desc), '[]')
  from (
    select o.report, r.published_at
    from (
      select n.report
      from jsonb_array_elements(case when place.lat is null then '[]' else private.open_reports_near(
        place.lat, place.lng, case place.position_quality when 'approximate' then 500 else 300 end
      ) end) as n (report)
      union
      select * from (
        select jsonb_build_object(
          'report_id', r.report_id, 'category', r.category_code, 'month', to_char(r.month, 'YYYY-MM'), 'stage', r.stage
        )
        from public.report_places l join public.published_reports r on r.report_id = l.report_id
        -- Where the category is rounded or told by subdistrict alone, naming the place would be sharper than that.
        where l.place_id = place.id and r.stage = 'open' and r.precision = 'exact'
        order by r.published_at desc, r.report_id desc limit 10
      ) named
    ) o
    join public.published_reports r on r.report_id = (o.report ->> 'report_id')::uuid
    order by r.published_at desc, r.report_id desc limit 10
  ) q
$$;
comment on function private.open_reports_of(public.places) is
  'Public reports under way that name this place, or whose public point lies within 300 m (500 m where the place itself is approximate): the ten newest.';

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
    'photos', (select coalesce(jsonb_agg(to_jsonb(f) - 'place_id' order by f.position, f.id), '[]')
      from public.place_photos f where f.place_id = p.id),
    'reports', private.open_reports_of(p)
  )
  from public.places p where p.slug = place_page.slug and p.status = 'published'
$$;
comment on function public.place_page(text) is
  'All that is public of a place, or null: the row, its names, facilities, flowers and photos, and the public reports under way that name it or lie within 300 m (500 m where the place itself is approximate).';
