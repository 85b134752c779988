-- What a case may be merged into: the open cases near by, public or not, for moderators.

-- private.spot written out: an index may call only what whoever writes the row may call.
create index reports_open_spot on public.reports using gist (point(lng * 0.76661, lat))
where status not in ('closed', 'merged', 'redirected', 'refused', 'withdrawn') and lat is not null;
create index reports_open_category on public.reports (category_code, subdistrict_code, received_at desc)
where status not in ('closed', 'merged', 'redirected', 'refused', 'withdrawn');

create function public.merge_candidates(report_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  most constant int := 10;
  r public.reports;
  here point;
  site uuid;
begin
  select * into r from public.reports t where t.id = merge_candidates.report_id;
  if r.id is null or not private.has_role('moderator') or not private.sees_report(r.id) then
    perform private.refuse('PT404', 'not_found');
  end if;
  here := private.spot(r.lat, r.lng);
  select s.root_id into site from public.report_sites l join public.sites s on s.id = l.site_id where l.report_id = r.id;
  return (
    with found as (
      (
        select t.id from public.reports t
        where here is not null and t.lat is not null
          and t.status not in ('closed', 'merged', 'redirected', 'refused', 'withdrawn')
        order by point(t.lng * 0.76661, t.lat) <-> here limit 200
      )
      union
      (
        select t.id from public.reports t
        where t.category_code = r.category_code and t.subdistrict_code = r.subdistrict_code
          and t.status not in ('closed', 'merged', 'redirected', 'refused', 'withdrawn')
        order by t.received_at desc limit 200
      )
      union
      (
        select l.report_id from public.sites s join public.report_sites l on l.site_id = s.id where s.root_id = site limit 200
      )
    ),
    judged as (
      select t.id, t.code, t.status, t.received_at, t.version, t.description, t.lang, t.landmark, t.urgent_at, t.lead_unit_code,
        private.distance_m(r.lat, r.lng, t.lat, t.lng) as apart,
        coalesce(nullif(private.folded(t.landmark), '') = private.folded(r.landmark), false) as same_landmark,
        exists (
          select from public.report_sites l join public.sites s on s.id = l.site_id where l.report_id = t.id and s.root_id = site
        ) as same_site
      from found f join public.reports t on t.id = f.id
      where t.id <> r.id and t.category_code = r.category_code and t.photos_complete_at is not null
        and t.status not in ('closed', 'merged', 'redirected', 'refused', 'withdrawn')
        -- Nobody merges into a report of their own.
        and t.author_id is distinct from (select auth.uid())
    )
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', j.id, 'code', j.code, 'status', j.status, 'received_at', j.received_at, 'landmark', j.landmark,
      'excerpt', nullif(left(j.description, 160), ''), 'lang', j.lang, 'lead_unit_code', j.lead_unit_code,
      'distance_m', round(j.apart), 'same_landmark', j.same_landmark, 'same_site', j.same_site,
      'public', exists (select from public.published_reports p where p.report_id = j.id),
      'photos', (
        select coalesce(jsonb_agg(p.sha256 order by p.position), '[]')
        from public.report_photos p where p.report_id = j.id and p.arrived_at is not null
      ),
      'children', (select count(*) from public.reports child where child.merged_into = j.id)
    ) order by j.place), '[]')
    from (
      select t.*, row_number() over (order by t.same_site desc, t.apart, t.same_landmark desc, t.received_at, t.id) as place
      from judged t
      where t.same_site or t.apart <= 300 or t.same_landmark
      order by place limit most
    ) j
  );
end
$$;
comment on function public.merge_candidates(uuid) is
  'For moderators: at most ten open cases of the same category within 300 m, at the same landmark or about the same site, private ones too. Code: not_found.';
grant execute on function public.merge_candidates(uuid) to authenticated;
