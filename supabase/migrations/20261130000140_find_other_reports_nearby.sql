-- Other reports of the same problem, on the page of a case, are found where they are. Before, the newest five hundred of the category
-- were looked at, wherever they were: five hundred pages for each case in a large district, and the one next door from last month
-- was not among them.

-- A square is a hundredth of a degree wide; the point within it is told apart in the index too. What has no point has no square, and
-- stands under its category all the same (the foreign key). Arithmetic alone: whoever writes a report makes its entry, and not every
-- role may call the functions of the map.
drop index public.reports_category_code;
create index reports_category_square
on public.reports (category_code, (floor(lng * 100)::int * 10000 + floor(lat * 100)::int), received_at desc, lat, lng);
create index reports_landmark on public.reports (landmark, category_code, received_at desc) where landmark is not null;

create or replace function private.other_reports(r public.reports) returns jsonb
language plpgsql stable security definer set search_path = '' set enable_bitmapscan = off set enable_sort = off set jit = off
set plan_cache_mode = force_generic_plan as $$
declare
  -- The newest ten: what is older than the tenth that was found is not looked at.
  since timestamptz := private.clock() - interval '90 days';
  others jsonb;
  square int;
begin
  -- At the same landmark, by its words. Those nearby are found below.
  select coalesce(jsonb_agg(to_jsonb(o) order by o.received_at desc), '[]') into others
  from (
    select t.id, t.code, t.status, t.received_at, round(private.distance_m(r.lat, r.lng, t.lat, t.lng)) as distance_m, t.author_id
    from public.reports t
    where t.landmark = r.landmark and t.category_code = r.category_code and t.received_at > since
      and t.id <> r.id and t.merged_into is distinct from r.id and t.photos_complete_at is not null
      and coalesce(private.distance_m(r.lat, r.lng, t.lat, t.lng) > 300, true)
    order by t.received_at desc
    limit 10
  ) o;
  -- In each square that 300 metres around the point reach into: four at most.
  for square in
    select x * 10000 + y
    from generate_series(floor((r.lng - 0.0036) * 100)::int, floor((r.lng + 0.0036) * 100)::int) x,
      generate_series(floor((r.lat - 0.0028) * 100)::int, floor((r.lat + 0.0028) * 100)::int) y
  loop
    since := greatest(since, (others -> 9 ->> 'received_at')::timestamptz);
    select coalesce(jsonb_agg(q.other order by q.at desc), '[]') into others
    from (
      select o.other, (o.other ->> 'received_at')::timestamptz as at from jsonb_array_elements(others) o (other)
      union all
      select to_jsonb(near), near.received_at
      from (
        select t.id, t.code, t.status, t.received_at, round(private.distance_m(r.lat, r.lng, t.lat, t.lng)) as distance_m, t.author_id
        from public.reports t
        where t.category_code = r.category_code and floor(t.lng * 100)::int * 10000 + floor(t.lat * 100)::int = square
          and t.lat between r.lat - 0.0028 and r.lat + 0.0028 and t.lng between r.lng - 0.0036 and r.lng + 0.0036
          and t.received_at > since and t.id <> r.id and t.merged_into is distinct from r.id and t.photos_complete_at is not null
          and private.distance_m(r.lat, r.lng, t.lat, t.lng) <= 300
        order by t.received_at desc
        limit 10
      ) near
      order by at desc
      limit 10
    ) q;
  end loop;
  -- A case may be merged into one that stands for itself, and that somebody else reported.
  return (
    select coalesce(jsonb_agg(o.other - 'author_id' || jsonb_build_object(
      'may_be_target', o.other ->> 'status' not in ('merged', 'withdrawn', 'refused', 'redirected')
        and (o.other ->> 'author_id')::uuid is distinct from (select auth.uid())
    ) order by o.n), '[]')
    from jsonb_array_elements(others) with ordinality o (other, n)
  );
end
$$;
