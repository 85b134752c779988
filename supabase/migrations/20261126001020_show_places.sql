-- One place with all that belongs to it, in one call.

create function private.open_reports_near(lat double precision, lng double precision, metres double precision) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'report_id', q.report_id, 'category', q.category_code, 'month', to_char(q.month, 'YYYY-MM'), 'stage', q.stage
  ) order by q.published_at desc, q.report_id desc), '[]')
  from (
    select r.*
    from (select $3 / 111195 as north, $3 / 111195 / 0.76661 as east) by
    cross join generate_series(private.tile_x($2 - by.east, 16), private.tile_x($2 + by.east, 16)) as col (x)
    join public.published_reports r on r.square between col.x::bigint * 65536 + private.tile_y($1 + by.north, 16)
      and col.x::bigint * 65536 + private.tile_y($1 - by.north, 16)
    where r.stage = 'open' and (private.spot(r.lat, r.lng) <-> private.spot($1, $2)) * 111195 <= $3
    order by r.published_at desc, r.report_id desc limit 10
  ) q
$$;
comment on function private.open_reports_near(double precision, double precision, double precision) is
  'Public reports under way whose public point lies so near. The point is no sharper than publishing made it, and it is not told on.';

create function public.place_page(slug text) returns jsonb
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
    'reports', case when p.lat is null then '[]'
      else private.open_reports_near(p.lat, p.lng, case p.position_quality when 'approximate' then 500 else 300 end) end
  )
  from public.places p where p.slug = place_page.slug and p.status = 'published'
$$;
comment on function public.place_page(text) is
  'All that is public of a place, or null: the row, its names, facilities, flowers and photos, and the public reports under way within 300 m (500 m where the place itself is approximate).';
grant execute on function public.place_page(text) to anon, authenticated;
