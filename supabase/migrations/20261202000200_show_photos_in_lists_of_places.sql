-- Lists of places show a small photo: the first that a place's page shows, as everybody may see it.

create or replace function private.place_card(p public.places, origin point, finest int, at timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', p.id, 'slug', p.slug, 'kind', p.kind, 'name_zh', p.name_zh, 'name_en', p.name_en,
    'lat', p.lat, 'lng', p.lng, 'position_quality', p.position_quality,
    'subdistricts', (select coalesce(jsonb_agg(s.subdistrict_code order by s.subdistrict_code), '[]') from public.place_subdistricts s where s.place_id = p.id),
    'flower', (select f.flower_code from public.place_flowers f where f.place_id = p.id order by f.position, f.flower_code limit 1),
    'photo', (select private.public_name_of(f.name) from public.place_photos f
      where f.place_id = p.id and f.state = 'published' order by f.position, f.id limit 1),
    'needs', to_jsonb(p.needs), 'needs_demo', p.needs_demo, 'fence_free', p.fence_free,
    'open', private.is_open(p.hours, at), 'hours_demo', p.hours_demo,
    'step', case when p.spot is not null and origin is not null then s.step end,
    'metres', case when p.spot is not null and origin is not null then private.about_metres(p.spot <-> origin, s.step) end
  )
  from (select case when p.position_quality = 'approximate' then 500 else finest end as step) s
$$;
